//! The one shape all errors have.

use axum::{
    http::StatusCode,
    response::{IntoResponse, Response},
};
use serde_json::{Map, Value as Json};
use std::fmt;

/// An error as the platform words it. The gate writes the body, since it alone knows the request's id.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Problem {
    status: StatusCode,
    message: String,
    provider: Option<String>,
}

impl Problem {
    /// The platform's own no.
    pub(super) fn new(status: StatusCode, message: impl Into<String>) -> Self {
        Self { status, message: message.into(), provider: None }
    }

    /// 400, the commonest.
    pub(super) fn bad(message: impl Into<String>) -> Self {
        Self::new(StatusCode::BAD_REQUEST, message)
    }

    /// 404.
    pub(super) fn missing(message: impl Into<String>) -> Self {
        Self::new(StatusCode::NOT_FOUND, message)
    }

    /// A no of the provider's, passed on.
    pub(super) fn provider(status: StatusCode, reason: impl Into<String>) -> Self {
        Self { status, message: "Request failed".into(), provider: Some(reason.into()) }
    }

    /// The body, for the request with this id.
    pub(super) fn body(&self, request_id: &str) -> String {
        let mut body = Map::new();
        body.insert("requestId".into(), Json::from(request_id));
        body.insert("message".into(), Json::from(self.message.as_str()));
        if let Some(reason) = &self.provider {
            body.insert("providerMessage".into(), Json::from(reason.as_str()));
        }
        Json::Object(body).to_string()
    }
}

/// Something within failed; the platform says no more than this either.
pub(super) fn internal(_: impl fmt::Debug) -> Problem {
    Problem::new(StatusCode::INTERNAL_SERVER_ERROR, "An unexpected error occurred")
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let mut response = self.status.into_response();
        response.extensions_mut().insert(self);
        response
    }
}
