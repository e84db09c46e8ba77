//! An element as a list shows it. What its form asks is read when somebody looks, since nobody looks at them all.

use super::{
    file::{ElementFile, FieldFile},
    remote::{self, Described},
};
use crate::catalog::element::{AuthFlow, AuthMode, Element, ElementKey, Hub};
use std::sync::Arc;

/// An element as a list shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// What the platform knows it by.
    pub key: ElementKey,
    /// What people know it by.
    pub name: String,
    /// The family it belongs to.
    pub hub: Hub,
    /// The number the documentation gives it, where it gives one.
    pub id: Option<u64>,
    /// Other names people know it by.
    pub aliases: Vec<String>,
    /// Place among elements that match a search equally well, the smallest first.
    pub rank: u8,
    flows: Vec<AuthFlow>,
    source: EntrySource,
}

/// Where the rest of it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
enum EntrySource {
    /// In memory.
    Read(Arc<Element>),
    /// In the program, as JSON, beside the options every element has.
    Packed(&'static str, Arc<[FieldFile]>),
    /// In what a platform says, on top of what is known here.
    Described(Described, Option<Arc<Entry>>),
}

/// An element as the build packs it: what a list shows of it, and its file as JSON.
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
    /// An element that is in memory already.
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

    /// An element a platform describes. What it says is kept only where it adds to what is known here: reading both
    /// anew at each look would be felt.
    pub(super) fn described(described: Described, ours: Option<&Arc<Self>>) -> Option<Arc<Self>> {
        // Where it says nothing, what is known here is all there is.
        if let Some(ours) = ours.filter(|_| !described.tells()) {
            return Some(ours.clone());
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

    /// Whether all that is known of it is what a platform says.
    pub fn is_foreign(&self) -> bool {
        matches!(self.source, EntrySource::Described(_, None))
    }

    /// Whether nobody said yet what it takes.
    pub fn is_untold(&self) -> bool {
        matches!(&self.source, EntrySource::Described(described, None) if !described.tells())
    }

    /// What is known of it here.
    pub(super) fn ours(&self) -> Option<&Arc<Self>> {
        match &self.source {
            EntrySource::Described(_, ours) => ours.as_ref(),
            EntrySource::Read(_) | EntrySource::Packed(..) => None,
        }
    }

    /// The ways to authenticate with it, the usual one first.
    pub fn flows(&self) -> &[AuthFlow] {
        &self.flows
    }

    /// The whole element, read anew each time: whoever goes on with it keeps it.
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

    /// What is left where the rest cannot be read, which the build and the list's arrival have seen to: an element
    /// without a form.
    fn without_form(&self) -> Element {
        Element {
            key: self.key.clone(),
            name: self.name.clone(),
            hub: self.hub.clone(),
            id: self.id,
            aliases: self.aliases.clone(),
            rank: self.rank,
            about: String::new(),
            setup: Vec::new(),
            modes: vec![AuthMode::new(AuthFlow::Plain, Vec::new())],
        }
    }
}
