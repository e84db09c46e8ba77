//! OAuth 1 at the provider: request tokens are given, shown to a person, and taken back once.

use super::{
    codes::{MAX_REMEMBERED, REMEMBERED},
    order::Order,
    random,
};
use crate::{
    catalog::{ElementKey, element::oauth_keys::CALLBACK_URL},
    text::Secret,
};
use std::{collections::HashMap, io, time::Duration};
use tokio::time::Instant;

/// Every request token that was given.
#[derive(Default)]
pub(super) struct IssuedRequestTokens(HashMap<String, IssuedRequestToken>);

/// Request token with its application and state.
pub(super) struct IssuedRequestToken {
    pub(super) element: ElementKey,
    pub(super) client: String,
    pub(super) callback: String,
    secret: Secret,
    given: Instant,
    consent: Option<TokenConsent>,
}

/// Consent added to a request token.
pub(super) struct TokenConsent {
    pub(super) verifier: Secret,
    /// Additional values of the redirect, which the create request has to repeat.
    pub(super) extras: Vec<(String, String)>,
    pub(super) dies: Instant,
    pub(super) used: bool,
}

impl IssuedRequestTokens {
    /// Gives a new token with its secret.
    pub(super) fn give(&mut self, element: &ElementKey, client: &str, callback: &str) -> io::Result<(String, Secret)> {
        self.0.retain(|_, old| old.given.elapsed() < REMEMBERED);
        if self.0.len() >= MAX_REMEMBERED {
            self.0.clear();
        }
        let (text, secret) = (random::hex_secret()?.expose().to_owned(), random::token()?);
        let token = IssuedRequestToken {
            element: element.clone(),
            client: client.to_owned(),
            callback: callback.to_owned(),
            secret: secret.clone(),
            given: Instant::now(),
            consent: None,
        };
        self.0.insert(text.clone(), token);
        Ok((text, secret))
    }

    /// Returns the token, if it was issued for this element and is unused.
    pub(super) fn find(&self, text: &str, element: &ElementKey) -> Option<&IssuedRequestToken> {
        let fresh = |token: &&IssuedRequestToken| token.consent.as_ref().is_none_or(|consent| !consent.used);
        self.0.get(text).filter(|token| &token.element == element).filter(fresh)
    }

    /// Notes that a person said yes.
    pub(super) fn allow(&mut self, text: &str, consent: TokenConsent) {
        if let Some(token) = self.0.get_mut(text) {
            token.consent = Some(consent);
        }
    }

    /// Takes a token back; once shown it is worth nothing, whatever came of it.
    pub(super) fn spend(&mut self, order: &Order) -> Result<(), &'static str> {
        let token = self.0.get_mut(order.proof("oauth_token")).ok_or("The request token is not known")?;
        let consent = token.consent.as_mut().ok_or("Nobody has agreed to this request token")?;
        if std::mem::replace(&mut consent.used, true) {
            return Err("The request token was already used");
        }
        if Instant::now() >= consent.dies {
            return Err("The request token has expired");
        }
        if token.element != order.listed.element.key || !order.is_from(&token.client) {
            return Err("The request token was given to another application");
        }
        // Where the callback may be left out, the one the token was asked for with counts.
        let callback = order.text(CALLBACK_URL);
        if !callback.is_empty() && token.callback != callback {
            return Err("The callback is not the one the request token was given for");
        }
        if consent.verifier != Secret::new(order.proof("oauth_verifier")) {
            return Err("The verifier is not the one the person was given");
        }
        if token.secret != Secret::new(order.proof("secret")) {
            return Err("The secret is not the one that came with the request token");
        }
        order.repeats(&consent.extras)
    }
}

impl TokenConsent {
    /// A person's yes, good for so long.
    pub(super) fn new(life: Duration, used: bool, extras: Vec<(String, String)>) -> io::Result<Self> {
        Ok(Self { verifier: random::hex_secret()?, extras, dies: Instant::now() + life, used })
    }
}
