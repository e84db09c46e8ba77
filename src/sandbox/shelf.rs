//! The catalog as the platform would serve it.

use super::{
    defaults,
    item::{Item, Sight},
    ways,
};
use crate::domain::{
    Catalog, Element, Field, FieldKey, Flow, Mode,
    catalog::Entry,
    element::oauth_keys::{API_KEY, API_SECRET},
    field::Target,
};
use serde_json::{Value as Json, json};
use std::{collections::BTreeSet, sync::Arc};

/// Ids begin here where the documentation gives none; its own stay below.
const FIRST_FREE_ID: u64 = 100_000;

/// All elements, in the catalog's order. What is asked for is built then, and gone afterwards.
pub(super) struct Shelf {
    entries: Vec<(u64, Arc<Entry>)>,
}

/// An element with the number it goes by here.
pub(super) struct Listed {
    pub(super) id: u64,
    pub(super) element: Arc<Element>,
}

impl Shelf {
    pub(super) fn of(catalog: &Catalog) -> Self {
        let mut taken = BTreeSet::new();
        let numbered = (FIRST_FREE_ID..).zip(catalog.entries()).map(|(free, entry)| {
            // The documentation gives some numbers to two elements; here the first has it.
            let id = entry.id.filter(|id| taken.insert(*id)).unwrap_or(free);
            (id, entry.clone())
        });
        Self { entries: numbered.collect() }
    }

    /// What there is, by number.
    pub(super) fn entries(&self) -> &[(u64, Arc<Entry>)] {
        &self.entries
    }

    /// All elements, one after the other.
    pub(super) fn all(&self) -> impl Iterator<Item = Listed> {
        self.entries.iter().map(Listed::of)
    }

    /// By key, or by id in digits.
    pub(super) fn find(&self, name: &str) -> Option<Arc<Listed>> {
        let number = name.parse::<u64>().ok();
        let found = self.entries.iter().find(|(id, entry)| entry.key.as_str() == name || Some(*id) == number)?;
        Some(Arc::new(Listed::of(found)))
    }
}

impl Listed {
    fn of((id, entry): &(u64, Arc<Entry>)) -> Self {
        Self { id: *id, element: entry.element() }
    }

    pub(super) fn key(&self) -> &str {
        self.element.key.as_str()
    }

    /// The way to authenticate by consent with this flow, where there is one.
    pub(super) fn consent_mode(&self, flow: Flow) -> Option<&Mode> {
        self.element.modes.iter().find(|mode| mode.flow == flow && flow != Flow::Plain)
    }

    /// Whether answers mask what this entry holds.
    pub(super) fn is_masked(&self, key: &str) -> bool {
        let is_secret = |mode: &Mode| mode.field(&FieldKey::new(key)).is_some_and(Field::is_secret);
        matches!(key, "password" | API_KEY | API_SECRET) || self.element.modes.iter().any(is_secret)
    }

    /// The element without its configuration, as it stands inside an instance.
    pub(super) fn summary(&self) -> Json {
        json!({
            "id": self.id,
            "name": self.element.name,
            "key": self.key(),
            "description": self.element.about,
            "image": format!("elements/provider_{}.png", self.key()),
            "active": true,
            "deleted": false,
            // False for most OAuth elements of the platform too: clients are to read `authentication`.
            "typeOauth": false,
            "trialAccount": false,
            "resources": [],
            "transformationsEnabled": true,
            "bulkDownloadEnabled": false,
            "bulkUploadEnabled": false,
            "cloneable": true,
            "extendable": true,
            "beta": false,
            "authentication": { "type": self.authentication() },
            "extended": false,
            "hub": self.element.hub.as_str(),
            "protocolType": "http",
            "parameters": [],
            "private": false,
        })
    }

    /// The whole element.
    pub(super) fn full(&self) -> Json {
        let mut json = self.summary();
        if let Some(object) = json.as_object_mut() {
            object.insert("configuration".into(), Json::from(self.configuration()));
        }
        json
    }

    /// What can be configured, an item an entry.
    pub(super) fn configuration(&self) -> Vec<Json> {
        let mut items: Vec<Item> = Vec::new();
        let selector = self.selector();
        let grouped = selector.is_some();
        items.extend(selector);
        for mode in &self.element.modes {
            for field in mode.fields.iter().filter(|field| field.target == Target::Configuration) {
                if !items.iter().any(|item| item.key == field.key.as_str()) {
                    items.push(self.item(field, mode, grouped));
                }
            }
        }
        for (key, value) in defaults::stored(&self.element) {
            match (items.iter_mut().find(|item| item.key == key), value) {
                (Some(item), Some(value)) => {
                    item.default.get_or_insert_with(|| value.to_owned());
                }
                (None, Some(value)) => items.push(Item::hidden(key, value)),
                (_, None) => {}
            }
        }
        (self.id * 1000 + 1..).zip(items).map(|(id, item)| item.json(id, &self.element.name)).collect()
    }

    /// The ways there are on the platform: bringing tokens along is not one of them there.
    fn ways(&self) -> impl Iterator<Item = &Mode> {
        self.element.modes.iter().filter(|mode| !mode.external)
    }

    /// What a field of one way becomes; `grouped` says that an entry tells the ways apart.
    fn item(&self, field: &Field, mode: &Mode, grouped: bool) -> Item {
        let everywhere = self.ways().all(|way| way.field(&field.key).is_some());
        let group = (grouped && !everywhere && !mode.external).then(|| choice(mode));
        let mut item = Item::of_field(field, group, &self.element);
        if mode.external {
            item.sight = Sight::Internal;
        }
        // Where nothing tells the ways apart, nothing can be demanded that one of them lacks; nor can what goes with
        // the value of another field.
        item.required &= !mode.external && (grouped || everywhere) && field.goes_with.is_none();
        item
    }

    /// The entry that says which of several ways is meant.
    fn selector(&self) -> Option<Item> {
        let (key, _) = self.ways().find_map(|m| m.when.as_ref())?;
        let mut options: Vec<(String, String)> = Vec::new();
        for way in self.ways() {
            if !options.iter().any(|(value, _)| *value == choice(way)) {
                options.push((choice(way), way.label.clone()));
            }
        }
        Some(Item {
            key: key.as_str().to_owned(),
            name: "Authentication type".into(),
            kind: "COMBO",
            default: self.element.usual_mode().map(choice),
            options: Some(options),
            required: true,
            selects: true,
            ..Item::default()
        })
    }

    fn authentication(&self) -> &'static str {
        self.element.usual_mode().map_or("custom", authentication)
    }
}

/// What the selector holds when this way is meant.
fn choice(mode: &Mode) -> String {
    mode.when.as_ref().map_or_else(|| authentication(mode).to_owned(), |(_, value)| value.clone())
}

fn authentication(mode: &Mode) -> &'static str {
    let has = |key: &str| mode.field(&FieldKey::new(key)).is_some();
    match mode.flow {
        Flow::OAuth2 => "oauth2",
        Flow::OAuth1 => "oauth1",
        // The platform counts whatever ends in a code among them.
        Flow::Plain if ways::takes_code(mode) => "oauth2",
        Flow::Plain if has("password") && (has("username") || has("userName")) => "basic",
        Flow::Plain => "custom",
    }
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;

    /// An element of two ways, as it stands on the shelf.
    pub(crate) fn either(key: &str) -> Arc<Listed> {
        shelf(key).find(key).expect("on the shelf")
    }

    fn shelf(key: &str) -> Shelf {
        let text = format!(
            r#"
            key = "{key}"
            name = "Either"
            hub = "crm"
            [[mode]]
            flow = "plain"
            when = {{ key = "authentication.type", value = "custom" }}
            field = [{{ key = "site", label = "Site" }}, {{ key = "api-token", label = "Token", kind = "secret" }}]
            [[mode]]
            flow = "oauth2"
            when = {{ key = "authentication.type", value = "oauth2" }}
            field = [
              {{ key = "site", label = "Site" }},
              {{ key = "oauth.api.key", label = "Key" }},
              {{ key = "oauth.api.secret", label = "Secret" }},
              {{ key = "oauth.callback.url", label = "Callback" }},
            ]
            "#
        );
        let catalog = Catalog::read(("common.toml", "field = []"), &[("crm/either.toml", &text)]).expect("a catalog");
        Shelf::of(&catalog)
    }

    #[test]
    fn an_element_of_several_ways_has_a_selector_and_groups() {
        let items = either("either").configuration();
        let item = |key: &str| items.iter().find(|i| i["key"] == key).expect("an item");
        let selector = item("authentication.type");
        assert_eq!((&selector["type"], &selector["groupControl"]), (&"COMBO".into(), &true.into()));
        assert_eq!((&selector["defaultValue"], &selector["options"][1]["value"]), (&"custom".into(), &"oauth2".into()));
        assert_eq!(item("site").get("groupName"), None);
        assert_eq!(
            (&item("api-token")["groupName"], &item("oauth.api.key")["groupName"]),
            (&"custom".into(), &"oauth2".into())
        );
    }

    #[test]
    fn elements_without_a_documented_id_get_one_and_are_found_by_it() {
        let shelf = shelf("either");
        let listed = shelf.find("either").expect("on the shelf");
        assert!(listed.id >= FIRST_FREE_ID);
        assert!(shelf.find(&listed.id.to_string()).is_some_and(|found| found.key() == "either"));
    }

    #[test]
    fn secrets_are_masked_by_kind_and_by_name() {
        let listed = either("either");
        assert!(["api-token", "password", "oauth.api.key", "oauth.api.secret"].iter().all(|key| listed.is_masked(key)));
        assert!(!listed.is_masked("site"));
    }
}
