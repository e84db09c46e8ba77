//! Answers no platform should give.

use super::{account, client, granted, infusionsoft, magento, server::*, state, without_secrets};
use elemint::{
    domain::fault::FaultKind,
    platform::{Client, Net},
};
use flate2::{Compression, write::GzEncoder};
use rstest::rstest;
use std::{io::Write as _, time::Duration};

fn raw(head: &str, body: &[u8]) -> Reply {
    Reply::Bytes([format!("HTTP/1.1 200 OK\r\n{head}Content-Length: {}\r\n\r\n", body.len()).as_bytes(), body].concat())
}

const INSTANCE: &str = r#"{"id":1,"name":"Test","token":"t"}"#;

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(bytes).expect("written");
    encoder.finish().expect("finished")
}

/// More than an answer to a create request may hold, in some 10 KB.
fn bomb() -> Vec<u8> {
    gzip(&vec![b' '; 10 << 20])
}

#[tokio::test]
async fn compression_is_not_asked_for() {
    let server = Server::saying(200, INSTANCE);
    client(&server).create(&magento(), &account(&server.base)).await.expect("an instance");
    assert_eq!(server.seen()[0].header("accept-encoding"), Some("identity"));
}

#[tokio::test]
async fn gzip_bomb_is_left_at_the_limit() {
    let server = Server::answering(|_| raw("Content-Encoding: gzip\r\n", &bomb()));
    let fault = client(&server).create(&magento(), &account(&server.base)).await.expect_err("packed");
    assert_eq!(fault.kind, FaultKind::Unclear);
    let fault = without_secrets(client(&server).check(&account(&server.base)).await.expect_err("packed"));
    assert!(fault.problem.contains("more than"), "{fault}");
}

#[tokio::test]
async fn refusal_that_cannot_be_unpacked_is_not_quoted() {
    let server = Server::answering(|_| {
        let bomb = bomb();
        let head = format!("HTTP/1.1 400 X\r\nContent-Encoding: gzip\r\nContent-Length: {}\r\n\r\n", bomb.len());
        Reply::Bytes([head.as_bytes(), &bomb].concat())
    });
    let fault = client(&server).create(&magento(), &account(&server.base)).await.expect_err("400");
    assert_eq!((fault.kind, fault.message), (FaultKind::Refused, None));
}

/// Answers that curl reads. Each delivers the one token there is.
#[rstest]
#[case::charset_as_encoding("Content-Encoding: UTF-8\r\n")]
#[case::encoding_none("Content-Encoding: none\r\n")]
#[case::encoding_empty("Content-Encoding:\r\n")]
#[case::encoding_identity_twice("Content-Encoding: identity, identity\r\n")]
#[case::encoding_gzip_that_is_none("Content-Encoding: gzip\r\n")]
#[case::two_encodings("Content-Encoding: none\r\nContent-Encoding: utf-8\r\n")]
#[case::json_labeled_as_page("Content-Type: text/html; charset=ISO-8859-1\r\n")]
#[case::json_labeled_as_text("Content-Type: text/plain\r\n")]
#[case::type_without_value("Content-Type:\r\n")]
#[case::blank_in_a_name("X-Bad Header: 1\r\n")]
#[case::blank_behind_a_name("X-Bad : 1\r\n")]
#[case::folded("X-Long: a\r\n b\r\n")]
#[case::folded_by_tab("X-Long: a\r\n\tb\r\n")]
#[case::no_colon("NoColonHere\r\n")]
#[case::empty_name(": 1\r\n")]
#[case::escape_in_a_value("X: \x1b[2J\r\n")]
#[case::umlaut_in_a_value("X: Z\u{fc}rich\r\n")]
#[case::slash_in_a_name("X/Y: 1\r\n")]
#[case::umlaut_in_a_name("X-\u{fc}: 1\r\n")]
#[case::odd_date("Date: yesterday\r\nRetry-After: soon\r\n")]
#[case::length_twice_alike("Content-Length: 34\r\n")]
#[tokio::test]
async fn odd_header_line_costs_no_token(#[case] head: &'static str) {
    let server = Server::answering(move |_| raw(head, INSTANCE.as_bytes()));
    let made = client(&server).create(&magento(), &account(&server.base)).await;
    assert_eq!(made.expect("an instance").token.expose(), "t");
}

#[rstest]
#[case::many_headers(format!("HTTP/1.1 200 OK\r\n{}Content-Length: 34\r\n\r\n{INSTANCE}", "X: y\r\n".repeat(300)))]
#[case::http_1_0(format!("HTTP/1.0 200 OK\r\n\r\n{INSTANCE}"))]
#[case::no_length(format!("HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n{INSTANCE}"))]
#[case::no_reason(format!("HTTP/1.1 200\r\nContent-Length: 34\r\n\r\n{INSTANCE}"))]
#[case::created(format!("HTTP/1.1 201 Created\r\nContent-Length: 34\r\n\r\n{INSTANCE}"))]
#[case::accepted(format!("HTTP/1.1 202 Accepted\r\nContent-Length: 34\r\n\r\n{INSTANCE}"))]
#[case::continue_first(format!("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 34\r\n\r\n{INSTANCE}"))]
#[case::early_hints_first(format!("HTTP/1.1 103 X\r\nLink: </a>\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 34\r\n\r\n{INSTANCE}"))]
#[case::length_too_long(format!("HTTP/1.1 200 OK\r\nContent-Length: 900\r\n\r\n{INSTANCE}"))]
#[case::chunks_without_end(format!("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n22\r\n{INSTANCE}\r\n"))]
#[case::chunk_cut_at_its_end(format!("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n22\r\n{INSTANCE}"))]
#[case::line_feeds_alone(format!("HTTP/1.1 200 OK\nContent-Length: 34\n\n{INSTANCE}"))]
#[case::line_end_behind_the_body(format!("HTTP/1.1 200 OK\r\nContent-Length: 36\r\n\r\n{INSTANCE}\r\n"))]
#[tokio::test]
async fn odd_answer_with_a_complete_body_costs_no_token(#[case] answer: String) {
    let server = Server::answering(move |_| Reply::Bytes(answer.clone().into_bytes()));
    let made = client(&server).create(&magento(), &account(&server.base)).await;
    assert_eq!(made.expect("an instance").token.expose(), "t");
}

#[rstest]
#[case::gzip(gzip(INSTANCE.as_bytes()), "Content-Encoding: gzip\r\n")]
#[case::gzip_without_label(gzip(INSTANCE.as_bytes()), "")]
#[case::mark(["\u{feff}".as_bytes(), INSTANCE.as_bytes()].concat(), "")]
#[case::latin_1(b"{\"id\":1,\"token\":\"t\",\"name\":\"Z\xfcrich\"}".to_vec(), "")]
#[case::guard_before([b")]}',\n", INSTANCE.as_bytes()].concat(), "")]
#[case::comment_behind([INSTANCE.as_bytes(), b"\n<!-- served by proxy -->"].concat(), "")]
#[case::utf_16(INSTANCE.encode_utf16().flat_map(u16::to_le_bytes).collect(), "Content-Type: application/json; charset=UTF-16\r\n")]
#[tokio::test]
async fn odd_encoding_costs_no_token(#[case] body: Vec<u8>, #[case] head: &'static str) {
    let server = Server::answering(move |_| raw(head, &body));
    let made = client(&server).create(&magento(), &account(&server.base)).await;
    assert_eq!(made.expect("an instance").token.expose(), "t");
}

#[rstest]
#[case::empty(200, "")]
#[case::null(200, "null")]
#[case::text(200, "ok")]
#[case::page(200, "<html>sign in</html>")]
#[case::other_json(200, r#"{"error":"login"}"#)]
#[case::nothing(200, "{}")]
#[case::no_content(204, "")]
#[case::forbidden(403, "{}")]
#[case::portal(511, "<html>")]
#[tokio::test]
async fn answer_that_names_no_organization_is_no_sign_in(#[case] status: u16, #[case] body: &'static str) {
    let server = Server::answering(move |_| reply(status, &[], body));
    assert!(client(&server).check(&account(&server.base)).await.is_err());
}

/// A length that is never reached, while the connection stays open.
#[tokio::test]
async fn complete_body_counts_when_the_time_for_its_rest_runs_out() {
    let stalled = format!("HTTP/1.1 200 OK\r\nContent-Length: 900\r\n\r\n{INSTANCE}");
    let server = Server::new(vec![Reply::Stall(stalled.into_bytes())]);
    let net = Net::default().waiting(Duration::from_secs(3));
    let client = Client::over(&server.base, &net).expect("a client");
    assert!(client.create(&magento(), &account(&server.base)).await.is_ok());
}

#[tokio::test]
async fn any_body_is_error_or_data_without_panic() {
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
        let net = Net::default().waiting(Duration::from_secs(1));
        let client = Client::over(&server.base, &net).expect("a client");
        let fault = client.create(&magento(), &account(&server.base)).await.expect_err("silence");
        assert_eq!(fault.kind, FaultKind::Unclear);
        assert!(fault.problem.contains("in time"), "{fault}");
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
