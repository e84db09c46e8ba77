//! OAuth proxy of a form. It decides which entries are needed, and where the answer of the provider arrives.

use super::{Draft, DraftValue};
use crate::{
    catalog::{
        element::{
            AuthFlow,
            oauth_keys::{API_KEY, API_SECRET, CALLBACK_URL},
        },
        field::{
            Field, FieldKey, Target,
            proxy::{KEYS_STORED, KEYS_TYPED, PROXY_KEYS, PROXY_NAME, RETURN_ADDRESS},
        },
    },
    domain::oauth_proxy::OAuthProxy,
};
use std::sync::Arc;

/// Return address if the proxy names none.
const OWN_ADDRESS: &str = "http://127.0.0.1:8910/callback";

impl Draft {
    /// Sets the proxies to choose from.
    pub fn offer_proxies(&mut self, proxies: Arc<[OAuthProxy]>) {
        self.proxies = proxies;
    }

    /// Returns the proxies to choose from.
    pub fn proxies(&self) -> &[OAuthProxy] {
        &self.proxies
    }

    /// Returns the name of the chosen proxy.
    pub fn proxy(&self) -> Option<&str> {
        let is_possible = self.is_for_new() && self.flow() == AuthFlow::OAuth2;
        self.text_of(PROXY_NAME).filter(|_| is_possible)
    }

    /// Returns true if the chosen proxy has the client ID and the secret of the application.
    pub fn has_stored_keys(&self) -> bool {
        self.proxy().is_some() && self.text_of(PROXY_KEYS) == Some(KEYS_STORED)
    }

    /// Takes the values of a proxy that was just chosen, in place of those of the one before.
    pub fn choose_proxy(&mut self) {
        for key in [PROXY_KEYS, RETURN_ADDRESS, CALLBACK_URL] {
            self.values.remove(&FieldKey::new(key));
        }
        self.fill_proxy();
    }

    /// Fills in the values of the chosen proxy that are still missing.
    pub fn fill_proxy(&mut self) {
        let Some(name) = self.proxy().map(str::to_owned) else { return self.fill_defaults() };
        let listed = self.proxies.iter().find(|proxy| proxy.name == name).cloned();
        let callback = FieldKey::new(CALLBACK_URL);
        let default = self.field(&callback).and_then(|field| field.default.clone());
        // The default is an address of this machine, where no provider sends the browser of a proxy.
        if self.text_of(CALLBACK_URL) == default.as_deref() {
            self.values.remove(&callback);
        }
        let listed = listed.as_ref();
        let keys = if listed.is_some_and(|proxy| proxy.has_keys) { KEYS_STORED } else { KEYS_TYPED };
        let home = listed.and_then(OAuthProxy::return_address).unwrap_or(OWN_ADDRESS);
        let address = listed.and_then(|proxy| proxy.address.as_deref()).unwrap_or_default();
        for (key, value) in [(PROXY_KEYS, keys), (RETURN_ADDRESS, home), (CALLBACK_URL, address)] {
            if self.text_of(key).is_none() {
                self.put(&FieldKey::new(key), value);
            }
        }
    }

    /// Returns the entry with the address to which the browser returns.
    pub fn callback_key(&self) -> FieldKey {
        FieldKey::new(if self.proxy().is_some() { RETURN_ADDRESS } else { CALLBACK_URL })
    }

    /// Returns true unless the proxy makes an entry superfluous.
    pub(super) fn is_needed(&self, field: &Field) -> bool {
        match field.key.as_str() {
            PROXY_KEYS | RETURN_ADDRESS if field.target == Target::Proxy => self.proxy().is_some(),
            API_KEY | API_SECRET | CALLBACK_URL => !self.has_stored_keys(),
            _ => true,
        }
    }

    fn text_of(&self, key: &str) -> Option<&str> {
        self.values.get(&FieldKey::new(key)).map(DraftValue::expose).filter(|text| !text.is_empty())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{catalog::Catalog, domain::CallbackUrl};
    use rstest::rstest;

    fn draft(has_keys: bool) -> Draft {
        let catalog = Catalog::embedded().expect("embedded catalog");
        let mut draft = Draft::new(catalog.find("infusionsoftecommerce").expect("element in the catalog"));
        let (id, name, addresses) = ("1".into(), "shop".into(), vec!["http://127.0.0.1:9/cb".into()]);
        let address = Some("https://proxy.example/1".into());
        draft.offer_proxies(Arc::new([OAuthProxy { id, name, address, addresses, has_keys }]));
        draft.put(&FieldKey::new(PROXY_NAME), "shop");
        draft.choose_proxy();
        draft.name = "Test".into();
        draft
    }

    #[rstest]
    #[case::typed(false, vec![API_KEY, API_SECRET, CALLBACK_URL])]
    #[case::stored(true, Vec::new())]
    fn stored_keys_are_not_asked_for(#[case] has_keys: bool, #[case] asked: Vec<&str>) {
        let draft = draft(has_keys);
        let is_key = |field: &&Field| [API_KEY, API_SECRET, CALLBACK_URL].contains(&field.key.as_str());
        let mut found: Vec<&str> = draft.asked().filter(is_key).map(|field| field.key.as_str()).collect();
        found.sort_unstable();
        assert_eq!(found, asked);
    }

    #[test]
    fn answer_arrives_at_the_return_address() {
        let filled = draft(true).finish().expect("a complete form");
        assert_eq!(filled.callback().map(CallbackUrl::as_str), Some("http://127.0.0.1:9/cb"));
    }

    #[test]
    fn address_of_the_proxy_is_sent() {
        let mut draft = draft(false);
        draft.set(&FieldKey::new(API_KEY), "id");
        draft.set(&FieldKey::new(API_SECRET), "secret");
        let body = draft.preview();
        assert_eq!(body["configuration"]["oauth.callback.url"], "https://proxy.example/1");
        assert_eq!(body.get("oauthProxy"), None);
    }

    #[test]
    fn name_of_the_proxy_is_sent_in_place_of_stored_keys() {
        let body = draft(true).preview();
        let expected = serde_json::json!({ "isOauthProxy": true, "oauthProxyName": "shop" });
        let is_sent = |key: &str| body["configuration"].get(key).is_some();
        let sent = [API_KEY, API_SECRET, CALLBACK_URL].map(is_sent);
        assert_eq!((&body["oauthProxy"], sent), (&expected, [false; 3]));
    }

    #[test]
    fn form_without_a_proxy_again_has_its_own_callback() {
        let mut draft = draft(true);
        draft.put(&FieldKey::new(PROXY_NAME), "");
        draft.choose_proxy();
        assert_eq!(draft.value(&FieldKey::new(CALLBACK_URL)).map(DraftValue::expose), Some(OWN_ADDRESS));
    }
}
