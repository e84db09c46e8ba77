//! Elements as a platform exports them.

use super::client::{PLAIN, Play, quick};
use elemint::sandbox::{Exported, Options};
use reqwest::Method;
use serde_json::{Value as Json, json};

fn export(key: &str) -> Json {
    json!({
        "id": 4711, "key": key, "name": "Our Warehouse", "hub": "erp", "private": true, "image": "ours.png",
        "authentication": { "type": "basic" }, "resources": [{ "path": "/shelves" }],
        "configuration": [
            { "key": "username", "name": "User name", "type": "TEXTFIELD_128", "required": true, "active": true },
            { "key": "password", "name": "Password", "type": "PASSWORD", "required": true, "active": true },
        ],
    })
}

async fn knowing(elements: &[Json]) -> Play {
    let elements = elements.iter().flat_map(|json| Exported::read(&json.to_string()).expect("an element")).collect();
    Play::with(Options { elements, ..quick() }).await
}

#[tokio::test]
async fn an_exported_element_is_served_as_it_was_exported() {
    let ours = export("warehouse");
    let play = knowing(std::slice::from_ref(&ours)).await;
    assert_eq!(play.get("/elements/warehouse").await.json(), ours);
    assert_eq!(play.get("/elements/4711/configuration").await.json(), ours["configuration"]);
    let keys = play.bare(Method::GET, "/elements/keys").await.json();
    assert!(keys.as_array().expect("keys").contains(&"warehouse".into()));
}

#[tokio::test]
async fn required_values_are_required() {
    let play = knowing(&[export("warehouse")]).await;
    let order =
        |configuration: Json| json!({ "element": { "key": "warehouse" }, "name": "n", "configuration": configuration });
    let refused = play.create(&order(json!({ "username": "ada" }))).await;
    assert_eq!((refused.status, refused.message().contains("[password]")), (400, true), "{}", refused.message());
    let made = play.create(&order(json!({ "username": "ada", "password": "pass-word-0001" }))).await;
    assert_eq!((made.status, &made.json()["element"]["name"]), (200, &"Our Warehouse".into()));
    assert!(made.json()["element"].get("resources").is_none_or(|all| all.as_array().is_some_and(Vec::is_empty)));
}

#[tokio::test]
async fn it_takes_the_place_of_one_with_its_key() {
    let play = knowing(&[export(PLAIN)]).await;
    assert_eq!(play.get(&format!("/elements/{PLAIN}")).await.json()["name"], "Our Warehouse");
    let keys = play.bare(Method::GET, "/elements/keys").await.json();
    assert_eq!(keys.as_array().expect("keys").iter().filter(|key| **key == PLAIN).count(), 1);
}

#[test]
fn a_file_may_hold_a_list() {
    let both = json!([export("a"), export("b")]).to_string();
    assert_eq!(Exported::read(&both).map(|all| all.len()), Ok(2));
}

#[test]
fn unusable_element_is_reported() {
    for (text, expected) in [
        ("{\n\"key\": }", "line 2: it is not the JSON of an element"),
        ("", "line 1: it is not the JSON of an element"),
        ("{}", "it holds no element that can be used: an object with a key is needed"),
        ("[1]", "it holds no element that can be used: an object with a key is needed"),
    ] {
        assert_eq!(Exported::read(text).err().as_deref(), Some(expected), "{text}");
    }
}
