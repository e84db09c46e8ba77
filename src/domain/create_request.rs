//! The request that creates an instance, and the consent that may be required first.

use super::{
    authorization::{Authorization, AuthorizationError, State},
    base::BaseUrl,
    callback::CallbackUrl,
    change_request::Reauthorization,
    draft::{Filled, Purpose, Resolved},
    draft_id::DraftId,
    grant::Grant,
    request_parts::{RequestParts, SecretForm},
};
use crate::{
    catalog::element::{AuthFlow, ElementKey, Redirect, oauth_keys},
    text::{address, address::AddressFault, secret::Secret},
};
use serde_json::Value as Json;
use url::Url;
use zeroize::Zeroizing;

/// Complete form that waits for a grant from the provider.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Consent {
    filled: Filled,
}

/// OAuth proxy between a provider and the callback.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ConsentProxy<'a> {
    /// Name of the proxy.
    pub name: &'a str,
    /// True if it has the client ID and the secret of the application.
    pub has_keys: bool,
}

impl Consent {
    pub(super) fn new(filled: Filled) -> Self {
        Self { filled }
    }

    /// The form it came from.
    pub fn filled(&self) -> &Filled {
        &self.filled
    }

    /// Returns the element that consent is requested for.
    pub fn element(&self) -> &ElementKey {
        self.filled.element()
    }

    /// Returns the application's identifier at the provider.
    pub fn api_key(&self) -> &str {
        self.filled.value(oauth_keys::API_KEY)
    }

    /// Returns the application's secret at the provider.
    pub fn api_secret(&self) -> Secret {
        Secret::new(self.filled.value(oauth_keys::API_SECRET))
    }

    /// Returns the address to which the browser returns; none while it is a reference without its value.
    pub fn callback(&self) -> Option<&CallbackUrl> {
        self.filled.callback()
    }

    /// Returns the OAuth proxy between the provider and the callback.
    pub fn proxy(&self) -> Option<ConsentProxy<'_>> {
        let draft = self.filled.draft();
        draft.proxy().map(|name| ConsentProxy { name, has_keys: draft.has_stored_keys() })
    }

    /// Returns the address that is registered at the provider: the callback, or the address of the OAuth proxy.
    pub fn registered(&self) -> &str {
        match self.proxy() {
            Some(_) => self.filled.value(oauth_keys::CALLBACK_URL),
            None => self.callback().map_or("", CallbackUrl::as_str),
        }
    }

    /// Returns the authorization flow.
    pub fn flow(&self) -> AuthFlow {
        self.filled.flow()
    }

    /// Returns further query parameters of the authorization URL call, name and value: the fixed ones first, then the
    /// typed ones, such as a tenant.
    pub fn extra_query(&self) -> Vec<(String, String)> {
        let draft = self.filled.draft();
        let fixed = draft.mode().into_iter().flat_map(|mode| mode.query.clone());
        let typed = draft.asked().flat_map(|field| {
            let value = draft.value(&field.key).map(|v| v.expose().to_owned());
            field.query.iter().filter_map(move |name| value.clone().map(|value| (name.clone(), value)))
        });
        fixed.chain(typed).collect()
    }

    /// Returns the address from the platform with its host replaced where the platform is known to return a wrong one.
    /// An address on this machine belongs to the sandbox and is not changed.
    fn repaired(&self, address: &str) -> String {
        let fix = self.filled.draft().mode().and_then(|mode| mode.link_fix.as_ref());
        let is_loopback = Url::parse(address).is_ok_and(|url| address::is_loopback(&url));
        let Some(fix) = fix.filter(|_| !is_loopback) else { return address.to_owned() };
        let value = self.filled.value(fix.field.as_str());
        let applies = fix.when.as_ref().map_or(!value.is_empty(), |when| when == value);
        match address.split_once("://") {
            Some((scheme, rest)) if applies => {
                let path = rest.find(['/', '?']).map_or("", |at| rest.get(at..).unwrap_or_default());
                format!("{scheme}://{}{path}", fix.host.replace("{}", value))
            }
            _ => address.to_owned(),
        }
    }

    /// Creates the authorization page from the platform's answer: repaired, and with the content of a valid answer.
    ///
    /// # Errors
    /// [`AuthorizationError`] if the address must not be opened in a browser.
    pub fn page(&self, address: &str, state: State) -> Result<Authorization, AuthorizationError> {
        let callback = self.callback().cloned().ok_or(AuthorizationError::NoCallback)?;
        let key = if self.proxy().is_some_and(|proxy| proxy.has_keys) { "" } else { self.api_key() };
        let page = Authorization::new(&self.repaired(address), state, callback, key)?;
        let page = page.returning(self.redirect());
        let registered = Some(self.registered()).filter(|address| !address.is_empty());
        Ok(match self.proxy() {
            Some(proxy) => page.through_proxy(registered.filter(|_| !proxy.has_keys)),
            None => page,
        })
    }

    /// Returns the known content of the provider's answer. A required field that only the callback fills is included.
    fn redirect(&self) -> Redirect {
        let draft = self.filled.draft();
        let mut redirect = draft.mode().map(|mode| mode.redirect.clone()).unwrap_or_default();
        let filled = draft.fields().filter(|field| field.required).filter_map(|f| f.from_callback.clone());
        redirect.needs.extend(filled);
        redirect
    }

    /// Returns the consent with the values of its references.
    ///
    /// # Errors
    /// The reason why the value for the callback is no address.
    pub fn resolved(self, values: Resolved) -> Result<Self, AddressFault> {
        Ok(Self { filled: self.filled.resolved(values)? })
    }

    /// Returns the consent with the port of this callback, if the form leaves the port open; otherwise unchanged. A
    /// reference whose value leaves the port open is replaced by the callback.
    #[must_use]
    pub fn with_port_of(self, callback: &CallbackUrl) -> Self {
        let is_open = self.callback().map_or(callback.has_chosen_port(), CallbackUrl::leaves_port_open);
        if is_open { Self { filled: self.filled.with_callback(callback) } } else { self }
    }

    /// Creates the request from the grant: for a new instance, or for the one that the form changes.
    pub fn granted(self, grant: Grant) -> Granted {
        match self.filled.draft().purpose().clone() {
            Purpose::Create => {
                Granted::Create(Box::new(CreateRequest::new(RequestParts::new(self.filled, Some(grant)))))
            }
            Purpose::Reauthorize(existing) | Purpose::Edit(existing) => {
                let parts = RequestParts::new(self.filled, Some(grant));
                Granted::Reauthorize(Box::new(Reauthorization::new(parts, existing)))
            }
        }
    }
}

/// Request that a grant completes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Granted {
    /// Creates an instance.
    Create(Box<CreateRequest>),
    /// Replaces the credentials of an instance.
    Reauthorize(Box<Reauthorization>),
}

/// Complete request for a new instance.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CreateRequest {
    parts: RequestParts,
}

impl CreateRequest {
    pub(super) fn new(parts: RequestParts) -> Self {
        Self { parts }
    }

    /// The form and the grant it is made of.
    pub fn parts(&self) -> &RequestParts {
        &self.parts
    }

    /// The form it came from.
    pub fn filled(&self) -> &Filled {
        self.parts.filled()
    }

    /// Returns the request with the values of its references, to be sent and dropped.
    ///
    /// # Errors
    /// The reason why the value for the callback is no address.
    pub fn resolved(self, values: Resolved) -> Result<Self, AddressFault> {
        Ok(Self { parts: self.parts.resolved(values)? })
    }

    /// Returns the element of the instance.
    pub fn element(&self) -> &ElementKey {
        self.filled().element()
    }

    /// Returns the request with another draft ID.
    #[must_use]
    pub fn renamed(mut self, id: DraftId) -> Self {
        self.parts.rename(id);
        self
    }

    /// Returns the grant it uses, if one was required.
    pub fn grant(&self) -> Option<&Grant> {
        self.parts.grant()
    }

    /// Returns the body to send, with secrets. It is wiped when dropped.
    pub fn expose_body(&self) -> Zeroizing<String> {
        Zeroizing::new(self.parts.body(SecretForm::Exposed).to_string())
    }

    /// Returns the body for display, with masked secrets.
    pub fn masked_body(&self) -> Json {
        self.parts.body(SecretForm::Masked)
    }

    /// Returns the equivalent curl command, with each secret as a shell variable.
    pub fn curl(&self, base: &BaseUrl) -> String {
        self.parts.curl(base)
    }

    /// Returns all secrets of the request, so that they can be recognized in other texts.
    pub fn secrets(&self) -> impl Iterator<Item = Secret> {
        self.parts.secrets()
    }
}

impl Granted {
    /// Returns the request for a new instance; `None` if it changes an existing one.
    pub fn into_create(self) -> Option<CreateRequest> {
        match self {
            Self::Create(request) => Some(*request),
            Self::Reauthorize(_) => None,
        }
    }
}
