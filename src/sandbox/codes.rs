//! Authorization codes: those that were given, and those that were typed.

use super::{order::Order, random};
use crate::catalog::{ElementKey, element::oauth_keys::CALLBACK_URL};
use base64::{Engine as _, engine::general_purpose::STANDARD};
use std::{
    collections::{HashMap, HashSet, hash_map::RandomState},
    hash::BuildHasher as _,
    io,
    time::Duration,
};
use tokio::time::Instant;

/// Dead codes are remembered for so long, so that a late one is called expired and not unknown.
pub(super) const REMEMBERED: Duration = Duration::from_secs(3600);

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
        let text = STANDARD.encode(random::bytes::<16>()?);
        self.0.insert(text.clone(), code);
        Ok(text)
    }

    /// Takes a code back for tokens; once shown it is worth nothing, whatever came of it (RFC 6749 §4.1.2).
    pub(super) fn spend(&mut self, order: &Order) -> Result<(), &'static str> {
        let code = self.0.get_mut(order.proof("code")).ok_or("The authorization code is not valid")?;
        if std::mem::replace(&mut code.used, true) {
            return Err("The authorization code was already used");
        }
        if Instant::now() >= code.dies {
            return Err("The authorization code has expired");
        }
        if code.element != order.listed.element.key || !order.is_from(&code.client) {
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

    pub(super) fn spend(&mut self, order: &Order) -> Result<(), &'static str> {
        let code = order.text(Self::KEY);
        if self.seen.len() >= MAX_REMEMBERED {
            self.seen.clear();
        }
        let new = code.is_empty() || self.seen.insert(self.key.hash_one((&order.listed.element.key, code)));
        if new { Ok(()) } else { Err("The authorization code was already used") }
    }
}
