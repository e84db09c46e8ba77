//! OAuth 1: a request token, a page that is shown it, and an order that proves all of it.

use super::client::{Play, app, order};
use reqwest::Method;
use serde_json::{Value as Json, json};
use url::Url;

async fn token(play: &Play, element: &str) -> (String, String) {
    let answer = play.ask(element, "token", &[]).await.json();
    let text = |name: &str| answer[name].as_str().expect("a text").to_owned();
    (text("token"), text("secret"))
}

/// All that is known once someone has agreed.
async fn agreed(play: &Play, element: &str) -> Json {
    let (token, secret) = token(play, element).await;
    let page = play.page(element, &[("requestToken", &token)]).await;
    let mut data = json!(play.press(&page, "allow").await.redirect().1);
    data["secret"] = json!(secret);
    data
}

async fn refusal(play: &Play, data: &Json) -> String {
    let answer = play.create(&order("twitter", app(json!({})), data.clone())).await;
    assert_eq!((answer.status, answer.message().as_str()), (400, "Request failed"));
    answer.provider_message()
}

#[tokio::test]
async fn a_request_token_needs_all_three_parameters_and_an_element_of_oauth_1() {
    let play = Play::of_families().await;
    let (first, second) = (token(&play, "twitter").await, token(&play, "twitter").await);
    assert!(!first.0.is_empty() && !first.1.is_empty() && first != second);
    for lacking in ["apiKey=k&apiSecret=s", "apiKey=k&callbackUrl=c", "apiSecret=s&callbackUrl=c"] {
        let answer = play.bare(Method::GET, &format!("/elements/twitter/oauth/token?{lacking}")).await;
        assert_eq!(answer.status, 400, "{lacking}");
    }
    for (element, status) in [("hubspot", 400), ("fortnox", 400), ("nope", 404), ("quickbooks", 200)] {
        assert_eq!(play.ask(element, "token", &[]).await.status, status, "{element}");
    }
}

#[tokio::test]
async fn a_tenant_is_wanted_by_both_calls() {
    let play = Play::of_families().await;
    let absent = play.ask("desk", "token", &[]).await;
    assert_eq!((absent.status, absent.message().contains("siteAddress")), (400, true));
    let tenant = ("siteAddress", "acme");
    let token = play.ask("desk", "token", &[tenant]).await.json()["token"].as_str().expect("a token").to_owned();
    assert_eq!(play.ask("desk", "url", &[("requestToken", &token)]).await.status, 400);
    assert_eq!(play.ask("desk", "url", &[("requestToken", &token), tenant]).await.status, 200);
}

#[tokio::test]
async fn an_address_needs_a_request_token_of_the_same_application() {
    let play = Play::of_families().await;
    let status = async |more: &[(&str, &str)]| play.ask("twitter", "url", more).await.status;
    assert_eq!(status(&[]).await, 400);
    assert_eq!(status(&[("requestToken", "made-up")]).await, 400);
    let (of_xero, _) = token(&play, "xero").await;
    assert_eq!(status(&[("requestToken", &of_xero)]).await, 400);
    let (ours, _) = token(&play, "twitter").await;
    assert_eq!(status(&[("requestToken", &ours)]).await, 200);
    let query = format!("apiKey=other&apiSecret=s&callbackUrl=http://localhost/&requestToken={ours}");
    assert_eq!(play.bare(Method::GET, &format!("/elements/twitter/oauth/url?{query}")).await.status, 400);
}

#[tokio::test]
async fn the_address_holds_the_token_alone_and_the_page_knows_the_rest() {
    let play = Play::of_families().await;
    let (token, _) = token(&play, "twitter").await;
    let page = play.page("twitter", &[("requestToken", &token)]).await;
    assert_eq!(page.query(), Some(format!("oauth_token={token}").as_str()));
    let shown = play.send(play.http.get(page)).await;
    assert!(shown.text.contains("<dd>app</dd>") && shown.text.contains("<dd>127.0.0.1</dd>"), "{}", shown.text);
    let strange =
        format!("http://{}/fake-provider/twitter/authorize?oauth_token=x", play.sandbox.account().base.host());
    assert_eq!(play.send(play.http.get(strange)).await.status, 400);
}

#[tokio::test]
async fn a_yes_is_a_verifier_without_a_state_and_a_no_is_denied() {
    let play = Play::of_families().await;
    let (token, _) = token(&play, "twitter").await;
    let page = play.page("twitter", &[("requestToken", &token), ("state", "s")]).await;
    let denied = play.press(&page, "deny").await.redirect().1;
    assert_eq!((denied["denied"].as_str(), denied.len()), (token.as_str(), 2));
    let (address, allowed) = play.press(&page, "allow").await.redirect();
    assert!(address.as_str().starts_with("http://127.0.0.1:8910/callback?keep=1&oauth_token="), "{address}");
    assert_eq!((allowed["oauth_token"].as_str(), allowed.len()), (token.as_str(), 3));
    assert!(!allowed["oauth_verifier"].is_empty());
    let strange = play.press(&page, "wrong-state").await.redirect().1;
    assert_ne!(strange["oauth_token"], token);
}

#[tokio::test]
async fn some_redirects_say_more() {
    let play = Play::of_families().await;
    let xero = agreed(&play, "xero").await;
    assert!(xero["org"].is_string());
    let quickbooks = agreed(&play, "quickbooks").await;
    assert!(quickbooks["realmId"].as_str().is_some_and(|id| id.starts_with("193514")));
    assert_eq!(quickbooks["dataSource"], "QBO");
    assert_eq!(play.create(&order("xero", app(json!({})), xero.clone())).await.status, 200);
    let mut without = agreed(&play, "xero").await;
    without["org"] = Json::Null;
    assert_eq!(play.create(&order("xero", app(json!({})), without)).await.status, 400);
}

#[tokio::test]
async fn given_consent_is_used_once() {
    let play = Play::of_families().await;
    let data = agreed(&play, "twitter").await;
    let made = play.create(&order("twitter", app(json!({})), data.clone())).await;
    assert_eq!(made.status, 200, "{}", made.text);
    assert!(!made.text.contains(data["secret"].as_str().expect("a secret")));
    assert!(refusal(&play, &data).await.contains("already used"));
    let token = data["oauth_token"].as_str().expect("a token");
    assert_eq!(play.ask("twitter", "url", &[("requestToken", token)]).await.status, 400);
}

#[tokio::test]
async fn each_part_of_proof_must_match() {
    let play = Play::of_families().await;
    for (part, why) in [("oauth_token", "not known"), ("oauth_verifier", "verifier"), ("secret", "secret")] {
        let mut data = agreed(&play, "twitter").await;
        data[part] = json!("made-up");
        assert!(refusal(&play, &data).await.contains(why), "{part}");
        data[part] = json!("");
        let answer = play.create(&order("twitter", app(json!({})), data)).await;
        assert_eq!(answer.message(), format!("Missing required providerData: [{part}]"));
    }
    let (token, secret) = token(&play, "twitter").await;
    let data = json!({ "oauth_token": token, "oauth_verifier": "v", "secret": secret });
    assert!(refusal(&play, &data).await.contains("Nobody has agreed"));
}

#[tokio::test]
async fn an_element_with_both_kinds_of_consent_takes_either() {
    let play = Play::of_families().await;
    let code: Url = play.page("quickbooks", &[("authentication.type", "oauth2"), ("state", "s")]).await;
    let mut data = json!(play.press(&code, "allow").await.redirect().1);
    assert!(data["code"].is_string() && data["realmId"].is_string());
    let second = app(json!({ "authentication.type": "oauth2" }));
    assert_eq!(play.create(&order("quickbooks", second, data.take())).await.status, 200);
    let first = agreed(&play, "quickbooks").await;
    assert_eq!(play.create(&order("quickbooks", app(json!({})), first)).await.status, 200);
}
