//! Proxy variables of the environment, as the program reads them.

use crate::{
    person::{ELEMINT, Home},
    server::{Server, reply},
};
use rstest::rstest;
use std::{
    ffi::OsStr,
    os::unix::ffi::OsStrExt as _,
    process::{Command, Stdio},
};

fn doctor(environment: &[(&str, &[u8])]) -> String {
    let home = Home::new();
    let output = Command::new(ELEMINT)
        .arg("doctor")
        .env_clear()
        .envs([("PATH", "/usr/bin:/bin"), ("TERM", "xterm"), ("CE_BASE", "platform.invalid")])
        .envs([("CE_USER", "user"), ("CE_ORG", "org")])
        .env("HOME", home.path())
        .envs(environment.iter().map(|(name, value)| (name, OsStr::from_bytes(value))))
        .stdin(Stdio::null())
        .output()
        .expect("the program");
    format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr))
}

#[rstest]
#[case::socks(&[("ALL_PROXY", b"socks5://me:CANARY@h:1".as_slice())], "ALL_PROXY: Only http:// and https:// proxies")]
#[case::not_utf8(&[("https_proxy", b"http://me:CANARY\xe4@h:1".as_slice())], "https_proxy: The value is not UTF-8")]
#[case::exceptions_not_utf8(&[("HTTPS_PROXY", b"h:1".as_slice()), ("NO_PROXY", b"\xe4")], "NO_PROXY: The value is not UTF-8")]
#[case::delimiter(&[("HTTPS_PROXY", b"http://me:CANARY/x@h:1".as_slice())], "write / as %2F")]
#[case::exceptions(&[("HTTPS_PROXY", b"h:1".as_slice()), ("no_proxy", b"10/8")], "no_proxy: “10/8” is neither a host")]
fn unusable_variable_is_refused_by_name(#[case] environment: &[(&str, &[u8])], #[case] sentence: &str) {
    let output = doctor(environment);
    assert!(output.contains(sentence) && !output.contains("CANARY"), "{output}");
}

#[rstest]
#[case::none(&[], "set HTTPS_PROXY")]
#[case::excluded(&[("all_proxy", b"h:1".as_slice()), ("no_proxy", b"platform.invalid")], "no_proxy excludes it from the proxy of all_proxy")]
fn unreachable_host_names_the_proxy_variable(#[case] environment: &[(&str, &[u8])], #[case] sentence: &str) {
    let output = doctor(environment);
    assert!(output.contains(sentence), "{output}");
}

#[rstest]
#[case::small_first(&["https_proxy"], &["HTTPS_PROXY", "all_proxy", "ALL_PROXY"])]
#[case::https_before_all(&["HTTPS_PROXY"], &["all_proxy", "ALL_PROXY"])]
#[case::small_all(&["all_proxy"], &["ALL_PROXY"])]
fn first_variable_that_is_set_is_used(#[case] used: &[&str], #[case] others: &[&str]) {
    let proxy = Server::answering(|_| reply(403, &[], "no"));
    let address = format!("http://CORP\\ada:p@ss@{}\r\n", proxy.base.host());
    let used = used.iter().map(|name| (*name, address.as_bytes()));
    let others = others.iter().map(|name| (*name, b"127.0.0.1:9".as_slice()));
    doctor(&used.chain(others).collect::<Vec<_>>());
    let seen = proxy.seen();
    let header = seen.first().and_then(|request| request.header("proxy-authorization"));
    assert_eq!(header, Some("Basic Q09SUFxhZGE6cEBzcw=="));
}
