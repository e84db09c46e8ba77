//! Answers no platform should give.

use super::{account, client, granted, infusionsoft, magento, server::*, state, without_secrets};
use elemint::{
    domain::fault::FaultKind,
    platform::{Client, Net},
};
use std::time::Duration;

fn raw(head: &str, body: &[u8]) -> Reply {
    Reply::Bytes([format!("HTTP/1.1 200 OK\r\n{head}Content-Length: {}\r\n\r\n", body.len()).as_bytes(), body].concat())
}

/// 10 MB of blanks, as gzip packs them: begun by hand, since nothing here can pack or unpack.
const BOMB: &[u8] = &[0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 2, 3, 0xed, 0xc1, 1, 1, 0, 0];

#[tokio::test]
async fn nothing_packed_is_asked_for_and_nothing_is_unpacked() {
    let server = Server::answering(|_| raw("Content-Type: application/json\r\nContent-Encoding: gzip\r\n", BOMB));
    let fault = without_secrets(client(&server).check(&account(&server.base)).await.expect_err("packed"));
    assert_eq!(fault.kind, FaultKind::Garbled);
    assert!(fault.what.contains("packed"), "{fault}");
    assert_eq!(server.seen()[0].header("accept-encoding"), Some("identity"));
    let fault = client(&server).create(&magento(), &account(&server.base)).await.expect_err("packed");
    assert_eq!(fault.kind, FaultKind::Unclear);
}

#[tokio::test]
async fn a_refusal_that_is_packed_is_not_quoted() {
    let server = Server::answering(|_| {
        let head = format!("HTTP/1.1 400 X\r\nContent-Encoding: gzip\r\nContent-Length: {}\r\n\r\n", BOMB.len());
        Reply::Bytes([head.as_bytes(), BOMB].concat())
    });
    let fault = client(&server).create(&magento(), &account(&server.base)).await.expect_err("400");
    assert_eq!((fault.kind, fault.message), (FaultKind::Refused, None));
}

#[tokio::test]
async fn a_mark_before_the_text_costs_no_instance() {
    let server = Server::answering(|_| raw("", "\u{feff}{\"id\":1,\"token\":\"t\"}".as_bytes()));
    assert!(client(&server).create(&magento(), &account(&server.base)).await.is_ok());
}

#[tokio::test]
async fn whatever_comes_is_an_error_or_data_and_never_an_end() {
    let deep = |n: usize| format!("{}{}", "[".repeat(n), "]".repeat(n));
    let many = "X: y\r\n".repeat(200);
    let large = format!("X-Long: {}\r\n", "y".repeat(500_000));
    for (name, bytes) in [
        ("deep", raw("", deep(100_000).as_bytes())),
        ("deep in an object", raw("", format!(r#"{{"a":{}}}"#, deep(1_000_000)).as_bytes())),
        ("no UTF-8", raw("", b"{\"id\":\xff}")),
        ("NUL", raw("", b"{\"id\":\0}")),
        ("a lone surrogate", raw("", br#"{"id":"\ud800","token":"\udc00"}"#)),
        ("nothing at all", Reply::Bytes(Vec::new())),
        ("garbage", Reply::Bytes(b"\0\xff\x1b[2J\r\n\r\n".to_vec())),
        ("HTTP/0.9", Reply::Bytes(b"<html>hello</html>".to_vec())),
        ("200 headers", raw(&many, b"{}")),
        ("a header of 500 kB", raw(&large, b"{}")),
        ("an escape in a header", raw("X: \x1b[2J\r\n", b"{}")),
        ("two lengths", raw("Content-Length: 1\r\n", b"{}")),
        ("a length and chunks", raw("Transfer-Encoding: chunked\r\n", b"{}")),
        (
            "chunks that lie",
            Reply::Bytes(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nfffffffffffffff\r\n{}".to_vec()),
        ),
        (
            "a length beyond reason",
            Reply::Bytes(b"HTTP/1.1 200 OK\r\nContent-Length: 18446744073709551615\r\n\r\n{}".to_vec()),
        ),
        ("no status", Reply::Bytes(b"HTTP/1.1 OK\r\n\r\n".to_vec())),
        ("status 999", Reply::Bytes(b"HTTP/1.1 999 X\r\nContent-Length: 0\r\n\r\n".to_vec())),
        ("only 100 Continue", Reply::Bytes("HTTP/1.1 100 Continue\r\n\r\n".repeat(1000).into_bytes())),
        ("switching protocols", Reply::Bytes(b"HTTP/1.1 101 X\r\nUpgrade: x\r\nConnection: upgrade\r\n\r\n".to_vec())),
    ] {
        let server = Server::new(vec![bytes]);
        let fault = client(&server).create(&magento(), &account(&server.base)).await.expect_err(name);
        assert_eq!(without_secrets(fault).kind, FaultKind::Unclear, "{name}");
        assert_eq!(server.seen().len(), 1, "{name}");
    }
}

#[tokio::test]
async fn an_answer_without_end_is_left_when_it_is_too_long_or_takes_too_long() {
    let endless = || Reply::Stall(b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n{".to_vec());
    for head in [endless(), Reply::Stall(b"HTTP/1.1 200".to_vec()), Reply::Stall(Vec::new())] {
        let server = Server::new(vec![head]);
        let net = Net::default().waiting(Duration::from_millis(200));
        let client = Client::over(&server.base, &net).expect("a client");
        let fault = client.create(&magento(), &account(&server.base)).await.expect_err("silence");
        assert_eq!(fault.kind, FaultKind::Unclear);
        assert!(fault.what.contains("in time"), "{fault}");
        assert_eq!(server.seen().len(), 1);
    }
}

#[tokio::test]
async fn an_answer_in_drops_is_one_answer() {
    let made = br#"{"id":1,"name":"Test","token":"t"}"#;
    let head = format!("HTTP/1.1 200 OK\r\nContent-Length: {}\r\n\r\n", made.len());
    let server = Server::new(vec![Reply::Drops([head.as_bytes(), made].concat())]);
    let drops = client(&server).create(&granted(), &account(&server.base)).await.expect("an instance");
    assert_eq!((drops.id.as_str(), drops.raw.expose().as_bytes()), ("1", &made[..]));
}

#[tokio::test]
async fn a_connection_that_is_reset_may_have_carried_the_request() {
    let server = Server::answering(|_| Reply::Reset);
    let fault = client(&server).create(&magento(), &account(&server.base)).await.expect_err("reset");
    assert_eq!(without_secrets(fault).kind, FaultKind::Unclear);
    let fault = client(&server).check(&account(&server.base)).await.expect_err("reset");
    assert_eq!(without_secrets(fault).kind, FaultKind::Broken);
    assert_eq!(server.lines().iter().filter(|line| line.starts_with("POST")).count(), 1);
}

#[tokio::test]
async fn addresses_in_an_answer_are_not_visited() {
    let trap = Server::saying(200, "{}");
    let there = format!("http://{}/x", trap.base.host());
    let text =
        format!(r#"{{"id":1,"token":"t","element":{{"image":"{there}"}},"configuration":{{"base.url":"{there}"}}}}"#);
    let page = format!(r#"{{"oauthUrl":"{there}"}}"#);
    let server =
        Server::answering(move |request| reply(200, &[], if request.line.starts_with("POST") { &text } else { &page }));
    let (client, account) = (client(&server), account(&server.base));
    assert!(client.create(&magento(), &account).await.is_ok());
    assert_eq!(client.authorization_url(&infusionsoft(), &state(), &account).await, Ok(there));
    assert_eq!(trap.seen().len(), 0);
}

#[tokio::test]
async fn stars_in_the_place_of_a_token_are_none() {
    let server = Server::saying(200, r#"{"id":1,"name":"x","token":"********"}"#);
    let fault = client(&server).create(&magento(), &account(&server.base)).await.expect_err("no token");
    assert_eq!(fault.kind, FaultKind::Unclear);
}
