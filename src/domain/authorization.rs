//! The provider's authorization page, and the answer expected from it.

mod preflight;
mod proxied;
mod secret_parameter;

pub use preflight::{PreflightRemark, RemarkVerdict};

use super::callback::CallbackUrl;
use crate::{
    catalog::element::Redirect,
    text::{MASK, address, secret::Secret},
};
use std::fmt;
use url::Url;

/// Random `state` parameter of an authorization request, which the answer has to return unchanged.
///
/// It is generated for every attempt. The value in the platform's documentation, the element's key, is never used,
/// because anyone could guess it (RFC 9700 §2.1).
#[derive(Clone, PartialEq, Eq)]
pub struct State(Secret);

/// Length of the shortest state in characters; a shorter one can be guessed.
const SHORTEST: usize = 20;

impl State {
    /// Encodes 256 random bits drawn by the caller. RFC 9700 requires a value that cannot be guessed.
    pub fn from_bytes(bytes: &[u8; 32]) -> Self {
        use base64::Engine as _;
        Self(Secret::new(base64::engine::general_purpose::URL_SAFE_NO_PAD.encode(bytes)))
    }

    /// Parses a state that an answer returned. One of elemint has 256 bits, that of a proxy fewer.
    pub(super) fn from_text(text: &str) -> Option<Self> {
        (text.len() >= SHORTEST).then(|| Self(Secret::new(text)))
    }

    /// Returns the text as sent in the address.
    pub fn as_str(&self) -> &str {
        self.0.expose()
    }

    /// Returns true if the answer holds this state, compared in constant time.
    pub fn matches(&self, answer: &str) -> bool {
        self.0 == Secret::new(answer)
    }
}

impl fmt::Debug for State {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("State(…)")
    }
}

/// Authorization page of a provider, with the content a valid answer from it must have.
#[derive(Clone, PartialEq, Eq)]
pub struct Authorization {
    address: Url,
    state: State,
    callback: CallbackUrl,
    key: String,
    expect: Expect,
    redirect: Redirect,
    proxy: Option<ProxiedRedirect>,
}

/// Redirect through an OAuth proxy.
#[derive(Clone, PartialEq, Eq)]
struct ProxiedRedirect {
    /// Address of the proxy, if it is known.
    registered: Option<String>,
    /// True if the state of the platform is known, so that an answer can be compared with it.
    has_state: bool,
}

/// Content of a valid answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Expect {
    /// A code, and the state that was sent (OAuth 2).
    Code,
    /// A verifier, and the request token that was sent (OAuth 1).
    Verifier {
        /// The request token.
        token: Secret,
        /// Secret of the request token, needed by the request that creates the instance.
        secret: Secret,
    },
}

impl Expect {
    /// Returns the provider's term for the proof of consent.
    pub fn proof(&self) -> &'static str {
        match self {
            Self::Code => "code",
            Self::Verifier { .. } => "verifier",
        }
    }
}

/// Shows only the host: the address contains the state, and that of one provider the application's secret.
impl fmt::Debug for Authorization {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Authorization({}, …)", self.host())
    }
}

/// Reason why an address from the platform is not opened.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum AuthorizationError {
    /// The answer is not a web address.
    #[error("The platform's answer is not a web address.")]
    Unreadable,
    /// The address would open something other than a web page, or display a misleading host.
    #[error("The address from the platform is not safe to open ({0}).")]
    Unsafe(&'static str),
    /// The callback is a reference without a value.
    #[error("The callback address is not known yet.")]
    NoCallback,
}

impl Authorization {
    /// Creates a page from the address that the platform returned.
    ///
    /// # Errors
    /// [`AuthorizationError`] if the address must not be opened in a browser.
    pub fn new(address: &str, state: State, callback: CallbackUrl, key: &str) -> Result<Self, AuthorizationError> {
        // A browser takes the address as one line, and none displays more than 8 KiB.
        if address.len() > 8192 || address.chars().any(|c| c.is_control() || c.is_whitespace()) {
            return Err(AuthorizationError::Unsafe("odd characters or length"));
        }
        let address = Url::parse(address).ok().ok_or(AuthorizationError::Unreadable)?;
        let is_loopback = address.scheme() == "http" && address::is_loopback(&address);
        if address.scheme() != "https" && !is_loopback {
            return Err(AuthorizationError::Unsafe("not https"));
        }
        if !address.username().is_empty() || address.password().is_some() {
            return Err(AuthorizationError::Unsafe("a user name before the host"));
        }
        let (key, expect, redirect, proxy) = (key.to_owned(), Expect::Code, Redirect::default(), None);
        Ok(Self { address, state, callback, key, expect, redirect, proxy })
    }

    /// Sets the request token of OAuth 1 that the answer must return.
    #[must_use]
    pub fn expecting_verifier(mut self, token: Secret, secret: Secret) -> Self {
        self.expect = Expect::Verifier { token, secret };
        self
    }

    /// Sets the known properties of the provider's answers.
    #[must_use]
    pub fn returning(mut self, redirect: Redirect) -> Self {
        self.redirect = redirect;
        self
    }

    /// Returns true if the answer must return the state or request token. Not required from a provider known to omit
    /// the state, nor if no state was sent.
    pub fn is_tied(&self) -> bool {
        match self.expect {
            Expect::Verifier { .. } => true,
            Expect::Code => !self.redirect.stateless && self.find("state").is_some(),
        }
    }

    /// Returns the parameters besides the code that are required to create an instance.
    pub fn needs(&self) -> &[String] {
        &self.redirect.needs
    }

    /// Returns the issuer name of the provider, if it is known. A page on this machine belongs to the sandbox and has
    /// no known issuer.
    pub fn issuer(&self) -> Option<&str> {
        self.redirect.issuer.as_deref().filter(|_| !address::is_loopback(&self.address))
    }

    /// Returns the content of a valid answer.
    pub fn expect(&self) -> &Expect {
        &self.expect
    }

    /// Returns the complete address, for the browser.
    pub fn address(&self) -> &str {
        self.address.as_str()
    }

    /// Returns the host of the page, for the user to recognize.
    pub fn host(&self) -> &str {
        self.address.host_str().unwrap_or_default()
    }

    /// Returns the state that an answer must contain.
    pub fn state(&self) -> &State {
        &self.state
    }

    /// Returns the address the browser is redirected to at the end.
    pub fn callback(&self) -> &CallbackUrl {
        &self.callback
    }

    /// Returns the address for display. Secrets in it are masked: the address of one provider contains the
    /// application's secret.
    pub fn shown(&self) -> String {
        let mut shown = self.address().to_owned();
        for value in secret_parameter::values(self.address()).into_iter().rev() {
            shown.replace_range(value, MASK);
        }
        shown
    }

    /// Returns true if the address has a parameter named after a secret, as that of one provider does. It is then
    /// masked for display.
    pub fn carries_secret(&self) -> bool {
        !secret_parameter::values(self.address()).is_empty()
    }

    /// Returns the access that the address asks for, if it names any.
    pub fn scope(&self) -> Option<String> {
        self.find("scope").filter(|scope| !scope.trim().is_empty())
    }

    fn find(&self, name: &str) -> Option<String> {
        self.address.query_pairs().find(|(found, _)| found == name).map(|(_, value)| value.into_owned())
    }
}

#[cfg(test)]
mod tests;
