//! Auth modes with their required values, and elements with unusual addresses.

use super::client::{Play, app, order};
use serde_json::{Value as Json, json};
use std::collections::BTreeMap;

const NO_CODE: &str = "You must provide an OAuth code in order to create an instance of this element";

async fn redirect(play: &Play, element: &str, more: &[(&str, &str)]) -> BTreeMap<String, String> {
    let page = play.page(element, more).await;
    play.press(&page, "allow").await.redirect().1
}

#[tokio::test]
async fn some_addresses_have_no_state_and_none_comes_back() {
    let play = Play::of_families().await;
    for (element, tenant) in
        [("clover", ("merchantId", "M1")), ("constantcontact", ("newUser", "true")), ("revel", ("subdomain", "acme"))]
    {
        let more = [tenant, ("state", "mine")];
        let page = play.page(element, &more).await;
        assert!(!page.as_str().contains("state"), "{page}");
        let pairs = redirect(&play, element, &more).await;
        assert!(pairs.contains_key("code") && !pairs.contains_key("state"), "{element}");
    }
}

#[tokio::test]
async fn one_provider_redirects_without_callback_parameter() {
    let play = Play::of_families().await;
    let page = play.page("clover", &[("merchantId", "M1")]).await;
    assert_eq!(page.query(), Some("response_type=code&client_id=app&merchant_id=M1"));
    let (address, pairs) = play.press(&page, "allow").await.redirect();
    assert!(address.as_str().starts_with("http://127.0.0.1:8910/callback?keep=1&code="), "{address}");
    assert_eq!(pairs["merchant_id"], "M1");
    assert!(pairs.contains_key("employee_id") && pairs.contains_key("client_id"));
}

#[tokio::test]
async fn one_consent_address_contains_application_secret() {
    let play = Play::of_families().await;
    let page = play.page("sharepoint", &[("siteAddress", "acme.sharepoint.com")]).await;
    assert!(page.query_pairs().any(|pair| pair == ("client_secret".into(), "app-secret".into())));
    assert!(!play.page("hubspot", &[]).await.as_str().contains("app-secret"));
}

#[tokio::test]
async fn redirects_match_their_providers() {
    let play = Play::of_families().await;
    let shop = redirect(&play, "shopify", &[("siteAddress", "acme")]).await;
    assert_eq!((shop["shop"].as_str(), shop["hmac"].len()), ("acme.myshopify.com", 64));
    assert!(shop["timestamp"].parse::<u64>().is_ok());
    assert_eq!(redirect(&play, "sageone", &[]).await["country"], "US");
    assert!(redirect(&play, "constantcontact", &[]).await.contains_key("username"));
    assert!(redirect(&play, "revel", &[("subdomain", "acme")]).await.contains_key("token"));
}

#[tokio::test]
async fn a_tenant_may_go_by_any_of_its_names_but_not_without_one() {
    let play = Play::of_families().await;
    for (element, name) in [
        ("shopify", "siteAddress"),
        ("shopify", "shopify.site.address"),
        ("sharepoint", "siteAddress"),
        ("sharepoint", "sharepoint.site.address"),
        ("servicenowoauth", "servicenow.subdomain"),
    ] {
        assert_eq!(play.ask(element, "url", &[(name, "acme")]).await.status, 200, "{element} {name}");
        assert_eq!(play.ask(element, "url", &[(name, "")]).await.status, 400, "{element} {name}");
    }
}

#[tokio::test]
async fn optional_values_may_be_missing_in_address() {
    let play = Play::of_families().await;
    for element in ["hubspot", "constantcontact", "quickbooks"] {
        assert_eq!(play.ask(element, "url", &[]).await.status, 200, "{element}");
    }
}

#[tokio::test]
async fn client_credentials_need_a_code_that_may_be_empty() {
    let play = Play::of_families().await;
    let configuration = json!({
        "oauth.api.key": "k", "oauth.api.secret": "s",
        "marketo.identity.url": "https://m.example/identity", "base.url": "https://m.example/rest"
    });
    let create = async |data: Json| play.create(&order("marketo", configuration.clone(), data)).await;
    assert_eq!(create(json!({ "code": "" })).await.status, 200);
    assert_eq!(play.get("/elements/marketo").await.json()["authentication"]["type"], "oauth2");
    assert_eq!(create(json!({})).await.message(), NO_CODE);
    assert_eq!(create(Json::Null).await.message(), NO_CODE);
}

#[tokio::test]
async fn a_code_typed_into_the_form_is_taken_as_it_is() {
    let play = Play::of_families().await;
    let configuration = json!({ "oauth.api.key": "k", "oauth.api.secret": "s", "site.id": "1" });
    let create = async |code: &str| play.create(&order("weebly", configuration.clone(), json!({ "code": code }))).await;
    assert_eq!(create("anything").await.status, 200);
    assert_eq!(create("").await.message(), NO_CODE);
}

#[tokio::test]
async fn a_code_that_works_once_works_once() {
    let play = Play::of_families().await;
    let create = async |code: &str| {
        let configuration = json!({ "authorization.code": code, "client.secret": "s" });
        play.create(&order("fortnox", configuration, Json::Null)).await
    };
    assert_eq!(create("first").await.status, 200);
    let again = create("first").await;
    assert_eq!((again.status, again.provider_message().contains("already used")), (400, true));
    assert_eq!(create("second").await.status, 200);
}

#[tokio::test]
async fn a_password_grant_needs_no_consent_and_no_callback() {
    let play = Play::of_families().await;
    let configuration = json!({
        "oauth.api.key": "k", "oauth.api.secret": "s", "site.url": "acme.example", "username": "u", "password": "p"
    });
    assert_eq!(play.create(&order("sugarcrmv2", configuration, Json::Null)).await.status, 200);
}

#[tokio::test]
async fn a_field_is_needed_only_with_the_one_it_goes_with() {
    let play = Play::of_families().await;
    let create = async |session: Json| {
        let mut configuration = json!({ "user.username": "u", "user.password": "p", "netsuite.accountId": "1" });
        configuration["netsuite.single.session"] = session;
        play.create(&order("netsuiteerpv2", configuration, Json::Null)).await
    };
    assert_eq!(create(Json::Null).await.status, 200);
    assert_eq!(create(json!(false)).await.status, 200);
    let lacking = "Missing required configuration: [netsuite.single.session.key]";
    assert_eq!(create(json!(true)).await.message(), lacking);
}

#[tokio::test]
async fn named_auth_mode_decides_required_values() {
    let play = Play::of_families().await;
    let message = async |element: &str, configuration: Json| {
        play.create(&order(element, configuration, Json::Null)).await.message()
    };
    assert_eq!(
        message("netsuiteerpv2", json!({ "authentication.type": "custom", "token_id": "t" })).await,
        "Missing required configuration: [consumer_key, consumer_secret, token_secret]"
    );
    assert_eq!(
        message("pipedrive", json!({ "authentication": "accessToken" })).await,
        "Missing required configuration: [pipedrive.token]"
    );
    assert_eq!(
        message("hubspot", json!({ "authentication.type": "apikey" })).await,
        "Missing required configuration: [hubspot.authorization.apikey]"
    );
}

#[tokio::test]
async fn modes_without_selector_are_recognized_by_values() {
    let play = Play::of_families().await;
    let keys = json!({ "ecwid.store.id": "1", "ecwid.order.key": "o", "ecwid.product.key": "p" });
    assert_eq!(play.create(&order("ecwid", keys, Json::Null)).await.status, 200);
    assert_eq!(play.create(&order("ecwid", app(json!({})), Json::Null)).await.message(), NO_CODE);
    let code = redirect(&play, "ecwid", &[]).await;
    assert_eq!(play.create(&order("ecwid", app(json!({})), json!(code))).await.status, 200);
}

#[tokio::test]
async fn tokens_brought_along_have_to_be_announced() {
    let play = Play::of_families().await;
    let create = async |element: &str, word: Json, configuration: Json| {
        let mut body = order(element, app(configuration), Json::Null);
        body["externalAuthentication"] = word;
        play.create(&body).await
    };
    let made = create("egnyte", json!("initial"), json!({ "subdomain": "a", "oauth.user.token": "t" })).await;
    assert_eq!(made.json()["externalAuthentication"], "initial");
    assert_eq!(made.json()["configuration"]["oauth.user.token"], "********");
    let silent = create("egnyte", Json::Null, json!({ "subdomain": "a", "oauth.user.token": "t" })).await;
    assert_eq!(silent.message(), NO_CODE);
    let half = create("twitter", json!("initial"), json!({ "oauth.user.token": "t" })).await;
    assert_eq!(half.message(), "Missing required configuration: [oauth.user.token.secret]");
    let none = create("fortnox", json!("initial"), json!({ "client.secret": "s" })).await;
    assert_eq!(none.message(), "Missing required configuration: [authorization.code]");
}

#[tokio::test]
async fn redirect_values_are_required_if_documented() {
    let play = Play::of_families().await;
    let sage = async |country: Json| {
        let data = json!(redirect(&play, "sageone", &[]).await);
        let configuration = app(json!({ "signature.secret": "s", "country": country }));
        play.create(&order("sageone", configuration, data)).await
    };
    assert_eq!(sage(json!("US")).await.status, 200);
    assert_eq!(sage(Json::Null).await.message(), "Missing required configuration: [country]");
    let mut data = json!(redirect(&play, "revel", &[("subdomain", "acme")]).await);
    data["token"] = Json::Null;
    let answer = play.create(&order("revel", app(json!({ "subdomain": "acme" })), data)).await;
    assert!(answer.provider_message().contains("came with the redirect"), "{}", answer.text);
}

#[tokio::test]
async fn an_element_of_several_ways_lists_them_and_says_which_entry_is_whose() {
    let play = Play::of_families().await;
    let element = play.get("/elements/hubspot").await.json();
    let items = element["configuration"].as_array().expect("configuration");
    let item = |key: &str| items.iter().find(|item| item["key"] == key).cloned().unwrap_or_default();
    let selector = item("authentication.type");
    assert_eq!((&selector["type"], &selector["groupControl"]), (&"COMBO".into(), &true.into()));
    let values: Vec<_> = selector["options"].as_array().expect("options").iter().map(|o| o["value"].clone()).collect();
    assert_eq!(values, ["oauth2", "apiKey"]);
    assert_eq!(item("oauth.api.key")["groupName"], "oauth2");
    assert_eq!(item("hubspot.authorization.apikey")["groupName"], "apiKey");
    let token = item("oauth.user.refresh_token");
    assert_eq!((&token["internal"], &token["required"]), (&true.into(), &false.into()));
    assert_eq!(item("scope"), Json::Null, "it is no part of the configuration");
}

#[tokio::test]
async fn values_missing_in_another_mode_are_optional_without_selector() {
    let element = Play::of_families().await.get("/elements/ecwid").await.json();
    let items = element["configuration"].as_array().expect("configuration");
    let required: Vec<_> = items.iter().filter(|item| item["required"] == true).collect();
    assert!(required.is_empty(), "{required:?}");
    assert!(items.iter().all(|item| item.get("groupName").is_none()));
}
