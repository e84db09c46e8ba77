//! OAuth proxies that were registered.

use serde_json::{Value, json};
use std::collections::BTreeMap;

/// All proxies by id.
#[derive(Default)]
pub(super) struct Proxies {
    pub(super) kept: BTreeMap<u64, ProxyRecord>,
    pub(super) ever: u64,
}

/// OAuth proxy of several applications.
#[derive(Default)]
pub(super) struct ProxyRecord {
    pub(super) name: String,
    pub(super) addresses: Vec<String>,
}

impl ProxyRecord {
    pub(super) fn json(&self, id: u64) -> Value {
        json!({ "id": id, "name": self.name, "applicationUrls": self.addresses })
    }
}
