//! The callback address, and the loopback address elemint listens on to receive it.

use crate::text::address::{self, AddressFault};
use std::{fmt, net::IpAddr};
use url::{Host, Url};

/// Redirect address registered at the provider. It is sent exactly as typed, since providers compare it character by
/// character.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CallbackUrl {
    text: String,
    listen_address: Option<CallbackAddress>,
    /// True if elemint chose the port.
    has_chosen_port: bool,
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
    /// Parses a registered callback.
    ///
    /// # Errors
    /// The reason why the text is no complete web address.
    pub fn parse(text: impl Into<String>) -> Result<Self, AddressFault> {
        let text = text.into();
        let listen_address = listen_address(&address::parse_complete(&text)?);
        Ok(Self { text, listen_address, has_chosen_port: false })
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

    /// Returns true if the port was chosen by elemint, in place of an open one.
    pub fn has_chosen_port(&self) -> bool {
        self.has_chosen_port
    }

    /// Returns the address of a request that was sent before, whose port may have been chosen.
    #[must_use]
    pub fn as_requested(self) -> Self {
        Self { has_chosen_port: true, ..self }
    }

    /// Returns the address with another port and otherwise unchanged.
    #[must_use]
    pub fn on_port(&self, port: u16) -> Self {
        let Some((scheme, rest)) = self.text.split_once("://") else { return self.clone() };
        let (authority, path) = rest.split_at(rest.find(['/', '?', '#']).unwrap_or(rest.len()));
        match authority.rsplit_once(':') {
            Some((host, named)) if !named.contains(']') => {
                let filled = Self::parse(format!("{scheme}://{host}:{port}{path}"));
                filled.map_or_else(|_| self.clone(), Self::as_requested)
            }
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
    use rstest::rstest;

    fn callback(text: &str) -> CallbackUrl {
        CallbackUrl::parse(text).expect("a callback")
    }

    #[rstest]
    #[case::ipv4("http://127.0.0.1:8910/callback", 8910, "/callback", 1, false)]
    #[case::localhost("http://localhost/cb?keep=1", 80, "/cb", 2, false)]
    #[case::ipv6("http://[::1]:9/", 9, "/", 1, false)]
    #[case::tls("https://localhost/cb", 443, "/cb", 2, true)]
    fn loopback_callback_has_a_listen_address(
        #[case] text: &str,
        #[case] port: u16,
        #[case] path: &str,
        #[case] addresses: usize,
        #[case] secure: bool,
    ) {
        let callback = callback(text);
        let found = callback.listen_address().expect("an address");
        assert_eq!((found.port, &*found.path, found.addresses.len(), found.secure), (port, path, addresses, secure));
    }

    #[rstest]
    #[case::host("https://www.mycoolapp.com/auth")]
    #[case::name_that_begins_alike("http://127.0.0.1.nip.io/")]
    fn callback_of_another_host_has_no_listen_address(#[case] text: &str) {
        assert_eq!(callback(text).listen_address(), None);
    }

    #[rstest]
    #[case::empty("")]
    #[case::word("x")]
    #[case::scheme("ftp://127.0.0.1:9/")]
    #[case::host("127.0.0.1:8910/callback")]
    #[case::blank("http://127.0.0.1:8910/call back")]
    #[case::reference("env:CALLBACK")]
    fn text_that_is_no_address_is_refused(#[case] text: &str) {
        assert!(CallbackUrl::parse(text).is_err());
    }

    #[rstest]
    #[case::path("http://127.0.0.1:0/Callback?keep=1", "http://127.0.0.1:4711/Callback?keep=1")]
    #[case::capitals("HTTP://LocalHost:0", "HTTP://LocalHost:4711")]
    #[case::ipv6("http://[::1]:00/a:0/b", "http://[::1]:4711/a:0/b")]
    fn open_port_is_filled_in_and_the_rest_is_unchanged(#[case] open: &str, #[case] filled: &str) {
        assert_eq!(callback(open).on_port(4711).as_str(), filled);
    }

    #[rstest]
    #[case::zero("http://127.0.0.1:0/cb", true)]
    #[case::none("http://127.0.0.1/cb", false)]
    #[case::fixed("http://127.0.0.1:8910/cb", false)]
    #[case::other_host("http://example.com:0/cb", false)]
    fn port_zero_on_loopback_leaves_the_port_open(#[case] text: &str, #[case] is_open: bool) {
        assert_eq!(callback(text).leaves_port_open(), is_open);
    }

    #[test]
    fn parsed_text_is_unchanged() {
        assert_eq!(callback("HTTP://LocalHost:80/a/../b").as_str(), "HTTP://LocalHost:80/a/../b");
    }
}
