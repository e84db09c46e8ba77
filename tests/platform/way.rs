//! Proxies: the requests they get, and the data they see.

use super::{USER, account, magento, ports::ClosedPort, server::*, without_secrets};
use base64::{Engine as _, prelude::BASE64_STANDARD};
use elemint::{
    domain::{BaseUrl, Fault, fault::FaultKind},
    platform::{Client, Net, ProxyVariable},
};
use rstest::rstest;
use std::process::Command;

/// A platform no resolver knows: whatever is said of it was said to the proxy.
const FAR: &str = "platform.invalid";

async fn create(net: &Net) -> Fault {
    let base = BaseUrl::read(FAR).expect("base");
    let client = Client::over(&base, net).expect("a client");
    without_secrets(client.create(&magento(), &account(&base)).await.expect_err("no platform"))
}

fn through(proxy: &Server) -> Net {
    set("HTTPS_PROXY", &format!("http://me:PROXYCANARY@{}", proxy.base.host()))
}

fn set(name: &'static str, value: &str) -> Net {
    Net::default().through(&ProxyVariable::new(name, value), None).expect("a proxy")
}

/// A proxy that refuses every tunnel.
fn refusing() -> Server {
    Server::answering(|_| reply(403, &[], "no"))
}

#[rstest]
#[case::no_credentials("http://H", None)]
#[case::blanks_around(" H\r\n", None)]
#[case::windows_domain("http://CORP\\ada:pw@H", Some("CORP\\ada:pw"))]
#[case::at("http://ada:p@ss@H", Some("ada:p@ss"))]
#[case::signs("http://ada:p^{[\"<w@H", Some("ada:p^{[\"<w"))]
#[case::blank("http://ada:p w@H", Some("ada:p w"))]
#[case::umlaut("http://ada:pässü@H", Some("ada:pässü"))]
#[case::encoded("http://ada:p%40%2F%3A%25@H/", Some("ada:p@/:%"))]
#[case::not_encoded("http://ada:100%@H", Some("ada:100%"))]
#[tokio::test]
async fn tunnel_is_requested_with_the_credentials(#[case] value: &str, #[case] credentials: Option<&str>) {
    let proxy = refusing();
    create(&set("https_proxy", &value.replace('H', proxy.base.host()))).await;
    let seen = proxy.seen();
    let authorization = credentials.map(|plain| format!("Basic {}", BASE64_STANDARD.encode(plain)));
    assert_eq!(
        (seen[0].line.as_str(), seen[0].header("proxy-authorization")),
        ("CONNECT platform.invalid:443 HTTP/1.1", authorization.as_deref())
    );
}

#[tokio::test]
async fn proxy_is_reached_over_tls_where_its_address_says_so() {
    let proxy = Server::with_certificate("good", |_| reply(403, &[], "no"));
    let net = set("https_proxy", &format!("https://ada:pw@{}", proxy.base.host()));
    create(&net.trusting(include_bytes!("../kit/tls/authority.pem")).expect("a certificate")).await;
    let seen = proxy.seen();
    assert_eq!(seen[0].header("proxy-authorization"), Some("Basic YWRhOnB3"));
}

/// The address is this machine, but no loopback address, so no name is looked up.
#[rstest]
#[case::address("0.0.0.0")]
#[case::network("10.0.0.0/8 0.0.0.0/8")]
#[case::pattern("x;0.0.*")]
#[case::port("x\n0.0.0.0:1")]
#[tokio::test]
async fn excepted_platform_is_reached_without_the_proxy(#[case] except: &str) {
    let proxy = refusing();
    let variable = ProxyVariable::new("all_proxy", proxy.base.host());
    let net = Net::default().through(&variable, Some(&ProxyVariable::new("no_proxy", except))).expect("a proxy");
    let base = BaseUrl::read("https://0.0.0.0:1").expect("base");
    let client = Client::over(&base, &net).expect("a client");
    client.create(&magento(), &account(&base)).await.expect_err("no platform");
    assert_eq!(proxy.seen().len(), 0);
}

#[rstest]
#[case::away(0, "all_proxy", "Check all_proxy, or use --no-proxy to connect without it.")]
#[case::locked(407, "ALL_PROXY", "Put them into ALL_PROXY: http://name:password@host:port.")]
#[case::refused(403, "https_proxy", "Ask its administrator, add the host to no_proxy, or use --no-proxy.")]
#[tokio::test]
async fn failure_names_the_variable_that_is_set(#[case] status: u16, #[case] name: &'static str, #[case] hint: &str) {
    let proxy = Server::answering(move |_| if status == 0 { Reply::Nothing } else { reply(status, &[], "") });
    let closed = ClosedPort::new();
    let address = closed.address().to_string();
    let place = if status == 0 { &address } else { proxy.base.host() };
    let except = ProxyVariable::new("no_proxy", "other.example");
    let net = Net::default().through(&ProxyVariable::new(name, place), Some(&except)).expect("a proxy");
    assert_eq!(create(&net).await.hint, hint);
}

#[tokio::test]
async fn a_proxy_is_asked_for_a_tunnel_and_sees_no_secret() {
    let proxy = refusing();
    let fault = create(&through(&proxy)).await;
    assert_eq!(fault.kind, FaultKind::Unreached);
    assert!(fault.problem.contains(proxy.base.host()) && fault.problem.contains(FAR), "{fault}");
    assert!(!format!("{fault:?}").contains("PROXYCANARY"));
    let seen = proxy.seen();
    assert_eq!(seen[0].line, format!("CONNECT {FAR}:443 HTTP/1.1"));
    assert_eq!(seen[0].header("proxy-authorization"), Some("Basic bWU6UFJPWFlDQU5BUlk="));
    assert!(seen.iter().all(|request| !format!("{request:?}").contains(USER) && request.body.is_empty()), "{seen:?}");
}

#[tokio::test]
async fn credentials_that_the_proxy_refuses_are_reported_as_refused() {
    let proxy = Server::answering(|_| reply(407, &[("Proxy-Authenticate", "Basic")], ""));
    let fault = create(&through(&proxy)).await;
    assert!(fault.problem.contains("refused the name and password in HTTPS_PROXY (407)"), "{fault}");
}

#[tokio::test]
async fn a_proxy_that_is_away_is_not_taken_for_the_platform() {
    let closed = ClosedPort::new();
    let address = closed.address().to_string();
    let fault = create(&set("https_proxy", &address)).await;
    assert!(fault.problem.contains(&format!("The proxy {address} does not answer")), "{fault}");
}

#[tokio::test]
async fn tunneled_answers_are_checked() {
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
async fn loopback_is_reached_without_proxy() {
    let proxy = refusing();
    let server = Server::saying(200, r#"{"id":1}"#);
    let client = Client::over(&server.base, &through(&proxy)).expect("a client");
    assert_eq!(client.check(&account(&server.base)).await, Ok(()));
    assert_eq!(proxy.seen().len(), 0);
}

/// A test of the plain client once more, in a process that has a proxy set.
#[test]
fn proxy_gets_no_loopback_request() {
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
