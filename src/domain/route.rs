//! The way from a filled form to an instance.

use super::{
    change_request::{ChangeRequest, InstanceEdit, Reauthorization},
    create_request::{Consent, CreateRequest},
    draft::{Draft, Filled, Purpose},
    request_parts::{RequestParts, SecretForm},
};
use serde_json::Value as Json;

/// Next stage of a filled form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Route {
    /// The instance can be created.
    Ready(CreateRequest),
    /// The existing instance can be changed.
    Change(ChangeRequest),
    /// The provider's consent is required first.
    Consent(Consent),
}

impl Filled {
    /// Returns the next stage: the request itself, or the provider's consent before it.
    pub fn route(self) -> Route {
        let needs_consent = self.flow().needs_consent();
        match self.draft().purpose().clone() {
            Purpose::Edit(existing) => Route::Change(ChangeRequest::Edit(Box::new(InstanceEdit::new(self, existing)))),
            Purpose::Create | Purpose::Reauthorize(_) if needs_consent => Route::Consent(Consent::new(self)),
            Purpose::Create => Route::Ready(CreateRequest::new(RequestParts::new(self, None))),
            Purpose::Reauthorize(existing) => {
                let request = Reauthorization::new(RequestParts::new(self, None), existing);
                Route::Change(ChangeRequest::Reauthorize(Box::new(request)))
            }
        }
    }
}

impl Draft {
    /// Returns the request for the form in its present state, with masked secrets, even if values are missing.
    pub fn preview(&self) -> Json {
        let filled = Filled::unchecked(self.clone());
        match self.purpose() {
            Purpose::Create | Purpose::Reauthorize(_) => RequestParts::new(filled, None).body(SecretForm::Masked),
            Purpose::Edit(existing) => InstanceEdit::new(filled, existing.clone()).update().masked_body(),
        }
    }

    /// Returns the body as it is sent, with masked secrets: of a re-authorization also the values that stay.
    pub fn planned_body(&self) -> Json {
        match self.purpose() {
            Purpose::Create | Purpose::Edit(_) => self.preview(),
            Purpose::Reauthorize(existing) => {
                let parts = RequestParts::new(Filled::unchecked(self.clone()), None);
                Reauthorization::new(parts, existing.clone()).masked_body()
            }
        }
    }
}
