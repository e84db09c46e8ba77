//! Form and grant of a complete request, and the body made of them.

use super::{
    base::BaseUrl,
    draft::{DraftValue, Filled, Resolved},
    draft_id::DraftId,
    grant::Grant,
    reference::ReferenceSource,
};
use crate::{
    catalog::field::{FieldKey, FieldKind, Target},
    text::{MASK, address::AddressFault, secret::Secret},
};
use serde_json::{Map, Value as Json, json};
use std::fmt::Write as _;

/// Complete form with the grant it needed. By itself it is no request: the type around it says which one is sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RequestParts {
    filled: Filled,
    grant: Option<Grant>,
}

/// Representation of secrets in a body.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum SecretForm {
    Exposed,
    Masked,
    Variables,
}

impl RequestParts {
    pub(super) fn new(filled: Filled, grant: Option<Grant>) -> Self {
        Self { filled, grant }
    }

    /// The form.
    pub fn filled(&self) -> &Filled {
        &self.filled
    }

    /// Returns the grant, if one was required.
    pub fn grant(&self) -> Option<&Grant> {
        self.grant.as_ref()
    }

    /// Replaces the ID of the draft.
    pub(super) fn rename(&mut self, id: DraftId) {
        self.filled.rename(id);
    }

    /// Replaces references by their values.
    pub(super) fn resolved(self, values: Resolved) -> Result<Self, AddressFault> {
        Ok(Self { filled: self.filled.resolved(values)?, ..self })
    }

    /// Returns all secrets, so that they can be recognized in other texts.
    pub fn secrets(&self) -> impl Iterator<Item = Secret> {
        let typed = self.filled.draft().secrets().cloned();
        typed.chain(self.grant.iter().flat_map(Grant::provider_data).map(|(_, value)| value.clone()))
    }

    /// Returns the equivalent curl command, with each secret as a shell variable.
    pub(super) fn curl(&self, base: &BaseUrl) -> String {
        let body = serde_json::to_string_pretty(&self.body(SecretForm::Variables)).unwrap_or_default();
        let body = shell_quoted(&body);
        let mut text = String::from("curl -X POST \\\n");
        text.push_str("  -H \"Authorization: User $CE_USER, Organization $CE_ORG\" \\\n");
        text.push_str("  -H 'Content-Type: application/json' \\\n");
        let _ = write!(text, "  -d @- \\\n  '{base}/instances' <<INSTANCE\n{body}\nINSTANCE\n");
        text
    }

    /// Builds the body. The entries have the order of the platform's documentation.
    pub(super) fn body(&self, secrets: SecretForm) -> Json {
        let mut body = Map::new();
        body.insert("element".into(), json!({ "key": self.filled.element().as_str() }));
        let provider_data = self.provider_data(secrets);
        if !provider_data.is_empty() {
            body.insert("providerData".into(), Json::Object(provider_data));
        }
        let (draft, configuration) = (self.filled.draft(), self.configuration(secrets));
        // The proxy has the values that a configuration would hold.
        let proxy = draft.proxy().filter(|_| draft.has_stored_keys());
        if proxy.is_none() || !configuration.is_empty() {
            body.insert("configuration".into(), Json::Object(configuration));
        }
        if let Some(name) = proxy {
            body.insert("oauthProxy".into(), json!({ "isOauthProxy": true, "oauthProxyName": name }));
        }
        body.insert("tags".into(), json!(self.filled.tags()));
        body.insert("name".into(), json!(self.filled.name()));
        if self.filled.draft().mode().is_some_and(|mode| mode.external) {
            body.insert("externalAuthentication".into(), json!("initial"));
        }
        for (key, kind, value) in self.filled.members() {
            body.insert(key.to_string(), configured(key, kind, value, secrets));
        }
        Json::Object(body)
    }

    /// Builds the configuration: the mode's own entry, the fields in form order, then the values from the callback.
    fn configuration(&self, secrets: SecretForm) -> Map<String, Json> {
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

    fn provider_data(&self, secrets: SecretForm) -> Map<String, Json> {
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

fn configured(key: &FieldKey, kind: &FieldKind, value: &DraftValue, secrets: SecretForm) -> Json {
    match (value, kind) {
        (DraftValue::Plain(text), FieldKind::Toggle) => Json::Bool(text == "true"),
        _ => Json::String(written(value, key.as_str(), secrets)),
    }
}

fn written(value: &DraftValue, name: &str, secrets: SecretForm) -> String {
    match (value, secrets) {
        (DraftValue::Hidden(secret), _) => hide(secret.expose(), name, secrets),
        // A value read from an environment variable keeps the name of that variable.
        (DraftValue::Reference(reference), SecretForm::Variables) => match reference.source() {
            ReferenceSource::Env(name) => format!("{VARIABLE}{name}"),
            _ => hide("", name, secrets),
        },
        (DraftValue::Plain(_) | DraftValue::Reference(_), _) => value.expose().to_owned(),
    }
}

fn hide(text: &str, name: &str, secrets: SecretForm) -> String {
    match secrets {
        SecretForm::Exposed => text.to_owned(),
        SecretForm::Masked => MASK.to_owned(),
        SecretForm::Variables => format!("{VARIABLE}{}", variable(name)),
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
