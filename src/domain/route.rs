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
    /// The instance can be created.
    Ready(CreateRequest),
    /// The provider's consent is required first.
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
    /// Returns the request for the form in its present state, with masked secrets, even if values are missing.
    pub fn preview(&self) -> Json {
        CreateRequest::plain(Filled::unchecked(self.clone())).masked_body()
    }
}
