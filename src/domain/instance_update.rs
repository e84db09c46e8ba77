//! Change of an instance that exists.

use crate::{
    catalog::field::FieldKey,
    document::mask::is_stand_in,
    text::{MASK, secret::Secret},
};
use serde_json::{Map, Value as Json};
use zeroize::Zeroizing;

/// Minutes of trace logging, unless another time is given.
pub const TRACE_MINUTES: u32 = 30;

/// Values to change in an instance. All others stay as they are.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct InstanceUpdate {
    /// New name.
    pub name: Option<String>,
    /// New tags, which replace all previous ones.
    pub tags: Option<Vec<String>>,
    plain: Vec<(FieldKey, String)>,
    secret: Vec<(FieldKey, Secret)>,
}

impl InstanceUpdate {
    /// Sets a configuration value that is not secret.
    pub fn set(&mut self, key: FieldKey, value: impl Into<String>) {
        self.plain.push((key, value.into()));
    }

    /// Sets a secret configuration value. A mask means "unchanged", so it is ignored.
    pub fn set_secret(&mut self, key: FieldKey, value: Secret) {
        let is_mask = !value.is_empty() && is_stand_in(value.expose());
        if !is_mask {
            self.secret.push((key, value));
        }
    }

    /// Returns true if nothing is to be changed.
    pub fn is_empty(&self) -> bool {
        self.name.is_none() && self.tags.is_none() && self.plain.is_empty() && self.secret.is_empty()
    }

    /// Returns the configuration values that are not secret.
    pub fn plain(&self) -> impl Iterator<Item = (&FieldKey, &str)> {
        self.plain.iter().map(|(key, value)| (key, value.as_str()))
    }

    /// Returns the secrets that are sent.
    pub fn secrets(&self) -> impl Iterator<Item = Secret> {
        self.secret.iter().map(|(_, value)| value.clone())
    }

    /// Returns the body to send, with secrets. It is wiped when dropped.
    pub fn expose_body(&self) -> Zeroizing<String> {
        Zeroizing::new(self.body(Secret::expose).to_string())
    }

    /// Returns the body for display, with masked secrets.
    pub fn masked_body(&self) -> Json {
        self.body(|_| MASK)
    }

    fn body<'a>(&'a self, shown: impl Fn(&'a Secret) -> &'a str) -> Json {
        let mut body = Map::new();
        if let Some(name) = &self.name {
            body.insert("name".into(), Json::from(name.as_str()));
        }
        if let Some(tags) = &self.tags {
            body.insert("tags".into(), Json::from(tags.clone()));
        }
        let all = self.plain().chain(self.secret.iter().map(|(key, value)| (key, shown(value))));
        let all: Map<String, Json> = all.map(|(key, value)| (key.to_string(), Json::from(value))).collect();
        if !all.is_empty() {
            body.insert("configuration".into(), Json::Object(all));
        }
        Json::Object(body)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn body_has_changed_values_only() {
        let mut update = InstanceUpdate { tags: Some(vec!["a".into()]), ..InstanceUpdate::default() };
        update.set(FieldKey::new("pagination.max"), "50");
        update.set_secret(FieldKey::new("password"), Secret::new("********"));
        assert_eq!(update.expose_body().as_str(), r#"{"tags":["a"],"configuration":{"pagination.max":"50"}}"#);
    }

    #[test]
    fn empty_secret_is_a_change() {
        let mut update = InstanceUpdate::default();
        update.set_secret(FieldKey::new("password"), Secret::default());
        assert_eq!(update.expose_body().as_str(), r#"{"configuration":{"password":""}}"#);
    }

    #[test]
    fn update_of_masks_alone_is_empty() {
        let mut update = InstanceUpdate::default();
        update.set_secret(FieldKey::new("password"), Secret::new("********"));
        assert!(update.is_empty());
    }
}
