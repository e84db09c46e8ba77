//! `where` and the other parameters of lists of elements and hubs.

use super::client::{OAUTH, PLAIN, Play, quick};
use elemint::sandbox::{Exported, Options};
use reqwest::Method;
use rstest::rstest;
use serde_json::{Value as Json, json};
use url::form_urlencoded::byte_serialize;

/// A sandbox whose catalog has two private elements, one of them extended.
async fn with_private() -> Play {
    let private = |key: &str, extended: bool| {
        json!({
            "key": key, "name": key, "hub": "erp", "private": true, "extended": extended, "resources": [{ "path": "/x" }],
            "parameters": [{ "name": "p" }], "objects": [{ "name": "o" }], "authentication": { "type": "custom" },
            "configuration": [{ "key": "api.key", "name": "Key", "type": "PASSWORD", "required": true, "active": true }],
        })
    };
    let elements = [private("ours", false), private("theirs", true)];
    let elements = elements.iter().flat_map(|json| Exported::read(&json.to_string()).expect("an element")).collect();
    Play::with(Options { elements, ..quick() }).await
}

async fn list(play: &Play, path: &str, clause: &str) -> Json {
    let clause: String = byte_serialize(clause.as_bytes()).collect();
    let answer = play.bare(Method::GET, &format!("{path}?where={clause}")).await;
    assert_eq!(answer.status, 200, "{}", answer.text);
    answer.json()
}

fn keys(list: &Json) -> Vec<&str> {
    list.as_array().expect("a list").iter().map(|element| element["key"].as_str().expect("a key")).collect()
}

#[rstest]
#[case::private("private='true'", &["ours", "theirs"])]
#[case::extended("extended='true'", &["theirs"])]
#[case::and("private='true' AND extended='false'", &["ours"])]
#[case::small_keyword("private='true' and extended='true'", &["theirs"])]
#[case::no_blanks("private='true'AND(extended='true')", &["theirs"])]
#[case::boolean_without_quotes("private = true", &["ours", "theirs"])]
#[case::capitals("private='TRUE'", &["ours", "theirs"])]
#[case::key("key='magentosoapv19'", &["magentosoapv19"])]
#[case::several_keys("key in ('magentosoapv19','ours','nope')", &["magentosoapv19", "ours"])]
#[case::spaced_keys("key IN ( 'magentosoapv19' , 'ours' )", &["magentosoapv19", "ours"])]
#[case::the_vendors_own("private='true' AND abridged='true' AND key in ('ours','sfdc')", &["ours"])]
#[case::or("key='ours' OR key='theirs'", &["ours", "theirs"])]
#[case::unequal("private='true' AND key != 'ours'", &["theirs"])]
#[case::unequal_as_in_sql("private='true' AND key <> 'ours'", &["theirs"])]
#[case::not("private='true' AND NOT key='ours'", &["theirs"])]
#[case::like("key like 'magentosoap%'", &["magentosoapv19"])]
#[case::number("id = 526", &["magentosoapv19"])]
#[case::path("authentication.type='custom' AND private='true'", &["ours", "theirs"])]
#[case::double_quotes("key=\"ours\"", &["ours"])]
#[case::case_of_keys_counts("key='OURS'", &[])]
#[case::unknown_field("flavor='sweet'", &[])]
#[case::quote_in_value("key='o''urs'", &[])]
#[tokio::test]
async fn where_narrows_the_list_of_elements(#[case] clause: &str, #[case] want: &[&str]) {
    let play = with_private().await;
    assert_eq!(keys(&list(&play, "/elements", clause).await), want);
}

#[rstest]
#[case::no_operator("private")]
#[case::no_value("private=")]
#[case::no_field("='true'")]
#[case::open_quote("key='ours")]
#[case::open_list("key in ('ours'")]
#[case::empty_list("key in ()")]
#[case::dangling_and("private='true' AND")]
#[case::two_conditions("private='true' extended='true'")]
#[case::foreign_characters("private='true'; drop")]
#[case::broken_client("key in (''acton'',' 'jira'')")]
#[case::deep(&"(".repeat(500))]
#[tokio::test]
async fn a_clause_that_cannot_be_read_is_refused(#[case] clause: &str) {
    let play = Play::start().await;
    let clause: String = byte_serialize(clause.as_bytes()).collect();
    let answer = play.bare(Method::GET, &format!("/elements?where={clause}")).await;
    assert_eq!((answer.status, answer.message().as_str()), (400, "The where clause cannot be read"));
}

#[rstest]
#[case::everything("/elements", "abridged='true'", 3)]
#[case::with_others("/elements", "abridged='true' AND private='true'", 2)]
#[case::of_a_hub("/hubs/erp/elements", "abridged=true AND private='true'", 2)]
#[tokio::test]
async fn short_elements_have_no_large_parts(#[case] path: &str, #[case] clause: &str, #[case] at_least: usize) {
    let play = with_private().await;
    let all = list(&play, path, clause).await;
    let all = all.as_array().expect("a list");
    assert!(all.len() >= at_least);
    for part in ["configuration", "resources", "parameters", "objects"] {
        assert!(all.iter().all(|element| element.get(part).is_none()), "{part}");
    }
}

#[rstest]
#[case::not_asked_for("abridged='false' AND key='ours'")]
#[case::not_mentioned("key='ours'")]
#[tokio::test]
async fn elements_are_complete_unless_summary_is_requested(#[case] clause: &str) {
    let play = with_private().await;
    assert_eq!(list(&play, "/elements", clause).await[0]["configuration"][0]["key"], "api.key");
}

#[tokio::test]
async fn an_empty_where_and_unknown_parameters_narrow_nothing() {
    let play = Play::start().await;
    let all = play.get("/elements/keys").await.json();
    assert_eq!(play.get("/elements/keys?where=&orderBy=key&abridged=true&x[]=1").await.json(), all);
}

#[tokio::test]
async fn keys_and_hubs_heed_where_too() {
    let play = with_private().await;
    assert_eq!(list(&play, "/elements/keys", "private='true'").await, json!(["ours", "theirs"]));
    assert_eq!(keys(&list(&play, "/hubs/erp/elements", "extended='true'").await), ["theirs"]);
}

#[tokio::test]
async fn where_goes_with_pages() {
    let play = with_private().await;
    let first = play.get("/elements?where=private%3D%27true%27&pageSize=1").await;
    let token = first.header("elements-next-page-token").to_owned();
    let second = play.get(&format!("/elements?where=private%3D%27true%27&pageSize=1&nextPage={token}")).await;
    assert_eq!((keys(&first.json()), keys(&second.json())), (vec!["ours"], vec!["theirs"]));
    assert_eq!(second.header("elements-next-page-token"), "");
}

#[rstest]
#[case("pageSize=500", 200)]
#[case("pageSize=2&pageSize=3", 2)]
#[tokio::test]
async fn a_page_is_never_longer_than_200(#[case] query: &str, #[case] at_most: usize) {
    let play = Play::start().await;
    let all = play.get(&format!("/elements/keys?{query}")).await.json();
    assert!(all.as_array().is_some_and(|all| !all.is_empty() && all.len() <= at_most));
}

#[tokio::test]
async fn hubs_have_numbers_and_are_found_by_them() {
    let play = Play::start().await;
    let hubs = play.bare(Method::GET, "/hubs").await.json();
    let hub = hubs.as_array().expect("hubs").iter().find(|hub| hub["key"] == "ecommerce").expect("a hub").clone();
    assert!(hub["id"].is_u64(), "{hub}");
    assert_eq!(play.bare(Method::GET, &format!("/hubs/{}", hub["id"])).await.json(), hub);
}

#[rstest]
#[case::list("/hubs?hydrate=true")]
#[case::capitals("/hubs?hydrate=TRUE")]
#[case::one("/hubs/ecommerce?hydrate=true")]
#[tokio::test]
async fn hydrated_hubs_have_resources(#[case] path: &str) {
    let play = Play::start().await;
    let answer = play.bare(Method::GET, path).await.json();
    let hub = if answer.is_array() { answer[0].clone() } else { answer };
    assert!(hub["resources"].as_array().is_some_and(|all| !all.is_empty()), "{path}");
    assert!(hub["elements"].as_array().is_some_and(|all| !all.is_empty()), "{path}");
}

#[rstest]
#[case::list("/hubs")]
#[case::switched_off("/hubs?hydrate=false")]
#[tokio::test]
async fn other_hubs_have_none(#[case] path: &str) {
    let hub = Play::start().await.bare(Method::GET, path).await.json()[0].clone();
    assert_eq!((hub.get("resources"), hub.get("elements")), (None, None));
}

#[rstest]
#[case::all("/elements/metadata")]
#[case::all_expanded("/elements/metadata?expand=true")]
#[tokio::test]
async fn metadata_is_a_list_of_all_elements(#[case] path: &str) {
    let play = Play::start().await;
    let all = play.get(path).await.json();
    let one = all.as_array().expect("a list").iter().find(|one| one["key"] == OAUTH).expect("an element");
    assert!(one["id"].is_u64() && one["events"]["supported"].is_boolean() && one["events"]["methods"].is_array());
    assert_eq!(one["authenticationType"].is_string(), path.contains("expand"));
}

#[rstest]
#[case::list("/elements/metadata")]
#[case::one("/elements/magentosoapv19/metadata")]
#[case::proxies("/elements/oauthProxies")]
#[tokio::test]
async fn metadata_and_proxies_are_for_members(#[case] path: &str) {
    let play = Play::start().await;
    assert_eq!((play.bare(Method::GET, path).await.status, play.get(path).await.status), (401, 200));
}

#[tokio::test]
async fn metadata_of_one_element_goes_by_id_and_by_key() {
    let play = Play::start().await;
    let by_key = play.get(&format!("/elements/{PLAIN}/metadata")).await.json();
    assert_eq!(play.get(&format!("/elements/{}/metadata", by_key["id"])).await.json(), by_key);
    assert_eq!(play.get("/elements/999999999999/metadata").await.status, 404);
}

#[tokio::test]
async fn an_oauth_proxy_is_kept_until_it_is_deleted() {
    let play = Play::start().await;
    assert_eq!(play.get("/elements/oauthProxies").await.json(), json!([]));
    let made = play.send(play.post("/elements/oauthProxies", &json!({ "name": "test" }))).await.json();
    let path = format!("/elements/oauthProxies/{}", made["id"]);
    let address = format!("{path}/applicationUrl?applicationUrl=test**.com");
    assert_eq!(play.send(play.post(&address, &json!({}))).await.json()["applicationUrls"], json!(["test**.com"]));
    assert_eq!(play.call(Method::DELETE, &address).await.status, 200);
    assert_eq!(play.get("/elements/oauthProxies").await.json()[0]["applicationUrls"], json!([]));
    assert_eq!(play.call(Method::DELETE, &path).await.status, 200);
    assert_eq!(play.call(Method::DELETE, &path).await.status, 404);
}

#[rstest]
#[case::no_name(json!({}))]
#[case::empty_name(json!({ "name": "" }))]
#[case::no_text(json!({ "name": 7 }))]
#[tokio::test]
async fn an_oauth_proxy_needs_a_name(#[case] body: Json) {
    let play = Play::start().await;
    assert_eq!(play.send(play.post("/elements/oauthProxies", &body)).await.status, 400);
}
