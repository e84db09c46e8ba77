mod secrets;

use super::*;
use crate::catalog::{Catalog, field::Target};
use proptest::prelude::*;
use serde_json::json;
use std::sync::Arc;

fn element(authentication: &str, configuration: impl Into<Json>) -> Element {
    let configuration = configuration.into();
    let json = json!({ "key": "ours", "name": "Ours", "hub": "crm", "authentication": { "type": authentication },
        "configuration": configuration });
    read(&json).expect("valid element")
}

fn item(key: &str, more: Json) -> Json {
    let mut item = json!({ "key": key, "name": key, "type": "TEXTFIELD_128", "active": true, "internal": false,
        "hideFromConsole": false, "required": true, "groupControl": false, "displayOrder": 1 });
    if let (Some(item), Json::Object(more)) = (item.as_object_mut(), more) {
        item.extend(more);
    }
    item
}

/// Returns the fields that the platform describes.
fn described(mode: &AuthMode) -> impl Iterator<Item = &Field> {
    mode.fields.iter().filter(|field| field.target == Target::Configuration)
}

fn keys(mode: &AuthMode) -> Vec<&str> {
    described(mode).map(|field| field.key.as_str()).collect()
}

fn field(key: &str, more: Json) -> Field {
    let element = element("custom", json!([item(key, more)]));
    element.modes[0].fields.first().expect("a field").clone()
}

#[test]
fn internal_items_are_not_shown() {
    let made = element(
        "basic",
        json!([
            item("off", json!({ "active": false })),
            item("inner", json!({ "internal": true })),
            item("base.url", json!({ "hideFromConsole": true, "defaultValue": "https://x" })),
            item("hidden", json!({ "hideFromConsole": true, "required": false })),
            item("username", json!({})),
            item("needed.though.hidden", json!({ "hideFromConsole": true })),
        ]),
    );
    assert_eq!(keys(&made.modes[0]), ["username", "needed.though.hidden"]);
}

#[test]
fn selector_becomes_modes_with_the_default_first() {
    let selector = json!({ "type": "COMBO", "groupControl": true, "defaultValue": "Custom",
        "options": [{ "value": "basic", "description": "With a <b>name</b>" }, { "value": "Custom" }, { "value": "oauth2" }] });
    let made = element(
        "basic",
        json!([
            item("token", json!({ "groupName": "custom" })),
            item("username", json!({ "groupName": "basic" })),
            item("authentication.type", selector),
            item("store.url", json!({})),
        ]),
    );
    let modes: Vec<_> = made.modes.iter().map(|m| (m.label.as_str(), m.flow, keys(m))).collect();
    assert_eq!(modes[0], ("Custom", AuthFlow::Plain, vec!["token", "store.url"]));
    assert_eq!(modes[1], ("With a name", AuthFlow::Plain, vec!["username", "store.url"]));
    assert_eq!((modes[2].1, made.modes[2].when.as_ref().map(|w| w.1.as_str())), (AuthFlow::OAuth2, Some("oauth2")));
    assert_eq!(modes[2].2, [CALLBACK_URL, API_KEY, API_SECRET, "store.url"]);
    assert!(made.modes[3].external && made.modes.len() == 4);
}

#[test]
fn consent_needs_application_fields_that_the_console_hides() {
    let hidden = || json!({ "hideFromConsole": true });
    let scope = json!({ "hideFromConsole": true, "required": false, "defaultValue": "read write" });
    let made = element(
        "OAuth2",
        json!([
            item("oauth.api.secret", hidden()),
            item("oauth.scope", scope),
            item("oauth.user.token", json!({})),
            item(
                "oauth.callback.url",
                json!({ "hideFromConsole": true, "defaultValue": "https://auth.example/oauth" })
            ),
        ]),
    );
    let usual = &made.modes[0];
    assert_eq!((usual.flow, keys(usual)), (AuthFlow::OAuth2, vec![CALLBACK_URL, API_KEY, API_SECRET, "oauth.scope"]));
    assert!(usual.fields[2].is_secret() && usual.fields[..3].iter().all(|f| f.required));
    assert_eq!(usual.fields[0].default.as_deref(), Some("http://127.0.0.1:8910/callback"));
    assert_eq!(
        (usual.fields[3].default.as_deref(), &*usual.fields[3].query),
        (Some("read write"), &["scope".to_owned()][..])
    );
}

#[test]
fn flow_names_are_parsed_in_any_case() {
    for (word, wanted) in [
        ("oauth2", AuthFlow::OAuth2),
        ("OAUTH2", AuthFlow::OAuth2),
        ("oauth", AuthFlow::OAuth2),
        ("oauth1", AuthFlow::OAuth1),
        ("oauth2Password", AuthFlow::Plain),
        ("basic", AuthFlow::Plain),
        ("apiKey", AuthFlow::Plain),
        ("", AuthFlow::Plain),
    ] {
        assert_eq!(flow(word), wanted, "{word}");
    }
}

#[test]
fn kind_follows_from_type_or_secret_name() {
    let kind = |key: &str, named: &str| field(key, json!({ "type": named })).kind;
    assert_eq!(kind("a", "TEXTFIELD_32"), FieldKind::Text);
    assert_eq!(kind("a", "HOLOGRAM"), FieldKind::Text);
    assert_eq!(kind("a", "PASSWORD"), FieldKind::Secret);
    assert_eq!(kind("client.secret", "TEXTFIELD_128"), FieldKind::Secret);
    assert_eq!(kind("a", "BOOLEAN_YESNO"), FieldKind::Toggle);
    assert_eq!(kind("a", "COMBO"), FieldKind::Text);
    let options = json!({ "type": "COMBO", "options": [{ "value": 1, "description": "one" }, { "value": "" }] });
    assert!(matches!(field("a", options).kind, FieldKind::Choice(c) if c.len() == 1 && c[0].value == "1"));
}

#[test]
fn invalid_default_is_not_shown() {
    let default = |key: &str, more| field(key, more).default;
    let event = json!({ "required": false, "defaultValue": "false" });
    assert_eq!(default("event.notification.callback.url", event), None);
    assert_eq!(default("a", json!({ "defaultValue": 15 })).as_deref(), Some("15"));
    assert_eq!(default("a", json!({ "type": "BOOLEAN", "defaultValue": "YES" })).as_deref(), Some("true"));
    assert_eq!(default("a", json!({ "type": "BOOLEAN", "defaultValue": "maybe" })).as_deref(), Some("false"));
    let lines = field("a", json!({ "defaultValue": "{\n}" }));
    assert_eq!((lines.default, lines.required, lines.optional_section), (None, false, true));
    let secret = field("password", json!({ "defaultValue": "********" }));
    assert_eq!((secret.default, secret.required), (None, false));
}

#[test]
fn key_in_several_modes_has_the_same_kind_in_each() {
    let made = element(
        "basic",
        json!([
            item("way", json!({ "groupControl": true })),
            item("site", json!({ "groupName": "a", "type": "BOOLEAN", "defaultValue": "true" })),
            item("site", json!({ "groupName": "b", "type": "COMBO", "options": [{ "value": "x" }] })),
        ]),
    );
    let kinds: Vec<_> = made.modes.iter().flat_map(described).map(|field| &field.kind).collect();
    assert_eq!(kinds, [&FieldKind::Text, &FieldKind::Text]);
}

#[test]
fn events_and_optional_items_are_in_the_options_section() {
    let made = element(
        "custom",
        json!([
            item("event.poller.configuration", json!({ "defaultValue": "{}", "displayOrder": 104 })),
            item("extra", json!({ "required": false })),
            item("second", json!({ "displayOrder": 7 })),
            item("first", json!({})),
        ]),
    );
    let usual = &made.modes[0];
    assert_eq!(keys(usual), ["first", "second", "extra", "event.poller.configuration"]);
    assert_eq!(described(usual).map(|f| f.optional_section).collect::<Vec<_>>(), [false, false, true, true]);
    assert!(!usual.fields[3].required);
}

#[test]
fn inactive_element_or_one_without_usable_key_is_left_out() {
    for odd in [
        json!(null),
        json!([]),
        json!({ "key": "x", "configuration": 1 }),
        json!({ "key": "", "configuration": [] }),
        json!({ "key": "x", "active": false, "configuration": [] }),
        json!({ "key": "..", "configuration": [] }),
        json!({ "key": "x", "deleted": true, "configuration": [] }),
        json!({ "key": 7, "configuration": [] }),
    ] {
        assert_eq!(read(&odd), None, "{odd}");
    }
    assert!(read(&json!({ "key": "x", "configuration": { "configuration": [] } })).is_some());
}

#[test]
fn own_description_is_kept_and_missing_required_fields_are_added() {
    let catalog = Catalog::embedded().expect("catalog");
    let ours = catalog.find("magentosoapv19").expect("magento");
    let theirs = element(
        "custom",
        json!([
            item("userName", json!({ "name": "another label" })),
            item("tenant", json!({})),
            item("tuning", json!({ "required": false })),
            item("base", json!({ "defaultValue": "x" })),
        ]),
    );
    let merged = merge(&ours, &theirs);
    let (ours, merged) = (&ours.modes[0].fields, &merged.modes[0].fields);
    assert_eq!(merged[..ours.len()], ours[..]);
    assert_eq!(merged[ours.len()..].iter().map(|f| f.key.as_str()).collect::<Vec<_>>(), ["tenant"]);
}

/// Any JSON, in which meaningful names are more frequent than in random text.
fn any_json() -> impl Strategy<Value = Json> {
    let leaf = prop_oneof![
        Just(Json::Null),
        any::<bool>().prop_map(Json::from),
        any::<i64>().prop_map(Json::from),
        ".{0,12}".prop_map(Json::from),
        Just(json!("oauth2")),
        Just(json!("basic")),
    ];
    leaf.prop_recursive(3, 24, 4, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Json::from),
            prop::collection::vec(("[a-z]{1,6}", inner), 0..4).prop_map(Json::from_iter),
        ]
    })
}

fn any_item() -> impl Strategy<Value = Json> {
    let key = prop_oneof![
        Just("oauth.api.key"),
        Just("oauth.api.secret"),
        Just("oauth.callback.url"),
        Just("oauth.scope"),
        Just("oauth.user.token"),
        Just("authentication.type"),
        Just("event.x"),
        Just("password"),
        Just("a b"),
        Just(""),
    ];
    let named = prop_oneof![Just("COMBO"), Just("BOOLEAN"), Just("PASSWORD"), Just("TEXTAREA"), Just("X")];
    let group = prop_oneof![Just(json!(null)), Just(json!("basic")), Just(json!("OAuth2")), Just(json!(3))];
    let default = prop_oneof![Just(json!(null)), Just(json!("false")), Just(json!("a\nb")), any_json()];
    let options = prop_oneof![any_json(), Just(json!([{ "value": "oauth1" }, { "value": "basic" }, { "value": 1 }]))];
    let flags = prop::collection::vec(prop::option::of(any::<bool>()), 5);
    (key, named, group, default, options, flags, any_json()).prop_map(
        |(key, named, group, default, options, flags, odd)| {
            json!({ "key": key, "type": named, "groupName": group, "defaultValue": default, "options": options,
            "required": flags[0], "hideFromConsole": flags[1], "internal": flags[2], "active": flags[3],
            "groupControl": flags[4], "displayOrder": odd, "name": odd, "description": odd })
        },
    )
}

proptest! {
    #[test]
    fn any_listed_element_becomes_a_form_that_can_be_completed(
        items in prop::collection::vec(prop_oneof![8 => any_item(), 1 => any_json()], 0..10),
        authentication in any_json(),
        rest in any_json(),
    ) {
        let json = json!({ "key": "k", "name": rest, "description": rest, "id": rest, "hub": rest,
            "authentication": authentication, "configuration": items });
        let element = read(&json).expect("valid element");
        prop_assert!(!element.modes.is_empty() && !element.name.is_empty());
        for mode in &element.modes {
            for field in mode.needed() {
                let value = match &field.kind {
                    FieldKind::Choice(choices) => choices[0].value.as_str(),
                    FieldKind::Url => "https://x.example",
                    _ => "x",
                };
                prop_assert_eq!(field.complaint(value), None, "{:?}", field);
            }
            let mut keys: Vec<_> = mode.fields.iter().map(|f| &f.key).collect();
            keys.sort();
            keys.dedup();
            prop_assert_eq!(keys.len(), mode.fields.len());
            let consent = [API_KEY, API_SECRET, CALLBACK_URL].map(|key| mode.field(&FieldKey::new(key)).is_some());
            prop_assert!(mode.flow == AuthFlow::Plain || consent == [true; 3]);
        }
    }

    #[test]
    fn reducing_any_json_never_panics_and_loses_nothing(json in any_json()) {
        let complete = read(&json);
        let described = Described::new(&json);
        prop_assert_eq!(&read(&described.json()), &complete);
        let joined = Catalog::default().joined(vec![described]);
        prop_assert_eq!(joined.elements().next().map(Arc::unwrap_or_clone), complete);
    }
}
