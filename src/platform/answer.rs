//! Answers of the platform: status, headers, and the body as text.

use super::{body, call::ApiCall, cause::Cause};
use crate::text::Secret;
use reqwest::{
    StatusCode, Url,
    header::{CONTENT_ENCODING, CONTENT_TYPE, HeaderMap, HeaderValue, LOCATION, RETRY_AFTER},
};
use std::time::{Duration, SystemTime};
use zeroize::Zeroizing;

/// Size limit of one object, in bytes.
pub(super) const OBJECT: usize = 2 << 20;
/// A longer wait is for the person to decide on.
const PATIENCE: Duration = Duration::from_secs(5);
/// Longest Retry-After; a longer one counts as this.
const LONGEST: Duration = Duration::from_secs(86_400);

/// Answer of the platform, read to its end or to the size limit.
pub(super) struct ApiAnswer {
    pub(super) status: StatusCode,
    pub(super) headers: HeaderMap,
    /// Unpacked body as text.
    pub(super) body: Zeroizing<String>,
    /// True if the body is compressed in a way that cannot be read.
    is_packed: bool,
    pub(super) elapsed: Duration,
}

impl ApiAnswer {
    /// Builds an answer from these parts; an invalid status or header is left out.
    pub(super) fn new(status: u16, headers: &[(&str, &str)], body: &[u8]) -> Self {
        let header = |(name, value): &(&str, &str)| Some((name.parse().ok()?, value.parse().ok()?));
        let status = StatusCode::from_u16(status).unwrap_or_default();
        let headers: HeaderMap = headers.iter().filter_map(header).collect();
        let bytes = Zeroizing::new(body.to_vec());
        let unreadable = Self::unreadable(status, headers.clone(), Duration::ZERO);
        Self::unpacked(status, headers, bytes, Duration::ZERO, OBJECT).unwrap_or(unreadable)
    }

    /// Creates an answer whose body cannot be read.
    pub(super) fn unreadable(status: StatusCode, headers: HeaderMap, elapsed: Duration) -> Self {
        Self { status, headers, body: Zeroizing::default(), is_packed: true, elapsed }
    }

    /// Reads the body, whatever its headers say of it: labels are wrong more often than bodies are.
    ///
    /// # Errors
    /// When it unpacks to more than `cap` bytes.
    pub(super) fn unpacked(
        status: StatusCode,
        headers: HeaderMap,
        bytes: Zeroizing<Vec<u8>>,
        elapsed: Duration,
        cap: usize,
    ) -> Result<Self, Cause> {
        let coding = headers.get(CONTENT_ENCODING).map(HeaderValue::as_bytes).unwrap_or_default();
        let coding = String::from_utf8_lossy(coding).to_ascii_lowercase();
        let bytes = body::unpack(bytes, &coding, cap).ok_or(Cause::TooLong)?;
        let body = body::text(&bytes);
        // Other compressions look like noise: the label counts only where the body is no text.
        let is_packed = body::is_noise(&body);
        Ok(Self { status, headers, body, is_packed, elapsed })
    }

    pub(super) fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name).and_then(|value| value.to_str().ok())
    }

    /// The body as it came, where there is one that can be read.
    pub(super) fn text(&self) -> Option<Secret> {
        let readable = !self.body.is_empty() && !self.is_packed();
        readable.then(|| Secret::new(self.body.as_str()))
    }

    pub(super) fn request_id(&self, call: &ApiCall) -> Option<String> {
        self.header("elements-request-id").and_then(|id| call.id(id))
    }

    /// Returns true if the body is compressed in a way that cannot be read.
    pub(super) fn is_packed(&self) -> bool {
        self.is_packed
    }

    /// Returns true if the body is one complete JSON document.
    pub(super) fn is_json(&self) -> bool {
        serde_json::from_str::<serde::de::IgnoredAny>(&self.body).is_ok()
    }

    /// Returns true if the body is a page for a browser, as proxies and sign-in walls send. A body that is JSON is no
    /// page, despite its label.
    pub(super) fn is_page(&self) -> bool {
        let is_named = self.header(CONTENT_TYPE.as_str()).is_some_and(|t| t.to_ascii_lowercase().contains("html"));
        self.body.trim_start().starts_with('<') || (is_named && !self.body.trim().is_empty() && !self.is_json())
    }

    /// Returns the host that a redirect leads to; `None` if it stays on the same host.
    pub(super) fn target(&self) -> Option<String> {
        let url = Url::parse(self.header(LOCATION.as_str())?).ok()?;
        let host = url.host_str()?;
        Some(url.port().map_or_else(|| host.to_owned(), |port| format!("{host}:{port}")))
    }

    pub(super) fn retry_after(&self) -> Option<Duration> {
        self.header(RETRY_AFTER.as_str()).and_then(|text| retry_after(text, SystemTime::now()))
    }

    /// Returns the shortest wait before the same read is worth another attempt.
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

/// Seconds or a date; nothing that makes no sense, and nothing beyond a day.
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
    fn retry_after_is_seconds_or_a_date_and_at_most_a_day() {
        let now = SystemTime::UNIX_EPOCH + Duration::from_secs(784_111_777);
        let read = |text| retry_after(text, now).map(|d| d.as_secs());
        assert_eq!(read("7"), Some(7));
        assert_eq!(read("Sun, 06 Nov 1994 08:49:47 GMT"), Some(10));
        assert_eq!(read("Sun, 06 Nov 1994 08:49:00 GMT"), Some(0));
        assert_eq!(read("Wed, 01 Jan 2031 00:00:00 GMT"), Some(86_400));
        assert_eq!(read("99999999999999999999999"), Some(86_400));
        for odd in ["", "-5", "1.5", "soon", "Sun, 99 Nov"] {
            assert_eq!(read(odd), None, "{odd}");
        }
    }
}
