//! The elements the program carries, held to what a person filling in the form may expect.
#![cfg(test)]

use elemint::domain::{
    Catalog,
    callback::Callback,
    element::{Element, Flow, oauth_keys},
    field::{Field, Kind},
};
use std::{collections::BTreeSet, sync::Arc};

const COMMON: (&str, &str) = ("common.toml", include_str!("../assets/catalog/common.toml"));
const EXAMPLE: (&str, &str) = ("EXAMPLE.toml", include_str!("../assets/catalog/EXAMPLE.toml"));

fn elements() -> Vec<Arc<Element>> {
    Catalog::embedded().expect("the embedded catalog").elements().to_vec()
}

/// Names each field of which something is true that should not be.
fn fields_where(broken: impl Fn(&Field) -> bool) -> Vec<String> {
    let mut found = Vec::new();
    for element in elements() {
        for field in element.modes.iter().flat_map(|m| &m.fields).filter(|f| broken(f)) {
            found.push(format!("{} · {}", element.key, field.key));
        }
    }
    found
}

fn none(found: &[String], rule: &str) {
    assert!(found.is_empty(), "{rule}:\n  {}", found.join("\n  "));
}

#[test]
fn the_example_is_a_valid_element_file() {
    let catalog = Catalog::read(COMMON, &[EXAMPLE]).expect("EXAMPLE.toml");
    let example = catalog.find("examplecrm").expect("its element");
    let flows: Vec<Flow> = example.modes.iter().map(|m| m.flow).collect();
    assert_eq!(flows, [Flow::OAuth2, Flow::Plain]);
}

#[test]
fn the_example_shows_every_kind_of_field() {
    let catalog = Catalog::read(("common.toml", "field = []"), &[EXAMPLE]).expect("EXAMPLE.toml");
    let example = catalog.find("examplecrm").expect("its element");
    let fields: Vec<&Field> = example.modes.iter().flat_map(|m| &m.fields).collect();
    let shown = |kind: fn(&Kind) -> bool| fields.iter().any(|f| kind(&f.kind));
    assert!(shown(|k| *k == Kind::Text) && shown(|k| *k == Kind::Secret) && shown(|k| *k == Kind::Url));
    assert!(shown(|k| *k == Kind::Number) && shown(|k| *k == Kind::Toggle));
    assert!(shown(|k| matches!(k, Kind::Choice(_))));
}

#[test]
fn the_example_is_no_part_of_the_catalog() {
    assert!(Catalog::embedded().expect("the embedded catalog").find("examplecrm").is_none());
}

#[test]
fn every_element_says_what_it_is_and_where_its_credentials_come_from() {
    let mut silent = elements();
    silent.retain(|e| e.about.is_empty() || e.setup.is_empty());
    none(&silent.iter().map(|e| e.key.to_string()).collect::<Vec<_>>(), "without about or setup");
}

#[test]
fn every_field_says_what_it_is() {
    none(&fields_where(|f| f.help.is_empty()), "without help");
}

#[test]
fn every_sentence_ends_like_one() {
    none(&fields_where(|f| !f.help.ends_with('.')), "help without a full stop");
}

#[test]
fn whatever_is_called_a_secret_a_password_or_a_key_to_keep_is_masked() {
    let sounds_secret = |f: &Field| {
        let label = f.label.to_lowercase();
        label.contains("secret") || label.contains("password") || label.contains("encrypted")
    };
    none(&fields_where(|f| sounds_secret(f) && f.kind != Kind::Secret), "shown in the clear");
}

#[test]
fn no_secret_stands_in_the_form_from_the_start() {
    none(&fields_where(|f| f.is_secret() && f.default.is_some()), "a secret with a default");
}

#[test]
fn examples_are_values_the_form_would_take() {
    none(&fields_where(|f| f.example.as_deref().is_some_and(|e| f.complaint(e).is_some())), "an example refused");
}

#[test]
fn elemint_can_catch_the_answer_at_every_default_callback() {
    let is_callback = |f: &Field| f.key.as_str() == oauth_keys::CALLBACK_URL;
    let unreachable = |f: &Field| f.default.as_deref().is_none_or(|d| Callback::new(d).door().is_none());
    none(&fields_where(|f| is_callback(f) && unreachable(f)), "a callback elemint cannot listen on");
}

#[test]
fn ways_to_authenticate_can_be_told_apart_where_there_are_several() {
    let mut mixed = elements();
    mixed.retain(|e| {
        let told: BTreeSet<_> = e.modes.iter().map(|m| (&m.label, &m.when)).collect();
        e.modes.len() > 1 && (told.len() < e.modes.len() || e.modes.iter().any(|m| m.when.is_none()))
    });
    none(&mixed.iter().map(|e| e.key.to_string()).collect::<Vec<_>>(), "modes that look the same");
}

#[test]
fn a_tenant_is_asked_once_and_sent_twice() {
    let catalog = Catalog::embedded().expect("the embedded catalog");
    let query = |key: &str, field: &str| {
        let element = catalog.find(key).expect("the element");
        element.modes.iter().flat_map(|m| &m.fields).find(|f| f.key.as_str() == field).and_then(|f| f.query.clone())
    };
    assert_eq!(query("zendesk", "zendesk.subdomain").as_deref(), Some("siteAddress"));
    assert_eq!(query("slack", "oauth.scope").as_deref(), Some("scope"));
}
