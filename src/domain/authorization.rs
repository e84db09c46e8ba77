//! The page where consent is given, and the answer it should come back with.

mod preflight;

pub use preflight::{PreflightRemark, RemarkVerdict};

use super::callback::CallbackUrl;
use crate::{
    catalog::element::Redirect,
    text::{MASK, secret::Secret},
};
use std::fmt;
use url::Url;

/// The random text sent along with a request for consent, which has to come back unchanged.
///
/// It is made new for every attempt and never taken from the documentation's example, the element's key, which
/// anyone could guess (RFC 9700 §2.1).
#[derive(Clone, PartialEq, Eq)]
pub struct State(Secret);

impl State {
    /// A state of 256 random bits (RFC 9700 asks for one nobody can guess), drawn by the caller.
    pub fn from_bytes(bytes: &[u8; 32]) -> Self {
        use base64::Engine as _;
        Self(Secret::new(base64::engine::general_purpose::URL_SAFE_NO_PAD.encode(bytes)))
    }

    /// The text as it goes into the address.
    pub fn as_str(&self) -> &str {
        self.0.expose()
    }

    /// Whether this is what came back, compared in constant time.
    pub fn matches(&self, answer: &str) -> bool {
        self.0 == Secret::new(answer)
    }
}

impl fmt::Debug for State {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("State(…)")
    }
}

/// A page of the provider's where consent is given, with what a true answer from it must hold.
#[derive(Clone, PartialEq, Eq)]
pub struct Authorization {
    address: Url,
    state: State,
    callback: CallbackUrl,
    key: String,
    expect: Expect,
    redirect: Redirect,
}

/// What a true answer holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Expect {
    /// A code, and the state that was sent.
    Code,
    /// In OAuth 1 a verifier, and the request token that was sent.
    Verifier {
        /// The request token.
        token: Secret,
        /// The secret that came with it, kept for the request that makes the instance.
        secret: Secret,
    },
}

impl Expect {
    /// What the provider calls the proof that consent was given.
    pub fn proof(&self) -> &'static str {
        match self {
            Self::Code => "code",
            Self::Verifier { .. } => "verifier",
        }
    }
}

/// The address holds the state, and one provider's the application's secret.
impl fmt::Debug for Authorization {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Authorization({}, …)", self.host())
    }
}

/// Why an address from the platform is not opened.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum AuthorizationError {
    /// It is no web address at all.
    #[error("The platform answered with something that is not a web address.")]
    Unreadable,
    /// It would open something other than a web page, or show the person a false host.
    #[error("The platform answered with an address that is not safe to open ({0}).")]
    Unsafe(&'static str),
}

impl Authorization {
    /// Takes the address the platform answered with.
    ///
    /// # Errors
    /// [`AuthorizationError`] where the address is not one to open in a browser.
    pub fn new(address: &str, state: State, callback: CallbackUrl, key: &str) -> Result<Self, AuthorizationError> {
        // Browsers are given one line; 8 KiB is more than any of them shows.
        if address.len() > 8192 || address.chars().any(|c| c.is_control() || c.is_whitespace()) {
            return Err(AuthorizationError::Unsafe("odd characters or length"));
        }
        let address = Url::parse(address).ok().ok_or(AuthorizationError::Unreadable)?;
        let loopback = CallbackUrl::new(address.as_str()).door().is_some();
        if address.scheme() != "https" && !loopback {
            return Err(AuthorizationError::Unsafe("not https"));
        }
        if !address.username().is_empty() || address.password().is_some() {
            return Err(AuthorizationError::Unsafe("a user name before the host"));
        }
        Ok(Self { address, state, callback, key: key.to_owned(), expect: Expect::Code, redirect: Redirect::default() })
    }

    /// The same page, reached with a request token: OAuth 1.
    #[must_use]
    pub fn expecting_verifier(mut self, token: Secret, secret: Secret) -> Self {
        self.expect = Expect::Verifier { token, secret };
        self
    }

    /// The same page, with what is known of the provider's answers.
    #[must_use]
    pub fn returning(mut self, redirect: Redirect) -> Self {
        self.redirect = redirect;
        self
    }

    /// Whether an address that answers has to bring back what ties it to this request: not from a provider known to
    /// leave the state out, nor where none was sent.
    pub fn is_tied(&self) -> bool {
        match self.expect {
            Expect::Verifier { .. } => true,
            Expect::Code => !self.redirect.stateless && self.find("state").is_some(),
        }
    }

    /// The parameters beside the code that an instance cannot be made without.
    pub fn needs(&self) -> &[String] {
        &self.redirect.needs
    }

    /// What the provider calls itself, where it is known. A page on this machine is for practice and another's.
    pub fn issuer(&self) -> Option<&str> {
        let practice = CallbackUrl::new(self.address.as_str()).door().is_some();
        self.redirect.issuer.as_deref().filter(|_| !practice)
    }

    /// What a true answer holds.
    pub fn expect(&self) -> &Expect {
        &self.expect
    }

    /// The whole address, for the browser.
    pub fn address(&self) -> &str {
        self.address.as_str()
    }

    /// The host whose page it is, for a person to recognise.
    pub fn host(&self) -> &str {
        self.address.host_str().unwrap_or_default()
    }

    /// The state an answer must bring back.
    pub fn state(&self) -> &State {
        &self.state
    }

    /// Where the browser will end.
    pub fn callback(&self) -> &CallbackUrl {
        &self.callback
    }

    /// The address as it may be shown: one provider's carries the application's secret.
    pub fn shown(&self) -> String {
        if !self.carries_secret() {
            return self.address().to_owned();
        }
        let shown = self.address().split('&').map(|pair| match pair.split_once('=') {
            Some((name, _)) if name.contains("secret") => format!("{name}={MASK}"),
            _ => pair.to_owned(),
        });
        shown.collect::<Vec<_>>().join("&")
    }

    /// Whether the address carries a parameter with a name that says secret (one provider's does); it is then
    /// shown masked.
    pub fn carries_secret(&self) -> bool {
        self.address.query_pairs().any(|(name, _)| name.contains("secret"))
    }

    fn find(&self, name: &str) -> Option<String> {
        self.address.query_pairs().find(|(found, _)| found == name).map(|(_, value)| value.into_owned())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    fn open(address: &str) -> Result<Authorization, AuthorizationError> {
        Authorization::new(address, State::from_bytes(&[7; 32]), CallbackUrl::new("http://127.0.0.1:1/cb"), "me")
    }

    #[test]
    fn a_state_is_43_characters_that_need_no_encoding() {
        let state = State::from_bytes(&[255; 32]);
        assert_eq!(state.as_str().len(), 43);
        assert!(state.as_str().chars().all(|c| c.is_ascii_alphanumeric() || c == '-' || c == '_'));
    }

    #[test]
    fn debug_output_holds_neither_state_nor_address() {
        let page = open("https://signin.example.com/authorize?state=CANARY").expect("a page");
        assert_eq!(format!("{page:?} {:?}", page.state()), "Authorization(signin.example.com, …) State(…)");
    }

    #[rstest]
    #[case::secret("client_secret=CANARY&b=2", &format!("client_secret={MASK}&b=2"))]
    #[case::secret_later("b=2&client_secret=CANARY", &format!("b=2&client_secret={MASK}"))]
    #[case::plain("client_id=me&b=2", "client_id=me&b=2")]
    fn address_is_shown_with_its_secret_masked(#[case] query: &str, #[case] shown: &str) {
        let page = open(&format!("https://x.com/a?state=1&{query}")).expect("a page");
        assert_eq!(page.shown(), format!("https://x.com/a?state=1&{shown}"));
    }

    #[test]
    fn proof_is_named_as_the_provider_names_it() {
        let page = open("https://x.com/a").expect("a page");
        let of_code = page.expect().proof();
        let page = page.expecting_verifier(Secret::new("token"), Secret::new("secret"));
        assert_eq!((of_code, page.expect().proof()), ("code", "verifier"));
    }

    #[test]
    fn only_web_pages_are_opened() {
        assert!(open("https://signin.example.com/authorize?state=x").is_ok());
        assert!(open("http://127.0.0.1:9/authorize").is_ok());
        for bad in [
            "http://signin.example.com/",
            "javascript:alert(1)",
            "file:///etc/passwd",
            "https://good.com@evil.com/",
            "https://a b/",
            "https://x/\u{1b}[2J",
            "nonsense",
            "",
        ] {
            assert!(open(bad).is_err(), "{bad:?}");
        }
    }

    #[test]
    fn a_host_in_letters_that_look_alike_is_shown_as_the_net_spells_it() {
        let page = open("https://sign\u{456}n.example.com/authorize").expect("a page");
        assert!(page.host().starts_with("xn--"), "{}", page.host());
        assert!(page.shown().is_ascii());
    }
}
