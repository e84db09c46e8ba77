//! The catalog as the platform would serve it.

use super::{exported::Exported, listed::SandboxElement, problem::Problem};
use crate::catalog::{Catalog, Entry};
use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

/// Ids begin here where the documentation gives none; its own stay below.
const FIRST_FREE_ID: u64 = 100_000;

/// All elements, in the catalog's order. An element is built when it is requested, and dropped afterwards.
pub(super) struct SandboxCatalog {
    places: Vec<CatalogSlot>,
}

/// Element of the catalog, or one exported in its place.
pub(super) struct CatalogSlot {
    id: u64,
    entry: Arc<Entry>,
    exported: Option<Exported>,
}

impl CatalogSlot {
    /// The element, built from the catalog.
    pub(super) fn listed(&self) -> SandboxElement {
        SandboxElement { id: self.id, element: self.entry.element(), exported: self.exported.clone() }
    }

    /// The element's key.
    pub(super) fn key(&self) -> &str {
        self.entry.key.as_str()
    }

    /// The element's hub.
    pub(super) fn hub(&self) -> &str {
        self.entry.hub.as_str()
    }
}

impl SandboxCatalog {
    /// The elements of a catalog, and those that were exported in the place of ones with the same key.
    pub(super) fn new(catalog: &Catalog, exported: Vec<Exported>) -> Self {
        let mut added: BTreeMap<_, _> = exported.into_iter().map(|one| (one.entry().key.clone(), one)).collect();
        let known: Vec<_> = catalog.entries().iter().map(|entry| (entry.clone(), added.remove(&entry.key))).collect();
        let added = added.into_values().map(|one| (one.entry().clone(), Some(one)));
        let mut taken = BTreeSet::new();
        let numbered = (FIRST_FREE_ID..).zip(known.into_iter().chain(added)).map(|(free, (entry, exported))| {
            let entry = exported.as_ref().map_or(entry, |one| one.entry().clone());
            // The documentation gives some numbers to two elements; here the first has it.
            let id = entry.id.filter(|id| taken.insert(*id)).unwrap_or(free);
            CatalogSlot { id, entry, exported }
        });
        Self { places: numbered.collect() }
    }

    /// All elements in their order, not built yet.
    pub(super) fn places(&self) -> impl Iterator<Item = &CatalogSlot> {
        self.places.iter()
    }

    /// By key, or by id in digits.
    pub(super) fn find(&self, name: &str) -> Option<Arc<SandboxElement>> {
        let number = name.parse::<u64>().ok();
        let found = self.places.iter().find(|place| place.entry.key.as_str() == name || Some(place.id) == number)?;
        Some(Arc::new(found.listed()))
    }

    /// Returns the element with this key or id.
    ///
    /// # Errors
    /// The refusal where there is none.
    pub(super) fn element(&self, name: &str) -> Result<Arc<SandboxElement>, Problem> {
        self.find(name).ok_or_else(|| Problem::missing(format!("No element found with key or ID {name}")))
    }
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;

    /// Returns an element with two auth modes, as the catalog builds it.
    pub(crate) fn either(key: &str) -> Arc<SandboxElement> {
        shelf(key).find(key).expect("on the shelf")
    }

    fn shelf(key: &str) -> SandboxCatalog {
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
        SandboxCatalog::new(&catalog, Vec::new())
    }

    #[test]
    fn element_with_several_auth_modes_has_a_selector_and_groups() {
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
    fn element_without_a_documented_id_gets_one() {
        let shelf = shelf("either");
        let listed = shelf.find("either").expect("on the shelf");
        assert!(listed.id >= FIRST_FREE_ID);
        assert!(shelf.find(&listed.id.to_string()).is_some_and(|found| found.key() == "either"));
    }

    #[test]
    fn secret_is_masked_by_kind_and_by_name() {
        let listed = either("either");
        assert!(
            ["api-token", "password", "oauth.api.key", "oauth.api.secret"]
                .iter()
                .all(|key| listed.masked_keys().contains(*key))
        );
        assert!(!listed.masked_keys().contains("site"));
    }
}
