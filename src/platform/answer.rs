//! What came back.

use super::call::Call;
use crate::domain::Secret;
use reqwest::{
    StatusCode, Url,
    header::{CONTENT_ENCODING, CONTENT_TYPE, HeaderMap, LOCATION, RETRY_AFTER},
};
use std::time::{Duration, SystemTime};
use zeroize::Zeroizing;

/// A longer wait is for the person to decide on.
const PATIENCE: Duration = Duration::from_secs(5);
/// What is believed of a Retry-After.
const LONGEST: Duration = Duration::from_secs(120);

/// An answer read to its end, or to the end of what counts.
pub(super) struct Answer {
    pub(super) status: StatusCode,
    pub(super) headers: HeaderMap,
    pub(super) body: Zeroizing<Vec<u8>>,
    pub(super) elapsed: Duration,
}

impl Answer {
    /// An answer of these parts; what is no status or header is left out.
    pub(super) fn new(status: u16, headers: &[(&str, &str)], body: &[u8]) -> Self {
        let header = |(name, value): &(&str, &str)| Some((name.parse().ok()?, value.parse().ok()?));
        Self {
            status: StatusCode::from_u16(status).unwrap_or_default(),
            headers: headers.iter().filter_map(header).collect(),
            body: Zeroizing::new(body.to_vec()),
            elapsed: Duration::ZERO,
        }
    }

    pub(super) fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name).and_then(|value| value.to_str().ok())
    }

    /// The body as it came, where there is one that can be read.
    pub(super) fn text(&self) -> Option<Secret> {
        let readable = !self.body.is_empty() && !self.is_packed();
        readable.then(|| Secret::new(String::from_utf8_lossy(&self.body)))
    }

    pub(super) fn request_id(&self, call: &Call) -> Option<String> {
        self.header("elements-request-id").and_then(|said| call.id(said))
    }

    /// Whether it came compressed, which nobody asked for and nothing here unpacks.
    pub(super) fn is_packed(&self) -> bool {
        self.headers.get(CONTENT_ENCODING).is_some_and(|coding| !coding.as_bytes().eq_ignore_ascii_case(b"identity"))
    }

    /// Whether it is a page for a browser, as proxies and sign-in walls send.
    pub(super) fn is_page(&self) -> bool {
        let named = self.header(CONTENT_TYPE.as_str()).is_some_and(|t| t.to_ascii_lowercase().contains("html"));
        named || self.body.trim_ascii_start().starts_with(b"<")
    }

    /// Where a redirect leads: the host, or nothing where it stays.
    pub(super) fn target(&self) -> Option<String> {
        let url = Url::parse(self.header(LOCATION.as_str())?).ok()?;
        let host = url.host_str()?;
        Some(url.port().map_or_else(|| host.to_owned(), |port| format!("{host}:{port}")))
    }

    pub(super) fn retry_after(&self) -> Option<Duration> {
        self.header(RETRY_AFTER.as_str()).and_then(|text| retry_after(text, SystemTime::now()))
    }

    /// How long to wait at least before the same read is worth another try.
    pub(super) fn pause(&self) -> Option<Duration> {
        match self.status.as_u16() {
            502 | 504 => Some(Duration::ZERO),
            503 => Some(self.retry_after().unwrap_or_default()),
            // Without a time, 429 is this platform's word for a body over its limit, which stays over it.
            429 => self.retry_after(),
            _ => None,
        }
        .filter(|pause| *pause <= PATIENCE)
    }
}

/// Seconds or a date; nothing that makes no sense, and nothing beyond two minutes.
fn retry_after(text: &str, now: SystemTime) -> Option<Duration> {
    let text = text.trim();
    if !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit()) {
        return Some(text.parse().map_or(LONGEST, Duration::from_secs).min(LONGEST));
    }
    let date = httpdate::parse_http_date(text).ok()?;
    Some(date.duration_since(now).unwrap_or_default().min(LONGEST))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn retry_after_is_seconds_or_a_date_and_at_most_two_minutes() {
        let now = SystemTime::UNIX_EPOCH + Duration::from_secs(784_111_777);
        let read = |text| retry_after(text, now).map(|d| d.as_secs());
        assert_eq!(read("7"), Some(7));
        assert_eq!(read("Sun, 06 Nov 1994 08:49:47 GMT"), Some(10));
        assert_eq!(read("Sun, 06 Nov 1994 08:49:00 GMT"), Some(0));
        assert_eq!(read("Wed, 01 Jan 2031 00:00:00 GMT"), Some(120));
        assert_eq!(read("99999999999999999999999"), Some(120));
        for odd in ["", "-5", "1.5", "soon", "Sun, 99 Nov"] {
            assert_eq!(read(odd), None, "{odd}");
        }
    }
}
