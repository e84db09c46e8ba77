//! Creations: checks, refusals, answers.

use super::client::{OAUTH, PLAIN, Play, quick, sales, shop};
use elemint::{domain::Instance, sandbox::Options};
use serde_json::{Value as Json, json};
use std::time::Duration;

const NO_CODE: &str = "You must provide an OAuth code in order to create an instance of this element";

#[tokio::test]
async fn credentials_alone_make_an_instance_of_the_plain_element() {
    let play = Play::start().await;
    let answer = play.create(&shop()).await;
    assert_eq!(answer.status, 200);
    let made = Instance::read(&answer.text).expect("an instance");
    assert_eq!((made.name.as_str(), made.element.as_str(), made.tags), ("Shop", PLAIN, vec!["a".to_owned()]));
    assert_eq!(made.token.expose().len(), 44);
    let created = made.created.expect("a date");
    assert!(created.len() == 20 && created.ends_with('Z'), "{created}");
    let json = answer.json();
    let configuration = &json["configuration"];
    assert_eq!((&configuration["userName"], &configuration["password"]), (&"ada".into(), &"********".into()));
    assert_eq!((&configuration["pagination.max"], &configuration["bulk.relations"]), (&"200".into(), &Json::Null));
    assert_eq!(configuration["session.id"].as_str().map(str::len), Some(32));
    assert_eq!(json["element"].get("configuration"), None);
}

/// The ranges are drawn at random, so two may meet; three hardly ever do.
#[tokio::test]
async fn sandboxes_use_different_instance_ids() {
    let mut ids = std::collections::BTreeSet::new();
    for _ in 0..3 {
        let play = Play::start().await;
        let answer = play.create(&shop()).await;
        ids.insert(Instance::read(&answer.text).expect("an instance").id);
    }
    assert!(ids.len() > 1, "{ids:?}");
}

#[tokio::test]
async fn consent_and_its_code_make_an_instance_of_the_oauth_element() {
    let play = Play::start().await;
    let code = play.code("allow").await;
    let answer = play.create(&sales(&code)).await;
    assert_eq!(answer.status, 200, "{}", answer.text);
    let json = answer.json();
    let configuration = &json["configuration"];
    assert_eq!(
        (&configuration["oauth.api.key"], &configuration["oauth.api.secret"]),
        (&"********".into(), &"********".into())
    );
    assert_eq!(configuration["document.tagging"], "false");
    assert_eq!(configuration["oauth.user.refresh_interval"], "28800");
    assert_eq!(json.get("providerData"), None);
    assert!(!answer.text.contains(&code) && !answer.text.contains("app-secret"));
}

#[tokio::test]
async fn a_code_is_taken_once() {
    let play = Play::start().await;
    let body = sales(&play.code("allow").await);
    assert_eq!(play.create(&body).await.status, 200);
    assert_refused(&play, &body, "already used").await;
}

#[tokio::test]
async fn a_code_is_taken_only_while_it_lives() {
    let play = Play::with(Options { code_life: Duration::ZERO, ..quick() }).await;
    let body = sales(&play.code("allow").await);
    assert_refused(&play, &body, "expired").await;
}

#[tokio::test]
async fn spoiled_codes_are_refused_with_reason() {
    let play = Play::start().await;
    let expired = sales(&play.code("expired").await);
    assert_refused(&play, &expired, "expired").await;
    let used = sales(&play.code("used").await);
    assert_refused(&play, &used, "already used").await;
    assert_refused(&play, &sales("BadOauthCode"), "not valid").await;
    assert_refused(&play, &sales(""), "not valid").await;
}

#[tokio::test]
async fn a_code_is_bound_to_its_callback_and_its_application() {
    let play = Play::start().await;
    let mut elsewhere = sales(&play.code("allow").await);
    elsewhere["configuration"]["oauth.callback.url"] = json!("http://127.0.0.1:8910/callback");
    assert_refused(&play, &elsewhere, "redirect_uri").await;
    let mut other = sales(&play.code("allow").await);
    other["configuration"]["oauth.api.key"] = json!("other");
    assert_refused(&play, &other, "another client").await;
}

async fn assert_refused(play: &Play, body: &Json, why: &str) {
    let answer = play.create(body).await;
    assert_eq!((answer.status, answer.message().as_str()), (400, "Request failed"));
    let message = answer.provider_message();
    assert!(message.starts_with("invalid_grant - ") && message.contains(why), "{message}");
}

#[tokio::test]
async fn an_oauth_element_without_a_code_is_refused_in_the_platforms_words() {
    let play = Play::start().await;
    for data in [json!(null), json!({}), json!({ "state": "x" })] {
        let mut body = sales("");
        body["providerData"] = data;
        let answer = play.create(&body).await;
        assert_eq!((answer.status, answer.message().as_str()), (400, NO_CODE));
    }
}

#[tokio::test]
async fn external_tokens_replace_code() {
    let play = Play::start().await;
    let mut body = sales("");
    body["providerData"] = json!(null);
    body["externalAuthentication"] = json!("initial");
    assert_eq!(play.create(&body).await.message(), "Missing required configuration: [oauth.user.refresh_token]");
    body["configuration"]["oauth.user.refresh_token"] = json!("r");
    assert_eq!(play.create(&body).await.json()["externalAuthentication"], "initial");
}

#[tokio::test]
async fn all_that_is_missing_is_named_at_once_in_the_forms_order() {
    let play = Play::start().await;
    let mut body = shop();
    body["configuration"] = json!({ "store.url": "https://shop.example.com", "password": "" });
    let answer = play.create(&body).await;
    assert_eq!(
        (answer.status, answer.message().as_str()),
        (400, "Missing required configuration: [userName, password]")
    );
    body.as_object_mut().expect("an object").remove("configuration");
    let message = play.create(&body).await.message();
    assert_eq!(message, "Missing required configuration: [userName, password, store.url]");
    let mut oauth = sales("x");
    oauth["configuration"]["oauth.callback.url"] = Json::Null;
    assert_eq!(play.create(&oauth).await.message(), "Missing required configuration: [oauth.callback.url]");
}

#[tokio::test]
async fn magic_values_simulate_provider_behavior() {
    let play = Play::start().await;
    let with = async |key: &str, value: &str| {
        let mut body = shop();
        body["configuration"][key] = json!(value);
        play.create(&body).await
    };
    let wrong = with("password", "wrong").await;
    assert_eq!((wrong.status, wrong.message().as_str()), (401, "Request failed"));
    assert!(wrong.provider_message().contains("not valid"));
    let text = "Failed to connect to the API URL. Validate that you are using the correct WSDL path.";
    for address in ["https://unreachable", "http://unreachable.example.com/shop"] {
        assert_eq!(with("store.url", address).await.message(), text);
    }
    assert_eq!(with("userName", "wrong").await.status, 200);
}

#[tokio::test]
async fn a_slow_provider_outlasts_an_impatient_client() {
    let play = Play::start().await;
    let mut body = shop();
    body["configuration"]["userName"] = json!("slow");
    let patience = Duration::from_millis(300);
    assert!(play.post("/instances", &body).timeout(patience).send().await.is_err_and(|e| e.is_timeout()));
    assert!(play.post("/instances", &shop()).timeout(Duration::from_secs(20)).send().await.is_ok());
}

#[tokio::test]
async fn creation_finishes_after_client_hangs_up() {
    let play = Play::with(Options { pace: Duration::from_secs(3), ..quick() }).await;
    let given_up = play.post("/instances", &shop()).timeout(Duration::from_millis(1500)).send().await;
    assert!(given_up.is_err_and(|e| e.is_timeout()));
    let made = async { while play.get("/instances").await.text == "[]" {} };
    assert!(tokio::time::timeout(Duration::from_secs(10), made).await.is_ok());
}

#[tokio::test]
async fn a_body_that_is_no_order_is_refused() {
    let play = Play::start().await;
    let status = async |body: Json| play.create(&body).await.status;
    assert_eq!(status(json!([])).await, 400);
    assert_eq!(status(json!({ "configuration": {} })).await, 400);
    assert_eq!(status(json!({ "element": { "key": "nope" } })).await, 404);
    for (part, value) in [("tags", json!("a")), ("tags", json!([1])), ("name", json!(7)), ("configuration", json!([]))]
    {
        let mut body = shop();
        body[part] = value;
        assert_eq!(status(body).await, 400, "{part}");
    }
    let untyped = play.http.post(play.url("/instances")).header("authorization", play.authorization());
    assert_eq!(play.send(untyped.body(shop().to_string())).await.status, 415);
    assert_eq!(play.get("/instances").await.text, "[]");
}

#[tokio::test]
async fn names_and_tags_lose_markup_and_the_name_is_the_tag_of_the_untagged() {
    let play = Play::start().await;
    let mut body = shop();
    body["name"] = json!("<a href=\"#\">Karl Küma</a>");
    body["tags"] = json!(["<b>x</b>", "@y"]);
    let made = play.create(&body).await.json();
    assert_eq!((&made["name"], &made["tags"]), (&"Karl Küma".into(), &json!(["x", "@y"])));
    body.as_object_mut().expect("an object").remove("tags");
    assert_eq!(play.create(&body).await.json()["tags"], json!(["Karl Küma"]));
}

#[tokio::test]
async fn configuration_comes_back_as_texts() {
    let play = Play::start().await;
    let mut body = shop();
    body["configuration"]["event.notification.enabled"] = json!(true);
    body["configuration"]["event.poller.refresh_interval"] = json!(5);
    body["configuration"]["event.notification.callback.url"] = json!("https://x.example/events");
    let made = play.create(&body).await.json();
    let configuration = &made["configuration"];
    assert_eq!(configuration["event.notification.enabled"], "true");
    assert_eq!(configuration["event.poller.refresh_interval"], "5");
    assert_eq!(
        (&made["eventsEnabled"], &made["eventsNotificationCallbackUrl"]),
        (&true.into(), &"https://x.example/events".into())
    );
}

#[tokio::test]
async fn the_address_may_name_the_element_and_so_may_an_id() {
    let play = Play::start().await;
    let mut body = shop();
    body.as_object_mut().expect("an object").remove("element");
    let by_path = play.send(play.post(&format!("/elements/{PLAIN}/instances"), &body)).await.json();
    assert_eq!(by_path["element"]["key"], PLAIN);
    body["element"] = json!({ "id": by_path["elementId"] });
    let by_id = play.create(&body).await.json();
    assert_eq!(by_id["element"]["key"], PLAIN);
    assert_eq!(by_id["id"].as_u64(), by_path["id"].as_u64().map(|id| id + 1), "ids are counted");
    assert_ne!(by_id["token"], by_path["token"]);
    assert_eq!(play.send(play.post(&format!("/elements/{OAUTH}/instances"), &body)).await.status, 400);
}
