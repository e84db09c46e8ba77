//! What can be pressed on the consent page, and the answer each gives.

use super::{
    provider::Code,
    vendor::Ask,
    world::{self, World},
};
use std::{io, time::Duration};
use tokio::time::Instant;
use url::Url;

/// What a person chose, or a way to misbehave.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Choice {
    Allow,
    Deny,
    Slow,
    WrongState,
    NoState,
    Expired,
    Used,
    Unavailable,
}

impl Choice {
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

    /// How long the answer waits.
    pub(super) fn delay(self) -> Duration {
        if self == Self::Slow { Duration::from_secs(5) } else { Duration::ZERO }
    }

    /// Where the browser goes: the application's address with the answer behind whatever query it has.
    pub(super) fn redirect(self, world: &World, ask: &Ask) -> io::Result<Url> {
        let mut address = ask.redirect.clone();
        // A fragment is no part of a redirect address (RFC 6749 §3.1.2).
        address.set_fragment(None);
        let mut pairs = address.query_pairs_mut();
        match self.refusal() {
            Some((error, description)) => {
                pairs.append_pair("error", error).append_pair("error_description", description);
            }
            None => {
                pairs.append_pair("code", &self.code(world, ask)?);
            }
        }
        if let Some(state) = self.state(ask) {
            pairs.append_pair("state", state);
        }
        if ask.listed.key() == "quickbooks" && self.refusal().is_none() {
            let company = u64::from_be_bytes(world::random()?) % 1_000_000_000;
            pairs.append_pair("realmId", &format!("193514{company:09}"));
        }
        drop(pairs);
        Ok(address)
    }

    fn state(self, ask: &Ask) -> Option<&str> {
        match self {
            Self::NoState => None,
            Self::WrongState => Some("c29tZW9uZS1lbHNlcw"),
            _ => ask.state.as_deref(),
        }
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

    fn code(self, world: &World, ask: &Ask) -> io::Result<String> {
        let life = if self == Self::Expired { Duration::ZERO } else { world.code_life };
        world.state().codes.give(Code {
            element: ask.listed.element.key.clone(),
            client: ask.client.clone(),
            callback: ask.callback.clone(),
            dies: Instant::now() + life,
            used: self == Self::Used,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::{super::shelf::tests::either, *};
    use crate::domain::{Account, Base, Secret};
    use std::net::{Ipv4Addr, SocketAddr};

    fn redirect(choice: Choice, key: &str) -> String {
        let base = Base::read("http://127.0.0.1:9").expect("a base");
        let account = Account { base, user: Secret::new("u"), organization: Secret::new("o") };
        let address = SocketAddr::from((Ipv4Addr::LOCALHOST, 9));
        let world = World::new(account, address, Duration::ZERO, Duration::ZERO).expect("a world");
        let callback = "https://app.example/cb#fragment".to_owned();
        let ask = Ask {
            listed: either(key),
            client: "k".into(),
            redirect: Url::parse(&callback).expect("an address"),
            callback,
            state: None,
            scope: String::new(),
        };
        choice.redirect(&world, &ask).expect("a redirect").into()
    }

    #[test]
    fn only_quickbooks_says_which_company_was_chosen() {
        assert!(redirect(Choice::Allow, "quickbooks").contains("&realmId=193514"));
        assert!(!redirect(Choice::Deny, "quickbooks").contains("realmId"));
        assert!(!redirect(Choice::Allow, "either").contains("realmId"));
    }

    #[test]
    fn an_answer_has_no_fragment_and_no_state_that_was_not_sent() {
        let address = redirect(Choice::Allow, "either");
        assert!(address.starts_with("https://app.example/cb?code=") && !address.contains('#'), "{address}");
        assert!(!address.contains("state"), "{address}");
    }

    #[test]
    fn only_the_slow_answer_waits() {
        assert_eq!((Choice::Slow.delay(), Choice::Allow.delay()), (Duration::from_secs(5), Duration::ZERO));
    }
}
