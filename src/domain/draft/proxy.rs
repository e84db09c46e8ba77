//! OAuth proxy of a form. It decides which entries are needed, and where the answer of the provider arrives.

use super::{Difference, DifferenceSide, Draft, DraftValue};
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
    text::secret::Secret,
};
use std::sync::Arc;

/// Return address if the proxy names none.
const OWN_ADDRESS: &str = "http://127.0.0.1:8910/callback";

impl Draft {
    /// Sets the proxies to choose from. An existing instance keeps the one that it was authorized through.
    pub fn offer_proxies(&mut self, proxies: Arc<[OAuthProxy]>) {
        self.proxies = proxies;
        let used = self.proxy_before().filter(|used| self.text_of(CALLBACK_URL) == used.address.as_deref());
        if let (Some(name), None, AuthFlow::OAuth2) = (used.map(|used| used.name.clone()), self.proxy(), self.flow()) {
            self.put(&FieldKey::new(PROXY_NAME), &name);
            self.fill_proxy();
        }
    }

    /// Returns the proxies to choose from.
    pub fn proxies(&self) -> &[OAuthProxy] {
        &self.proxies
    }

    /// Returns the name of the chosen proxy.
    pub fn proxy(&self) -> Option<&str> {
        self.text_of(PROXY_NAME).filter(|_| self.flow() == AuthFlow::OAuth2)
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
        let Some(name) = self.proxy().map(str::to_owned) else { return self.fill_own_callback() };
        let listed = self.proxies.iter().find(|proxy| proxy.name == name).cloned();
        let listed = listed.as_ref();
        let callback = FieldKey::new(CALLBACK_URL);
        let default = self.field(&callback).and_then(|field| field.default.as_deref());
        let before = self.callback_before().filter(|_| listed.is_some_and(|proxy| proxy.address.is_some()));
        // The default is an address of this machine, where no provider sends the browser of a proxy. The address that
        // the instance had is that of no proxy, or of another one.
        if [default, before].contains(&self.text_of(CALLBACK_URL)) {
            self.values.remove(&callback);
        }
        let keys = if listed.is_some_and(|proxy| proxy.has_keys) { KEYS_STORED } else { KEYS_TYPED };
        let home = listed.and_then(OAuthProxy::return_address).unwrap_or(OWN_ADDRESS);
        let address = listed.and_then(|proxy| proxy.address.as_deref()).unwrap_or_default();
        for (key, value) in [(PROXY_KEYS, keys), (RETURN_ADDRESS, home), (CALLBACK_URL, address)] {
            if self.text_of(key).is_none() {
                self.put(&FieldKey::new(key), value);
            }
        }
    }

    /// Fills in the callback of a form without a proxy: the one that the instance had, unless it is that of a proxy.
    fn fill_own_callback(&mut self) {
        let callback = FieldKey::new(CALLBACK_URL);
        let default = || self.field(&callback).and_then(|field| field.default.as_deref());
        let own = self.callback_before().filter(|_| self.proxy_before().is_none()).or_else(default).map(str::to_owned);
        if let (Some(own), None) = (own, self.text_of(CALLBACK_URL)) {
            self.put(&callback, &own);
        }
        self.fill_defaults();
    }

    /// Returns the callback that the instance has so far; `None` for a new instance.
    fn callback_before(&self) -> Option<&str> {
        let existing = self.purpose.existing()?;
        existing.value(&FieldKey::new(CALLBACK_URL)).map(Secret::expose)
    }

    /// Returns the proxy that the instance was authorized through, as far as its callback shows it.
    fn proxy_before(&self) -> Option<&OAuthProxy> {
        let callback = self.callback_before()?;
        self.proxies.iter().find(|proxy| proxy.address.as_deref() == Some(callback))
    }

    /// Returns the difference between the proxy that the instance was authorized through, and the chosen one.
    pub(super) fn proxy_difference(&self) -> Option<Difference> {
        let [before, after] = [self.proxy_before().map(|proxy| proxy.name.as_str()), self.proxy()];
        let side =
            |name: Option<&str>| name.map_or(DifferenceSide::Nothing, |name| DifferenceSide::Shown(name.to_owned()));
        (self.flow() == AuthFlow::OAuth2 && before != after).then(|| Difference {
            label: "OAuth proxy".into(),
            key: PROXY_NAME.into(),
            before: side(before),
            after: side(after),
        })
    }

    /// Returns true if the proxy has the value of this configuration key, so that none is sent.
    pub(in crate::domain) fn is_at_proxy(&self, key: &FieldKey) -> bool {
        self.has_stored_keys() && [API_KEY, API_SECRET, CALLBACK_URL].contains(&key.as_str())
    }

    /// Returns the entry with the address to which the browser returns.
    pub fn callback_key(&self) -> FieldKey {
        FieldKey::new(if self.proxy().is_some() { RETURN_ADDRESS } else { CALLBACK_URL })
    }

    /// Returns true unless the proxy makes an entry superfluous.
    pub(super) fn is_needed(&self, field: &Field) -> bool {
        match field.key.as_str() {
            PROXY_KEYS | RETURN_ADDRESS if field.target == Target::Proxy => self.proxy().is_some(),
            _ => !self.is_at_proxy(&field.key),
        }
    }

    fn text_of(&self, key: &str) -> Option<&str> {
        self.values.get(&FieldKey::new(key)).map(DraftValue::expose).filter(|text| !text.is_empty())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        catalog::Catalog,
        domain::{
            CallbackUrl, ExistingInstance, Instance, Purpose, change_request::Reauthorization,
            request_parts::RequestParts,
        },
    };
    use rstest::rstest;

    const PROXY: &str = "https://proxy.example/1";

    fn proxies(has_keys: bool) -> Arc<[OAuthProxy]> {
        let (id, name, addresses) = ("1".into(), "shop".into(), vec!["http://127.0.0.1:9/cb".into()]);
        Arc::new([OAuthProxy { id, name, address: Some(PROXY.into()), addresses, has_keys }])
    }

    fn element() -> Arc<crate::catalog::Element> {
        Catalog::embedded().expect("embedded catalog").find("infusionsoftecommerce").expect("element in the catalog")
    }

    /// The form that re-authorizes an instance with this callback.
    fn existing(callback: &str, has_keys: bool) -> Draft {
        let configuration = serde_json::json!({
            "oauth.api.key": "client-1", "oauth.api.secret": "********", "oauth.callback.url": callback });
        let element = serde_json::json!({ "key": "infusionsoftecommerce" });
        let answer = serde_json::json!({
            "id": 1, "name": "crm", "token": "t", "element": element, "configuration": configuration });
        let instance = Instance::read(&answer.to_string()).expect("an instance");
        let purpose = Purpose::Reauthorize(Arc::new(ExistingInstance::new(&instance)));
        let mut draft = Draft::of_existing(self::element(), purpose);
        draft.offer_proxies(proxies(has_keys));
        draft
    }

    fn choose(draft: &mut Draft, name: &str) {
        draft.put(&FieldKey::new(PROXY_NAME), name);
        draft.choose_proxy();
    }

    fn callback(draft: &Draft) -> Option<&str> {
        draft.value(&FieldKey::new(CALLBACK_URL)).map(DraftValue::expose)
    }

    fn draft(has_keys: bool) -> Draft {
        let mut draft = Draft::new(element());
        draft.offer_proxies(proxies(has_keys));
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

    #[rstest]
    #[case::of_the_proxy(PROXY, Some("shop"))]
    #[case::own("https://shop.example/cb", None)]
    fn existing_instance_keeps_its_proxy(#[case] callback: &str, #[case] expected: Option<&str>) {
        let draft = existing(callback, true);
        assert_eq!((draft.proxy(), draft.differences()), (expected, Vec::new()));
    }

    #[rstest]
    #[case::own("https://shop.example/cb", "https://shop.example/cb")]
    #[case::of_the_proxy(PROXY, OWN_ADDRESS)]
    fn existing_instance_leaves_its_proxy(#[case] before: &str, #[case] expected: &str) {
        let mut draft = existing(before, false);
        choose(&mut draft, "shop");
        choose(&mut draft, "");
        assert_eq!(callback(&draft), Some(expected));
    }

    #[test]
    fn proxy_replaces_the_callback_of_an_existing_instance() {
        let mut draft = existing("https://shop.example/cb", false);
        choose(&mut draft, "shop");
        let changed: Vec<_> = draft.differences().into_iter().map(|difference| difference.key).collect();
        assert_eq!((callback(&draft), changed), (Some(PROXY), vec![PROXY_NAME.into(), CALLBACK_URL.into()]));
    }

    #[test]
    fn old_application_is_not_sent_with_the_name_of_a_proxy() {
        let draft = existing(PROXY, true);
        let instance = draft.purpose().existing().expect("an instance").clone();
        let parts = RequestParts::new(draft.finish().expect("a complete form"), None);
        let request = Reauthorization::new(parts, instance);
        let body: serde_json::Value = serde_json::from_str(&request.expose_body()).expect("JSON");
        assert_eq!(
            (&body["configuration"], &body["oauthProxy"]["oauthProxyName"]),
            (&serde_json::json!({}), &"shop".into())
        );
    }
}
