//! The callback address, and the loopback address elemint listens on to receive it.

use std::{fmt, net::IpAddr};
use url::{Host, Url};

/// Redirect address registered at the provider. It is sent exactly as typed, since providers compare it character by
/// character.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CallbackUrl {
    text: String,
    listen_address: Option<CallbackAddress>,
}

/// Address to listen on for the callback: exactly this host, port and path.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CallbackAddress {
    /// Loopback host as written in the address. The browser repeats it in its `Host` header.
    pub host: String,
    /// IP addresses to listen on; two for `localhost`, which some browsers resolve to 127.0.0.1 and others to `::1`.
    pub addresses: Vec<IpAddr>,
    /// Port. If the address names none, 80 for http and 443 for https.
    pub port: u16,
    /// Path with its leading slash.
    pub path: String,
    /// True if the address is https, so that the browser uses TLS.
    pub secure: bool,
}

impl CallbackUrl {
    /// Creates a callback from any text, since a provider may accept any.
    pub fn new(text: impl Into<String>) -> Self {
        let text = text.into();
        let listen_address = Url::parse(&text).ok().and_then(|url| listen_address(&url));
        Self { text, listen_address }
    }

    /// Returns the address as registered.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// Returns the address to listen on if the callback is a loopback address, otherwise `None`: the user then has to
    /// paste the answer.
    pub fn listen_address(&self) -> Option<&CallbackAddress> {
        self.listen_address.as_ref()
    }

    /// Returns true if the port is 0, which means any free port. A provider that follows RFC 8252 (§7.3) accepts
    /// every port of a loopback address.
    pub fn leaves_port_open(&self) -> bool {
        self.listen_address.as_ref().is_some_and(|address| address.port == 0)
    }

    /// Returns the address with another port and otherwise unchanged.
    #[must_use]
    pub fn on_port(&self, port: u16) -> Self {
        let Some((scheme, rest)) = self.text.split_once("://") else { return self.clone() };
        let (authority, path) = rest.split_at(rest.find(['/', '?', '#']).unwrap_or(rest.len()));
        match authority.rsplit_once(':') {
            Some((host, named)) if !named.contains(']') => Self::new(format!("{scheme}://{host}:{port}{path}")),
            _ => self.clone(),
        }
    }
}

impl fmt::Display for CallbackUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

fn listen_address(url: &Url) -> Option<CallbackAddress> {
    let secure = match url.scheme() {
        "http" => false,
        "https" => true,
        _ => return None,
    };
    let addresses = match url.host()? {
        Host::Ipv4(ip) if ip.is_loopback() => vec![IpAddr::V4(ip)],
        Host::Ipv6(ip) if ip.is_loopback() => vec![IpAddr::V6(ip)],
        Host::Domain("localhost") => {
            vec![IpAddr::V4(std::net::Ipv4Addr::LOCALHOST), IpAddr::V6(std::net::Ipv6Addr::LOCALHOST)]
        }
        _ => return None,
    };
    let port = url.port_or_known_default()?;
    Some(CallbackAddress { host: url.host_str()?.to_owned(), addresses, port, path: url.path().to_owned(), secure })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_loopback_web_address_can_be_listened_on() {
        let listen_address = |text: &str| CallbackUrl::new(text).listen_address().cloned();
        let here = listen_address("http://127.0.0.1:8910/callback").expect("loopback address");
        assert_eq!((here.port, here.path.as_str(), here.addresses.len()), (8910, "/callback", 1));
        let both = listen_address("http://localhost/cb?keep=1").expect("loopback address");
        assert_eq!((both.port, both.path.as_str(), both.addresses.len()), (80, "/cb", 2));
        assert!(listen_address("http://[::1]:9/").is_some_and(|address| !address.secure));
        let secure = listen_address("https://localhost/cb").expect("loopback address");
        assert_eq!((secure.port, secure.secure), (443, true));
        for remote in ["ftp://127.0.0.1:9/", "https://www.mycoolapp.com/auth", "http://127.0.0.1.nip.io/", "", "x"] {
            assert_eq!(listen_address(remote), None, "{remote}");
        }
    }

    #[test]
    fn open_port_is_replaced_and_the_rest_is_unchanged() {
        for (open, given) in [
            ("http://127.0.0.1:0/Callback?keep=1", "http://127.0.0.1:4711/Callback?keep=1"),
            ("HTTP://LocalHost:0", "HTTP://LocalHost:4711"),
            ("http://[::1]:00/a:0/b", "http://[::1]:4711/a:0/b"),
        ] {
            let callback = CallbackUrl::new(open);
            assert!(callback.leaves_port_open(), "{open}");
            assert_eq!(callback.on_port(4711).as_str(), given);
            assert!(!callback.on_port(4711).leaves_port_open(), "{given}");
        }
        for fixed in ["http://127.0.0.1/cb", "http://127.0.0.1:8910/cb", "http://example.com:0/cb", "x"] {
            assert!(!CallbackUrl::new(fixed).leaves_port_open(), "{fixed}");
        }
    }

    #[test]
    fn callback_text_is_unchanged() {
        assert_eq!(CallbackUrl::new("HTTP://LocalHost:80/a/../b").as_str(), "HTTP://LocalHost:80/a/../b");
    }
}
