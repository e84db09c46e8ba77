//! Values that a list shows of an element, kept so that a stored list is shown without parsing its descriptions.

use super::Described;
use crate::catalog::element::{AuthFlow, Element};
use serde::{Deserialize, Serialize};
use std::{collections::HashMap, fmt, ops::Range, sync::Arc};

/// Values that a list shows of a described element.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ListValues {
    pub(in crate::catalog) name: String,
    pub(in crate::catalog) hub: String,
    pub(in crate::catalog) id: Option<u64>,
    pub(in crate::catalog) flows: Vec<AuthFlow>,
}

/// State of these values.
#[derive(Clone, Debug, Default)]
pub(in crate::catalog) enum KnownValues {
    /// The description was not parsed yet.
    #[default]
    Unread,
    /// No element can be made of the description.
    Unusable,
    /// The description was parsed before.
    Read(Arc<ListValues>),
}

/// Description of an element in a stored list, without its text.
#[derive(Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StoredDescription {
    /// Key of the element, if it is usable.
    pub(super) key: Option<Box<str>>,
    pub(super) has_configuration: bool,
    /// Values for a list; `None` if no element can be made of the description.
    pub(super) values: Option<ListValues>,
    /// Bytes of the text.
    pub length: u64,
}

/// Texts of a stored list, each read when its element is opened.
pub trait StoredTexts: fmt::Debug + Send + Sync {
    /// Returns the text at these bytes; `None` if it cannot be read any more.
    fn read(&self, bytes: Range<u64>) -> Option<String>;
}

impl ListValues {
    pub(super) fn from_element(element: Element) -> Self {
        let flows = element.flows();
        Self { name: element.name, hub: element.hub.as_str().to_owned(), id: element.id, flows }
    }
}

/// Parses the descriptions of a new list, except those that are unchanged since the list was stored.
pub fn read_values(new: &mut [Described], stored: &[Described]) {
    let known: HashMap<&str, &Described> = stored.iter().filter_map(|old| old.key().map(|key| (key, old))).collect();
    for described in new {
        let same = described.key().and_then(|key| known.get(key)).filter(|old| **old == &*described);
        match same.map(|old| old.values.clone()) {
            Some(values) => described.values = values,
            None => described.read_values(),
        }
    }
}
