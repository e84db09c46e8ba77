//! Single elements that differ from all others, and switches of the request for an instance.

use super::client::{CALLBACK, OAUTH, PLAIN, Play, order, quick, sales, shop};
use elemint::sandbox::{Exported, Options};
use reqwest::Method;
use rstest::rstest;
use serde_json::{Value as Json, json};
use url::Url;

const NO_CODE: &str = "You must provide an OAuth code in order to create an instance of this element";

/// The documented body of an element that reads an API key in the place of the user name.
fn with_password(element: &str, password: Json) -> Json {
    let mut configuration =
        json!({ "username": "api-key-0001", "site": "acme", "mailbox.name": "Support", "subdomain": "acme" });
    configuration["password"] = password;
    order(element, configuration, Json::Null)
}

#[rstest]
#[tokio::test]
async fn a_password_that_no_provider_reads_may_be_anything_or_empty(
    #[values("closeio", "chargebee", "chargify", "wufoo", "helpscout", "freshdeskv2")] element: &str,
    #[values(json!(""), json!("anything"), Json::Null)] password: Json,
) {
    let answer = Play::start().await.create(&with_password(element, password)).await;
    assert_eq!(answer.status, 200, "{}", answer.text);
}

#[rstest]
#[case::plain(PLAIN, "password")]
#[case::developer_key("actessentials", "password")]
#[case::freshservice("freshservice", "password")]
#[tokio::test]
async fn every_other_password_is_required(#[case] element: &str, #[case] missing: &str) {
    let answer = Play::start().await.create(&with_password(element, json!(""))).await;
    assert_eq!(answer.status, 400);
    assert!(answer.message().contains(missing), "{}", answer.text);
}

#[tokio::test]
async fn an_api_key_in_the_place_of_the_user_name_is_required() {
    let body = order("closeio", json!({ "password": "x" }), Json::Null);
    assert_eq!(Play::start().await.create(&body).await.message(), "Missing required configuration: [username]");
}

#[rstest]
#[tokio::test]
async fn a_user_name_comes_back_in_the_clear(
    #[values("closeio", "mixpanel", "freshdeskv2", "chargebee", "bamboohr", "helpscout")] element: &str,
) {
    let mut body = with_password(element, json!("hush-hush-0001"));
    body["configuration"]["company.name"] = json!("acme");
    let made = Play::start().await.create(&body).await.json();
    assert_eq!(made["configuration"]["username"], "api-key-0001", "{made}");
    assert!(!made.to_string().contains("hush-hush-0001"));
}

#[rstest]
#[tokio::test]
async fn a_user_name_is_no_password_in_the_catalog(
    #[values("closeio", "mixpanel", "freshdeskv2", "wufoo")] element: &str,
) {
    let items = Play::start().await.get(&format!("/elements/{element}/configuration")).await.json();
    let item = items.as_array().expect("items").iter().find(|item| item["key"] == "username").expect("a user name");
    assert_eq!((&item["type"], &item["required"]), (&"TEXTFIELD_128".into(), &true.into()));
}

#[rstest]
#[case::password_by_type("code", "PASSWORD", "********")]
#[case::text("org.secret", "TEXTFIELD_128", "value-0001")]
#[case::password_by_name("password", "TEXTFIELD_128", "********")]
#[case::key_by_name("oauth.api.key", "TEXTFIELD_128", "********")]
#[tokio::test]
async fn an_exported_element_masks_by_its_own_types(#[case] key: &str, #[case] kind: &str, #[case] want: &str) {
    let item = json!({ "key": key, "name": "An entry", "type": kind, "required": false, "active": true });
    let needed = json!({ "key": "site", "name": "Site", "type": "TEXTFIELD_128", "required": true, "active": true });
    let element = json!({
        "key": "ours", "name": "Ours", "hub": "erp", "authentication": { "type": "custom" },
        "configuration": [needed, item],
    });
    let elements = Exported::read(&element.to_string()).expect("an element");
    let play = Play::with(Options { elements, ..quick() }).await;
    let made = play.create(&order("ours", json!({ "site": "s", key: "value-0001" }), Json::Null)).await.json();
    assert_eq!(made["configuration"][key], want, "{made}");
}

#[rstest]
#[case::absent(&[])]
#[case::empty(&[("subdomain", "")])]
#[case::by_a_name_it_does_not_have(&[("siteAddress", "acme")])]
#[tokio::test]
async fn egnyte_without_a_subdomain_answers_with_a_host_that_begins_with_a_dot(#[case] more: &[(&str, &str)]) {
    let answer = Play::start().await.ask("egnyte", "url", more).await;
    let address = answer.json()["oauthUrl"].as_str().expect("an address").to_owned();
    assert_eq!(answer.status, 200);
    assert!(address.starts_with("https://.egnyte.com/puboauth/token?"), "{address}");
    assert!(address.contains("client_id=app") && address.contains("redirect_uri=http%3A%2F%2F127.0.0.1"), "{address}");
}

#[tokio::test]
async fn egnyte_by_post_answers_alike() {
    let play = Play::start().await;
    let body = json!({ "apiKey": "app", "apiSecret": "s", "callbackUrl": CALLBACK });
    let answer = play.send(play.post("/elements/egnyte/oauth/url", &body)).await.json();
    assert!(answer["oauthUrl"].as_str().is_some_and(|url| url.starts_with("https://.egnyte.com/")), "{answer}");
}

#[tokio::test]
async fn egnyte_subdomain_is_served_by_sandbox() {
    let page = Play::start().await.page("egnyte", &[("subdomain", "acme")]).await;
    assert_eq!((page.scheme(), page.path()), ("http", "/fake-provider/egnyte/authorize"));
}

#[rstest]
#[case::shopify("shopify")]
#[case::sharepoint("sharepoint")]
#[case::zendesk("zendesk")]
#[case::servicenow("servicenowoauth")]
#[tokio::test]
async fn other_elements_need_their_tenant_for_the_address(#[case] element: &str) {
    assert_eq!(Play::start().await.ask(element, "url", &[]).await.status, 400);
}

#[rstest]
#[case::no_consent("hubspot", "apiKey", 400)]
#[case::any_case("hubspot", "APIKEY", 400)]
#[case::consent("hubspot", "oauth2", 200)]
#[case::consent_in_capitals("hubspot", "OAuth2", 200)]
#[case::empty("hubspot", "", 200)]
#[case::unknown("hubspot", "nonsense", 400)]
#[case::wrong_version("hubspot", "oauth1", 400)]
#[case::crm("hubspotcrm", "apiKey", 400)]
#[case::adfs("campaignmonitor", "basic", 400)]
#[case::adfs_consent("campaignmonitor", "oauth2", 200)]
#[case::either_first("quickbooks", "oauth2", 200)]
#[case::one_way_only(OAUTH, "oauth2", 200)]
#[case::one_way_only_and_another(OAUTH, "basic", 400)]
#[case::no_consent_at_all(PLAIN, "oauth2", 400)]
#[tokio::test]
async fn an_address_is_given_only_where_the_type_means_consent(
    #[case] element: &str,
    #[case] kind: &str,
    #[case] status: u16,
) {
    let answer = Play::start().await.ask(element, "url", &[("authentication.type", kind)]).await;
    assert_eq!(answer.status, status, "{}", answer.text);
}

#[rstest]
#[case::needed("twitter", "oauth1", 200)]
#[case::other_version("twitter", "oauth2", 400)]
#[case::no_consent("twitter", "basic", 400)]
#[tokio::test]
async fn a_request_token_is_given_only_where_the_type_means_it(
    #[case] element: &str,
    #[case] kind: &str,
    #[case] status: u16,
) {
    let answer = Play::start().await.ask(element, "token", &[("authentication.type", kind)]).await;
    assert_eq!(answer.status, status, "{}", answer.text);
}

#[tokio::test]
async fn a_posted_type_without_consent_gets_no_address() {
    let play = Play::start().await;
    let body = json!({ "apiKey": "app", "apiSecret": "s", "callbackUrl": CALLBACK, "authentication.type": "apiKey", "newUser": true });
    assert_eq!(play.send(play.post("/elements/hubspot/oauth/url", &body)).await.status, 400);
}

#[rstest]
#[case::nothing(json!({}), Json::Null, NO_CODE)]
#[case::no_configuration(Json::Null, Json::Null, NO_CODE)]
#[case::empty_data(json!({}), json!({}), NO_CODE)]
#[case::application(json!({ "oauth.api.key": "k" }), Json::Null, NO_CODE)]
#[case::code_alone(json!({}), json!({ "code": "c" }), "Missing required configuration: [oauth.callback.url, oauth.api.key, oauth.api.secret]")]
#[case::a_legacy_key(json!({ "ecwid.store.id": "1" }), Json::Null, "Missing required configuration: [ecwid.order.key, ecwid.product.key]")]
#[tokio::test]
async fn ecwid_requires_started_flow_or_code(#[case] configuration: Json, #[case] data: Json, #[case] want: &str) {
    let answer = Play::start().await.create(&order("ecwid", configuration, data)).await;
    assert_eq!((answer.status, answer.message().as_str()), (400, want));
}

#[rstest]
#[case::oauth2(OAUTH, NO_CODE)]
#[case::client_credentials("marketo", NO_CODE)]
#[case::several_types("hubspot", NO_CODE)]
#[case::plain(PLAIN, "Missing required configuration: [userName, password, store.url]")]
#[tokio::test]
async fn empty_request_names_default_mode(#[case] element: &str, #[case] want: &str) {
    assert_eq!(Play::start().await.create(&order(element, json!({}), Json::Null)).await.message(), want);
}

/// `providerData` of an order for the element without a callback, after consent.
async fn freshbooks(play: &Play) -> Json {
    let more = [("siteAddress", "acme")];
    let token = play.ask("freshbooks", "token", &more).await.json();
    let text = token["token"].as_str().expect("a token");
    let page: Url = play.page("freshbooks", &[more[0], ("requestToken", text)]).await;
    let mut data = json!(play.press(&page, "allow").await.redirect().1);
    data["secret"] = token["secret"].clone();
    data
}

#[rstest]
#[case::documented(json!({ "FreshBooks Classic.site.address": "acme" }), 200)]
#[case::older(json!({ "freshbooks.site.address": "acme" }), 200)]
#[case::empty_callback(json!({ "freshbooks.site.address": "acme", "oauth.callback.url": "" }), 200)]
#[case::right_callback(json!({ "freshbooks.site.address": "acme", "oauth.callback.url": CALLBACK }), 200)]
#[case::other_callback(json!({ "freshbooks.site.address": "acme", "oauth.callback.url": "http://127.0.0.1:1/x" }), 400)]
#[case::no_site(json!({}), 400)]
#[tokio::test]
async fn freshbooks_needs_no_callback(#[case] more: Json, #[case] status: u16) {
    let play = Play::start().await;
    let mut configuration = json!({ "oauth.api.key": "app", "oauth.api.secret": "app-secret" });
    configuration.as_object_mut().expect("an object").extend(more.as_object().expect("an object").clone());
    let answer = play.create(&order("freshbooks", configuration, freshbooks(&play).await)).await;
    assert_eq!(answer.status, status, "{}", answer.text);
}

#[tokio::test]
async fn other_elements_need_theirs() {
    let play = Play::start().await;
    let mut body = sales(&play.code("allow").await);
    body["configuration"].as_object_mut().expect("an object").remove("oauth.callback.url");
    assert_eq!(play.create(&body).await.message(), "Missing required configuration: [oauth.callback.url]");
}

#[rstest]
#[case::on(json!(true), true)]
#[case::on_as_text(json!("true"), true)]
#[case::off(json!(false), false)]
#[case::off_as_text(json!("false"), false)]
#[case::null(Json::Null, false)]
#[case::number(json!(1), false)]
#[tokio::test]
async fn objects_are_listed_when_asked_for(#[case] switch: Json, #[case] listed: bool) {
    let mut body = shop();
    body["retrieveObjectsAfterInstantiation"] = switch;
    let made = Play::start().await.create(&body).await.json();
    assert_eq!(made.get("objects").is_some(), listed);
}

#[tokio::test]
async fn listed_objects_are_of_all_three_kinds_and_the_instance_does_not_keep_them() {
    let play = Play::start().await;
    let mut body = shop();
    body["retrieveObjectsAfterInstantiation"] = json!(true);
    let made = play.create(&body).await.json();
    for kind in ["ceCanonical", "vendor", "vdr"] {
        let objects = made["objects"].as_array().expect("objects");
        assert!(objects.iter().any(|o| o["type"] == kind && o["name"].is_string() && o["vendorName"].is_string()));
    }
    assert_eq!(play.get(&format!("/instances/{}", made["id"])).await.json().get("objects"), None);
}

#[rstest]
#[case::on(json!({ "debug": true }), true)]
#[case::on_as_text(json!({ "debug": "true" }), true)]
#[case::off(json!({ "debug": false }), false)]
#[case::absent(json!({}), false)]
#[case::no_object(json!("debug"), false)]
#[tokio::test]
async fn a_trace_is_named_when_asked_for(#[case] data: Json, #[case] traced: bool) {
    let mut body = shop();
    body["providerData"] = data;
    let answer = Play::start().await.create(&body).await;
    assert_eq!((answer.status, answer.header("elements-trace-id").len()), (200, if traced { 24 } else { 0 }));
}

#[rstest]
#[case::made("hunter2", 200)]
#[case::refused("wrong", 401)]
#[tokio::test]
async fn a_trace_is_read_through_its_element_and_holds_no_secret(#[case] password: &str, #[case] status: u16) {
    let play = Play::start().await;
    let mut body = shop();
    body["configuration"]["password"] = json!(password);
    body["providerData"] = json!({ "debug": true });
    let answer = play.create(&body).await;
    assert_eq!(answer.status, status);
    let id = answer.header("elements-trace-id");
    let trace = play.get(&format!("/elements/{PLAIN}/trace/{id}")).await;
    assert!(trace.json().as_object().is_some_and(|calls| !calls.is_empty()));
    assert!(!trace.text.contains(password), "{}", trace.text);
    assert_eq!(play.get(&format!("/elements/{OAUTH}/trace/{id}")).await.status, 404);
    assert_eq!(play.bare(Method::GET, &format!("/elements/{PLAIN}/trace/{id}")).await.status, 401);
}

#[tokio::test]
async fn consent_can_be_traced_too() {
    let play = Play::start().await;
    let mut body = sales(&play.code("allow").await);
    body["providerData"]["debug"] = json!(true);
    let answer = play.create(&body).await;
    let trace = play.get(&format!("/elements/{OAUTH}/trace/{}", answer.header("elements-trace-id"))).await.json();
    assert!(trace.get("POST:/oauth/token").is_some(), "{trace}");
    assert_eq!(answer.json().get("providerData"), None);
}

#[tokio::test]
async fn a_page_goes_on_where_the_last_one_ended() {
    let play = Play::start().await;
    for name in ["One", "Two", "Three"] {
        play.shop(name, &[]).await;
    }
    let first = play.get("/instances?pageSize=1").await;
    let second =
        play.get(&format!("/instances?pageSize=5&nextPage={}", first.header("elements-next-page-token"))).await;
    assert_eq!((first.json()[0]["name"].as_str(), second.json().as_array().map(Vec::len)), (Some("One"), Some(2)));
}
