//! Catalog of elements: parsed from editable files, and searched by parts of a name.

pub mod element;
mod entry;
mod error;
pub mod field;
mod file;
mod named;
mod own;
mod packed;
mod remote;
mod search;
mod written;

pub use element::{AuthFlow, AuthMode, Element, ElementKey, Hub};
pub use entry::Entry;
pub use error::CatalogError;
pub use field::{Field, FieldKey, FieldKind};
pub use named::NamedElement;
pub use remote::{Described, DescribedMode, ListValues, StoredDescription, StoredTexts, read_values};
pub use search::{
    ElementSearch, Facet, FacetCounts, FacetGroup, Marker, Marks, SearchTexts, Standing, TextsEntry, Tier, WordSearch,
    begins, nearest, slips,
};

use file::{CommonFile, FieldFile};
use search::{CatalogTexts, PreparedTexts};
use std::{
    collections::{BTreeMap, BTreeSet},
    fmt,
    sync::Arc,
};

/// Catalog of elements, sorted by name.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Catalog {
    entries: Vec<Arc<Entry>>,
    texts: PreparedTexts,
    /// Options every element has, for elements that are added later.
    common: Arc<[FieldFile]>,
}

impl fmt::Debug for Catalog {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Catalog").field("elements", &self.entries.len()).finish_non_exhaustive()
    }
}

impl Catalog {
    /// Returns the embedded catalog. Its files were checked by the build.
    ///
    /// # Errors
    /// None for files that passed the build.
    pub fn embedded() -> Result<Self, CatalogError> {
        let common: CommonFile =
            serde_json::from_str(packed::COMMON).map_err(|e| CatalogError::new("common.toml", e.to_string()))?;
        let common = common.field.into();
        let entries = packed::ELEMENTS.iter().map(|packed| Arc::new(Entry::packed(packed, &common))).collect();
        // The build has sorted them.
        Ok(Self::in_order(entries, common))
    }

    /// Parses element files, given as path and text. `common` contains the options every element has.
    ///
    /// # Errors
    /// The fault of the first invalid file.
    pub fn read(common: (&str, &str), files: &[(&str, &str)]) -> Result<Self, CatalogError> {
        let (path, text) = common;
        let common =
            written::read::<CommonFile>(text).map_err(|problem| CatalogError::new(path, problem))?.field.into();
        let (catalog, faults) = Self { common, ..Self::default() }.adding(files, false);
        faults.into_iter().next().map_or(Ok(catalog), Err)
    }

    fn sorted(mut entries: Vec<Arc<Entry>>, common: Arc<[FieldFile]>) -> Self {
        entries.sort_by_cached_key(|e| e.name.to_lowercase());
        Self::in_order(entries, common)
    }

    fn in_order(entries: Vec<Arc<Entry>>, common: Arc<[FieldFile]>) -> Self {
        Self { texts: PreparedTexts::new(&entries), entries, common }
    }

    /// Returns the searched texts and facts of the entries.
    fn texts(&self) -> &CatalogTexts {
        self.texts.get(&self.entries)
    }

    /// Adds the user's own elements, given as path and text. An element replaces one with the same key. Invalid files
    /// are skipped, and their faults are returned.
    #[must_use]
    pub fn with(self, own: &[(&str, &str)]) -> (Self, Vec<CatalogError>) {
        self.adding(own, true)
    }

    /// Adds files. A user's own file counts as a complete description, even if it has no fields.
    fn adding(self, files: &[(&str, &str)], is_own: bool) -> (Self, Vec<CatalogError>) {
        let (mut added, mut faults, mut keys) = (Vec::new(), Vec::new(), BTreeSet::new());
        let mut read: Vec<_> =
            files.iter().map(|&(path, text)| (path, text, written::element(text, &self.common))).collect();
        // Of a file and its copy, the one named after its key is used.
        read.sort_by_key(|(path, _, element)| {
            let stem = path.rsplit(['/', '\\']).next().and_then(|name| name.strip_suffix(".toml"));
            !element.as_ref().is_ok_and(|element| Some(element.key.as_str()) == stem)
        });
        for (path, text, element) in read {
            match element {
                Ok(element) if !keys.insert(element.key.clone()) => {
                    let problem = format!("the key {} is used in another file too", element.key);
                    faults.push(CatalogError::new(path, written::with_line(text, "key", &problem)));
                }
                Ok(mut element) => {
                    element.modes.iter_mut().for_each(|mode| mode.is_described |= is_own);
                    added.push(Arc::new(Entry::from_element(element)));
                }
                Err(problem) => faults.push(CatalogError::new(path, problem)),
            }
        }
        let kept = self.entries.into_iter().filter(|entry| !keys.contains(&entry.key));
        (Self::sorted(kept.chain(added).collect(), self.common), faults)
    }

    /// Returns the elements that a platform lists. The catalog's own description is preferred to the platform's.
    /// Elements that are not listed cannot be created there, and are left out.
    #[must_use]
    pub fn joined(&self, listed: Vec<Described>) -> Self {
        let ours: BTreeMap<&str, &Arc<Entry>> = self.entries.iter().map(|entry| (entry.key.as_str(), entry)).collect();
        let mut keys = BTreeSet::new();
        let entry = |described: Described| {
            let key = described.key()?.to_owned();
            let entry = Entry::described(described, ours.get(&*key).copied())?;
            keys.insert(key).then_some(entry)
        };
        let entries = listed.into_iter().filter_map(entry).collect();
        Self::sorted(entries, self.common.clone())
    }

    /// Adds elements whose keys are not in the catalog yet.
    #[must_use]
    pub fn with_entries<'a>(&self, more: impl Iterator<Item = &'a Arc<Entry>>) -> Self {
        let known: BTreeSet<&ElementKey> = self.entries.iter().map(|entry| &entry.key).collect();
        let more = more.filter(|entry| !known.contains(&entry.key)).cloned();
        Self::sorted(self.entries.iter().cloned().chain(more).collect(), self.common.clone())
    }

    /// Adds the platform's detailed description of one element.
    #[must_use]
    pub fn with_described(&self, described: Described) -> Self {
        let mut entries = self.entries.clone();
        let key = described.key().filter(|_| described.has_configuration());
        if let Some(entry) = entries.iter_mut().find(|entry| key == Some(entry.key.as_str()))
            && let Some(merged) = Entry::described(described, entry.ours())
        {
            *entry = merged;
        }
        Self::sorted(entries, self.common.clone())
    }

    /// Returns the number of elements that the other catalog does not contain.
    pub fn count_not_in(&self, other: &Self) -> usize {
        let known: BTreeSet<_> = other.entries.iter().map(|entry| &entry.key).collect();
        self.entries.iter().filter(|entry| !known.contains(&entry.key)).count()
    }

    /// Returns all entries, sorted by name.
    pub fn entries(&self) -> &[Arc<Entry>] {
        &self.entries
    }

    /// Returns all complete elements, sorted by name. Each is parsed when it is requested.
    pub fn elements(&self) -> impl ExactSizeIterator<Item = Arc<Element>> {
        self.entries.iter().map(|entry| entry.element())
    }

    /// Returns the entry with this key.
    pub fn entry(&self, key: &str) -> Option<&Arc<Entry>> {
        self.entries.iter().find(|entry| entry.key.as_str() == key)
    }

    /// Returns the element with this key.
    pub fn find(&self, key: &str) -> Option<Arc<Element>> {
        self.entry(key).map(|entry| entry.element())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalog::element::AuthFlow;

    const NO_COMMON: (&str, &str) = ("common.toml", "field = []");

    fn read(text: &str) -> Result<Catalog, CatalogError> {
        Catalog::read(NO_COMMON, &[("crm/x.toml", text)])
    }

    #[test]
    fn embedded_catalog_contains_both_seed_elements() {
        let catalog = Catalog::embedded().expect("embedded catalog");
        let flow = |key| catalog.find(key).and_then(|e| e.default_mode().map(|m| m.flow));
        assert_eq!(flow("infusionsoftecommerce"), Some(AuthFlow::OAuth2));
        assert_eq!(flow("magentosoapv19"), Some(AuthFlow::Plain));
    }

    #[test]
    fn entry_agrees_with_its_element() {
        for entry in Catalog::embedded().expect("embedded catalog").entries() {
            let element = entry.element();
            let shown = (&element.key, &element.name, &element.hub, element.id);
            assert_eq!((&entry.key, &entry.name, &entry.hub, entry.id), shown);
            assert_eq!(entry.flows(), element.flows());
            assert!(!element.setup.is_empty(), "{} was not read", entry.key);
        }
    }

    #[test]
    fn invalid_file_is_reported_with_line_and_fault() {
        let head = "key='x'\nname='X'\nhub='crm'\n";
        for (text, expected) in [
            ("key = ", "line 1"),
            ("nonsense = 1", "nonsense"),
            (&*format!("{head}mode=[]"), "line 4: no [[mode]]"),
            (&*format!("{head}[[mode]]\nlabel='L'"), "line 4: missing field `flow`"),
            (&*format!("{head}[[mode]]\nflow='oauth9'"), "oauth9"),
            (&*format!("{head}[[mode]]\nflow='oauth2'"), "line 5: a mode with consent needs the field oauth.api.key"),
            (
                &*format!("{head}[[mode]]\nflow='plain'\n[[mode.field]]\nkey='a'\nlabel='A'\nkind='choice'"),
                "line 9: the field a: options",
            ),
            (
                &*format!("{head}[[mode]]\nflow='plain'\nfield=[{{key='a',label='A'}},{{key='a',label='B'}}]"),
                "line 6: the field a occurs twice",
            ),
        ] {
            let error = read(text).expect_err(text).to_string();
            assert!(error.contains("crm/x.toml") && error.contains(expected), "{error}");
        }
    }

    #[test]
    fn same_key_in_two_files_is_refused() {
        let file = "key='x'\nname='X'\nhub='crm'\n[[mode]]\nflow='plain'";
        let error = Catalog::read(NO_COMMON, &[("a.toml", file), ("b.toml", file)]).expect_err("twice");
        assert!(error.to_string().contains("b.toml"), "{error}");
    }

    const OWN: &str = "key='x'\nname='X'\nhub='crm'\n[[mode]]\nflow='plain'";

    #[test]
    fn own_element_has_the_common_options() {
        let embedded = Catalog::embedded().expect("embedded catalog");
        let more = embedded.entries().len() + 1;
        let (catalog, faults) = embedded.with(&[("x.toml", OWN)]);
        let fields = |key| catalog.find(key).and_then(|e| e.default_mode().map(|m| m.fields.len())).unwrap_or_default();
        assert_eq!((faults.as_slice(), catalog.entries().len()), (&[][..], more));
        assert!(fields("x") > 0 && fields("x") < fields("zuorav2"));
    }

    #[test]
    fn own_element_without_fields_is_not_set_up_by_support() {
        let (catalog, _) = Catalog::default().with(&[("x.toml", OWN)]);
        assert!(catalog.find("x").is_some_and(|element| element.modes.iter().all(|mode| !mode.is_by_support())));
    }

    #[test]
    fn own_element_replaces_one_with_the_same_key() {
        let own = OWN.replace("'x'", "'zuorav2'").replace("'X'", "'Zuora by hand'");
        let embedded = Catalog::embedded().expect("embedded catalog");
        let same = embedded.entries().len();
        let (catalog, _) = embedded.with(&[("zuorav2.toml", &own)]);
        assert_eq!(catalog.entries().len(), same);
        assert_eq!(catalog.entry("zuorav2").map(|e| e.name.as_str()), Some("Zuora by hand"));
    }

    #[test]
    fn file_named_after_its_key_is_preferred_to_its_copy() {
        let copy = OWN.replace("'X'", "'Copy'");
        let (catalog, faults) = Catalog::default().with(&[("crm/x - copy.toml", &copy), ("crm/x.toml", OWN)]);
        let files: Vec<_> = faults.iter().map(|fault| fault.file.as_str()).collect();
        assert_eq!((catalog.entries()[0].name.as_str(), files), ("X", vec!["crm/x - copy.toml"]));
    }

    #[test]
    fn invalid_own_file_is_skipped_and_reported_with_its_line() {
        let own = [("a.toml", "key='a'\nname='A\nhub='crm'"), ("b.toml", OWN), ("c.toml", OWN), ("d.toml", "key='d'")];
        let (catalog, faults) = Catalog::default().with(&own);
        let faults: Vec<String> = faults.iter().map(ToString::to_string).collect();
        assert_eq!(catalog.entries().len(), 1);
        assert!(faults[0].starts_with("a.toml: line 2: "), "{faults:?}");
        assert!(faults[1].starts_with("c.toml: line 1: the key x"), "{faults:?}");
        assert!(faults[2].starts_with("d.toml: line 1: missing field"), "{faults:?}");
        assert!(faults.iter().all(|line| !line.contains('\n')), "{faults:?}");
    }
}
