//! Proxy addresses, as curl reads them from the environment.
//!
//! The parsed value is the only one that is used: a value that is not understood is refused, never passed over.

mod exceptions;
mod variable;

pub(super) use exceptions::Exceptions;
pub use variable::ProxyVariable;

use base64::{Engine, prelude::BASE64_STANDARD};
use reqwest::header::HeaderValue;
use std::fmt;
use url::Host;
use zeroize::Zeroizing;

/// Reason for refusing a proxy setting. None of them repeats the address, which may hold a password.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ProxyError {
    /// Bytes that are not UTF-8.
    #[error("The value is not UTF-8 text. In names and passwords, write other bytes as %XX")]
    Encoding,
    /// The value holds only blanks.
    #[error("The value holds only blanks. Unset the variable, or use an address such as http://proxy.example:3128")]
    Blank,
    /// SOCKS, or another kind of proxy.
    #[error("Only http:// and https:// proxies are supported")]
    Scheme,
    /// Quotation marks around the address.
    #[error("The value has quotation marks around it. Remove them")]
    Quoted,
    /// A delimiter of URLs in front of the `@`.
    #[error("In the proxy's name and password, write / as %2F, ? as %3F and # as %23")]
    Delimiter,
    /// A control character, plain or percent-encoded.
    #[error("The value holds a control character, such as a tab or a line end")]
    Control,
    /// No number, or none that a port can have.
    #[error("The proxy's port must be a number from 1 to 65535")]
    Port,
    /// An IPv6 address without brackets.
    #[error("An IPv6 address needs brackets, such as http://[2001:db8::1]:3128")]
    Brackets,
    /// No host, or one that cannot be.
    #[error("The proxy's host could not be read. Use an address such as http://proxy.example:3128")]
    Host,
    /// An entry of `NO_PROXY` that names no host.
    #[error("“{0}” is neither a host nor an IP address nor a network such as 10.0.0.0/8")]
    Exception(String),
    /// The same, with an `@`, so that it may hold a password.
    #[error("An entry holds an @. List only hosts, IP addresses and networks")]
    Credentials,
    /// `*` among other entries, which curl does not read as every host.
    #[error("* excludes every host only where it is the whole value")]
    Every,
}

/// Proxy that is asked for a tunnel, and cannot read the traffic inside.
#[derive(Clone, Debug)]
pub(super) struct Proxy {
    scheme: &'static str,
    host: Host,
    port: u16,
    authorization: Option<HeaderValue>,
}

impl Proxy {
    /// Parses the value of a proxy variable.
    ///
    /// Blanks and line ends around it are dropped. The scheme is http unless given, the port 1080 for http and 443
    /// for https, as in curl. The last `@` ends the credentials, since unencoded passwords may hold further ones.
    pub(super) fn parse(value: &str) -> Result<Self, ProxyError> {
        let value = value.trim_matches([' ', '\t', '\r', '\n']);
        if value.is_empty() {
            return Err(ProxyError::Blank);
        }
        if value.chars().any(char::is_control) {
            return Err(ProxyError::Control);
        }
        let quotes = ['"', '\'', '`', '“', '”'];
        if value.starts_with(quotes) && value.ends_with(quotes) {
            return Err(ProxyError::Quoted);
        }
        let (scheme, rest) = split_scheme(value)?;
        let (authority, path) = rest.split_at(rest.find(['/', '?', '#']).unwrap_or(rest.len()));
        // It cannot be known if this `@` ends the credentials, and a wrong guess would send them to another host.
        if path.contains('@') {
            return Err(ProxyError::Delimiter);
        }
        let (login, place) = match authority.rsplit_once('@') {
            Some((login, place)) => (Some(login), place),
            None => (None, authority),
        };
        let (host, port) = split_port(place)?;
        let port = match (port, scheme) {
            (None | Some(""), "https") => 443,
            (None | Some(""), _) => 1080,
            (Some(digits), _) => parse_port(digits).ok_or(ProxyError::Port)?,
        };
        Ok(Self { scheme, host: parse_host(host)?, port, authorization: login.map(basic).transpose()? })
    }

    /// Returns the proxy for reqwest, credentials apart from the address, which would be encoded anew there.
    pub(super) fn tunnel(&self) -> reqwest::Result<reqwest::Proxy> {
        let proxy = reqwest::Proxy::https(format!("{}://{self}", self.scheme))?;
        Ok(match &self.authorization {
            Some(header) => proxy.custom_http_auth(header.clone()),
            None => proxy,
        })
    }

    pub(super) fn has_credentials(&self) -> bool {
        self.authorization.is_some()
    }
}

/// Host and port, never the credentials.
impl fmt::Display for Proxy {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.host, self.port)
    }
}

/// Splits off the scheme. curl accepts one to three slashes after http and https.
fn split_scheme(value: &str) -> Result<(&'static str, &str), ProxyError> {
    let Some((scheme, rest)) = value.split_once(":/").filter(|(scheme, _)| is_scheme(scheme)) else {
        return Ok(("http", value));
    };
    let slashes = rest.len() - rest.trim_start_matches('/').len();
    let rest = rest.get(slashes.min(2)..).unwrap_or_default();
    match scheme.to_ascii_lowercase().as_str() {
        "http" => Ok(("http", rest)),
        "https" => Ok(("https", rest)),
        // A name in front of a password that begins with a slash.
        _ if slashes == 0 => Ok(("http", value)),
        _ => Err(ProxyError::Scheme),
    }
}

fn is_scheme(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_alphabetic())
        && text.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.'))
}

/// Splits the port off, if any. The colons of an IPv6 address are inside brackets.
fn split_port(place: &str) -> Result<(&str, Option<&str>), ProxyError> {
    if place.starts_with('[') {
        let end = place.find(']').ok_or(ProxyError::Brackets)?;
        let (host, rest) = place.split_at(end + 1);
        return match rest.strip_prefix(':') {
            Some(port) => Ok((host, Some(port))),
            None if rest.is_empty() => Ok((host, None)),
            None => Err(ProxyError::Host),
        };
    }
    match place.split_once(':') {
        Some((_, rest)) if rest.contains(':') => Err(many_colons(place)),
        Some((host, port)) => Ok((host, Some(port))),
        None => Ok((place, None)),
    }
}

fn many_colons(place: &str) -> ProxyError {
    let is_ip = place.chars().all(|c| c.is_ascii_hexdigit() || matches!(c, ':' | '.'));
    if is_ip && place.matches(':').count() > 2 { ProxyError::Brackets } else { ProxyError::Host }
}

fn parse_port(digits: &str) -> Option<u16> {
    let number = Some(digits).filter(|digits| digits.bytes().all(|b| b.is_ascii_digit()));
    number.and_then(|digits| digits.parse().ok()).filter(|port| *port != 0)
}

fn parse_host(host: &str) -> Result<Host, ProxyError> {
    let is_name = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_' | '.' | '%');
    if !host.starts_with('[') && !host.chars().all(is_name) {
        return Err(ProxyError::Host);
    }
    Host::parse(host).ok().ok_or(ProxyError::Host)
}

/// Returns the header for Basic authentication (RFC 7617). The first `:` ends the name.
fn basic(login: &str) -> Result<HeaderValue, ProxyError> {
    let (name, password) = login.split_once(':').unwrap_or((login, ""));
    let mut plain = Zeroizing::new(Vec::with_capacity(login.len() + 1));
    percent_decode(name, &mut plain);
    plain.push(b':');
    percent_decode(password, &mut plain);
    if plain.iter().any(u8::is_ascii_control) {
        return Err(ProxyError::Control);
    }
    let header = Zeroizing::new(format!("Basic {}", BASE64_STANDARD.encode(&*plain)));
    let mut header = HeaderValue::from_str(&header).ok().ok_or(ProxyError::Control)?;
    header.set_sensitive(true);
    Ok(header)
}

/// Appends the decoded bytes. `%` without two hexadecimal digits stays as it is, as in curl.
fn percent_decode(text: &str, plain: &mut Vec<u8>) {
    let mut rest = text.as_bytes();
    while let [first, behind @ ..] = rest {
        let digit = |byte: &u8| char::from(*byte).to_digit(16).and_then(|digit| u8::try_from(digit).ok());
        let encoded = match behind {
            [high, low, ..] if *first == b'%' => digit(high).zip(digit(low)),
            _ => None,
        };
        plain.push(encoded.map_or(*first, |(high, low)| high * 16 + low));
        rest = if encoded.is_some() { behind.get(2..).unwrap_or_default() } else { behind };
    }
}

#[cfg(test)]
mod tests;
