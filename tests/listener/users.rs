//! Another user of this machine, who may read the short link among the arguments of the browser.
//!
//! The test acts as a second user, which takes root, as in CI; for other users the tables of connections are read in
//! unit tests.

use super::{assert_still_open, granted, links, listener, state, status};
use elemint::oauth::Listener;
use std::process::Stdio;
use tokio::process::Command;

/// Requests a target as the user `nobody`; `None` if this test lacks the rights.
async fn request_as_other_user(listener: &Listener, target: &str) -> Option<String> {
    let port = listener.port();
    let target = target.replace("$S", state().as_str());
    let script = format!(
        "exec 3<>/dev/tcp/127.0.0.1/{port}; printf 'GET {target} HTTP/1.1\\r\\nHost: 127.0.0.1:{port}\\r\\n\\r\\n' >&3; cat <&3"
    );
    let mut setpriv = Command::new("setpriv");
    setpriv.args(["--reuid", "65534", "--clear-groups", "bash", "-c", &script]).stdin(Stdio::null());
    let output = setpriv.output().await.ok()?;
    output.status.success().then(|| String::from_utf8_lossy(&output.stdout).into_owned())
}

#[tokio::test]
async fn link_opened_by_another_user_is_refused_and_stays_unused() {
    let listener = listener().await;
    let link = links::link(&listener);
    let Some(reply) = request_as_other_user(&listener, &link).await else { return };
    assert_eq!(status(&reply), 403, "{reply}");
    assert!(!reply.contains(state().as_str()) && !reply.to_lowercase().contains("set-cookie"), "{reply}");
    assert!(listener.notices().borrow().has_other_user);
    assert_eq!(status(&super::ask(&listener, &link, "").await), 303);
}

#[tokio::test]
async fn answer_of_another_user_is_offered_and_the_true_one_still_wins() {
    let mut listener = listener().await;
    let Some(reply) = request_as_other_user(&listener, "/cb?code=forged&state=$S").await else { return };
    assert!(reply.contains("Is this you?"), "{reply}");
    assert_eq!(granted(&mut listener).await, "offered: forged");
    assert_still_open(listener).await;
}
