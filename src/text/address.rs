//! Parsing of web addresses as users type and paste them: platforms, callbacks and shops share one parser.

use std::fmt;
use url::{Host, Url};

/// Reason why a text is no complete web address. Its `Display` is a sentence for the user.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AddressFault {
    /// A space, a line end or another control character.
    Space,
    /// A character that has to be percent-encoded.
    Character(char),
    /// Another scheme than http and https.
    Scheme,
    /// No slashes after the scheme.
    Slashes(String),
    /// A host without a scheme; holds the address with one.
    Incomplete(String),
    /// Any other text.
    Unreadable,
}

// Written by hand, since the build script compiles this module, and `thiserror` is not among its dependencies.
impl fmt::Display for AddressFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Space => f.write_str("An address contains no spaces. Remove the space, or the text after it."),
            Self::Character(c) => write!(f, "An address does not contain {c}. Remove it, or percent-encode it."),
            Self::Scheme => f.write_str("Start the address with https:// (or http:// on this machine)."),
            Self::Slashes(scheme) => write!(f, "Write two slashes after {scheme}:"),
            Self::Incomplete(address) => write!(f, "Enter the complete address, such as {address}"),
            Self::Unreadable => f.write_str("This is not a web address. Example: https://example.com/path"),
        }
    }
}

impl std::error::Error for AddressFault {}

/// Characters that no web address contains unencoded: they come from markup, placeholders or a second paste.
const FOREIGN: [char; 9] = ['"', '<', '>', '\\', '^', '`', '{', '}', '|'];

/// Returns the text without surrounding whitespace, quotes and brackets.
pub fn bare(text: &str) -> &str {
    let around = |c: char| c.is_whitespace() || matches!(c, '"' | '\'' | '<' | '>' | '`' | '\u{feff}' | '\u{200b}');
    text.trim_matches(around)
}

/// Returns the scheme (`http` or `https`) and the rest of the text if it starts with one, including typos such as
/// `https//`.
pub fn scheme(text: &str) -> Option<(&'static str, &str)> {
    ["https", "http"].into_iter().find_map(|scheme| {
        let rest = text.get(..scheme.len()).filter(|start| start.eq_ignore_ascii_case(scheme))?;
        let rest = text.get(rest.len()..)?;
        let host = rest.trim_start_matches([':', '/', '\\']);
        let mark = rest.get(..rest.len() - host.len()).unwrap_or_default();
        // `https.example.com` and `http:8080` are hosts.
        (mark.contains(['/', '\\'])).then_some((scheme, host))
    })
}

/// Parses an http address. A missing scheme becomes http for this machine and https for any other host.
pub fn parse(text: &str) -> Option<Url> {
    if text.chars().any(|c| c.is_whitespace() || c.is_control()) {
        return None;
    }
    let whole = complete(text)?;
    Url::parse(&whole).ok().filter(|url| url.has_host() && url.port() != Some(0))
}

/// Returns the address with a scheme in front, or `None` if it has a scheme other than http and https.
pub fn complete(text: &str) -> Option<String> {
    if let Some((scheme, rest)) = scheme(text) {
        return Some(format!("{scheme}://{rest}"));
    }
    if text.contains("://") {
        return None;
    }
    let rest = text.trim_start_matches('/');
    let secure = format!("https://{rest}");
    let is_here = Url::parse(&secure).is_ok_and(|url| is_loopback(&url));
    Some(if is_here { format!("http://{rest}") } else { secure })
}

/// Parses a complete web address, scheme and host included. Port 0 is allowed: it leaves the port open.
///
/// # Errors
/// The reason why the text is no such address.
pub fn parse_complete(text: &str) -> Result<Url, AddressFault> {
    if text.chars().any(|c| c.is_whitespace() || c.is_control()) {
        return Err(AddressFault::Space);
    }
    if let Some(c) = text.chars().find(|c| FOREIGN.contains(c)) {
        return Err(AddressFault::Character(c));
    }
    match Url::parse(text) {
        Ok(url) if !matches!(url.scheme(), "http" | "https") || !url.has_host() => Err(AddressFault::Scheme),
        Ok(url) if scheme(text).is_some() && !text.contains("://") => {
            Err(AddressFault::Slashes(url.scheme().to_owned()))
        }
        Ok(url) => Ok(url),
        Err(_) if is_host(text) => Err(complete(text).map_or(AddressFault::Unreadable, AddressFault::Incomplete)),
        Err(_) => Err(AddressFault::Unreadable),
    }
}

/// Returns the complete address for a host without a scheme, or for a mistyped scheme.
pub fn completed(text: &str) -> Option<String> {
    let is_slip = scheme(text).is_some() && !text.contains("://");
    let whole = if is_slip || is_host(text) { complete(text)? } else { return None };
    parse_complete(&whole).is_ok().then_some(whole)
}

/// Returns true if the address is on this machine. The complete host is compared: `localhost.example.com` does not
/// count.
pub fn is_loopback(url: &Url) -> bool {
    match url.host() {
        Some(Host::Ipv4(ip)) => ip.is_loopback(),
        Some(Host::Ipv6(ip)) => ip.is_loopback(),
        Some(Host::Domain(name)) => name == "localhost",
        None => false,
    }
}

/// Returns true if the text is an address without its `https://`.
fn is_host(text: &str) -> bool {
    let host = text.split(['/', '?', '#']).next().unwrap_or(text);
    let is_named = host.contains('.') || host.starts_with('[') || host.split(':').next() == Some("localhost");
    is_named
        && !text.contains("://")
        && !host.contains('@')
        && !host.ends_with('.')
        && !text.chars().any(char::is_whitespace)
        && Url::parse(&format!("https://{text}")).is_ok_and(|url| url.has_host())
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    #[rstest]
    #[case::host("shop.example.com", "https://shop.example.com")]
    #[case::port("shop.example.com:8443", "https://shop.example.com:8443")]
    #[case::path("shop.example.com/magento/", "https://shop.example.com/magento/")]
    #[case::here("127.0.0.1:8910/callback", "http://127.0.0.1:8910/callback")]
    #[case::name_of_here("localhost:8910/callback", "http://localhost:8910/callback")]
    #[case::ipv6_here("[::1]:8910/cb", "http://[::1]:8910/cb")]
    #[case::one_slash("https:/shop.example.com", "https://shop.example.com")]
    #[case::no_colon("https//shop.example.com/a", "https://shop.example.com/a")]
    #[case::umlaut("münchen.example/laden", "https://münchen.example/laden")]
    #[case::named_like_a_scheme("https.example.com", "https://https.example.com")]
    fn host_without_scheme_is_completed(#[case] typed: &str, #[case] whole: &str) {
        assert_eq!(completed(typed).as_deref(), Some(whole));
    }

    #[rstest]
    #[case::complete("https://shop.example.com")]
    #[case::word("shop")]
    #[case::sentence("see shop.example.com")]
    #[case::mail("ada@example.com")]
    #[case::other_scheme("ftp://shop.example.com")]
    #[case::full_stop("not.")]
    #[case::placeholder("{shop}.example.com")]
    fn other_text_is_not_completed(#[case] typed: &str) {
        assert_eq!(completed(typed), None);
    }

    #[rstest]
    #[case::blanks("http://127.0.0.1:8910/callback  x", "no spaces")]
    #[case::line_end("http://127.0.0.1:8910/call\nback", "no spaces")]
    #[case::tab("http://127.0.0.1:8910/callback\tx", "no spaces")]
    #[case::no_break_space("http://127.0.0.1:8910/callback\u{a0}x", "no spaces")]
    #[case::bracket("<https://a.example>", "not contain <")]
    #[case::quote("https://a.example/\"x", "not contain \"")]
    #[case::placeholder("https://{shop}.example", "not contain {")]
    #[case::backslash("https:\\\\a.example", "not contain \\")]
    #[case::other_scheme("ftp://a.example", "Start the address with https://")]
    #[case::word("nonsense", "Example")]
    fn invalid_address_is_refused_with_its_reason(#[case] typed: &str, #[case] reason: &str) {
        let fault = parse_complete(typed).expect_err("a fault").to_string();
        assert!(fault.contains(reason), "{fault}");
    }
}
