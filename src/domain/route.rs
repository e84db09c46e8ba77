//! The way from a filled form to an instance.

use super::{
    create_request::{Consent, CreateRequest},
    draft::{Draft, Filled},
};
use crate::catalog::element::AuthFlow;
use serde_json::Value as Json;

/// Next stage of a filled form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Route {
    /// Nothing else is needed.
    Ready(CreateRequest),
    /// The provider has to be asked first.
    Consent(Consent),
}

impl Filled {
    /// Returns the next stage: the request itself, or the provider's consent before it.
    pub fn route(self) -> Route {
        match self.flow() {
            AuthFlow::Plain => Route::Ready(CreateRequest::plain(self)),
            AuthFlow::OAuth2 | AuthFlow::OAuth1 => Route::Consent(Consent::new(self)),
        }
    }
}

impl Draft {
    /// Returns the request for the form as it is, secrets masked: to look at, whatever is missing.
    pub fn sketch(&self) -> Json {
        CreateRequest::plain(Filled::unchecked(self.clone())).masked_body()
    }
}
