//! Catalog entries: elements as shown in a list. The form of an element is parsed only when it is opened.

use super::{
    file::{ElementFile, FieldFile},
    remote::{self, Described, KnownValues, ListValues},
};
use crate::catalog::element::{AuthFlow, AuthMode, Element, ElementKey, Hub, USUAL_RANK};
use std::sync::Arc;

/// Setup text of an element whose description cannot be read.
const UNREADABLE: [&str; 2] = [
    "The stored description of this element cannot be read. It is requested again when the element is opened.",
    "You can add fields below.",
];

/// Element as shown in a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Key on the platform.
    pub key: ElementKey,
    /// Display name.
    pub name: String,
    /// Category.
    pub hub: Hub,
    /// ID in the documentation, if it gives one.
    pub id: Option<u64>,
    /// Other names.
    pub aliases: Vec<String>,
    /// Position among elements that match a search equally well, the smallest first.
    pub rank: u8,
    flows: Vec<AuthFlow>,
    source: EntrySource,
}

/// Source of the complete element.
#[derive(Clone, Debug, PartialEq, Eq)]
enum EntrySource {
    /// An element in memory.
    Read(Arc<Element>),
    /// A file embedded as JSON, with the options every element has.
    Packed(&'static str, Arc<[FieldFile]>),
    /// The platform's description, merged with the catalog's own.
    Described(Described, Option<Arc<Entry>>),
}

/// Element as embedded by the build: its list values, and its file as JSON.
pub(super) struct Packed {
    pub(super) key: &'static str,
    pub(super) name: &'static str,
    pub(super) hub: &'static str,
    pub(super) id: Option<u64>,
    pub(super) aliases: &'static [&'static str],
    pub(super) rank: u8,
    pub(super) flows: &'static [AuthFlow],
    pub(super) text: &'static str,
}

impl Entry {
    /// Creates an entry for an element in memory.
    pub(super) fn from_element(element: Element) -> Self {
        let element = Arc::new(element);
        Self::shown(&element, EntrySource::Read(element.clone()))
    }

    pub(super) fn packed(packed: &Packed, common: &Arc<[FieldFile]>) -> Self {
        Self {
            key: ElementKey::new(packed.key),
            name: packed.name.to_owned(),
            hub: Hub::new(packed.hub),
            id: packed.id,
            aliases: packed.aliases.iter().map(|&alias| alias.to_owned()).collect(),
            rank: packed.rank,
            flows: packed.flows.to_vec(),
            source: EntrySource::Packed(packed.text, common.clone()),
        }
    }

    /// Creates an entry for an element described by a platform. The description is kept only if it adds to the
    /// catalog's own, because merging both at every access takes noticeable time.
    pub(super) fn described(described: Described, ours: Option<&Arc<Self>>) -> Option<Arc<Self>> {
        // Without a configuration, the description adds nothing.
        if let Some(ours) = ours.filter(|_| !described.has_configuration()) {
            return Some(ours.clone());
        }
        match (described.values(), ours) {
            (KnownValues::Unread, _) => {}
            (KnownValues::Unusable, ours) => return ours.cloned(),
            // It adds fields at most, and those are read when the form is opened.
            (KnownValues::Read(_), Some(ours)) => {
                let source = EntrySource::Described(described, Some(ours.clone()));
                return Some(Arc::new(Self { source, ..Self::clone(ours) }));
            }
            (KnownValues::Read(values), None) => return Self::listed(&values.clone(), described).map(Arc::new),
        }
        let theirs = remote::read(&described.json());
        let Some(ours) = ours else {
            let element = theirs?;
            return Some(Arc::new(Self::shown(&element, EntrySource::Described(described, None))));
        };
        let known = ours.element();
        match theirs.map(|theirs| remote::merge(&known, &theirs)) {
            Some(merged) if merged != *known => {
                Some(Arc::new(Self::shown(&merged, EntrySource::Described(described, Some(ours.clone())))))
            }
            _ => Some(ours.clone()),
        }
    }

    /// Creates an entry for an element that only a platform describes.
    fn listed(values: &ListValues, described: Described) -> Option<Self> {
        Some(Self {
            key: ElementKey::new(described.key()?),
            name: values.name.clone(),
            hub: Hub::new(&*values.hub),
            id: values.id,
            aliases: Vec::new(),
            rank: USUAL_RANK,
            flows: values.flows.clone(),
            source: EntrySource::Described(described, None),
        })
    }

    fn shown(element: &Element, source: EntrySource) -> Self {
        Self {
            key: element.key.clone(),
            name: element.name.clone(),
            hub: element.hub.clone(),
            id: element.id,
            aliases: element.aliases.clone(),
            rank: element.rank,
            flows: element.flows(),
            source,
        }
    }

    /// Returns true if only a platform describes the element.
    pub fn is_foreign(&self) -> bool {
        matches!(self.source, EntrySource::Described(_, None))
    }

    /// Returns true if the fields of the element are not known yet, or if their stored description cannot be read.
    pub fn is_undescribed(&self) -> bool {
        self.is_foreign() && !self.element().modes.iter().any(|mode| mode.is_described)
    }

    /// Returns the catalog's own entry.
    pub(super) fn ours(&self) -> Option<&Arc<Self>> {
        match &self.source {
            EntrySource::Described(_, ours) => ours.as_ref(),
            EntrySource::Read(_) | EntrySource::Packed(..) => None,
        }
    }

    /// Returns the auth flows, the default first.
    pub fn flows(&self) -> &[AuthFlow] {
        &self.flows
    }

    /// Returns the complete element. It is parsed at every call, so callers keep the result.
    pub fn element(&self) -> Arc<Element> {
        match &self.source {
            EntrySource::Read(element) => element.clone(),
            EntrySource::Packed(text, common) => {
                let file = serde_json::from_str::<ElementFile>(text).ok();
                let element = file.and_then(|file| file.element(common).ok());
                Arc::new(element.unwrap_or_else(|| self.without_form()))
            }
            EntrySource::Described(described, ours) => {
                let theirs = remote::read(&described.json());
                let element = match (ours, theirs) {
                    (Some(ours), Some(theirs)) => remote::merge(&ours.element(), &theirs),
                    (Some(ours), None) => return ours.element(),
                    (None, theirs) => theirs.unwrap_or_else(|| self.without_form()),
                };
                Arc::new(element)
            }
        }
    }

    /// Returns an element without a form, for a description that cannot be parsed: the file of a stored list was altered,
    /// or cannot be read any more.
    fn without_form(&self) -> Element {
        Element {
            key: self.key.clone(),
            name: self.name.clone(),
            hub: self.hub.clone(),
            id: self.id,
            aliases: self.aliases.clone(),
            rank: self.rank,
            about: String::new(),
            setup: UNREADABLE.map(str::to_owned).to_vec(),
            modes: vec![AuthMode::new(AuthFlow::Plain, Vec::new())],
        }
    }
}
