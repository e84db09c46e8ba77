//! The provider behind the platform: it gives codes, takes each once, and knows a few credentials by heart.

use super::{order::Order, problem::Problem, world};
use crate::domain::{
    ElementKey, Flow,
    element::oauth_keys::{API_KEY, API_SECRET, CALLBACK_URL},
};
use axum::http::StatusCode;
use base64::{Engine as _, engine::general_purpose::STANDARD};
use std::{collections::HashMap, io, time::Duration};
use tokio::time::Instant;
use url::Url;

/// Dead codes are remembered for so long, so that a late one is called expired and not unknown.
const REMEMBERED: Duration = Duration::from_secs(3600);
/// What the value `slow` costs: about what the slowest providers take.
const SLOW: Duration = Duration::from_secs(25);

/// Every code that was given.
#[derive(Default)]
pub(super) struct Codes(HashMap<String, Code>);

/// For whom a code was given, and until when.
pub(super) struct Code {
    pub(super) element: ElementKey,
    pub(super) client: String,
    pub(super) callback: String,
    pub(super) dies: Instant,
    pub(super) used: bool,
}

impl Codes {
    /// Gives a new code. It ends in `==` and may hold `+` and `/`, as real ones do: whoever does not decode a
    /// redirect exactly once is found out.
    pub(super) fn give(&mut self, code: Code) -> io::Result<String> {
        let now = Instant::now();
        self.0.retain(|_, old| now < old.dies + REMEMBERED);
        let text = STANDARD.encode(world::random::<16>()?);
        self.0.insert(text.clone(), code);
        Ok(text)
    }

    /// Takes a code back for tokens; once shown it is worth nothing, whatever came of it (RFC 6749 §4.1.2).
    fn spend(&mut self, text: &str, order: &Order) -> Result<(), &'static str> {
        let code = self.0.get_mut(text).ok_or("The authorization code is not valid")?;
        if std::mem::replace(&mut code.used, true) {
            return Err("The authorization code was already used");
        }
        if Instant::now() >= code.dies {
            return Err("The authorization code has expired");
        }
        if code.element != order.listed.element.key || code.client != order.text(API_KEY) {
            return Err("The authorization code was given to another client");
        }
        if code.callback != order.text(CALLBACK_URL) {
            return Err("The redirect_uri does not match the one the authorization code was given for");
        }
        Ok(())
    }
}

/// How much longer than others this order takes.
pub(super) fn delay(order: &Order) -> Duration {
    if order.texts().any(|(_, text)| text == "slow") { SLOW } else { Duration::ZERO }
}

/// What the provider says to the credentials in an order.
pub(super) fn check(order: &Order, codes: &mut Codes) -> Result<(), Problem> {
    if order.texts().any(|(_, text)| is_unreachable(text)) {
        let text = "Failed to connect to the API URL. Validate that you are using the correct WSDL path.";
        return Err(Problem::bad(text));
    }
    if let Some((key, _)) = order.texts().find(|(key, text)| *text == "wrong" && order.listed.is_masked(key)) {
        let said = match key {
            API_KEY | API_SECRET => "invalid_client - Client authentication failed",
            _ => "Access denied - The user name, password or key is not valid",
        };
        return Err(Problem::provider(StatusCode::UNAUTHORIZED, said));
    }
    if order.flow == Flow::OAuth2 && !order.external {
        let refused = |why| Problem::provider(StatusCode::BAD_REQUEST, format!("invalid_grant - {why}"));
        codes.spend(&order.code, order).map_err(refused)?;
    }
    Ok(())
}

fn is_unreachable(text: &str) -> bool {
    let host = Url::parse(text).ok().and_then(|url| url.host_str().map(str::to_owned));
    host.is_some_and(|host| host == "unreachable" || host.starts_with("unreachable."))
}
