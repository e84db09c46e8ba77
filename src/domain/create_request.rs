//! The request that makes an instance, and the consent it may need first.

use super::{
    authorization::{Authorization, AuthorizationError, State},
    base::BaseUrl,
    callback::CallbackUrl,
    draft::{DraftValue, Filled, Resolved},
    draft_id::DraftId,
    grant::Grant,
    reference::ReferenceSource,
};
use crate::text::MASK;
use crate::{
    catalog::{
        element::{AuthFlow, ElementKey, Redirect, oauth_keys},
        field::{FieldKey, FieldKind, Target},
    },
    text::secret::Secret,
};
use serde_json::{Map, Value as Json, json};
use std::fmt::Write as _;
use zeroize::Zeroizing;

/// A filled form that waits for a grant from the provider.
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

    /// The element consent is asked for.
    pub fn element(&self) -> &ElementKey {
        self.filled.element()
    }

    /// The application's identifier at the provider.
    pub fn api_key(&self) -> &str {
        self.filled.value(oauth_keys::API_KEY)
    }

    /// The application's secret at the provider.
    pub fn api_secret(&self) -> Secret {
        Secret::new(self.filled.value(oauth_keys::API_SECRET))
    }

    /// Where the browser will end.
    pub fn callback(&self) -> CallbackUrl {
        CallbackUrl::new(self.filled.value(oauth_keys::CALLBACK_URL))
    }

    /// How consent is asked for.
    pub fn flow(&self) -> AuthFlow {
        self.filled.flow()
    }

    /// Other parameters the authorization URL calls want, name and value: those that are always the same, then
    /// what was typed, such as a tenant.
    pub fn extra_query(&self) -> Vec<(String, String)> {
        let draft = self.filled.draft();
        let fixed = draft.mode().into_iter().flat_map(|mode| mode.query.clone());
        let typed = draft.asked().flat_map(|field| {
            let value = draft.value(&field.key).map(|v| v.expose().to_owned());
            field.query.iter().filter_map(move |name| value.clone().map(|value| (name.clone(), value)))
        });
        fixed.chain(typed).collect()
    }

    /// The address the platform answered with, mended where it is known to return a broken one. A page on this
    /// machine is the practice platform's and stays as it is.
    fn mended(&self, address: &str) -> String {
        let mend = self.filled.draft().mode().and_then(|mode| mode.mend.as_ref());
        let Some(mend) = mend.filter(|_| CallbackUrl::new(address).door().is_none()) else { return address.to_owned() };
        let value = self.filled.value(mend.field.as_str());
        let applies = mend.when.as_ref().map_or(!value.is_empty(), |when| when == value);
        match address.split_once("://") {
            Some((scheme, rest)) if applies => {
                let path = rest.find(['/', '?']).map_or("", |at| rest.get(at..).unwrap_or_default());
                format!("{scheme}://{}{path}", mend.host.replace("{}", value))
            }
            _ => address.to_owned(),
        }
    }

    /// The page the platform answered with, to be waited on: mended, and knowing what a true answer holds.
    ///
    /// # Errors
    /// [`AuthorizationError`] where it is not one to open in a browser.
    pub fn page(&self, address: &str, state: State) -> Result<Authorization, AuthorizationError> {
        let page = Authorization::new(&self.mended(address), state, self.callback(), self.api_key())?;
        Ok(page.returning(self.redirect()))
    }

    /// What the provider's answer is known to hold; a field that only the callback fills is needed as well.
    fn redirect(&self) -> Redirect {
        let draft = self.filled.draft();
        let mut redirect = draft.mode().map(|mode| mode.redirect.clone()).unwrap_or_default();
        let filled = draft.fields().filter(|field| field.required).filter_map(|f| f.from_callback.clone());
        redirect.needs.extend(filled);
        redirect
    }

    /// The same with the values its references stand for.
    #[must_use]
    pub fn resolved(self, values: Resolved) -> Self {
        Self { filled: self.filled.resolved(values) }
    }

    /// The same on the port that was found for it, where the form leaves that open; else nothing changes.
    #[must_use]
    pub fn ending_at(self, callback: &CallbackUrl) -> Self {
        if self.callback().leaves_port_open() { Self { filled: self.filled.ending_at(callback) } } else { self }
    }

    /// The one way from consent to a request.
    pub fn granted(self, grant: Grant) -> CreateRequest {
        CreateRequest { filled: self.filled, grant: Some(grant) }
    }
}

/// A request for an instance with nothing missing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CreateRequest {
    filled: Filled,
    grant: Option<Grant>,
}

/// How secrets appear in a body.
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

    /// The same with the values its references stand for, to be sent and forgotten.
    #[must_use]
    pub fn resolved(self, values: Resolved) -> Self {
        Self { filled: self.filled.resolved(values), ..self }
    }

    /// The element to make an instance of.
    pub fn element(&self) -> &ElementKey {
        self.filled.element()
    }

    /// Returns the same as made from a form of another name.
    #[must_use]
    pub fn renamed(mut self, id: DraftId) -> Self {
        self.filled.rename(id);
        self
    }

    /// The grant it spends, where one was needed.
    pub fn grant(&self) -> Option<&Grant> {
        self.grant.as_ref()
    }

    /// The body as it is sent, secrets and all, wiped after use.
    pub fn expose_body(&self) -> Zeroizing<String> {
        Zeroizing::new(self.body(Secrets::Exposed).to_string())
    }

    /// The body as it may be shown: the same, secrets masked.
    pub fn masked_body(&self) -> Json {
        self.body(Secrets::Masked)
    }

    /// The documented curl command, each secret as a shell variable.
    pub fn curl(&self, base: &BaseUrl) -> String {
        let body = serde_json::to_string_pretty(&self.body(Secrets::Variables)).unwrap_or_default();
        let body = shell_quoted(&body);
        let mut text = String::from("curl -X POST \\\n");
        text.push_str("  -H \"Authorization: User $CE_USER, Organization $CE_ORG\" \\\n");
        text.push_str("  -H 'Content-Type: application/json' \\\n");
        let _ = write!(text, "  -d @- \\\n  '{base}/instances' <<INSTANCE\n{body}\nINSTANCE\n");
        text
    }

    /// The secrets in it, so that they can be recognised wherever they turn up.
    pub fn secrets(&self) -> impl Iterator<Item = Secret> {
        let typed = self.filled.draft().secrets().cloned();
        typed.chain(self.grant.iter().flat_map(Grant::provider_data).map(|(_, value)| value.clone()))
    }

    /// The order of the entries is the documentation's.
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

    /// The mode's own entry first, then the fields in the form's order, then what only the callback knew.
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
        // What else a provider sends back may be a token of its own.
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
        // What a variable of the environment is for already needs no other.
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

/// Stands for the `$` of a variable until everything else is quoted; a private-use character nobody types.
const VARIABLE: char = '\u{e000}';

/// In a here-document the shell still reads `$`, backticks and backslashes.
fn shell_quoted(text: &str) -> String {
    text.replace('\\', "\\\\").replace('$', "\\$").replace('`', "\\`").replace(VARIABLE, "$")
}

fn variable(name: &str) -> String {
    name.chars().map(|c| if c.is_ascii_alphanumeric() { c.to_ascii_uppercase() } else { '_' }).collect()
}
