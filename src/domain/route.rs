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
    /// Returns the body of the request for the form in its present state, with masked secrets, even if values are missing.
    /// That of a re-authorization has the values that stay, too.
    pub fn preview(&self) -> Json {
        let filled = Filled::unchecked(self.clone());
        match self.purpose() {
            Purpose::Create => RequestParts::new(filled, None).body(SecretForm::Masked),
            Purpose::Reauthorize(existing) => {
                Reauthorization::new(RequestParts::new(filled, None), existing.clone()).masked_body()
            }
            Purpose::Edit(existing) => InstanceEdit::new(filled, existing.clone()).update().masked_body(),
        }
    }
}
