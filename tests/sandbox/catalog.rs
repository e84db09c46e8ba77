//! Elements and hubs.

use super::client::{OAUTH, PLAIN, Play};
use reqwest::Method;
use serde_json::Value as Json;

fn item(element: &Json, key: &str) -> Json {
    let items = element["configuration"].as_array().expect("configuration");
    items.iter().find(|item| item["key"] == key).cloned().unwrap_or_default()
}

#[tokio::test]
async fn elements_are_there_for_anyone_by_key_and_by_id() {
    let play = Play::start().await;
    let all = play.bare(Method::GET, "/elements").await.json();
    let keys: Vec<_> = all.as_array().expect("a list").iter().map(|e| e["key"].as_str().unwrap_or_default()).collect();
    assert!(keys.contains(&OAUTH) && keys.contains(&PLAIN), "{keys:?}");
    assert_eq!(play.bare(Method::GET, "/elements/keys").await.json(), Json::from(keys));
    let by_key = play.bare(Method::GET, &format!("/elements/{PLAIN}")).await.json();
    let by_id = play.bare(Method::GET, &format!("/elements/{}", by_key["id"])).await.json();
    assert_eq!(by_key, by_id);
    let none = play.bare(Method::GET, "/elements/nope").await;
    assert_eq!((none.status, none.message().as_str()), (404, "No element found with key or ID nope"));
}

#[tokio::test]
async fn element_details_name_auth_and_requirements() {
    let play = Play::start().await;
    let oauth = play.get(&format!("/elements/{OAUTH}")).await.json();
    assert_eq!((&oauth["authentication"]["type"], &oauth["hub"]), (&"oauth2".into(), &"ecommerce".into()));
    let secret = item(&oauth, "oauth.api.secret");
    assert_eq!((&secret["type"], &secret["required"]), (&"PASSWORD".into(), &true.into()));
    assert_eq!(item(&oauth, "oauth.callback.url").get("defaultValue"), None);
    assert_eq!(item(&oauth, "document.tagging")["defaultValue"], "false");
    assert_eq!(item(&oauth, "event.vendor.type")["options"][0]["value"], "polling");
    let plain = play.get(&format!("/elements/{PLAIN}")).await.json();
    assert_eq!(plain["authentication"]["type"], "basic");
    assert_eq!(play.get(&format!("/elements/{PLAIN}/configuration")).await.json(), plain["configuration"]);
}

#[tokio::test]
async fn every_default_is_a_text_and_every_type_one_of_the_platforms() {
    let types = ["TEXTFIELD_32", "TEXTFIELD_128", "TEXTFIELD_1000", "TEXTAREA", "PASSWORD", "BOOLEAN", "COMBO"];
    let all = Play::start().await.get("/elements").await.json();
    for element in all.as_array().expect("a list") {
        assert!(element["id"].is_u64(), "{}", element["key"]);
        for item in element["configuration"].as_array().expect("configuration") {
            assert!(types.contains(&item["type"].as_str().unwrap_or_default()), "{item}");
            assert!(item.get("defaultValue").is_none_or(Json::is_string), "{item}");
        }
    }
}

#[tokio::test]
async fn a_page_of_elements_leads_to_the_next_until_all_are_seen() {
    let play = Play::start().await;
    let all = play.get("/elements/keys").await.json();
    let (mut seen, mut token) = (Vec::new(), String::new());
    loop {
        let page = play.get(&format!("/elements/keys?pageSize=1&nextPage={token}")).await;
        seen.extend(page.json().as_array().expect("a list").clone());
        token = page.header("elements-next-page-token").to_owned();
        if token.is_empty() {
            break;
        }
    }
    assert_eq!(Json::from(seen), all);
}

#[tokio::test]
async fn hubs_are_listed_with_their_elements() {
    let play = Play::start().await;
    let keys = play.bare(Method::GET, "/hubs/keys").await.json();
    assert!(keys.as_array().is_some_and(|keys| keys.contains(&"ecommerce".into())), "{keys}");
    assert_eq!(play.bare(Method::GET, "/hubs/ecommerce").await.json()["key"], "ecommerce");
    let members = play.bare(Method::GET, "/hubs/ecommerce/elements").await.json();
    assert!(members.as_array().is_some_and(|m| m.iter().any(|e| e["key"] == PLAIN)));
    assert!(play.bare(Method::GET, "/hubs").await.json().as_array().is_some_and(|hubs| !hubs.is_empty()));
    assert_eq!(play.bare(Method::GET, "/hubs/nope").await.status, 404);
}
