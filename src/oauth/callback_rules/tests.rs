//! Rules called directly, with requests of other browsers and other users.

use super::*;
use crate::{
    catalog::element::Redirect,
    domain::{CallbackUrl, State},
};
use rstest::rstest;
#[cfg(target_os = "linux")]
use tokio::net::{TcpListener, TcpStream};

const LIFE: Duration = Duration::from_secs(3600);

fn rules(redirect: Redirect, port: u16) -> CallbackRules {
    let url = CallbackUrl::parse("http://127.0.0.1:0/cb").expect("a callback");
    let callback = url.listen_address().expect("an address").clone();
    let state = State::from_bytes(&[0; 32]);
    let address = format!("https://x.com/?state={}", state.as_str());
    let authorization = Authorization::new(&address, state, url, "me").expect("a page").returning(redirect);
    let target = Secret::new(authorization.address());
    CallbackRules::new(&callback, port, (&target, Some(Awaited::new(authorization, &callback))), LIFE).expect("rules")
}

/// Rules for a provider that sends no state back, on a port without a listener, so that no user is known.
fn stateless() -> CallbackRules {
    rules(Redirect { stateless: true, ..Redirect::default() }, 1)
}

fn head(rules: &CallbackRules) -> Parts {
    let link = rules.links().fresh().expect("a link");
    let path = link.expose().strip_prefix(&format!("{}/", origin(&link))).expect("a path").to_owned();
    Request::get(format!("/{path}")).body(()).expect("a request").into_parts().0
}

fn origin(link: &Secret) -> String {
    link.expose().split('/').take(3).collect::<Vec<_>>().join("/")
}

async fn read(rules: &CallbackRules, query: &str) -> (StatusCode, Option<CallbackAnswer>) {
    let authorization = &rules.awaited.as_ref().expect("an answer is awaited").authorization;
    let (response, answer) = rules.read(query, &HeaderMap::new(), authorization, None).await;
    (response.status(), answer)
}

#[rstest]
#[case::code("code=abc")]
#[case::refusal("error=access_denied")]
#[tokio::test]
async fn answer_without_state_from_another_browser_is_ignored(#[case] query: &str) {
    let rules = stateless();
    assert_eq!(rules.follow(&head(&rules), None).await.status(), StatusCode::SEE_OTHER);
    let read = read(&rules, query).await;
    assert_eq!((read, rules.notices().borrow().ignored), ((StatusCode::BAD_REQUEST, None), 1));
}

#[tokio::test]
async fn refusal_without_state_is_ignored_even_where_none_comes_back() {
    assert_eq!(read(&stateless(), "error=access_denied").await, (StatusCode::BAD_REQUEST, None));
}

#[tokio::test]
async fn code_without_state_is_offered_where_none_comes_back() {
    let (status, answer) = read(&stateless(), "code=abc").await;
    assert!(status == StatusCode::OK && matches!(answer, Some(CallbackAnswer::Offered(_))), "{answer:?}");
}

#[tokio::test]
async fn second_browser_at_a_link_is_reported_once() {
    let rules = stateless();
    let (head, mut notices) = (head(&rules), rules.notices());
    let mut reports = Vec::new();
    for _ in 0..3 {
        let status = rules.follow(&head, None).await.status();
        reports.push((status == StatusCode::SEE_OTHER, notices.has_changed().expect("rules")));
        notices.mark_unchanged();
    }
    assert_eq!(reports, [(true, false), (false, true), (false, false)]);
    assert!(notices.borrow().is_contested);
}

/// Both ends of a connection to a port that rules are for, and the rules.
#[cfg(target_os = "linux")]
async fn connected() -> (CallbackRules, TcpStream, TcpStream, TcpListener) {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("binds");
    let address = listener.local_addr().expect("an address");
    let rules = rules(Redirect::default(), address.port());
    let (client, server) = tokio::join!(TcpStream::connect(address), listener.accept());
    (rules, client.expect("connects"), server.expect("accepts").0, listener)
}

#[cfg(target_os = "linux")]
#[tokio::test]
async fn browser_of_the_same_user_follows_a_link_without_a_report() {
    let (rules, _client, server, _listener) = connected().await;
    let status = rules.follow(&head(&rules), ConnectionEnds::from_stream(&server)).await.status();
    assert_eq!((status, *rules.notices().borrow()), (StatusCode::SEE_OTHER, Notices::default()));
}

/// A connection whose user cannot be read is treated as another user's.
#[cfg(target_os = "linux")]
#[tokio::test]
async fn connection_of_an_unknown_user_is_refused_and_reported_once() {
    let (rules, ..) = connected().await;
    let (head, mut notices) = (head(&rules), rules.notices());
    let mut reports = Vec::new();
    for _ in 0..2 {
        reports.push((rules.follow(&head, None).await.status(), notices.has_changed().expect("rules")));
        notices.mark_unchanged();
    }
    assert_eq!(reports, [(StatusCode::FORBIDDEN, true), (StatusCode::FORBIDDEN, false)]);
    assert!(notices.borrow().has_other_user);
}

#[cfg(target_os = "linux")]
#[tokio::test]
async fn answer_of_an_unknown_user_is_offered() {
    let (rules, ..) = connected().await;
    let query = format!("code=abc&state={}", State::from_bytes(&[0; 32]).as_str());
    let (_, answer) = read(&rules, &query).await;
    assert!(matches!(answer, Some(CallbackAnswer::Offered(_))), "{answer:?}");
}
