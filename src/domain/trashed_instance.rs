//! Deleted instances that can be created again.

use super::{
    BaseUrl, KeptDraft, ListedInstance, ProfileName, Reference, Timestamp, reference::escaped, unfinished::Age,
};
use crate::{
    catalog::{Element, ElementKey, Field},
    document::{
        json::Document,
        mask::{Mask, is_secret_name, is_secret_text, is_stand_in},
    },
    text::{MASK, Secret},
};
use serde_json::Value as Json;
use std::collections::BTreeMap;

/// Time that a deleted instance is kept, in seconds: 30 days.
pub const KEPT_FOR: u64 = 30 * 24 * 3600;

/// Instance that was deleted, as far as it may be kept: its secrets are masked, and references name the places of those
/// that were typed as references.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TrashedInstance {
    /// ID that it had on the platform.
    pub id: String,
    /// Display name.
    pub name: String,
    /// Element.
    pub element: ElementKey,
    /// Tags.
    pub tags: Vec<String>,
    /// Platform that it was deleted from.
    pub base: BaseUrl,
    /// Profile that it was deleted with.
    pub profile: ProfileName,
    /// Time of deletion.
    pub deleted: Timestamp,
    /// References to secrets and other values, by configuration key.
    pub references: BTreeMap<String, String>,
    /// ID of the last instance that was created from it.
    pub restored: Option<String>,
    /// Complete answer of the platform with masked secrets; empty if it could not be masked.
    pub answer: Secret,
}

/// Deleted instance with the name of its record in the trash.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TrashEntry {
    /// Name of the record, which is unique.
    pub record: String,
    /// The instance.
    pub instance: TrashedInstance,
    /// True if the outcome of its deletion is unknown: the platform may still have it.
    pub is_uncertain: bool,
}

impl TrashEntry {
    /// Describes the deletion: `deleted 3 h ago`; in its place the instance that was created again.
    pub fn describe_deletion(&self, now: Timestamp) -> String {
        if let Some(id) = &self.instance.restored {
            return format!("restored as {id}");
        }
        if self.is_uncertain {
            return "deletion unknown".to_owned();
        }
        format!("deleted {}", Age::between(self.instance.deleted, now))
    }
}

impl TrashedInstance {
    /// Returns the name of a copy on the same platform, where element and name tell instances apart: `NAME copy`, or the
    /// first of `NAME copy 2`, `NAME copy 3` that is free. A copy of `NAME copy 2` is named like one of `NAME`.
    pub fn copy_name(name: &str, is_taken: impl Fn(&str) -> bool) -> String {
        let first = Self::first_copy_name(name);
        let numbered = (2..).map(|number| format!("{first} {number}"));
        std::iter::once(first.clone()).chain(numbered).find(|name| !is_taken(name)).unwrap_or(first)
    }

    /// Returns the name of the first copy, with which the names of all copies begin.
    pub fn first_copy_name(name: &str) -> String {
        let name = name.trim();
        let stem = name.trim_end_matches(|c: char| c.is_ascii_digit()).trim_end();
        let stem = stem.strip_suffix(" copy").or_else(|| name.strip_suffix(" copy")).unwrap_or(name);
        format!("{} copy", stem.trim_end()).trim().to_owned()
    }

    /// Returns the name of the profile as it is displayed.
    pub fn profile_label(&self) -> &str {
        self.profile.label(&self.base)
    }

    /// Creates the record of an instance that is about to be deleted. `secrets` are those of the session; `element` is
    /// the description of its element, which marks the secret fields.
    pub fn new(
        instance: &ListedInstance,
        (profile, base): (&ProfileName, &BaseUrl),
        secrets: impl IntoIterator<Item = Secret>,
        element: Option<&Element>,
        deleted: Timestamp,
    ) -> Self {
        let mut mask = Mask::new(instance.token.iter().cloned().chain(secrets));
        if let Some(element) = element {
            mask = mask.with_settings(element.fields().map(Field::secrecy));
        }
        let mut judge = mask.judge();
        // A document nested too deeply to be masked is left out.
        let answer = Document::read(instance.raw.expose().to_owned())
            .map(|document| document.pretty(|part| judge.cover(part)))
            .unwrap_or_default();
        Self {
            id: instance.id.clone(),
            name: mask.cover_text(&instance.name).into_owned(),
            element: instance.element.clone(),
            tags: instance.tags.iter().map(|tag| mask.cover_text(tag).into_owned()).collect(),
            base: base.clone(),
            profile: profile.clone(),
            deleted,
            references: BTreeMap::new(),
            restored: None,
            answer,
        }
    }

    /// Adds the references of the form that it was created from. A form with another name, or with a value that the
    /// instance does not have, belongs to another instance and is ignored.
    #[must_use]
    pub fn with_references(mut self, form: &KeptDraft) -> Self {
        let configuration: BTreeMap<String, String> = self.configuration().into_iter().collect();
        let is_reference = |text: &str| Reference::read(text).is_some();
        let differs = |(key, typed): (&String, &String)| {
            !is_reference(typed) && configuration.get(key).is_some_and(|value| escaped(value) != typed.as_str())
        };
        if form.element == self.element.as_str() && form.name.trim() == self.name && !form.values.iter().any(differs) {
            let references = form.values.iter().filter(|(_, typed)| is_reference(typed));
            self.references = references.map(|(key, typed)| (key.clone(), typed.clone())).collect();
        }
        self
    }

    /// Returns the configuration values that are neither masked nor secret, as text.
    pub fn configuration(&self) -> Vec<(String, String)> {
        let answer: Json = serde_json::from_str(self.answer.expose()).unwrap_or_default();
        let all = answer.get("configuration").and_then(Json::as_object).into_iter().flatten();
        let text = |value: &Json| match value {
            Json::String(text) => Some(text.clone()),
            Json::Bool(_) | Json::Number(_) => Some(value.to_string()),
            Json::Null | Json::Array(_) | Json::Object(_) => None,
        };
        let values = all.filter_map(|(key, value)| Some((key.clone(), text(value)?)));
        values.filter(|(key, text)| is_plain(key, text)).collect()
    }

    /// Returns true if another record is a copy of the same instance: an ID may be given again, to another instance.
    pub fn is_copy_of(&self, other: &Self) -> bool {
        if self.id != other.id || self.base != other.base || self.element != other.element {
            return false;
        }
        let created = self.created();
        if created.is_some() { created == other.created() } else { self.name == other.name }
    }

    /// Returns the time of creation as the platform wrote it.
    fn created(&self) -> Option<String> {
        let answer: Json = serde_json::from_str(self.answer.expose()).unwrap_or_default();
        Some(answer.get("createdDate")?.as_str()?.to_owned())
    }

    /// Returns the time after which it is removed.
    pub fn expires(&self) -> Timestamp {
        Timestamp(self.deleted.0.saturating_add(KEPT_FOR))
    }

    /// Returns true if it was kept long enough.
    pub fn is_expired(&self, now: Timestamp) -> bool {
        self.expires() < now
    }
}

fn is_plain(key: &str, text: &str) -> bool {
    let is_masked = is_stand_in(text) || text.contains(MASK);
    !text.is_empty() && !is_masked && !is_secret_name(key) && !is_secret_text(text)
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;
    use serde_json::json;

    #[rstest]
    #[case::first("shop", &[], "shop copy")]
    #[case::second("shop ", &["shop copy"], "shop copy 2")]
    #[case::third("shop", &["shop copy", "shop copy 2"], "shop copy 3")]
    #[case::of_a_copy("shop copy", &["shop copy"], "shop copy 2")]
    #[case::of_a_numbered_copy("shop copy 2", &["shop copy", "shop copy 2"], "shop copy 3")]
    #[case::number_of_its_own("shop 7", &[], "shop 7 copy")]
    #[case::empty("", &[], "copy")]
    fn copy_has_the_first_free_name(#[case] name: &str, #[case] taken: &[&str], #[case] expected: &str) {
        assert_eq!(TrashedInstance::copy_name(name, |name| taken.contains(&name)), expected);
    }

    fn listed(configuration: &Json) -> ListedInstance {
        let entry = json!({
            "id": 7, "name": "shop", "token": "TOKENCANARY=", "tags": ["a"], "element": { "key": "magentosoapv19" },
            "configuration": configuration,
        });
        ListedInstance::read(&entry.to_string()).expect("an instance")
    }

    fn trashed(configuration: &Json) -> TrashedInstance {
        let base = BaseUrl::read("api.cloud-elements.com").expect("an address");
        let secrets = [Secret::new("SESSIONCANARY")];
        let catalog = crate::catalog::Catalog::embedded().expect("embedded catalog");
        let element = catalog.find("magentosoapv19");
        TrashedInstance::new(
            &listed(configuration),
            (&ProfileName::new("work"), &base),
            secrets,
            element.as_deref(),
            Timestamp(1000),
        )
    }

    fn form(name: &str, values: &[(&str, &str)]) -> KeptDraft {
        let values: BTreeMap<&str, &str> = values.iter().copied().collect();
        serde_json::from_value(json!({ "element": "magentosoapv19", "name": name, "values": values })).expect("a form")
    }

    #[test]
    fn token_password_and_session_secret_are_masked() {
        let kept = trashed(&json!({ "password": "PASSCANARY", "store.url": "https://x/?k=SESSIONCANARY" }));
        assert!(!kept.answer.expose().contains("CANARY"), "{}", kept.answer.expose());
    }

    #[test]
    fn plain_configuration_is_kept_and_masked_is_not() {
        let kept = trashed(&json!({
            "userName": "ada", "password": "********", "store.url": "https://shop.example", "event.x": null,
            "pagination.max": 50,
        }));
        let keys: Vec<String> = kept.configuration().into_iter().map(|(key, _)| key).collect();
        assert_eq!(keys, ["userName", "store.url", "pagination.max"]);
    }

    #[test]
    fn answer_that_is_nested_too_deeply_is_left_out() {
        let deep: String = "[".repeat(100_000) + &"]".repeat(100_000);
        let text = format!(r#"{{"id":7,"name":"shop","token":"TOKENCANARY=","configuration":{deep}}}"#);
        let base = BaseUrl::read("api.cloud-elements.com").expect("an address");
        let listed = ListedInstance::read(&text).expect("an instance");
        let kept = TrashedInstance::new(&listed, (&ProfileName::new("p"), &base), [], None, Timestamp(0));
        assert!(!kept.answer.expose().contains("CANARY"));
    }

    #[test]
    fn references_of_its_form_are_kept() {
        let kept = trashed(&json!({ "userName": "ada", "password": "********" }));
        let form = form("shop", &[("userName", "ada"), ("password", "env:SHOP_PASSWORD")]);
        assert_eq!(kept.with_references(&form).references["password"], "env:SHOP_PASSWORD");
    }

    #[test]
    fn references_of_another_form_are_ignored() {
        let kept = trashed(&json!({ "userName": "ada", "password": "********" }));
        for other in [
            form("shop 2", &[("password", "env:SHOP_PASSWORD")]),
            form("shop", &[("userName", "bob"), ("password", "env:SHOP_PASSWORD")]),
        ] {
            assert!(kept.clone().with_references(&other).references.is_empty(), "{other:?}");
        }
    }

    #[test]
    fn it_expires_after_thirty_days() {
        let kept = trashed(&json!({}));
        let days = |days: u64| Timestamp(1000 + days * 86_400);
        assert_eq!((kept.is_expired(days(30)), kept.is_expired(days(31))), (false, true));
    }
}
