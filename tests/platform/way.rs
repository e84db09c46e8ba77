//! What a proxy on the way is asked, and what it gets to see.

use super::{USER, account, magento, server::*, without_secrets};
use elemint::{
    domain::{Base, Fault, fault::FaultKind},
    platform::{Client, Net},
};
use std::{net::TcpListener, process::Command};

/// A platform no resolver knows: whatever is said of it was said to the proxy.
const FAR: &str = "platform.invalid";

async fn create(net: &Net) -> Fault {
    let base = Base::read(FAR).expect("base");
    let client = Client::over(&base, net).expect("a client");
    without_secrets(client.create(&magento(), &account(&base)).await.expect_err("no platform"))
}

fn through(proxy: &Server) -> Net {
    let address = format!("http://me:PROXYCANARY@{}", proxy.base.host());
    Net::default().through(&address, "").expect("a proxy")
}

#[tokio::test]
async fn a_proxy_is_asked_for_a_tunnel_and_sees_no_secret() {
    let proxy = Server::answering(|_| reply(403, &[], "no"));
    let fault = create(&through(&proxy)).await;
    assert_eq!(fault.kind, FaultKind::Unreached);
    assert!(fault.what.contains(proxy.base.host()) && fault.what.contains(FAR), "{fault}");
    assert!(!format!("{fault:?}").contains("PROXYCANARY"));
    let seen = proxy.seen();
    assert_eq!(seen[0].line, format!("CONNECT {FAR}:443 HTTP/1.1"));
    assert_eq!(seen[0].header("proxy-authorization"), Some("Basic bWU6UFJPWFlDQU5BUlk="));
    assert!(seen.iter().all(|request| !format!("{request:?}").contains(USER) && request.body.is_empty()), "{seen:?}");
}

#[tokio::test]
async fn a_proxy_that_wants_a_name_says_so() {
    let proxy = Server::answering(|_| reply(407, &[("Proxy-Authenticate", "Basic")], ""));
    let fault = create(&through(&proxy)).await;
    assert!(fault.what.contains("wants to know who asks") && fault.hint.contains("HTTPS_PROXY"), "{fault}");
}

#[tokio::test]
async fn a_proxy_that_is_away_is_not_taken_for_the_platform() {
    let free = TcpListener::bind("127.0.0.1:0").expect("bind").local_addr().expect("address");
    let fault = create(&Net::default().through(&free.to_string(), "").expect("a proxy")).await;
    assert!(fault.what.contains(&format!("The proxy {free} does not answer")), "{fault}");
}

#[tokio::test]
async fn what_is_behind_the_tunnel_is_checked_like_anything_else() {
    let proxy = Server::answering(|request| {
        if request.line.starts_with("CONNECT") {
            Reply::Open(b"HTTP/1.1 200 OK\r\n\r\n".to_vec())
        } else {
            reply(200, &[], r#"{"id":1,"token":"t"}"#)
        }
    });
    assert_eq!(create(&through(&proxy)).await.kind, FaultKind::Unreached);
    assert_eq!(proxy.lines(), [format!("CONNECT {FAR}:443 HTTP/1.1")]);
}

#[tokio::test]
async fn this_machine_is_reached_directly_whatever_the_proxy() {
    let proxy = Server::answering(|_| reply(403, &[], "no"));
    let server = Server::saying(200, r#"{"id":1}"#);
    let client = Client::over(&server.base, &through(&proxy)).expect("a client");
    assert_eq!(client.check(&account(&server.base)).await, Ok(()));
    assert_eq!(proxy.seen().len(), 0);
}

/// A test of the plain client once more, in a process that has a proxy set.
#[test]
fn a_proxy_of_the_environment_is_not_given_what_stays_on_this_machine() {
    let proxy = Server::saying(200, "{}");
    let address = format!("http://{}", proxy.base.host());
    let run = Command::new(std::env::current_exe().expect("this program"))
        .args(["--exact", "failures::a_known_account_is_asked_for_once"])
        .envs(["HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"].map(|name| (name, &address)))
        .env_remove("NO_PROXY")
        .env_remove("no_proxy")
        .output()
        .expect("run");
    assert!(String::from_utf8_lossy(&run.stdout).contains("1 passed"), "{run:?}");
    assert_eq!(proxy.seen().len(), 0);
}
