//! The provider behind the platform: it knows a few credentials by heart, and takes each code once.

use super::{order::Order, problem::Problem, world::SandboxState};
use crate::catalog::{
    AuthFlow,
    element::oauth_keys::{API_KEY, API_SECRET},
};
use axum::http::StatusCode;
use serde_json::Value as Json;
use std::time::Duration;
use url::Url;

/// Delay for the value `slow`: about that of the slowest providers.
const SLOW: Duration = Duration::from_secs(25);

/// Returns the additional duration of this request.
pub(super) fn delay(order: &Order) -> Duration {
    if order.texts().any(|(_, text)| text == "slow") { SLOW } else { Duration::ZERO }
}

/// Returns true for the value with which credentials are accepted once and have expired afterwards.
pub(super) fn is_expired(value: &Json) -> bool {
    value.as_str() == Some("expired")
}

/// Returns the provider's verdict on the credentials of a request. `redeemed` is true if another server redeems codes.
pub(super) fn check(order: &Order, state: &mut SandboxState, redeemed: bool) -> Result<(), Problem> {
    if order.texts().any(|(_, text)| is_unreachable(text)) {
        let text = "Failed to connect to the API URL. Validate that you are using the correct WSDL path.";
        return Err(Problem::bad(text));
    }
    if let Some((key, _)) = order.texts().find(|(key, text)| *text == "wrong" && order.listed.is_secret(key)) {
        let reason = match key {
            API_KEY | API_SECRET => "invalid_client - Client authentication failed",
            _ => "Access denied - The user name, password or key is not valid",
        };
        return Err(Problem::provider(StatusCode::UNAUTHORIZED, reason));
    }
    let (error, spent) = match order.mode.flow {
        AuthFlow::OAuth2 if redeemed => return Ok(()),
        AuthFlow::OAuth2 => ("invalid_grant", state.codes.spend(order)),
        AuthFlow::OAuth1 => ("token_rejected", state.tokens.spend(order)),
        AuthFlow::Plain => ("invalid_grant", state.typed.spend(order)),
    };
    spent.map_err(|why| Problem::provider(StatusCode::BAD_REQUEST, format!("{error} - {why}")))
}

fn is_unreachable(text: &str) -> bool {
    let host = Url::parse(text).ok().and_then(|url| url.host_str().map(str::to_owned));
    host.is_some_and(|host| host == "unreachable" || host.starts_with("unreachable."))
}
