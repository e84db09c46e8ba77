//! `elemint instances check`.

use super::run_with;
use crate::{
    person::Home,
    server::{Server, reply},
};
use elemint::storage::Store;
use rstest::rstest;

/// Runs a check against a platform with three instances: expired an hour ago, expiring in two hours, never refreshed.
fn check(args: &[&str]) -> (Option<i32>, String, String) {
    let now = Store::now().0;
    let one = |id: u32, refreshed: String| {
        format!(
            r#"{{"id":{id},"name":"n{id}","token":"t","element":{{"key":"sfdc"}},"configuration":{{"expires_in":"7200"{refreshed}}}}}"#
        )
    };
    let at = |time: u64| format!(r#","oauth.user.refresh_time":"{time}000""#);
    let list = [one(1, at(now)), one(2, String::new()), one(3, at(now - 10_800))].join(",");
    let server = Server::answering(move |_| reply(200, &[], &format!("[{list}]")));
    let base = server.base.as_str().to_owned();
    let env = [("CE_BASE", base.as_str()), ("CE_USER", "u"), ("CE_ORG", "o")];
    let ended = run_with(&Home::new(), &env, &[&["instances", "check"], args].concat());
    let ids: Vec<&str> = ended.out.lines().filter_map(|line| line.split("  ").next()).collect();
    (ended.code, ids.join(" "), ended.err)
}

#[rstest]
#[case::known_expiry(&[], Some(0), "3 1")]
#[case::within_a_day(&["--fail-if-expiring", "24h"], Some(1), "3 1")]
#[case::within_an_hour(&["--fail-if-expiring", "1h"], Some(1), "3")]
#[case::expired(&["--fail-if-expiring", "0s"], Some(1), "3")]
#[case::filtered(&["--fail-if-expiring", "0s", "n1"], Some(0), "")]
#[case::no_duration(&["--fail-if-expiring", "soon"], Some(2), "")]
fn tokens_that_expire_are_listed(#[case] args: &[&str], #[case] code: Option<i32>, #[case] ids: &str) {
    let (ended, listed, err) = check(args);
    assert_eq!((ended, listed.as_str()), (code, ids), "{err}");
}

#[rstest]
#[case::no_instance(&["nomatch"], "No instance matches. There are 3 instances in all.")]
#[case::no_instance_for_a_job(&["--fail-if-expiring", "0s", "nomatch"], "No instance matches. There are 3 instances in all.")]
#[case::no_expiry(&["n2"], "No token has a known expiry.")]
#[case::none_expires(&["--fail-if-expiring", "0s", "n1"], "No token needs to be renewed in this time.")]
fn empty_list_is_explained(#[case] args: &[&str], #[case] words: &str) {
    let (code, listed, err) = check(args);
    assert_eq!((code, listed.as_str(), err.trim_end()), (Some(0), "", words));
}
