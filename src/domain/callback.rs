//! Where the provider sends the browser back to, and whether elemint can be there.

use std::{fmt, net::IpAddr};
use url::{Host, Url};

/// The redirect address registered at the provider. It is sent exactly as it was typed, since providers compare
/// it letter by letter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CallbackUrl {
    text: String,
    door: Option<CallbackAddress>,
}

/// Where elemint has to listen for a callback to arrive: exactly this host, port and path.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CallbackAddress {
    /// A loopback host as it stands in the address, which the browser repeats in its `Host` header.
    pub host: String,
    /// The addresses to listen on; two for `localhost`, which is 127.0.0.1 to one browser and `::1` to another.
    pub addresses: Vec<IpAddr>,
    /// The port; 80 where the address names none, 443 for https.
    pub port: u16,
    /// The path, beginning with a slash.
    pub path: String,
    /// Whether the browser speaks TLS: the address is https.
    pub secure: bool,
}

impl CallbackUrl {
    /// Reads a registered callback; any text is one, since a provider may take any.
    pub fn new(text: impl Into<String>) -> Self {
        let text = text.into();
        let door = Url::parse(&text).ok().and_then(|url| door(&url));
        Self { text, door }
    }

    /// The address as registered.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// Where to listen, if elemint can: only what is sent to a loopback address arrives here. For any other callback
    /// the person brings the answer.
    pub fn door(&self) -> Option<&CallbackAddress> {
        self.door.as_ref()
    }

    /// Whether any port of this machine will do: it is written as 0. A provider that follows RFC 8252 (§7.3) takes
    /// every port of a loopback address.
    pub fn leaves_port_open(&self) -> bool {
        self.door.as_ref().is_some_and(|door| door.port == 0)
    }

    /// The same address on another port, as it is sent where it left the port open; all else to the letter.
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

fn door(url: &Url) -> Option<CallbackAddress> {
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
    fn only_a_web_address_on_loopback_has_a_door() {
        let door = |text: &str| CallbackUrl::new(text).door().cloned();
        let here = door("http://127.0.0.1:8910/callback").expect("a door");
        assert_eq!((here.port, here.path.as_str(), here.addresses.len()), (8910, "/callback", 1));
        let both = door("http://localhost/cb?keep=1").expect("a door");
        assert_eq!((both.port, both.path.as_str(), both.addresses.len()), (80, "/cb", 2));
        assert!(door("http://[::1]:9/").is_some_and(|door| !door.secure));
        let secure = door("https://localhost/cb").expect("a door");
        assert_eq!((secure.port, secure.secure), (443, true));
        for elsewhere in ["ftp://127.0.0.1:9/", "https://www.mycoolapp.com/auth", "http://127.0.0.1.nip.io/", "", "x"] {
            assert_eq!(door(elsewhere), None, "{elsewhere}");
        }
    }

    #[test]
    fn a_port_that_is_left_open_is_filled_in_and_nothing_else_is() {
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
    fn the_text_is_kept_to_the_letter() {
        assert_eq!(CallbackUrl::new("HTTP://LocalHost:80/a/../b").as_str(), "HTTP://LocalHost:80/a/../b");
    }
}
