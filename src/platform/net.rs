//! The way to the platform: through which proxy, trusting whom, and waiting how long.

use super::{
    observer::RequestObserver,
    proxy::{Exceptions, Proxy, ProxyError, ProxyVariable},
};
use crate::domain::BaseUrl;
use reqwest::Certificate;
use std::{fmt, time::Duration};
use url::Url;

/// Settings of the way to the platform. By default without a proxy, with the authorities that the system trusts.
#[derive(Clone, Debug)]
pub struct Net {
    proxy: Option<Setting>,
    pub(super) trusted: Vec<Certificate>,
    /// Time for a connection.
    pub(super) connecting: Duration,
    /// Time for a request that changes nothing.
    pub(super) reading: Duration,
    /// Time for a creation.
    pub(super) creating: Duration,
    /// Observer of the requests.
    pub(super) observer: Option<RequestObserver>,
}

/// Proxy of the environment with the variables it was read from.
#[derive(Clone, Debug)]
struct Setting {
    proxy: Proxy,
    variable: &'static str,
    exceptions: Exceptions,
    exceptions_variable: &'static str,
}

/// Reason for refusing a setting of the network. A proxy's address may hold a password and is not repeated.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NetError {
    /// The proxy setting in this variable is not understood.
    #[error("{0}: {1}")]
    Proxy(&'static str, ProxyError),
    /// There is no certificate in the file.
    #[error("it holds no certificate in PEM form, which begins with -----BEGIN CERTIFICATE-----")]
    NoCertificate,
}

impl Default for Net {
    fn default() -> Self {
        Self {
            proxy: None,
            trusted: Vec::new(),
            connecting: Duration::from_secs(10),
            reading: Duration::from_secs(30),
            // During a creation the platform calls the provider: 8 to 26 seconds as a rule.
            creating: Duration::from_secs(120),
            observer: None,
        }
    }
}

impl Net {
    /// Returns the same settings with this proxy, except for the hosts of the second variable. Loopback platforms are
    /// always reached directly.
    ///
    /// # Errors
    /// If either variable is not understood: ignoring it would go around the proxy, or send it requests that must not
    /// pass it.
    pub fn through(self, proxy: &ProxyVariable, except: Option<&ProxyVariable>) -> Result<Self, NetError> {
        let at = |variable: &ProxyVariable| {
            let name = variable.name;
            move |error| NetError::Proxy(name, error)
        };
        let setting = Setting {
            proxy: proxy.text().and_then(Proxy::parse).map_err(at(proxy))?,
            variable: proxy.name,
            exceptions: match except {
                Some(except) => except.text().and_then(Exceptions::parse).map_err(at(except))?,
                None => Exceptions::default(),
            },
            exceptions_variable: except.map_or("NO_PROXY", |except| except.name),
        };
        Ok(Self { proxy: Some(setting), ..self })
    }

    /// Returns the same settings with these authorities added to the system's. The check of certificates cannot be
    /// switched off.
    ///
    /// # Errors
    /// If the bytes hold no certificate.
    pub fn trusting(self, pem: &[u8]) -> Result<Self, NetError> {
        let trusted = Certificate::from_pem_bundle(pem).ok().filter(|all| !all.is_empty());
        Ok(Self { trusted: trusted.ok_or(NetError::NoCertificate)?, ..self })
    }

    /// The same with this long for a creation, and at most as long for anything else.
    #[must_use]
    pub fn waiting(self, most: Duration) -> Self {
        let (connecting, reading) = (self.connecting.min(most), self.reading.min(most));
        Self { connecting, reading, creating: most, ..self }
    }

    /// Returns the same settings with an observer of the requests.
    #[must_use]
    pub fn observed(self, observer: RequestObserver) -> Self {
        Self { observer: Some(observer), ..self }
    }

    /// Returns host and port of the proxy for this platform, if there is one.
    pub fn place(&self, base: &BaseUrl) -> Option<String> {
        self.proxy(base).map(|hop| hop.place().to_string())
    }

    /// Returns the sentence that says what to do about the proxy where a platform is not reachable directly: it names
    /// the variables that were read.
    pub(super) fn proxy_advice(&self, base: &BaseUrl) -> String {
        match &self.proxy {
            Some(Setting { variable, exceptions_variable, .. }) if self.proxy(base).is_none() => {
                format!(
                    "{exceptions_variable} excludes it from the proxy of {variable}; remove the entry if it needs one."
                )
            }
            Some(Setting { variable, .. }) => format!("Check the proxy of {variable}."),
            None => "If a proxy is needed here, set HTTPS_PROXY.".to_owned(),
        }
    }

    /// Returns the proxy for this platform, if there is one.
    pub(super) fn proxy(&self, base: &BaseUrl) -> Option<Hop<'_>> {
        let address = Url::parse(base.as_str()).ok()?;
        let on_the_way = |setting: &&Setting| !base.is_loopback() && !setting.exceptions.covers(&address);
        self.proxy.as_ref().filter(on_the_way).map(Hop)
    }
}

/// Proxy on the way to one platform.
pub(super) struct Hop<'a>(&'a Setting);

impl Hop<'_> {
    /// Returns everything that messages need.
    pub(super) fn place(&self) -> ProxyPlace {
        let Setting { proxy, variable, exceptions_variable, .. } = self.0;
        let has_credentials = proxy.has_credentials();
        ProxyPlace { place: proxy.to_string(), variable, exceptions_variable, has_credentials }
    }

    pub(super) fn tunnel(&self) -> reqwest::Result<reqwest::Proxy> {
        self.0.proxy.tunnel()
    }
}

/// Host and port of a proxy, with the names of the variables to check when it fails. Holds no credentials.
#[derive(Clone, Debug)]
pub(super) struct ProxyPlace {
    place: String,
    /// Variable that holds the proxy.
    pub(super) variable: &'static str,
    /// Variable that lists the hosts reached without it.
    pub(super) exceptions_variable: &'static str,
    /// A name or password was sent along.
    pub(super) has_credentials: bool,
}

impl fmt::Display for ProxyPlace {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.place)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    fn net(proxy: &str) -> Net {
        Net::default().through(&ProxyVariable::new("https_proxy", proxy), None).expect("a proxy")
    }

    #[rstest]
    #[case::other_machine("api.cloud-elements.com", Some("proxy.example:3128"))]
    #[case::loopback("http://127.0.0.1:9", None)]
    #[case::loopback_of_its_range("https://127.9.9.9", None)]
    #[case::localhost("https://localhost:9", None)]
    #[case::loopback_of_six("https://[::1]:9", None)]
    fn proxy_is_used_for_other_machines_only(#[case] base: &str, #[case] place: Option<&str>) {
        let base = BaseUrl::read(base).expect("base");
        assert_eq!(net("http://me:pw@proxy.example:3128").place(&base).as_deref(), place);
    }

    #[test]
    fn credentials_are_never_shown() {
        let net = net("http://CANARY:CANARY@proxy.example:3128");
        let hop = net.proxy(&BaseUrl::read("api.cloud-elements.com").expect("base")).expect("on the way");
        assert!(!format!("{net:?} {:?} {:?}", hop.place(), hop.tunnel()).contains("CANARY"));
    }

    #[rstest]
    #[case::proxy("ALL_PROXY", "socks5://CANARY:CANARY@h:1", None)]
    #[case::exceptions("no_proxy", "http://CANARY:CANARY@h:1", Some("me:CANARY@h"))]
    fn refusal_names_the_variable_and_hides_its_value(
        #[case] culprit: &str,
        #[case] proxy: &str,
        #[case] except: Option<&str>,
    ) {
        let except = except.map(|value| ProxyVariable::new("no_proxy", value));
        let error =
            Net::default().through(&ProxyVariable::new("ALL_PROXY", proxy), except.as_ref()).expect_err("refused");
        let words = format!("{error} {error:?}");
        assert!(words.starts_with(&format!("{culprit}: ")) && !words.contains("CANARY"), "{words}");
    }

    #[test]
    fn file_without_certificate_is_refused() {
        for text in ["", "hello", "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n"] {
            assert_eq!(Net::default().trusting(text.as_bytes()).err(), Some(NetError::NoCertificate), "{text}");
        }
    }
}
