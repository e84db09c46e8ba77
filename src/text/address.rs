//! Web addresses as people type and paste them: one reading for platforms, callbacks and shops.

use url::{Host, Url};

/// Characters no address has as such: they come from markup, placeholders or a second paste.
const FOREIGN: [char; 9] = ['"', '<', '>', '\\', '^', '`', '{', '}', '|'];

/// Returns the text without blanks, quotes and brackets around it.
pub fn bare(text: &str) -> &str {
    let around = |c: char| c.is_whitespace() || matches!(c, '"' | '\'' | '<' | '>' | '`' | '\u{feff}' | '\u{200b}');
    text.trim_matches(around)
}

/// Returns `http` or `https` with the rest of the text, where it begins with one, slips such as `https//` included.
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

/// Reads an http address, with a scheme where it has none: http on this machine, https elsewhere.
pub fn parse(text: &str) -> Option<Url> {
    if text.chars().any(|c| c.is_whitespace() || c.is_control()) {
        return None;
    }
    let whole = complete(text)?;
    Url::parse(&whole).ok().filter(|url| url.has_host() && url.port() != Some(0))
}

/// Returns the address with a scheme before it. Addresses of another scheme have none of these.
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

/// Returns the sentence for a text that is no whole web address; nothing for one that is.
pub fn complaint(text: &str) -> Option<String> {
    if text.chars().any(|c| c.is_whitespace() || c.is_control()) {
        return Some("An address has no blanks in it. Remove the blank, or what stands behind it.".into());
    }
    if let Some(c) = text.chars().find(|c| FOREIGN.contains(c)) {
        return Some(format!("An address has no {c} in it. Remove it, or write it percent-encoded."));
    }
    match Url::parse(text) {
        Ok(url) if !matches!(url.scheme(), "http" | "https") || !url.has_host() => {
            Some("This address should begin with https:// (or http:// on this machine).".into())
        }
        Ok(url) if scheme(text).is_some() && !text.contains("://") => {
            Some(format!("After {}: come two slashes.", url.scheme()))
        }
        Ok(_) => None,
        Err(_) if is_host(text) => {
            complete(text).map(|whole| format!("This should be a whole address, such as {whole}"))
        }
        Err(_) => Some("This does not read as a web address. Example: https://example.com/path".into()),
    }
}

/// Returns the whole address for a host without a scheme, or for a slip in the scheme.
pub fn completed(text: &str) -> Option<String> {
    let is_slip = scheme(text).is_some() && !text.contains("://");
    let whole = if is_slip || is_host(text) { complete(text)? } else { return None };
    complaint(&whole).is_none().then_some(whole)
}

/// Whether an address is on this machine. Names that merely begin alike do not count.
pub fn is_loopback(url: &Url) -> bool {
    match url.host() {
        Some(Host::Ipv4(ip)) => ip.is_loopback(),
        Some(Host::Ipv6(ip)) => ip.is_loopback(),
        Some(Host::Domain(name)) => name == "localhost",
        None => false,
    }
}

/// Whether a text is the part of an address behind its `https://`.
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
    fn a_host_is_completed(#[case] typed: &str, #[case] whole: &str) {
        assert_eq!(completed(typed).as_deref(), Some(whole));
    }

    #[rstest]
    #[case::whole("https://shop.example.com")]
    #[case::word("shop")]
    #[case::sentence("see shop.example.com")]
    #[case::mail("ada@example.com")]
    #[case::other_scheme("ftp://shop.example.com")]
    #[case::full_stop("not.")]
    #[case::placeholder("{shop}.example.com")]
    fn anything_else_is_not_completed(#[case] typed: &str) {
        assert_eq!(completed(typed), None);
    }

    #[rstest]
    #[case::blanks("http://127.0.0.1:8910/callback  x", "no blanks")]
    #[case::line_end("http://127.0.0.1:8910/call\nback", "no blanks")]
    #[case::tab("http://127.0.0.1:8910/callback\tx", "no blanks")]
    #[case::no_break_space("http://127.0.0.1:8910/callback\u{a0}x", "no blanks")]
    #[case::bracket("<https://a.example>", "no <")]
    #[case::quote("https://a.example/\"x", "no \"")]
    #[case::placeholder("https://{shop}.example", "no {")]
    #[case::backslash("https:\\\\a.example", "no \\")]
    #[case::other_scheme("ftp://a.example", "should begin with https://")]
    #[case::word("nonsense", "Example")]
    fn junk_is_refused_with_its_reason(#[case] typed: &str, #[case] reason: &str) {
        let said = complaint(typed).unwrap_or_default();
        assert!(said.contains(reason), "{said}");
    }
}
