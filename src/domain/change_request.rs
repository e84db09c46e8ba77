//! Requests that change an existing instance. None of them can be sent as a create request, nor the other way round.

use super::{
    draft::{Difference, Draft, DraftValue, Filled, Resolved},
    existing_instance::ExistingInstance,
    grant::Grant,
    instance_update::InstanceUpdate,
    request_parts::{RequestParts, SecretForm},
};
use crate::{
    catalog::field::Target,
    document::mask::{is_secret_name, is_secret_text},
    text::{MASK, address::AddressFault, secret::Secret},
};
use serde_json::{Map, Value as Json};
use std::sync::Arc;
use zeroize::Zeroizing;

/// Complete request that replaces the credentials of an instance. ID and token stay.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reauthorization {
    parts: RequestParts,
    existing: Arc<ExistingInstance>,
}

impl Reauthorization {
    /// Parameter of the request that replaces the credentials.
    pub const QUERY: (&'static str, &'static str) = ("reAuthenticate", "true");

    pub(super) fn new(parts: RequestParts, existing: Arc<ExistingInstance>) -> Self {
        Self { parts, existing }
    }

    /// The form and the grant it is made of.
    pub fn parts(&self) -> &RequestParts {
        &self.parts
    }

    /// Returns the instance, as it is before the change.
    pub fn existing(&self) -> &Arc<ExistingInstance> {
        &self.existing
    }

    /// Returns the grant it uses, if one was required.
    pub fn grant(&self) -> Option<&Grant> {
        self.parts.grant()
    }

    /// Returns the body to send, with secrets. It is wiped when dropped.
    ///
    /// `PUT` replaces the instance, so the values that stay are sent back, except those that the platform masks or
    /// writes itself. An emptied entry is sent as an empty text.
    pub fn expose_body(&self) -> Zeroizing<String> {
        Zeroizing::new(self.body(SecretForm::Exposed).to_string())
    }

    /// Returns the body with masked secrets.
    pub(super) fn masked_body(&self) -> Json {
        self.body(SecretForm::Masked)
    }

    fn body(&self, secrets: SecretForm) -> Json {
        let mut body = self.parts.body(secrets);
        if let Some(body) = body.as_object_mut() {
            let named = Some(&self.existing.element).filter(|element| !element.as_str().is_empty());
            if let Some(element) = named {
                body.insert("element".into(), serde_json::json!({ "key": element.as_str() }));
            }
            let sent = body.get_mut("configuration").and_then(Json::as_object_mut).map(std::mem::take);
            body.insert("configuration".into(), Json::Object(self.completed(sent.unwrap_or_default(), secrets)));
        }
        body
    }

    /// Adds the values that stay. Those that an OAuth proxy has are left out.
    fn completed(&self, sent: Map<String, Json>, secrets: SecretForm) -> Map<String, Json> {
        let mut all = Map::new();
        let draft = self.parts.filled().draft();
        for (key, value) in self.existing.carried().filter(|(key, _)| !draft.is_at_proxy(key)) {
            let is_emptied = draft.field(key).is_some() && draft.value(key).is_none();
            let is_secret_field = draft.element().fields().any(|field| field.key == *key && field.is_secret());
            let is_secret = is_secret_field || is_secret_name(key.as_str()) || is_secret_text(value.expose());
            let text = match secrets {
                _ if is_emptied => "",
                SecretForm::Masked | SecretForm::Variables if is_secret => MASK,
                SecretForm::Exposed | SecretForm::Masked | SecretForm::Variables => value.expose(),
            };
            all.insert(key.as_str().to_owned(), Json::from(text));
        }
        all.extend(sent);
        all
    }
}

/// Complete request that changes name, tags or configuration of an instance.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InstanceEdit {
    filled: Filled,
    existing: Arc<ExistingInstance>,
}

impl InstanceEdit {
    pub(super) fn new(filled: Filled, existing: Arc<ExistingInstance>) -> Self {
        Self { filled, existing }
    }

    /// Returns the changed values and no others.
    pub fn update(&self) -> InstanceUpdate {
        let draft = self.filled.draft();
        let mut update = InstanceUpdate::default();
        (update.name, update.tags) = (draft.changed_name().map(str::to_owned), draft.changed_tags());
        let fields =
            draft.asked().filter(|field| field.target == Target::Configuration && draft.is_changed(&field.key));
        for field in fields {
            match draft.value(&field.key) {
                Some(DraftValue::Hidden(secret)) => update.set_secret(field.key.clone(), secret.clone()),
                Some(value) => update.set(field.key.clone(), value.expose()),
                None => update.set(field.key.clone(), ""),
            }
        }
        update
    }
}

/// Request that changes an instance.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ChangeRequest {
    /// Replaces the credentials.
    Reauthorize(Box<Reauthorization>),
    /// Changes name, tags or configuration.
    Edit(Box<InstanceEdit>),
}

impl ChangeRequest {
    /// Returns the instance, as it is before the change.
    pub fn existing(&self) -> &Arc<ExistingInstance> {
        match self {
            Self::Reauthorize(request) => &request.existing,
            Self::Edit(edit) => &edit.existing,
        }
    }

    /// Returns the form it came from.
    pub fn filled(&self) -> &Filled {
        match self {
            Self::Reauthorize(request) => request.parts.filled(),
            Self::Edit(edit) => &edit.filled,
        }
    }

    /// Returns the draft it came from.
    pub fn draft(&self) -> &Draft {
        self.filled().draft()
    }

    /// Returns the grant it uses, if one was required.
    pub fn grant(&self) -> Option<&Grant> {
        match self {
            Self::Reauthorize(request) => request.grant(),
            Self::Edit(_) => None,
        }
    }

    /// Returns the differences to the instance.
    pub fn differences(&self) -> Vec<Difference> {
        self.draft().differences()
    }

    /// Returns true if nothing would be changed.
    pub fn is_empty(&self) -> bool {
        match self {
            Self::Reauthorize(_) => false,
            Self::Edit(edit) => edit.update().is_empty(),
        }
    }

    /// Returns all secrets of the request, so that they can be recognized in other texts.
    pub fn secrets(&self) -> Vec<Secret> {
        match self {
            Self::Reauthorize(request) => request.parts.secrets().collect(),
            Self::Edit(edit) => edit.filled.draft().secrets().cloned().collect(),
        }
    }

    /// Returns the request with the values of its references, to be sent and dropped.
    ///
    /// # Errors
    /// The reason why the value for the callback is no address.
    pub fn resolved(self, values: Resolved) -> Result<Self, AddressFault> {
        Ok(match self {
            Self::Reauthorize(request) => {
                let Reauthorization { parts, existing } = *request;
                Self::Reauthorize(Box::new(Reauthorization { parts: parts.resolved(values)?, existing }))
            }
            Self::Edit(edit) => {
                let InstanceEdit { filled, existing } = *edit;
                Self::Edit(Box::new(InstanceEdit { filled: filled.resolved(values)?, existing }))
            }
        })
    }
}
