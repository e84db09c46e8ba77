//! Short links: they lead one browser to the provider, and it is known when it comes back.

use super::{ask, authorization, granted, listener, send, state, status};
use elemint::{oauth::Listener, text::Secret};
use tokio::time::{Duration, timeout};

/// A new link's path.
pub(super) fn link(listener: &Listener) -> String {
    let link = listener.links().fresh().expect("a link");
    let origin = format!("http://127.0.0.1:{}", listener.port());
    link.expose().strip_prefix(&origin).expect("an address of this door").to_owned()
}

fn header<'a>(reply: &'a str, name: &str) -> Vec<&'a str> {
    let head = reply.split("\r\n\r\n").next().unwrap_or_default();
    let lines = head.lines().filter_map(|line| line.split_once(": "));
    lines.filter(|(known, _)| known.eq_ignore_ascii_case(name)).map(|(_, value)| value).collect()
}

/// The line by which a browser that followed a link shows itself.
fn cookie(reply: &str) -> String {
    format!("Cookie: a=b; {}\r\n", header(reply, "set-cookie")[0].split(';').next().expect("a pair"))
}

#[tokio::test]
async fn a_link_leads_to_the_provider_and_says_nothing_else() {
    let listener = listener().await;
    let link = link(&listener);
    let reply = ask(&listener, &link, "Sec-Fetch-Site: none\r\nSec-Fetch-Mode: navigate\r\n").await;
    assert_eq!(status(&reply), 303);
    assert_eq!(header(&reply, "location"), [authorization().address()]);
    assert_eq!(header(&reply, "referrer-policy"), ["no-referrer"]);
    assert_eq!(header(&reply, "cache-control"), ["no-store"]);
    let body = reply.split("\r\n\r\n").nth(1).expect("a body");
    assert!(!body.contains("signin") && !body.contains(&link), "{body}");
}

#[tokio::test]
async fn a_link_works_for_one_browser() {
    let listener = listener().await;
    let link = link(&listener);
    let first = ask(&listener, &link, "").await;
    let second = ask(&listener, &link, "").await;
    assert!(status(&second) == 410 && second.contains("This link was used"), "{second}");
    assert!(header(&second, "location").is_empty() && header(&second, "set-cookie").is_empty());
    assert_eq!(status(&ask(&listener, &link, &cookie(&first)).await), 303, "a window was restored");
}

#[tokio::test]
async fn an_answer_from_the_browser_that_went_out_is_taken() {
    let mut listener = listener().await;
    let cookie = cookie(&ask(&listener, &link(&listener), "").await);
    let reply = ask(&listener, "/cb?code=abc&state=$S", &cookie).await;
    assert!(reply.contains("Consent has arrived"), "{reply}");
    assert_eq!(granted(&mut listener).await, "abc");
}

#[tokio::test]
async fn an_answer_from_another_browser_is_offered_and_the_true_one_still_wins() {
    let mut listener = listener().await;
    let ours = cookie(&ask(&listener, &link(&listener), "").await);
    let forged = "Cookie: elemint=1; elemint-x=y\r\n";
    for lines in ["", forged] {
        let reply = ask(&listener, "/cb?code=other&state=$S", lines).await;
        assert!(status(&reply) == 200 && reply.contains("Is this you?"), "{reply}");
        assert_eq!(granted(&mut listener).await, "offered: other");
    }
    ask(&listener, "/cb?code=abc&state=$S", &ours).await;
    assert_eq!(granted(&mut listener).await, "abc");
    let late = ask(&listener, "/cb?code=other&state=$S", "").await;
    assert!(late.contains("Already answered"), "{late}");
    assert!(timeout(Duration::ZERO, listener.answer()).await.is_err(), "nothing is offered after the answer");
}

#[tokio::test]
async fn offers_without_end_do_not_keep_the_answer_out() {
    let mut listener = listener().await;
    let ours = cookie(&ask(&listener, &link(&listener), "").await);
    for _ in 0..50 {
        ask(&listener, "/cb?code=other&state=$S", "").await;
    }
    ask(&listener, "/cb?code=abc&state=$S", &ours).await;
    let mut last = String::new();
    while last != "abc" {
        last = granted(&mut listener).await;
    }
}

#[tokio::test]
async fn the_cookie_is_no_substitute_for_the_state() {
    let mut listener = listener().await;
    let ours = cookie(&ask(&listener, &link(&listener), "").await);
    for query in ["code=abc", "code=abc&state=other", "error=access_denied"] {
        assert_eq!(status(&ask(&listener, &format!("/cb?{query}"), &ours).await), 400, "{query}");
    }
    assert_eq!(listener.ignored(), 3);
    ask(&listener, "/cb?code=abc&state=$S", &ours).await;
    assert_eq!(granted(&mut listener).await, "abc");
}

#[tokio::test]
async fn a_guess_a_look_ahead_or_a_script_uses_no_link_up() {
    let listener = listener().await;
    let link = link(&listener);
    for guess in ["/go/", "/go/AAAAAAAAAAAAAAAAAAAAAA", &format!("{link}/"), &link.to_uppercase()] {
        assert_eq!(status(&ask(&listener, guess, "").await), 404, "{guess}");
    }
    for (lines, expected) in [
        ("Sec-Purpose: prefetch\r\n", 204),
        ("Sec-Fetch-Mode: cors\r\n", 403),
        ("Sec-Fetch-Dest: iframe\r\n", 403),
        ("Origin: https://evil.example\r\n", 403),
    ] {
        assert_eq!(status(&ask(&listener, &link, lines).await), expected, "{lines}");
    }
    let (port, state) = (listener.port(), state());
    for request in [
        format!("HEAD {link} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n\r\n"),
        format!("OPTIONS {link} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n\r\n"),
        format!("GET {link} HTTP/1.1\r\nHost: evil.example:{port}\r\n\r\n"),
        format!("GET {link}?state={} HTTP/1.1\r\nHost: localhost:{port}\r\n\r\n", state.as_str()),
    ] {
        let reply = send("127.0.0.1", port, &request).await.expect("a reply");
        assert!(matches!(status(&reply), 405 | 421), "{request} {reply}");
    }
    assert_eq!(status(&ask(&listener, &link, "").await), 303);
}

#[tokio::test]
async fn foreign_callback_still_serves_short_links() {
    let target = Secret::new(authorization().address());
    let mut listener = Listener::forward(&target).await.expect("opens");
    assert!(listener.links().lead_to(&target));
    let reply = ask(&listener, &link(&listener), "").await;
    assert_eq!((status(&reply), header(&reply, "location")), (303, vec![target.expose()]));
    for path in ["/", "/cb", "/?code=abc&state=$S"] {
        assert_eq!(status(&ask(&listener, path, "").await), 404, "{path}");
    }
    assert!(timeout(Duration::ZERO, listener.answer()).await.is_err());
}

#[tokio::test]
async fn after_a_second_visit_to_the_link_an_answer_is_offered_and_not_taken() {
    let mut listener = listener().await;
    let link = link(&listener);
    let stranger = cookie(&ask(&listener, &link, "").await);
    assert_eq!(status(&ask(&listener, &link, "").await), 410, "the person's own browser");
    assert!(listener.notices().borrow().is_contested);
    ask(&listener, "/cb?code=forged&state=$S", &stranger).await;
    assert_eq!(granted(&mut listener).await, "offered: forged");
}

#[tokio::test]
async fn after_a_second_visit_a_new_link_still_leads_to_the_provider() {
    let listener = listener().await;
    let first = link(&listener);
    ask(&listener, &first, "").await;
    ask(&listener, &first, "").await;
    assert_eq!(status(&ask(&listener, &link(&listener), "").await), 303);
}

#[tokio::test]
async fn a_restored_window_is_no_second_visitor() {
    let mut listener = listener().await;
    let link = link(&listener);
    let ours = cookie(&ask(&listener, &link, "").await);
    ask(&listener, &link, &ours).await;
    ask(&listener, "/cb?code=abc&state=$S", &ours).await;
    assert_eq!(granted(&mut listener).await, "abc");
}
