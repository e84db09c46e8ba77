//! The address of the consent page, the page, and the answers it sends back.

use super::client::{CALLBACK, OAUTH, PLAIN, Play};
use reqwest::Method;
use serde_json::json;

#[tokio::test]
async fn the_consent_address_needs_no_account_but_all_three_parameters() {
    let play = Play::start().await;
    let ask = async |rest: &str| play.bare(Method::GET, &format!("/elements/{rest}")).await;
    let whole = ask(&format!("{OAUTH}/oauth/url?apiKey=k&apiSecret=s&callbackUrl=http://localhost/")).await;
    assert_eq!((whole.status, &whole.json()["element"]), (200, &OAUTH.into()));
    for lacking in [
        "apiKey=k&apiSecret=s",
        "apiKey=k&callbackUrl=c",
        "apiSecret=s&callbackUrl=c",
        "apiKey=&apiSecret=s&callbackUrl=c",
    ] {
        assert_eq!(ask(&format!("{OAUTH}/oauth/url?{lacking}")).await.status, 400, "{lacking}");
    }
    assert_eq!(ask(&format!("{PLAIN}/oauth/url?apiKey=k&apiSecret=s&callbackUrl=c")).await.status, 400);
    assert_eq!(ask("nope/oauth/url?apiKey=k&apiSecret=s&callbackUrl=c").await.status, 404);
}

#[tokio::test]
async fn the_consent_address_is_the_same_asked_for_by_query_or_by_body() {
    let play = Play::start().await;
    let by_query = play.consent_address(CALLBACK, "my state").await;
    let body = json!({ "apiKey": "app", "apiSecret": "app-secret", "callbackUrl": CALLBACK, "state": "my state" });
    let by_body = play.send(play.post(&format!("/elements/{OAUTH}/oauth/url"), &body)).await.json();
    assert_eq!(by_body["oauthUrl"], by_query.as_str());
    assert!(!by_query.as_str().contains("app-secret"));
}

#[tokio::test]
async fn without_a_state_the_elements_key_is_sent() {
    let play = Play::start().await;
    let page = play.consent_address(CALLBACK, "").await;
    assert!(page.query_pairs().any(|(name, value)| name == "state" && value == OAUTH), "{page}");
}

#[tokio::test]
async fn consent_page_names_element_escapes_input_and_loads_nothing() {
    let play = Play::start().await;
    let page = play.consent_address(CALLBACK, "\"><script>alert(1)</script>").await;
    let shown = play.send(play.http.get(page)).await;
    assert!(shown.text.contains("Sign in to Infusionsoft eCommerce"));
    assert!(shown.text.contains("id=\"allow\"") && shown.text.contains("id=\"deny\""));
    assert!(!shown.text.contains("<script") && shown.text.contains("&#60;script"));
    assert!(!shown.text.contains("{{") && !shown.text.contains("/* style */"));
    assert!(shown.header("content-security-policy").starts_with("default-src 'none'; "));
    assert_eq!(shown.header("content-type"), "text/html; charset=utf-8");
    assert_eq!(shown.header("cache-control"), "no-store");
}

#[tokio::test]
async fn an_address_that_leads_nowhere_gets_a_page_that_says_so() {
    let play = Play::start().await;
    let host = play.sandbox.account().base.host().to_owned();
    let status =
        async |rest: &str| play.send(play.http.get(format!("http://{host}/fake-provider/{rest}"))).await.status;
    assert_eq!(status(&format!("{OAUTH}/authorize?client_id=k&redirect_uri=https://x.example/")).await, 200);
    assert_eq!(status(&format!("{OAUTH}/authorize?redirect_uri=https://x.example/")).await, 400);
    for bad in ["", "/relative", "javascript:alert(1)", "file:///etc/passwd"] {
        assert_eq!(status(&format!("{OAUTH}/authorize?client_id=k&redirect_uri={bad}")).await, 400, "{bad}");
    }
    assert_eq!(status("nope/authorize?client_id=k&redirect_uri=https://x.example/").await, 404);
}

#[tokio::test]
async fn allowing_sends_a_code_that_needs_encoding_and_the_state_behind_the_callbacks_own_query() {
    let play = Play::start().await;
    let page = play.consent_address(CALLBACK, "s t=1").await;
    let answer = play.press(&page, "allow").await;
    let (address, pairs) = answer.redirect();
    assert!(address.as_str().starts_with("http://127.0.0.1:8910/callback?keep=1&code="), "{address}");
    assert!(pairs["code"].ends_with("==") && address.as_str().contains("%3D%3D"), "{address}");
    assert_eq!((pairs["state"].as_str(), pairs.len()), ("s t=1", 3));
    assert_eq!(answer.header("cache-control"), "no-store");
}

#[tokio::test]
async fn each_consent_choice_misbehaves_as_named() {
    let play = Play::start().await;
    let page = play.consent_address("https://www.mycoolapp.com/auth", "mine").await;
    let pairs = async |choice: &str| play.press(&page, choice).await.redirect().1;
    let denied = pairs("deny").await;
    assert_eq!(
        (denied["error"].as_str(), denied["state"].as_str(), denied.get("code")),
        ("access_denied", "mine", None)
    );
    assert!(denied.contains_key("error_description"));
    assert_eq!(pairs("unavailable").await["error"], "temporarily_unavailable");
    let wrong = pairs("wrong-state").await;
    assert!(wrong.contains_key("code") && wrong["state"] != "mine");
    let none = pairs("no-state").await;
    assert!(none.contains_key("code") && !none.contains_key("state"));
    assert_eq!(play.press(&page, "nonsense").await.status, 400);
}

#[tokio::test]
async fn another_sites_form_cannot_give_consent() {
    let play = Play::start().await;
    let mut page = play.consent_address(CALLBACK, "s").await;
    page.set_path(&page.path().replace("/authorize", "/answer"));
    page.query_pairs_mut().append_pair("choice", "allow");
    let from = async |site: &str| play.send(play.http.post(page.clone()).header("sec-fetch-site", site)).await.status;
    assert_eq!(from("cross-site").await, 403);
    assert_eq!(from("same-origin").await, 303);
}
