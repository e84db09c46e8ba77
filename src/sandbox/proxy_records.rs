//! OAuth proxies that were registered, and the redirects through them.

use crate::text::Secret;
use serde_json::{Value, json};
use std::collections::{BTreeMap, HashMap};

/// Path of all proxies.
pub(super) const PATH: &str = "/oauth-proxy";

/// Most requests that wait for their answer; past that all are forgotten.
const MAX_WAITING: usize = 1000;

/// All proxies by id.
#[derive(Default)]
pub(super) struct Proxies {
    pub(super) kept: BTreeMap<u64, ProxyRecord>,
    pub(super) ever: u64,
    /// Addresses of applications, by the state of their request.
    waiting: HashMap<String, String>,
}

/// OAuth proxy of several applications.
#[derive(Default)]
pub(super) struct ProxyRecord {
    pub(super) name: String,
    pub(super) addresses: Vec<String>,
    /// Client ID and secret of the application, if the proxy stores them.
    pub(super) keys: Option<(String, Secret)>,
}

impl ProxyRecord {
    pub(super) fn json(&self, id: u64, origin: &str) -> Value {
        let mut json = json!({
            "id": id,
            "name": self.name,
            "proxyUrl": format!("{origin}{PATH}/{id}"),
            "applicationUrls": self.addresses,
        });
        if let (Some(_), Some(json)) = (&self.keys, json.as_object_mut()) {
            json.insert("apiKey".into(), "********".into());
            json.insert("apiSecret".into(), "********".into());
        }
        json
    }

    /// Returns true if an application has this address. A pattern may end with `.*`.
    pub(super) fn leads_to(&self, address: &str) -> bool {
        self.addresses.iter().any(|known| match known.strip_suffix(".*") {
            Some(start) => address.starts_with(start),
            None => known == address,
        })
    }
}

impl Proxies {
    /// Returns the proxy with this name.
    pub(super) fn named(&self, name: &str) -> Option<(u64, &ProxyRecord)> {
        self.kept.iter().find(|(_, proxy)| proxy.name == name).map(|(id, proxy)| (*id, proxy))
    }

    /// Remembers the application of a request.
    pub(super) fn wait(&mut self, state: String, application: String) {
        if self.waiting.len() >= MAX_WAITING {
            self.waiting.clear();
        }
        self.waiting.insert(state, application);
    }

    /// Returns the application of a request.
    pub(super) fn application(&self, state: &str) -> Option<&str> {
        self.waiting.get(state).map(String::as_str)
    }
}
