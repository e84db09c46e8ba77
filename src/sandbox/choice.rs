//! Choices of the consent page, and the redirect that each gives.

use super::{codes::IssuedCode, consent_request::ConsentRequest, extras, tokens::TokenConsent, world::SandboxWorld};
use std::{io, time::Duration};
use tokio::time::Instant;
use url::Url;

/// Someone else's state, and someone else's request token.
const STRANGE: &str = "c29tZW9uZS1lbHNlcw";

/// Choice of the user, or a fault of the provider.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum ConsentChoice {
    Allow,
    Deny,
    Slow,
    WrongState,
    NoState,
    Expired,
    Used,
    Unavailable,
}

impl ConsentChoice {
    /// Reads the value of the button that was pressed.
    pub(super) fn read(text: &str) -> Option<Self> {
        Some(match text {
            "allow" => Self::Allow,
            "deny" => Self::Deny,
            "slow" => Self::Slow,
            "wrong-state" => Self::WrongState,
            "no-state" => Self::NoState,
            "expired" => Self::Expired,
            "used" => Self::Used,
            "unavailable" => Self::Unavailable,
            _ => return None,
        })
    }

    /// Returns the delay of the redirect.
    pub(super) fn delay(self) -> Duration {
        if self == Self::Slow { Duration::from_secs(5) } else { Duration::ZERO }
    }

    /// Returns the redirect: the application's address with the answer added to its query.
    pub(super) fn redirect(self, world: &SandboxWorld, ask: &ConsentRequest) -> io::Result<Url> {
        let mut address = ask.redirect.clone();
        // A fragment is no part of a redirect address (RFC 6749 §3.1.2).
        address.set_fragment(None);
        let answer = match self.refusal() {
            Some(refusal) => self.no(refusal, ask),
            None => self.yes(world, ask)?,
        };
        address.query_pairs_mut().extend_pairs(answer);
        Ok(address)
    }

    fn no(self, (error, description): (&str, &str), ask: &ConsentRequest) -> Vec<(String, String)> {
        if let (Self::Deny, Some(token)) = (self, &ask.token) {
            return vec![("denied".into(), token.clone())];
        }
        let error = [("error".into(), error.into()), ("error_description".into(), description.into())];
        error.into_iter().chain(self.state(ask)).collect()
    }

    fn yes(self, world: &SandboxWorld, ask: &ConsentRequest) -> io::Result<Vec<(String, String)>> {
        let app = world.state().apps.find(ask.listed.key(), &ask.client).cloned();
        let extras = match ask.mode() {
            Some(mode) => extras::on_redirect(ask.listed.key(), mode, app.as_ref())?,
            None => Vec::new(),
        };
        let life = if self == Self::Expired { Duration::ZERO } else { world.code_life };
        let (used, repeat) = (self == Self::Used, extras::to_repeat(&extras));
        let mut answer = Vec::new();
        match &ask.token {
            Some(token) => {
                let consent = TokenConsent::new(life, used, repeat)?;
                answer.extend(self.token(token).map(|token| ("oauth_token".into(), token)));
                answer.push(("oauth_verifier".to_owned(), consent.verifier.expose().to_owned()));
                world.state().tokens.allow(token, consent);
            }
            None => {
                let code = IssuedCode {
                    element: ask.listed.element.key.clone(),
                    client: ask.client.clone(),
                    callback: ask.callback.clone(),
                    extras: repeat,
                    dies: Instant::now() + life,
                    used,
                };
                answer.push(("code".to_owned(), world.state().codes.give(code)?));
                answer.extend(self.state(ask));
            }
        }
        answer.extend(extras);
        Ok(answer)
    }

    /// OAuth 1 has no state: the answer is recognized by its request token.
    fn token(self, token: &str) -> Option<String> {
        match self {
            Self::NoState => None,
            Self::WrongState => Some(STRANGE.to_owned()),
            _ => Some(token.to_owned()),
        }
    }

    fn state(self, ask: &ConsentRequest) -> Option<(String, String)> {
        let state = match self {
            Self::NoState => None,
            Self::WrongState => Some(STRANGE.to_owned()),
            _ => ask.state.clone(),
        };
        state.map(|state| ("state".to_owned(), state))
    }

    fn refusal(self) -> Option<(&'static str, &'static str)> {
        match self {
            Self::Deny => Some(("access_denied", "The user denied the request")),
            Self::Unavailable => {
                Some(("temporarily_unavailable", "The service is being maintained; please try again in a few minutes"))
            }
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{
        super::catalog::{SandboxCatalog, tests::either},
        *,
    };
    use crate::{
        catalog::Catalog,
        domain::{Account, BaseUrl},
        text::Secret,
    };
    use std::net::{Ipv4Addr, SocketAddr};

    fn redirect(choice: ConsentChoice, key: &str) -> String {
        let base = BaseUrl::read("http://127.0.0.1:9").expect("a base");
        let account = Account::new(base, Secret::new("u"), Secret::new("o"));
        let address = SocketAddr::from((Ipv4Addr::LOCALHOST, 9));
        let world = SandboxWorld::new(
            account,
            address,
            SandboxCatalog::new(&Catalog::default(), Vec::new()),
            Duration::ZERO,
            Duration::ZERO,
        )
        .expect("a world");
        let callback = "https://app.example/cb#fragment".to_owned();
        let ask = ConsentRequest {
            listed: either(key),
            client: "k".into(),
            redirect: Url::parse(&callback).expect("an address"),
            callback,
            state: None,
            scope: String::new(),
            token: None,
        };
        choice.redirect(&world, &ask).expect("a redirect").into()
    }

    #[test]
    fn only_quickbooks_answer_names_the_company() {
        assert!(redirect(ConsentChoice::Allow, "quickbooks").contains("&realmId=193514"));
        assert!(!redirect(ConsentChoice::Deny, "quickbooks").contains("realmId"));
        assert!(!redirect(ConsentChoice::Allow, "either").contains("realmId"));
    }

    #[test]
    fn answer_has_no_fragment_and_only_a_sent_state() {
        let address = redirect(ConsentChoice::Allow, "either");
        assert!(address.starts_with("https://app.example/cb?code=") && !address.contains('#'), "{address}");
        assert!(!address.contains("state"), "{address}");
    }

    #[test]
    fn only_the_slow_answer_is_delayed() {
        assert_eq!(
            (ConsentChoice::Slow.delay(), ConsentChoice::Allow.delay()),
            (Duration::from_secs(5), Duration::ZERO)
        );
    }
}
