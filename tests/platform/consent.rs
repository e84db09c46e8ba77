//! The address of the provider's page.

use super::{API_SECRET, ORGANIZATION, USER, account, client, infusionsoft, server::*, state, without_secrets};
use elemint::{
    catalog::{ElementKey, FieldKey},
    domain::{Consent, Draft, Route, fault::FaultKind},
};
use std::sync::Arc;

const PAGE: &str =
    r#"{"element":"infusionsoftmarketing","oauthUrl":"https://signin.infusionsoft.com/app/oauth/authorize?a=b"}"#;
const UNKNOWN: &str = r#"{"requestId":"58b46b1be4b0e5a9b7d19c49","message":"Invalid Organization or User secret, or invalid Element token provided."}"#;

#[tokio::test]
async fn it_is_asked_for_as_documented_and_without_authorization() {
    let server = Server::saying(200, PAGE);
    let url = client(&server).authorization_url(&infusionsoft(), &state(), &account(&server.base)).await;
    assert_eq!(url.as_deref(), Ok("https://signin.infusionsoft.com/app/oauth/authorize?a=b"));
    let seen = server.seen();
    assert_eq!(
        seen[0].line,
        format!(
            "GET /elements/api-v2/elements/infusionsoftecommerce/oauth/url?apiKey=fake_client%20id\
             &apiSecret=APISECRETCANARY%2F%2B%20%26x&callbackUrl=https%3A%2F%2Fwww.mycoolapp.com%2Fauth%3Fa%3Db%26c\
             &state={} HTTP/1.1",
            state().as_str()
        )
    );
    assert_eq!((seen.len(), seen[0].header("authorization")), (1, None));
    assert_eq!(seen[0].header("user-agent"), Some(concat!("elemint/", env!("CARGO_PKG_VERSION"))));
    assert_eq!(seen[0].header("accept"), Some("application/json"));
}

#[tokio::test]
async fn a_platform_that_wants_authorization_is_asked_again_with_it() {
    let server = Server::new(vec![reply(401, &[], UNKNOWN), reply(200, &[], PAGE)]);
    let url = client(&server).authorization_url(&infusionsoft(), &state(), &account(&server.base)).await;
    assert!(url.is_ok());
    let seen = server.seen();
    assert_eq!(seen[0].header("authorization"), None);
    assert_eq!(seen[1].header("authorization"), Some(&*format!("User {USER}, Organization {ORGANIZATION}")));
    assert_eq!(seen[0].line, seen[1].line);
}

#[tokio::test]
async fn secrets_refused_twice_are_the_accounts_fault() {
    let server = Server::new(vec![reply(401, &[], UNKNOWN), reply(401, &[], UNKNOWN)]);
    let fault = client(&server).authorization_url(&infusionsoft(), &state(), &account(&server.base)).await;
    let fault = without_secrets(fault.expect_err("401"));
    assert_eq!((&fault.kind, fault.status), (&FaultKind::Account, Some(401)));
    assert_eq!(fault.request_id.as_deref(), Some("58b46b1be4b0e5a9b7d19c49"));
    assert_eq!(server.seen().len(), 2);
}

#[tokio::test]
async fn a_parameter_refused_is_the_field_it_came_from() {
    let server = Server::saying(400, r#"{"message":"Required parameter 'callbackUrl' is not valid"}"#);
    let fault = client(&server).authorization_url(&infusionsoft(), &state(), &account(&server.base)).await;
    let fault = without_secrets(fault.expect_err("400"));
    assert_eq!(fault.kind, FaultKind::Fields(vec![FieldKey::new("oauth.callback.url")]));
}

#[tokio::test]
async fn an_element_the_platform_lacks_is_named() {
    let server = Server::saying(404, r#"{"message":"No element found with key or ID infusionsoftecommerce"}"#);
    let fault = client(&server).authorization_url(&infusionsoft(), &state(), &account(&server.base)).await;
    let fault = without_secrets(fault.expect_err("404"));
    assert_eq!(fault.kind, FaultKind::Refused);
    assert!(fault.hint.contains("infusionsoftecommerce"), "{fault}");
}

#[tokio::test]
async fn an_answer_without_address_is_garbled_and_not_quoted() {
    for body in [r#"{"oauthUrl":{"APISECRETCANARY":1}}"#, "{}", "[]", "null", "", r#""APISECRETCANARY""#] {
        let server = Server::saying(200, body);
        let fault = client(&server).authorization_url(&infusionsoft(), &state(), &account(&server.base)).await;
        assert_eq!(without_secrets(fault.expect_err(body)).kind, FaultKind::Garbled, "{body}");
    }
}

#[tokio::test]
async fn a_server_that_echoes_the_request_shows_no_secret() {
    let echo = format!("bad request: {API_SECRET} {USER} apiSecret=APISECRETCANARY%2F%2B%20%26x \u{202e}\u{1b}[2J");
    let body = serde_json::json!({ "message": echo, "providerMessage": echo }).to_string();
    let server = Server::saying(400, &body);
    let fault = client(&server).authorization_url(&infusionsoft(), &state(), &account(&server.base)).await;
    let fault = without_secrets(fault.expect_err("400"));
    let message = fault.message.expect("a message");
    assert!(message.starts_with("bad request: ") && !message.contains(['\u{202e}', '\u{1b}']), "{message}");
}

/// The OAuth seed element under another key.
fn called(key: &str) -> Consent {
    let kept = infusionsoft().filled().draft().clone();
    let mut element = (**kept.element()).clone();
    element.key = ElementKey::new(key);
    let mut draft = Draft::new(Arc::new(element));
    draft.name.clone_from(&kept.name);
    for field in kept.fields() {
        draft.set(&field.key, kept.value(&field.key).map_or("", |value| value.expose()));
    }
    match draft.finish().expect("complete").route() {
        Route::Consent(consent) => consent,
        Route::Ready(_) | Route::Change(_) => panic!("{key} asks for consent"),
    }
}

#[tokio::test]
async fn element_key_is_one_path_segment() {
    for (key, segment) in
        [("../x", "..%2Fx"), ("a/b", "a%2Fb"), ("a?b#c", "a%3Fb%23c"), ("a%2fb", "a%252fb"), ("a b", "a%20b")]
    {
        let server = Server::saying(200, PAGE);
        let url = client(&server).authorization_url(&called(key), &state(), &account(&server.base)).await;
        assert!(url.is_ok(), "{key}");
        let start = format!("GET /elements/api-v2/elements/{segment}/oauth/url?apiKey=");
        assert!(server.lines()[0].starts_with(&start), "{:?}", server.lines());
    }
    for key in ["", ".", "..", "a\tb", "a\n"] {
        let server = Server::saying(200, PAGE);
        let url = client(&server).authorization_url(&called(key), &state(), &account(&server.base)).await;
        assert_eq!(url.expect_err(key).kind, FaultKind::Local);
        assert_eq!(server.seen().len(), 0);
    }
}
