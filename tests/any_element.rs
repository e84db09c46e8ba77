//! Any element that a platform may list becomes a form that can be filled in, drawn and sent, without a panic.
#![cfg(test)]

mod kit;

use elemint::{
    catalog::{AuthFlow, Catalog, Described, Element, FieldKind, field::Target},
    domain::{Authorization, CreateRequest, Draft, Grant, Route, State, draft::Filled, grant::GrantReading},
    text::Secret,
    wizard::{Session, Start},
};
use kit::{Play, scene};
use proptest::{prelude::*, sample::select};
use serde_json::{Value as Json, json};
use std::sync::Arc;

const SECRET: &str = "canary-0001";

/// Returns JSON of a wrong type.
fn odd() -> impl Strategy<Value = Json> {
    prop_oneof![
        Just(Json::Null),
        any::<bool>().prop_map(Json::from),
        any::<i64>().prop_map(Json::from),
        ".{0,40}".prop_map(Json::from),
        Just(json!("<p>Sign in &amp; <b>more</b></p>\n")),
        Just(json!([1, { "a": [] }])),
    ]
}

fn mostly(usual: Vec<Json>) -> impl Strategy<Value = Json> {
    prop_oneof![9 => select(usual), 1 => odd()]
}

fn texts(all: &[&str]) -> Vec<Json> {
    all.iter().map(|text| Json::from(*text)).collect()
}

/// An entry of `configuration`, with every property a platform is known to write.
fn entry() -> impl Strategy<Value = Json> {
    let keys = [
        "oauth.api.key",
        "oauth.api.secret",
        "oauth.callback.url",
        "oauth.scope",
        "oauth.user.token",
        "base.url",
        "authentication.type",
        "username",
        "password",
        "api-token",
        "AppID",
        "a b",
        "event.notification.enabled",
        "instance.variables",
        "event.poller.configuration",
        "",
        "pagination.max",
    ];
    let kinds = [
        "TEXTFIELD_32",
        "TEXTFIELD_64",
        "TEXTFIELD_128",
        "TEXTFIELD_1000",
        "BOOLEAN",
        "BOOLEAN_YESNO",
        "TEXTAREA",
        "PASSWORD",
        "CODE_EDITOR",
        "COMBO",
        "SOMETHING_NEW",
    ];
    let defaults = texts(&["true", "false", "Yes", "{\"deals\":{}}", "https://x.example", "15", "", "a\nb"]);
    let options = vec![
        Json::Null,
        json!([]),
        json!([{ "value": "basic", "description": "Basic" }, { "value": "oauth2" }, { "value": "oauth1" }]),
        json!([{ "value": "custom", "description": "<b>Key</b>" }, { "description": "none" }, 7]),
    ];
    let groups = vec![Json::Null, Json::Null, json!("basic"), json!("OAuth2"), json!("custom")];
    let flags = prop::collection::vec(mostly(vec![Json::Null, json!(true), json!(false)]), 5);
    let rest = (mostly(texts(&["Sales", ""])), mostly(vec![json!(1), json!(100)]), flags);
    let kind = (mostly(texts(&keys)), mostly(texts(&kinds)), mostly(defaults), mostly(options), mostly(groups));
    (kind, rest).prop_map(|((key, kind, default, options, group), (words, order, flags))| {
        json!({ "id": 1, "key": key, "name": words, "description": words, "type": kind, "defaultValue": default,
            "options": options, "groupName": group, "displayOrder": order, "required": flags[0],
            "hideFromConsole": flags[1], "internal": flags[2], "active": flags[3], "groupControl": flags[4],
            "resellerConfig": false, "companyConfig": false })
    })
}

fn element() -> impl Strategy<Value = Json> {
    let entries = prop::collection::vec(prop_oneof![12 => entry(), 1 => odd()], 0..14);
    let entries = prop_oneof![
        8 => entries.clone().prop_map(Json::from),
        1 => entries.prop_map(|entries| json!({ "configuration": entries })),
        1 => Just(Json::Null),
    ];
    let ways = texts(&["oauth2", "oauth1", "basic", "custom", "oauth2Password", "apiKey", "awsv4", "OAuth"]);
    let authentication = mostly(ways).prop_map(|named| json!({ "type": named }));
    (entries, prop_oneof![4 => authentication, 1 => odd()], odd(), odd(), odd()).prop_map(
        |(configuration, authentication, words, hub, id)| {
            json!({ "id": id, "key": "k", "name": words, "description": words, "hub": hub, "active": true,
                "deleted": false, "typeOauth": words, "authentication": authentication, "resources": [{}],
                "configuration": configuration })
        },
    )
}

fn filled(element: &Arc<Element>, mode: usize) -> Draft {
    let mut draft = Draft::new(element.clone());
    draft.choose_mode(mode);
    draft.name = "ours".into();
    let needed: Vec<_> = element.modes[mode].needed().cloned().collect();
    for field in needed {
        let value = match &field.kind {
            FieldKind::Choice(choices) => choices[0].value.as_str(),
            FieldKind::Url => "https://x.example/callback",
            FieldKind::Secret => SECRET,
            _ => "x",
        };
        draft.set(&field.key, value);
    }
    draft
}

/// The request, with consent given where it is needed.
fn provision(filled: Filled) -> CreateRequest {
    let consent = match filled.route() {
        Route::Ready(provision) => return provision,
        Route::Consent(consent) => consent,
        Route::Change(_) => panic!("it is a new instance"),
    };
    let page = "https://provider.example/authorize";
    let callback = consent.callback().expect("a callback").clone();
    let mut authorization =
        Authorization::new(page, State::from_bytes(&[7; 32]), callback.clone(), consent.api_key()).expect("a page");
    if consent.flow() == AuthFlow::OAuth1 {
        authorization = authorization.expecting_verifier(Secret::new("token-0001"), Secret::new("secret-0001"));
    }
    let state = authorization.state().as_str();
    let query = format!("code=c0de-0001&oauth_token=token-0001&oauth_verifier=v-0001&state={state}");
    match Grant::read(&format!("{callback}?{query}"), &authorization) {
        GrantReading::Found(grant) => consent.granted(grant).into_create().expect("a request for a new instance"),
        other => panic!("{other:?}"),
    }
}

/// A person in the form, who looks at it on three screens, goes on, and looks again.
fn looked_at(catalog: Catalog) {
    let session = Session::new(Arc::new(catalog), vec![scene::profile()], Some(scene::profile()), None);
    let mut play = Play::from(session, &Start::Element("k".into()));
    for keys in ["", "<tab><tab><right>", "<c-s>", "<up><up>x<c-r><c-s>", "<esc>"] {
        play.keys(keys);
        for (columns, rows) in [(80, 24), (40, 12), (120, 40)] {
            play.draw(columns, rows);
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]
    #[test]
    fn any_listed_element_can_be_filled_drawn_and_sent(json in element()) {
        let catalog = Catalog::default().joined(vec![Described::new(&json)]);
        let element = catalog.find("k").expect("listed");
        for mode in 0..element.modes.len() {
            let draft = filled(&element, mode);
            let done = draft.finish();
            prop_assert!(done.is_ok(), "{:?}", done.err());
            let Ok(done) = done else { continue };
            let provision = provision(done);
            let body: Json = serde_json::from_str(&provision.expose_body()).expect("JSON");
            prop_assert_eq!(&body["element"]["key"], "k");
            for field in element.modes[mode].needed().filter(|field| field.target == Target::Configuration) {
                let value = draft.value(&field.key).map(elemint::domain::draft::DraftValue::expose);
                prop_assert_eq!(body["configuration"][field.key.as_str()].as_str(), value);
            }
            prop_assert!(!provision.masked_body().to_string().contains(SECRET));
        }
        looked_at(catalog);
    }
}
