//! Platforms that answer wrongly: the fault that is shown, and requests that are never repeated.

use super::{ORGANIZATION, USER, account, client, magento, ports::ClosedPort, server::*, without_secrets};
use elemint::{
    catalog::FieldKey,
    domain::{BaseUrl, Instance, fault::FaultKind},
    platform::Client,
    text::Secret,
};
use rstest::rstest;

#[tokio::test]
async fn a_known_account_is_asked_for_once() {
    let server = Server::saying(200, r#"{"id":1,"name":"Acme"}"#);
    assert_eq!(client(&server).check(&account(&server.base)).await, Ok(()));
    let seen = server.seen();
    assert_eq!(seen[0].line, "GET /elements/api-v2/organizations/me HTTP/1.1");
    assert_eq!(seen[0].header("authorization"), Some(&*format!("User {USER}, Organization {ORGANIZATION}")));
}

#[tokio::test]
async fn sign_in_falls_back_to_instance_list() {
    for (status, second, verdict) in [
        (404, reply(200, &[], "[]"), None),
        (405, reply(404, &[], r#"{"message":"No element instances found"}"#), None),
        (404, reply(404, &[], "<html>"), Some(FaultKind::Refused)),
        (404, reply(401, &[], "{}"), Some(FaultKind::Account)),
    ] {
        let server = Server::new(vec![reply(status, &[], "{}"), second]);
        let checked = client(&server).check(&account(&server.base)).await;
        assert_eq!(checked.err().map(|fault| fault.kind), verdict);
        assert_eq!(server.lines()[1], "GET /elements/api-v2/instances?pageSize=1 HTTP/1.1");
    }
}

#[tokio::test]
async fn a_redirect_is_not_followed_and_its_host_is_named() {
    let other = Server::saying(200, "{}");
    let target = format!("http://{}/steal?x=1", other.base.host());
    for status in [301, 302, 303, 307, 308] {
        let server = Server::new(vec![reply(status, &[("Location", &target)], "")]);
        let fault = client(&server).create(&magento(), &account(&server.base)).await.expect_err("redirect");
        assert_eq!((&fault.kind, fault.status), (&FaultKind::Refused, Some(status)));
        assert!(fault.problem.contains(other.base.host()) && !fault.problem.contains("steal"), "{fault}");
        assert_eq!(server.seen().len(), 1);
        let server = Server::new(vec![reply(status, &[("Location", &target)], "")]);
        assert!(client(&server).check(&account(&server.base)).await.is_err());
    }
    assert_eq!(other.seen().len(), 0);
}

#[tokio::test]
async fn refused_connection_means_nothing_was_sent() {
    let closed = ClosedPort::new();
    let base = BaseUrl::read(&format!("http://{}", closed.address())).expect("base");
    let client = Client::new(&base).expect("client");
    for fault in [
        client.create(&magento(), &account(&base)).await.expect_err("refused"),
        client.check(&account(&base)).await.expect_err("refused"),
    ] {
        let fault = without_secrets(fault);
        assert_eq!(fault.kind, FaultKind::Unreached);
        assert!(fault.problem.contains("refused"), "{fault}");
    }
}

#[tokio::test]
async fn port_without_https_is_reported() {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").expect("bind");
    let base = BaseUrl::read(&format!("https://{}", listener.local_addr().expect("address"))).expect("base");
    std::thread::spawn(move || {
        for stream in listener.incoming() {
            let mut stream = stream.expect("accept");
            let _ = std::io::Read::read(&mut stream, &mut [0; 512]);
            let _ = std::io::Write::write_all(&mut stream, b"HTTP/1.1 400 Bad Request\r\n\r\n");
        }
    });
    // A machine without certificates reports that, which is right as well, but proves nothing here.
    let Ok(client) = Client::new(&base) else { return };
    let fault = without_secrets(client.create(&magento(), &account(&base)).await.expect_err("no TLS"));
    assert_eq!(fault.kind, FaultKind::Unreached);
    assert!(fault.problem.contains("does not speak https"), "{fault}");
}

#[tokio::test]
async fn a_read_is_tried_three_times_where_the_trouble_may_pass() {
    let busy = || reply(503, &[("Retry-After", "0")], "{}");
    let server = Server::new(vec![reply(502, &[], "<html>"), busy(), reply(200, &[], r#"{"id":1}"#)]);
    assert_eq!(client(&server).check(&account(&server.base)).await, Ok(()));
    let server = Server::new(vec![busy(), busy(), busy(), reply(200, &[], "{}")]);
    let fault = client(&server).check(&account(&server.base)).await.expect_err("busy");
    assert!(matches!(fault.kind, FaultKind::Busy(Some(_))), "{fault:?}");
    assert_eq!(server.seen().len(), 3);
}

#[tokio::test]
async fn a_read_is_not_tried_again_where_it_would_not_help() {
    for (script, kind) in [
        (reply(500, &[], "{}"), FaultKind::Broken),
        (reply(429, &[], "{}"), FaultKind::Busy(None)),
        (reply(429, &[("Retry-After", "60")], "{}"), FaultKind::Busy(Some(std::time::Duration::from_secs(60)))),
        (reply(400, &[], "{}"), FaultKind::Refused),
        (reply(200, &[], "<html>sign in</html>"), FaultKind::Garbled),
        (reply(200, &[], "not JSON"), FaultKind::Garbled),
        (reply(200, &[], &" ".repeat(3 << 20)), FaultKind::Garbled),
        (Reply::Bytes(b"nonsense".to_vec()), FaultKind::Broken),
    ] {
        let server = Server::new(vec![script]);
        let fault = without_secrets(client(&server).check(&account(&server.base)).await.expect_err("a fault"));
        assert_eq!(fault.kind, kind, "{fault}");
        assert_eq!(server.seen().len(), 1, "{fault}");
    }
}

#[tokio::test]
async fn an_answer_that_is_no_good_is_kept_to_be_read() {
    for (status, body) in [(200, "<html>sign in</html>"), (403, "<html>blocked</html>"), (400, "not JSON")] {
        let server = Server::new(vec![reply(status, &[], body)]);
        let fault = client(&server).check(&account(&server.base)).await.expect_err("a fault");
        assert_eq!(fault.answer.as_ref().map(elemint::text::Secret::expose), Some(body), "{fault}");
    }
}

#[tokio::test]
async fn a_read_whose_connection_closed_without_a_word_is_tried_again() {
    let server = Server::new(vec![Reply::Nothing, reply(200, &[], r#"{"id":1}"#)]);
    assert_eq!(client(&server).check(&account(&server.base)).await, Ok(()));
    let server = Server::answering(|_| Reply::Nothing);
    let fault = without_secrets(client(&server).check(&account(&server.base)).await.expect_err("closed"));
    assert_eq!((fault.kind, server.seen().len()), (FaultKind::Broken, 3));
}

#[tokio::test]
async fn a_web_page_is_called_one() {
    for (status, body) in [(200, "<!doctype html>"), (404, "<html>"), (403, " \n<HTML>")] {
        let server = Server::saying(status, body);
        let fault = client(&server).create(&magento(), &account(&server.base)).await.expect_err("a page");
        assert!(fault.problem.contains("a web page instead of JSON") && fault.message.is_none(), "{fault:?}");
    }
}

#[tokio::test]
async fn secrets_are_not_sent_to_another_platform_than_theirs() {
    let server = Server::saying(200, "{}");
    let elsewhere = account(&BaseUrl::read("api.cloud-elements.com").expect("base"));
    let fault = client(&server).check(&elsewhere).await.expect_err("another platform's");
    assert!(fault.problem.contains("api.cloud-elements.com"), "{fault}");
    assert_eq!(server.seen().len(), 0);
}

#[tokio::test]
async fn a_secret_that_cannot_be_one_is_not_sent() {
    let server = Server::saying(200, "{}");
    for odd in ["", "two words", "line\r\nend", "“quoted”", "nul\0"] {
        let mut account = account(&server.base);
        account.user = Secret::new(odd);
        let fault = client(&server).check(&account).await.expect_err(odd);
        assert_eq!(fault.kind, FaultKind::Account);
        assert!(odd.is_empty() || !format!("{fault:?}").contains(odd));
    }
    assert_eq!(server.seen().len(), 0);
}

#[tokio::test]
async fn an_instance_is_pinged_with_its_token_through_its_hub() {
    let read = |text| Instance::read(text).expect("an instance");
    let hub = read(r#"{"id":1,"token":"TOKENCANARY=","element":{"key":"x","hub":"e/../commerce"}}"#);
    let bare = read(r#"{"id":1,"token":"TOKENCANARY=","element":{"key":"x"}}"#);
    for (instance, path) in [(hub, "/hubs/e%2F..%2Fcommerce/ping"), (bare, "/ping")] {
        let server = Server::saying(200, r#"{"dateTime":"2026-01-01T00:00:00Z","endpoint":"x"}"#);
        assert!(client(&server).ping(&instance, &account(&server.base)).await.is_ok());
        let seen = server.seen();
        assert_eq!(seen[0].line, format!("GET /elements/api-v2{path} HTTP/1.1"));
        assert_eq!(seen[0].header("authorization"), Some(&*format!("User {USER}, Element TOKENCANARY=")));
        let server =
            Server::saying(400, r#"{"message":"TOKENCANARY= This API is not currently supported for this element"}"#);
        let fault = client(&server).ping(&instance, &account(&server.base)).await.expect_err("unsupported");
        assert_eq!(fault.kind, FaultKind::Refused);
        assert!(!format!("{fault:?}").contains("TOKENCANARY"), "{fault:?}");
    }
}

#[tokio::test]
async fn disabled_instance_is_named_as_the_cause_of_a_failed_ping() {
    let instance = Instance::read(r#"{"id":1,"token":"t","element":{"key":"x"}}"#).expect("an instance");
    let server = Server::saying(403, r#"{"requestId":"1","message":"The element instance is disabled"}"#);
    let fault = client(&server).ping(&instance, &account(&server.base)).await.expect_err("refused");
    assert!(fault.problem.starts_with("The instance is disabled"), "{fault:?}");
}

#[rstest]
#[case::platform(
    r#"{"message":"Failed to connect to the API URL. Validate that you are using the correct WSDL path."}"#
)]
#[case::provider(r#"{"message":"Bad request","providerMessage":"UnknownHostException: shop.example"}"#)]
#[case::refused(r#"{"message":"connect ECONNREFUSED","providerMessage":"Connection refused"}"#)]
#[tokio::test]
async fn an_address_that_leads_nowhere_is_laid_to_the_address_field(#[case] body: &str) {
    let server = Server::saying(400, body);
    let fault = client(&server).create(&magento(), &account(&server.base)).await.expect_err("refused");
    assert_eq!(fault.kind, FaultKind::Fields(vec![FieldKey::new("store.url")]));
}
