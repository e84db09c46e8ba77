//! The request that creates an instance, and the consent that may be required first.

use super::{
    authorization::{Authorization, AuthorizationError, State},
    base::BaseUrl,
    callback::CallbackUrl,
    draft::{DraftValue, Filled, Resolved},
    draft_id::DraftId,
    grant::Grant,
    reference::ReferenceSource,
};
use crate::{
    catalog::{
        element::{AuthFlow, ElementKey, Redirect, oauth_keys},
        field::{FieldKey, FieldKind, Target},
    },
    text::{MASK, address, address::AddressFault, secret::Secret},
};
use serde_json::{Map, Value as Json, json};
use std::fmt::Write as _;
use url::Url;
use zeroize::Zeroizing;

/// Complete form that waits for a grant from the provider.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Consent {
    filled: Filled,
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
        let page = Authorization::new(&self.repaired(address), state, callback, self.api_key())?;
        Ok(page.returning(self.redirect()))
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

    /// Returns the consent with the port of this callback, if the form leaves the port open; otherwise unchanged.
    #[must_use]
    pub fn with_port_of(self, callback: &CallbackUrl) -> Self {
        let is_open = self.callback().is_some_and(CallbackUrl::leaves_port_open);
        if is_open { Self { filled: self.filled.with_callback(callback) } } else { self }
    }

    /// Creates the request from the grant.
    pub fn granted(self, grant: Grant) -> CreateRequest {
        CreateRequest { filled: self.filled, grant: Some(grant) }
    }
}

/// Complete request for an instance.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CreateRequest {
    filled: Filled,
    grant: Option<Grant>,
}

/// Representation of secrets in a body.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Secrets {
    Exposed,
    Masked,
    Variables,
}

impl CreateRequest {
    pub(super) fn plain(filled: Filled) -> Self {
        Self { filled, grant: None }
    }

    /// The form it came from.
    pub fn filled(&self) -> &Filled {
        &self.filled
    }

    /// Returns the request with the values of its references, to be sent and dropped.
    ///
    /// # Errors
    /// The reason why the value for the callback is no address.
    pub fn resolved(self, values: Resolved) -> Result<Self, AddressFault> {
        Ok(Self { filled: self.filled.resolved(values)?, ..self })
    }

    /// Returns the element of the instance.
    pub fn element(&self) -> &ElementKey {
        self.filled.element()
    }

    /// Returns the request with another draft ID.
    #[must_use]
    pub fn renamed(mut self, id: DraftId) -> Self {
        self.filled.rename(id);
        self
    }

    /// Returns the grant it uses, if one was required.
    pub fn grant(&self) -> Option<&Grant> {
        self.grant.as_ref()
    }

    /// Returns the body to send, with secrets. It is wiped when dropped.
    pub fn expose_body(&self) -> Zeroizing<String> {
        Zeroizing::new(self.body(Secrets::Exposed).to_string())
    }

    /// Returns the body for display, with masked secrets.
    pub fn masked_body(&self) -> Json {
        self.body(Secrets::Masked)
    }

    /// Returns the equivalent curl command, with each secret as a shell variable.
    pub fn curl(&self, base: &BaseUrl) -> String {
        let body = serde_json::to_string_pretty(&self.body(Secrets::Variables)).unwrap_or_default();
        let body = shell_quoted(&body);
        let mut text = String::from("curl -X POST \\\n");
        text.push_str("  -H \"Authorization: User $CE_USER, Organization $CE_ORG\" \\\n");
        text.push_str("  -H 'Content-Type: application/json' \\\n");
        let _ = write!(text, "  -d @- \\\n  '{base}/instances' <<INSTANCE\n{body}\nINSTANCE\n");
        text
    }

    /// Returns all secrets of the request, so that they can be recognized in other texts.
    pub fn secrets(&self) -> impl Iterator<Item = Secret> {
        let typed = self.filled.draft().secrets().cloned();
        typed.chain(self.grant.iter().flat_map(Grant::provider_data).map(|(_, value)| value.clone()))
    }

    /// Builds the body. The entries have the order of the platform's documentation.
    fn body(&self, secrets: Secrets) -> Json {
        let mut body = Map::new();
        body.insert("element".into(), json!({ "key": self.element().as_str() }));
        let provider_data = self.provider_data(secrets);
        if !provider_data.is_empty() {
            body.insert("providerData".into(), Json::Object(provider_data));
        }
        body.insert("configuration".into(), Json::Object(self.configuration(secrets)));
        body.insert("tags".into(), json!(self.filled.tags()));
        body.insert("name".into(), json!(self.filled.name()));
        if self.filled.draft().mode().is_some_and(|mode| mode.external) {
            body.insert("externalAuthentication".into(), json!("initial"));
        }
        Json::Object(body)
    }

    /// Builds the configuration: the mode's own entry, the fields in form order, then the values from the callback.
    fn configuration(&self, secrets: Secrets) -> Map<String, Json> {
        let draft = self.filled.draft();
        let when = draft.mode().and_then(|mode| mode.when.clone());
        let when = when.into_iter().map(|(key, value)| (key.as_str().to_owned(), Json::String(value)));
        let typed = self.filled.configuration();
        let typed = typed.map(|(key, kind, value)| (key.as_str().to_owned(), configured(key, kind, value, secrets)));
        let back = draft.fields().filter_map(|field| {
            let name = field.from_callback.as_ref()?;
            let (_, value) = self.grant.as_ref()?.provider_data().find(|(found, _)| found == name)?;
            Some((field.key.as_str().to_owned(), Json::String(value.expose().to_owned())))
        });
        when.chain(typed).chain(back).collect()
    }

    fn provider_data(&self, secrets: Secrets) -> Map<String, Json> {
        let draft = self.filled.draft();
        let fixed = draft.mode().into_iter().flat_map(|mode| mode.provider_data.clone());
        let fixed = fixed.map(|(name, value)| (name, Json::String(value)));
        let typed = draft.asked().filter_map(|field| match (&field.target, draft.value(&field.key)) {
            (Target::ProviderData(name), Some(value)) => {
                Some((name.clone(), Json::String(written(value, name, secrets))))
            }
            _ => None,
        });
        // Other parameters from a provider may be tokens, so they are hidden too.
        let grant = self.grant.iter().flat_map(Grant::provider_data);
        let grant = grant.map(|(name, value)| (name.to_owned(), Json::String(hide(value.expose(), name, secrets))));
        fixed.chain(typed).chain(grant).collect()
    }
}

fn configured(key: &FieldKey, kind: &FieldKind, value: &DraftValue, secrets: Secrets) -> Json {
    match (value, kind) {
        (DraftValue::Plain(text), FieldKind::Toggle) => Json::Bool(text == "true"),
        _ => Json::String(written(value, key.as_str(), secrets)),
    }
}

fn written(value: &DraftValue, name: &str, secrets: Secrets) -> String {
    match (value, secrets) {
        (DraftValue::Hidden(secret), _) => hide(secret.expose(), name, secrets),
        // A value read from an environment variable keeps the name of that variable.
        (DraftValue::Reference(reference), Secrets::Variables) => match reference.source() {
            ReferenceSource::Env(name) => format!("{VARIABLE}{name}"),
            _ => hide("", name, secrets),
        },
        (DraftValue::Plain(_) | DraftValue::Reference(_), _) => value.expose().to_owned(),
    }
}

fn hide(text: &str, name: &str, secrets: Secrets) -> String {
    match secrets {
        Secrets::Exposed => text.to_owned(),
        Secrets::Masked => MASK.to_owned(),
        Secrets::Variables => format!("{VARIABLE}{}", variable(name)),
    }
}

/// Placeholder for the `$` of a variable until everything else is quoted: a private-use character that no keyboard
/// types.
const VARIABLE: char = '\u{e000}';

/// Escapes the characters that a shell expands in a here-document: `$`, backticks and backslashes.
fn shell_quoted(text: &str) -> String {
    text.replace('\\', "\\\\").replace('$', "\\$").replace('`', "\\`").replace(VARIABLE, "$")
}

fn variable(name: &str) -> String {
    name.chars().map(|c| if c.is_ascii_alphanumeric() { c.to_ascii_uppercase() } else { '_' }).collect()
}
