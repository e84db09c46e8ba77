//! Checks the head of a request: its host, its size, its path.

use super::{problem::Problem, world::SandboxWorld};
use axum::http::{HeaderMap, StatusCode, Uri, header, uri::PathAndQuery};

/// Most bytes of an address, and of all headers together: a consent address with a long state is some KiB.
pub(super) const MAX_BYTES: usize = 32 * 1024;

/// Refuses requests for other hosts, and requests that are too large.
///
/// A web page can point a host name of its own at this machine (DNS rebinding). Its requests still bear that name, so
/// every request must have exactly one of the sandbox's own names.
pub(super) fn check(world: &SandboxWorld, uri: &Uri, headers: &HeaderMap) -> Result<(), Problem> {
    let mut hosts = headers.get_all(header::HOST).iter();
    let (Some(host), None) = (hosts.next(), hosts.next()) else {
        return Err(Problem::new(StatusCode::BAD_REQUEST, "Exactly one Host header is needed"));
    };
    let is_named = host.to_str().is_ok_and(|host| world.is_host(host));
    if !is_named || uri.authority().is_some_and(|authority| !world.is_host(authority.as_str())) {
        return Err(Problem::new(StatusCode::MISDIRECTED_REQUEST, "Misdirected Request"));
    }
    if uri.path().len() + uri.query().unwrap_or_default().len() > MAX_BYTES {
        return Err(Problem::new(StatusCode::URI_TOO_LONG, "URI Too Long"));
    }
    if headers.iter().map(|(name, value)| name.as_str().len() + value.len()).sum::<usize>() > MAX_BYTES {
        return Err(Problem::new(StatusCode::REQUEST_HEADER_FIELDS_TOO_LARGE, "Request Header Fields Too Large"));
    }
    Ok(())
}

/// The address without doubled and trailing slashes: clients send `//authentication/secrets` and `/instances/`.
pub(super) fn tidy(uri: &Uri) -> Result<Uri, Problem> {
    let wrong = || Problem::bad("Bad Request");
    if !is_readable(uri.path()) {
        return Err(wrong());
    }
    let mut path = String::with_capacity(uri.path().len());
    for part in uri.path().split('/').filter(|part| !part.is_empty()) {
        path.push('/');
        path.push_str(part);
    }
    if path.is_empty() {
        path.push('/');
    }
    if let Some(query) = uri.query() {
        path.push('?');
        path.push_str(query);
    }
    PathAndQuery::try_from(path).map(Uri::from).map_err(|_cause| wrong())
}

/// Returns true if every `%` of a path begins an escape, and the decoded path is UTF-8.
fn is_readable(path: &str) -> bool {
    let (mut decoded, mut rest) = (Vec::with_capacity(path.len()), path.as_bytes());
    while let Some((byte, after)) = rest.split_first() {
        (decoded, rest) = if *byte == b'%' {
            let digits = after.get(..2).filter(|digits| digits.iter().all(u8::is_ascii_hexdigit));
            let byte = digits.and_then(|digits| std::str::from_utf8(digits).ok());
            let Some(byte) = byte.and_then(|digits| u8::from_str_radix(digits, 16).ok()) else { return false };
            decoded.push(byte);
            (decoded, after.get(2..).unwrap_or_default())
        } else {
            decoded.push(*byte);
            (decoded, after)
        };
    }
    std::str::from_utf8(&decoded).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn extra_slashes_are_removed_and_the_query_kept() {
        let tidied = |text: &str| tidy(&text.parse().expect("a path")).expect("tidy").to_string();
        assert_eq!(tidied("/elements/api-v2//authentication/secrets"), "/elements/api-v2/authentication/secrets");
        assert_eq!(tidied("/instances/?tags[]=a//b/"), "/instances?tags[]=a//b/");
        assert_eq!(tidied("//"), "/");
    }

    #[test]
    fn path_is_readable_only_with_complete_utf8_escapes() {
        for (path, readable) in
            [("/a%20b", true), ("/k%C3%BC", true), ("/%ff", false), ("/%C3", false), ("/%zz", false), ("/%4", false)]
        {
            assert_eq!(is_readable(path), readable, "{path}");
        }
    }
}
