//! The way to the platform: through which proxy, trusting whom, and waiting how long.

use crate::domain::Base;
use hyper_util::client::proxy::matcher::{Intercept, Matcher};
use reqwest::Certificate;
use std::{sync::Arc, time::Duration};
use url::Url;

/// How the platform is reached. By default without a proxy, trusting whom the system trusts.
#[derive(Clone, Debug)]
pub struct Net {
    proxies: Arc<Matcher>,
    pub(super) trusted: Vec<Certificate>,
    /// How long a connection may take to come about.
    pub(super) connecting: Duration,
    /// How long a request that changes nothing may take.
    pub(super) reading: Duration,
    /// How long a creation may take.
    pub(super) creating: Duration,
}

/// Why a setting of the network cannot be used. A proxy's address may hold a password and is not repeated.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NetError {
    /// Its address does not read as one.
    #[error("the proxy's address does not read as one. Example: http://proxy.example:3128")]
    UnreadableProxy,
    /// It is no proxy of a kind that is known here.
    #[error("elemint knows http and https proxies only")]
    UnknownProxy,
    /// There is no certificate in the file.
    #[error("it holds no certificate in PEM form, which begins with -----BEGIN CERTIFICATE-----")]
    NoCertificate,
}

impl Default for Net {
    fn default() -> Self {
        Self {
            proxies: Arc::new(Matcher::builder().build()),
            trusted: Vec::new(),
            connecting: Duration::from_secs(10),
            reading: Duration::from_secs(30),
            // The platform talks to the provider meanwhile: 8 to 26 seconds as a rule.
            creating: Duration::from_secs(120),
        }
    }
}

impl Net {
    /// The same through this proxy, but for the hosts listed as in `NO_PROXY`. What stays on this machine never
    /// goes there.
    ///
    /// # Errors
    /// When the address is not that of a proxy that can be used: passing it over would go round the proxy unasked.
    pub fn through(self, proxy: &str, except: &str) -> Result<Self, NetError> {
        let spelled = if proxy.contains("://") { proxy.to_owned() } else { format!("http://{proxy}") };
        let url = Url::parse(&spelled).ok().filter(Url::has_host).ok_or(NetError::UnreadableProxy)?;
        if !matches!(url.scheme(), "http" | "https") {
            return Err(NetError::UnknownProxy);
        }
        let proxies = Matcher::builder().https(spelled).no(except.to_owned()).build();
        Ok(Self { proxies: Arc::new(proxies), ..self })
    }

    /// The same, trusting these authorities besides the system's. There is no way to trust nobody in particular.
    ///
    /// # Errors
    /// When there is none among the bytes.
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

    /// Host and port of the proxy on the way to this platform, where there is one.
    pub fn place(&self, base: &Base) -> Option<String> {
        self.proxy(base).map(|proxy| proxy.place())
    }

    /// The proxy on the way to this platform.
    pub(super) fn proxy(&self, base: &Base) -> Option<Proxy> {
        let address = base.as_str().parse().ok()?;
        (!base.is_loopback()).then(|| self.proxies.intercept(&address)).flatten().map(Proxy)
    }
}

/// A proxy that is asked for a tunnel, and sees nothing of what goes through it.
pub(super) struct Proxy(Intercept);

impl Proxy {
    /// Its host and port: what there is to say of it.
    pub(super) fn place(&self) -> String {
        let uri = self.0.uri();
        let host = uri.host().unwrap_or_default();
        uri.port_u16().map_or_else(|| host.to_owned(), |port| format!("{host}:{port}"))
    }

    pub(super) fn tunnel(&self) -> reqwest::Result<reqwest::Proxy> {
        let proxy = reqwest::Proxy::https(self.0.uri().to_string())?;
        Ok(match self.0.basic_auth() {
            Some(header) => proxy.custom_http_auth(header.clone()),
            None => proxy,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn place(proxy: &str, except: &str, base: &str) -> Option<String> {
        let net = Net::default().through(proxy, except).expect("a proxy");
        net.proxy(&Base::read(base).expect("base")).map(|proxy| proxy.place())
    }

    #[test]
    fn a_proxy_is_on_the_way_to_other_machines_unless_excepted() {
        let far = "api.cloud-elements.com";
        assert_eq!(place("http://me:pw@proxy.example:3128", "", far).as_deref(), Some("proxy.example:3128"));
        assert_eq!(place("proxy.example:3128", "other.example", far).as_deref(), Some("proxy.example:3128"));
        for except in ["*", "cloud-elements.com", ".cloud-elements.com, x"] {
            assert_eq!(place("proxy.example:3128", except, far), None, "{except}");
        }
        for here in ["http://127.0.0.1:9", "https://localhost:9", "https://[::1]:9"] {
            assert_eq!(place("proxy.example:3128", "", here), None, "{here}");
        }
    }

    #[test]
    fn a_proxy_of_another_kind_is_not_passed_over() {
        let kind = |address: &str| Net::default().through(address, "").err();
        assert_eq!(kind("socks5://proxy.example:1080"), Some(NetError::UnknownProxy));
        assert_eq!(kind("ftp://proxy.example"), Some(NetError::UnknownProxy));
        assert_eq!(kind("http://"), Some(NetError::UnreadableProxy));
        assert_eq!(kind("http://[proxy"), Some(NetError::UnreadableProxy));
    }

    #[test]
    fn nothing_of_a_proxys_password_is_said() {
        let net = Net::default().through("http://me:CANARY@proxy.example:3128", "").expect("a proxy");
        let proxy = net.proxy(&Base::read("api.cloud-elements.com").expect("base")).expect("on the way");
        assert!(!format!("{net:?} {} {:?}", proxy.place(), proxy.tunnel()).contains("CANARY"));
        assert!(!format!("{:?}", Net::default().through("x://me:CANARY@h", "").err()).contains("CANARY"));
    }

    #[test]
    fn what_holds_no_certificate_is_none() {
        for text in ["", "hello", "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n"] {
            assert_eq!(Net::default().trusting(text.as_bytes()).err(), Some(NetError::NoCertificate), "{text}");
        }
    }
}
