//! Answers of the provider, and their handling.

use super::{ask, assert_still_open, door, granted, listener, send, state, status};
use elemint::{
    catalog::element::Redirect,
    domain::{Authorization, CallbackUrl},
    oauth::Listener,
};
use std::time::Duration;
use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::TcpStream,
    time::timeout,
};

#[tokio::test]
async fn consent_is_handed_on_and_thanked_for() {
    let mut listener = listener().await;
    let reply = ask(&listener, "/cb?state=$S&code=4%2Fabc&realmId=9", "").await;
    assert!(
        status(&reply) == 200 && reply.contains("return to your terminal") && reply.ends_with("</html>\n"),
        "{reply}"
    );
    assert_eq!(granted(&mut listener).await, "4/abc");
    assert_eq!(listener.ignored(), 0);
}

#[tokio::test]
async fn a_refusal_is_handed_on_in_the_providers_words() {
    let mut listener = listener().await;
    let reply = ask(&listener, "/cb?state=$S&error=access_denied&error_description=%3Cb%3Eno", "").await;
    assert!(status(&reply) == 200 && reply.contains("access_denied<br>&lt;b&gt;no"), "{reply}");
    assert_eq!(granted(&mut listener).await, "refused: access_denied");
}

#[tokio::test]
async fn answers_that_are_not_ours_neither_win_nor_end_the_wait() {
    let listener = listener().await;
    for (count, query) in [
        "?code=abc&state=BAAAA",
        "?error=access_denied&state=BAAAA",
        "?code=abc",
        "?error=access_denied",
        "?code=a&code=b&state=$S",
        "?code=a&error=b&state=$S",
        "?code=&state=$S",
        "?code=%00&state=$S",
        "?state=$S",
        "",
    ]
    .into_iter()
    .enumerate()
    {
        let reply = ask(&listener, &format!("/cb{query}"), "").await;
        assert_eq!(status(&reply), 400, "{query}: {reply}");
        assert!(!reply.contains("terminal") && !reply.contains("abc"), "{query}: {reply}");
        assert_eq!(usize::try_from(listener.ignored()), Ok(count + 1), "{query}");
    }
    assert_still_open(listener).await;
}

#[tokio::test]
async fn of_a_hundred_at_once_one_wins() {
    let mut listener = listener().await;
    let port = listener.port();
    let (state, mut visits) = (state(), tokio::task::JoinSet::new());
    for n in 0..100 {
        let target = format!("/cb?code=abc{n}&state={}", state.as_str());
        let request = format!("GET {target} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n\r\n");
        // A connection that stays idle while all places are taken may be closed; an accepted one gets a complete page.
        visits.spawn(async move { (n, send("127.0.0.1", port, &request).await.unwrap_or_default()) });
    }
    let replies = visits.join_all().await;
    let count = |words: &str| replies.iter().filter(|(_, reply)| reply.contains(words)).count();
    let winners: Vec<_> = replies.iter().filter(|(_, reply)| reply.contains("Consent has arrived")).collect();
    assert_eq!(winners.len(), 1);
    assert_eq!(granted(&mut listener).await, format!("abc{}", winners[0].0));
    assert!(count("Already answered") > 0 && count("</html>") == count("Already answered") + 1);
    assert!(timeout(Duration::ZERO, listener.answer()).await.is_err(), "there is no second answer");
}

/// A page that asks for its answer to be sent as a form.
async fn by_form() -> Listener {
    let page = "https://signin.example.com/a?response_mode=form_post";
    let page = Authorization::new(page, state(), CallbackUrl::parse("http://127.0.0.1/cb").expect("a callback"), "me")
        .expect("opens");
    Listener::open(&door("http://127.0.0.1/cb"), page).await.expect("opens")
}

async fn post(listener: &Listener, kind: &str, form: &str) -> String {
    let (port, form) = (listener.port(), form.replace("$S", state().as_str()));
    let lines = format!("Host: 127.0.0.1:{port}\r\nContent-Type: {kind}\r\nContent-Length: {}", form.len());
    let browser = "Origin: https://signin.example.com\r\nSec-Fetch-Mode: navigate\r\nSec-Fetch-Dest: document";
    let request = format!("POST /cb HTTP/1.1\r\n{lines}\r\n{browser}\r\n\r\n{form}");
    send("127.0.0.1", port, &request).await.expect("a reply")
}

#[tokio::test]
async fn an_answer_sent_as_a_form_is_taken_where_one_was_asked_for() {
    let mut listener = by_form().await;
    let form = "application/x-www-form-urlencoded; charset=UTF-8";
    assert_eq!(status(&post(&listener, form, "code=abc&state=other").await), 400);
    assert_eq!(status(&post(&listener, "text/plain", "code=abc&state=$S").await), 415);
    assert_eq!(status(&post(&listener, form, &format!("code={}&state=$S", "a".repeat(20_000))).await), 413);
    assert!(post(&listener, form, "code=abc&state=$S").await.contains("Consent has arrived"));
    assert_eq!(granted(&mut listener).await, "abc");
}

#[tokio::test]
async fn where_no_state_comes_back_the_person_is_asked() {
    let page = Authorization::new(
        "https://x.com/a",
        state(),
        CallbackUrl::parse("http://127.0.0.1/cb").expect("a callback"),
        "me",
    );
    let mut listener = Listener::open(&door("http://127.0.0.1/cb"), page.expect("opens")).await.expect("opens");
    let reply = ask(&listener, "/cb?code=abc", "").await;
    assert!(status(&reply) == 200 && reply.contains("Is this you?"), "{reply}");
    assert_eq!(granted(&mut listener).await, "offered: abc");
    assert_eq!(status(&ask(&listener, "/cb?code=abc&state=other", "").await), 400);
}

#[tokio::test]
async fn answer_in_fragment_explains_pasting() {
    let listener = listener().await;
    // The fragment stays in the browser: no part of it is sent.
    let reply = ask(&listener, "/cb", "").await;
    assert!(reply.contains("behind a # in the address") && reply.contains("paste it into elemint"), "{reply}");
    assert_still_open(listener).await;
}

#[tokio::test]
async fn a_code_longer_than_any_is_none() {
    let listener = listener().await;
    assert_eq!(status(&ask(&listener, &format!("/cb?code={}&state=$S", "a".repeat(4097)), "").await), 400);
    assert_still_open(listener).await;
}

/// A listener for a provider that answers with a form, or sends no state back.
async fn listening_for(address: &str, redirect: Redirect) -> Listener {
    let callback = CallbackUrl::parse("http://127.0.0.1/cb").expect("a callback");
    let page = Authorization::new(address, state(), callback, "me").expect("opens").returning(redirect);
    Listener::open(&door("http://127.0.0.1/cb"), page).await.expect("opens")
}

/// Announces a body and never sends it, until closed, over and over.
async fn announce_without_end(port: u16) {
    loop {
        let Ok(mut stream) = TcpStream::connect(("127.0.0.1", port)).await else { return };
        let head = format!(
            "POST /cb HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nContent-Type: application/x-www-form-urlencoded\r\n\
             Content-Length: 900\r\n\r\n"
        );
        let _ = stream.write_all(head.as_bytes()).await;
        let mut all = Vec::new();
        let _ = stream.read_to_end(&mut all).await;
    }
}

#[tokio::test]
async fn a_form_gets_through_while_a_hundred_others_never_send_theirs() {
    let address = format!("https://signin.example.com/a?response_mode=form_post&state={}", state().as_str());
    let mut listener = listening_for(&address, Redirect::default()).await;
    let port = listener.port();
    let others: Vec<_> = (0..100).map(|_| tokio::spawn(announce_without_end(port))).collect();
    for _ in 0..1000 {
        tokio::task::yield_now().await;
    }
    let body = format!("code=abc&state={}", state().as_str());
    let request = format!(
        "POST /cb HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nContent-Type: application/x-www-form-urlencoded\r\n\
         Content-Length: {}\r\n\r\n{body}",
        body.len()
    );
    let reply = timeout(Duration::from_secs(5), send("127.0.0.1", port, &request)).await.expect("in time");
    assert_eq!(status(&reply.expect("a reply")), 200);
    assert_eq!(granted(&mut listener).await, "abc");
    others.iter().for_each(tokio::task::JoinHandle::abort);
}

#[tokio::test]
async fn without_state_the_latest_answers_are_offered_however_many_came_before() {
    let redirect = Redirect { stateless: true, ..Redirect::default() };
    let mut listener = listening_for("https://signin.example.com/a?x=1", redirect).await;
    for count in 0..30 {
        ask(&listener, &format!("/cb?code=forged{count}"), "").await;
    }
    ask(&listener, "/cb?code=true", "").await;
    let mut offered = Vec::new();
    while let Ok(answer) = timeout(Duration::ZERO, granted(&mut listener)).await {
        offered.push(answer);
    }
    assert_eq!(offered.last().map(String::as_str), Some("offered: true"), "{offered:?}");
}

#[tokio::test]
async fn an_answer_with_all_the_cookies_of_a_machine_is_read() {
    let mut listener = listener().await;
    let cookies: Vec<_> = (0..640).map(|n| format!("c{n}={}", "x".repeat(95))).collect();
    let reply = ask(&listener, "/cb?code=abc&state=$S", &format!("Cookie: {}\r\n", cookies.join("; "))).await;
    assert_eq!(status(&reply), 200);
    assert_eq!(granted(&mut listener).await, "abc");
}

#[tokio::test]
async fn an_answer_too_large_to_read_gets_a_page_and_is_noticed() {
    let listener = listener().await;
    let line = format!("Cookie: a={}\r\n", "x".repeat(110 * 1024));
    let reply = ask(&listener, "/cb?code=abc&state=$S", &line).await;
    assert!(status(&reply) == 431 && reply.contains("paste it into elemint"), "{reply}");
    assert_eq!(listener.notices().borrow().unreadable, 1);
    assert_still_open(listener).await;
}

#[tokio::test]
async fn a_large_request_for_another_page_is_not_noticed() {
    let listener = listener().await;
    let line = format!("Cookie: a={}\r\n", "x".repeat(110 * 1024));
    assert_eq!(status(&ask(&listener, "/favicon.ico", &line).await), 431);
    assert_eq!(listener.notices().borrow().unreadable, 0);
}
