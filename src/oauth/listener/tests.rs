//! Timeouts of the listener, tried with short ones.

use super::*;
use crate::domain::{CallbackUrl, State};
use std::time::Instant;
use tokio::io::AsyncWriteExt as _;
use tokio::net::TcpStream;

const SHORT: Limits = Limits {
    head: Duration::from_millis(100),
    request: Duration::from_millis(300),
    connections: 4,
    life: Duration::from_secs(3600),
};
const LONG: Duration = Duration::from_secs(20);

async fn open(limits: Limits) -> Listener {
    let url = CallbackUrl::parse("http://127.0.0.1:0/cb").expect("a callback");
    let callback = url.listen_address().expect("an address").clone();
    let state = State::from_bytes(&[0; 32]);
    let authorization = Authorization::new("https://x.com/", state, url, "me").expect("a page");
    let target = Secret::new(authorization.address());
    let purpose = (&target, Some(Awaited::new(authorization, &callback)));
    Listener::open_within(&callback, purpose, limits).await.expect("opens")
}

async fn connect(listener: &Listener) -> TcpStream {
    TcpStream::connect(("127.0.0.1", listener.port())).await.expect("connects")
}

/// Waits until the other side has closed, and fails if it does not.
async fn closed(stream: &mut TcpStream) {
    let mut all = Vec::new();
    // Reset or ended, either will do.
    let _ = timeout(LONG, stream.read_to_end(&mut all)).await.expect("is closed");
}

fn callback(listener: &Listener) -> String {
    let state = State::from_bytes(&[0; 32]);
    let port = listener.port();
    format!("GET /cb?code=abc&state={} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n\r\n", state.as_str())
}

#[tokio::test]
async fn silent_connection_is_closed() {
    let listener = open(SHORT).await;
    closed(&mut connect(&listener).await).await;
}

async fn drip(listener: &Listener) {
    let mut slow = connect(listener).await;
    let begun = Instant::now();
    while slow.write_all(b"G").await.is_ok() {
        assert!(begun.elapsed() < LONG, "it is still listened to");
        sleep(Duration::from_millis(10)).await;
    }
}

#[tokio::test]
async fn late_request_head_closes_the_connection() {
    drip(&open(Limits { request: LONG * 2, ..SHORT }).await).await;
}

#[tokio::test]
async fn long_connection_is_closed() {
    drip(&open(Limits { head: LONG * 2, ..SHORT }).await).await;
}

#[tokio::test]
async fn answer_is_received_while_idle_connections_hold_every_place() {
    let patient = Limits { head: LONG * 2, request: LONG * 2, ..SHORT };
    let mut listener = open(patient).await;
    let mut silent = Vec::new();
    for _ in 0..20 {
        silent.push(connect(&listener).await);
    }
    let mut browser = connect(&listener).await;
    browser.write_all(callback(&listener).as_bytes()).await.expect("asks");
    let answer = timeout(LONG, listener.answer()).await.expect("is heard");
    assert!(matches!(answer, CallbackAnswer::Granted(_)));
    closed(&mut silent[0]).await;
}

#[tokio::test]
async fn answer_counts_if_its_sender_reads_no_page() {
    let mut listener = open(Limits { request: LONG, ..SHORT }).await;
    let mut rude = connect(&listener).await;
    rude.write_all(callback(&listener).as_bytes()).await.expect("asks");
    drop(rude);
    // Where the system no longer knows whose connection it was, the person is asked.
    let answer = timeout(LONG, listener.answer()).await.expect("is heard");
    assert!(matches!(answer, CallbackAnswer::Granted(_) | CallbackAnswer::Offered(_)));
}

#[tokio::test]
async fn late_answer_is_refused_with_the_reason() {
    let mut listener = open(Limits { life: Duration::ZERO, ..SHORT }).await;
    let mut browser = connect(&listener).await;
    browser.write_all(callback(&listener).as_bytes()).await.expect("asks");
    let mut reply = String::new();
    browser.read_to_string(&mut reply).await.expect("a reply");
    assert!(reply.starts_with("HTTP/1.1 410") && reply.contains("Too late"), "{reply}");
    assert!(timeout(Duration::ZERO, listener.answer()).await.is_err());
}
