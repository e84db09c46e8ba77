//! Elements as a platform exports them, served as they are.

use crate::catalog::{Catalog, Described, Entry};
use serde_json::{Value as Json, value::RawValue};
use std::sync::Arc;

/// An element as a platform exports it.
#[derive(Clone, Debug)]
pub struct Exported {
    text: Arc<RawValue>,
    entry: Arc<Entry>,
}

impl Exported {
    /// Reads the elements of a file: one, or a list of them.
    ///
    /// # Errors
    /// The fault in the file, with the line if it is known.
    pub fn read(text: &str) -> Result<Vec<Self>, String> {
        let wrong = |e: serde_json::Error| format!("line {}: it is not the JSON of an element", e.line());
        if text.trim_start().starts_with('[') {
            let texts: Vec<Box<RawValue>> = serde_json::from_str(text).map_err(wrong)?;
            return texts.into_iter().map(Self::parse).collect();
        }
        serde_json::from_str::<Box<RawValue>>(text).map_err(wrong).and_then(Self::parse).map(|one| vec![one])
    }

    fn parse(text: Box<RawValue>) -> Result<Self, String> {
        let described = serde_json::from_str::<Described>(text.get()).ok();
        let none = || "it holds no element that can be used: an object with a key is needed".to_owned();
        let catalog = Catalog::default().joined(vec![described.ok_or_else(none)?]);
        let entry = catalog.entries().first().cloned().ok_or_else(none)?;
        Ok(Self { text: text.into(), entry })
    }

    /// The element as a list shows it.
    pub fn entry(&self) -> &Arc<Entry> {
        &self.entry
    }

    /// The element as it was exported, under this number.
    pub(super) fn json(&self, id: u64) -> Json {
        let mut json: Json = serde_json::from_str(self.text.get()).unwrap_or_default();
        if let Some(object) = json.as_object_mut() {
            object.insert("id".into(), Json::from(id));
        }
        json
    }

    /// Returns the element without its configuration and resources.
    pub(super) fn summary(&self, id: u64) -> Json {
        let mut json = self.json(id);
        if let Some(object) = json.as_object_mut() {
            object.retain(|name, _| name != "configuration" && name != "resources");
        }
        json
    }

    /// Returns the configuration entries.
    pub(super) fn configuration(&self) -> Vec<Json> {
        let mut json = self.json(0);
        json.get_mut("configuration").and_then(Json::as_array_mut).map(std::mem::take).unwrap_or_default()
    }
}
