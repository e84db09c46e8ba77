//! The provider behind the platform: it gives codes, takes each once, and knows a few credentials by heart.

use super::{
    order::Order,
    problem::Problem,
    world::{self, SandboxState},
};
use crate::catalog::{
    AuthFlow, ElementKey,
    element::oauth_keys::{API_KEY, API_SECRET, CALLBACK_URL},
};
use axum::http::StatusCode;
use base64::{Engine as _, engine::general_purpose::STANDARD};
use std::{
    collections::{HashMap, HashSet, hash_map::RandomState},
    hash::BuildHasher as _,
    io,
    time::Duration,
};
use tokio::time::Instant;
use url::Url;

/// Dead codes are remembered for so long, so that a late one is called expired and not unknown.
pub(super) const REMEMBERED: Duration = Duration::from_secs(3600);
/// Delay for the value `slow`: about that of the slowest providers.
const SLOW: Duration = Duration::from_secs(25);

/// More codes, or tokens, than anyone practices with; past that all are forgotten.
pub(super) const MAX_REMEMBERED: usize = 10_000;

/// Every code that was given.
#[derive(Default)]
pub(super) struct IssuedCodes(HashMap<String, IssuedCode>);

/// For whom a code was given, and until when.
pub(super) struct IssuedCode {
    pub(super) element: ElementKey,
    pub(super) client: String,
    pub(super) callback: String,
    /// Additional values of the redirect, which the create request has to repeat.
    pub(super) extras: Vec<(String, String)>,
    pub(super) dies: Instant,
    pub(super) used: bool,
}

impl IssuedCodes {
    /// Issues a new code. It ends in `==` and may hold `+` and `/`, as real ones do, so that a client that does not
    /// decode a redirect exactly once fails.
    pub(super) fn give(&mut self, code: IssuedCode) -> io::Result<String> {
        let now = Instant::now();
        self.0.retain(|_, old| now < old.dies + REMEMBERED);
        if self.0.len() >= MAX_REMEMBERED {
            self.0.clear();
        }
        let text = STANDARD.encode(world::random::<16>()?);
        self.0.insert(text.clone(), code);
        Ok(text)
    }

    /// Takes a code back for tokens; once shown it is worth nothing, whatever came of it (RFC 6749 §4.1.2).
    fn spend(&mut self, order: &Order) -> Result<(), &'static str> {
        let code = self.0.get_mut(order.proof("code")).ok_or("The authorization code is not valid")?;
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
        order.repeats(&code.extras)
    }
}

/// Codes that were typed into a form and work once. Only a keyed hash of each is kept.
#[derive(Default)]
pub(super) struct TypedCodes {
    key: RandomState,
    seen: HashSet<u64>,
}

impl TypedCodes {
    /// The configuration entry that holds such a code.
    const KEY: &str = "authorization.code";

    fn spend(&mut self, order: &Order) -> Result<(), &'static str> {
        let code = order.text(Self::KEY);
        if self.seen.len() >= MAX_REMEMBERED {
            self.seen.clear();
        }
        let new = code.is_empty() || self.seen.insert(self.key.hash_one((&order.listed.element.key, code)));
        if new { Ok(()) } else { Err("The authorization code was already used") }
    }
}

/// Returns the additional duration of this request.
pub(super) fn delay(order: &Order) -> Duration {
    if order.texts().any(|(_, text)| text == "slow") { SLOW } else { Duration::ZERO }
}

/// Returns the provider's verdict on the credentials of a request. `redeemed` is true if another server redeems codes.
pub(super) fn check(order: &Order, state: &mut SandboxState, redeemed: bool) -> Result<(), Problem> {
    if order.texts().any(|(_, text)| is_unreachable(text)) {
        let text = "Failed to connect to the API URL. Validate that you are using the correct WSDL path.";
        return Err(Problem::bad(text));
    }
    if let Some((key, _)) = order.texts().find(|(key, text)| *text == "wrong" && order.listed.is_secret(key)) {
        let said = match key {
            API_KEY | API_SECRET => "invalid_client - Client authentication failed",
            _ => "Access denied - The user name, password or key is not valid",
        };
        return Err(Problem::provider(StatusCode::UNAUTHORIZED, said));
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
