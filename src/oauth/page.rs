//! What the browser shows once it is back.

use crate::domain::grant::Refusal;
use http_body_util::Full;
use hyper::{
    Response, StatusCode,
    body::Bytes,
    header::{self, HeaderName, HeaderValue},
};

const TEMPLATE: &str = include_str!("../../assets/pages/callback.html");

/// A page shows no more than itself: nothing is loaded, nothing runs, nobody learns the address it stands at, which
/// holds the code. The hash is that of the template's style.
const HEADERS: [(HeaderName, &str); 9] = [
    (header::CONTENT_TYPE, "text/html; charset=utf-8"),
    (
        header::CONTENT_SECURITY_POLICY,
        "default-src 'none'; style-src 'sha256-VDOUWzWkZ7kY1HuK/ZSfC9L56mHz6RYYqLKraMaHkJg='; \
         frame-ancestors 'none'; base-uri 'none'; form-action 'none'",
    ),
    (header::REFERRER_POLICY, "no-referrer"),
    (header::CACHE_CONTROL, "no-store"),
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
    (header::X_FRAME_OPTIONS, "DENY"),
    (header::CONNECTION, "close"),
    (HeaderName::from_static("x-robots-tag"), "noindex"),
];

/// The pages there are. Only those that come after the state was checked send the person back to the terminal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Page<'a> {
    /// Consent was given.
    Done,
    /// The provider said no.
    Refused(&'a Refusal),
    /// The answer was there before.
    Already,
    /// The state is another one.
    Foreign,
    /// There is no state.
    Untied,
    /// There is nothing to be read.
    Empty,
    /// Not a place to be, with the status that says why.
    Nowhere(StatusCode),
}

impl Page<'_> {
    /// The page with its status and the headers that keep it to itself.
    pub(super) fn response(&self) -> Response<Full<Bytes>> {
        let mut response = Response::new(Full::new(Bytes::from(self.html())));
        *response.status_mut() = self.status();
        for (name, value) in HEADERS {
            response.headers_mut().insert(name, HeaderValue::from_static(value));
        }
        if self.status() == StatusCode::METHOD_NOT_ALLOWED {
            response.headers_mut().insert(header::ALLOW, HeaderValue::from_static("GET"));
        }
        response
    }

    fn status(&self) -> StatusCode {
        match self {
            Self::Done | Self::Refused(_) | Self::Already => StatusCode::OK,
            Self::Foreign | Self::Untied | Self::Empty => StatusCode::BAD_REQUEST,
            Self::Nowhere(status) => *status,
        }
    }

    fn html(&self) -> String {
        if self.status() == StatusCode::NO_CONTENT {
            return String::new();
        }
        let (tone, sign) = self.look();
        let (title, words, next) = self.words();
        TEMPLATE
            .replace("{{tone}}", tone)
            .replace("{{sign}}", sign)
            .replace("{{title}}", title)
            .replace("{{words}}", words)
            .replace("{{next}}", next)
            .replace("{{quote}}", &self.quote())
    }

    fn look(&self) -> (&'static str, &'static str) {
        match self {
            Self::Done => ("good", "✓"),
            Self::Already => ("calm", "✓"),
            Self::Refused(_) | Self::Foreign | Self::Untied => ("bad", "!"),
            Self::Empty | Self::Nowhere(_) => ("calm", "·"),
        }
    }

    /// Title, what happened, what to try.
    fn words(&self) -> (&'static str, &'static str, &'static str) {
        match self {
            Self::Done => (
                "Consent has arrived",
                "The answer belongs to your request and was handed on.",
                "You can close this tab and return to your terminal.",
            ),
            Self::Refused(_) => (
                "No consent this time",
                "The provider did not agree to the request:",
                "You can return to your terminal and ask again from there.",
            ),
            Self::Already => (
                "Already answered",
                "Your request has had its answer; this one was not needed.",
                "You can close this tab and return to your terminal.",
            ),
            Self::Foreign => (
                "An answer to something else",
                "This answer does not belong to the request that is waiting here, so it was not used.",
                "Close this tab, and open the page again with the link elemint shows.",
            ),
            Self::Untied => (
                "Whose answer is this?",
                "It came without the state that ties an answer to its request, so it was not used.",
                "If you have just agreed, copy this page's address and paste it into elemint.",
            ),
            Self::Empty => (
                "Nothing to read here",
                "This is where elemint waits for the provider's answer, but there was none elemint can read.",
                "If you have just agreed, copy this page's address and paste it into elemint.",
            ),
            Self::Nowhere(_) => (
                "Nothing here",
                "elemint is waiting at another address for an answer from your provider.",
                "You can close this tab.",
            ),
        }
    }

    /// The provider's words, the one thing on any page that comes from outside.
    fn quote(&self) -> String {
        let Self::Refused(refusal) = self else { return String::new() };
        let error = escaped(&refusal.error);
        let words = refusal.description.as_deref().map(|words| format!("<br>{}", escaped(words))).unwrap_or_default();
        format!("<blockquote>{error}{words}</blockquote>\n")
    }
}

fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            c => escaped.push(c),
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::grant::StateCheck;
    use base64::{Engine as _, engine::general_purpose::STANDARD};

    fn refusal() -> Refusal {
        Refusal {
            error: "access_denied".into(),
            description: Some("<script>alert('&')</script> {{title}}".into()),
            state: StateCheck::Matches,
        }
    }

    #[test]
    fn the_policy_allows_exactly_the_style_of_the_template() {
        let style =
            TEMPLATE.split_once("<style>").and_then(|(_, rest)| rest.split_once("</style>")).expect("a style").0;
        let hash = STANDARD.encode(ring::digest::digest(&ring::digest::SHA256, style.as_bytes()));
        let policy = Page::Done.response().headers()["content-security-policy"].clone();
        assert!(policy.to_str().expect("text").contains(&format!("style-src 'sha256-{hash}'")), "it should be {hash}");
    }

    #[test]
    fn only_pages_after_the_check_send_anyone_back_to_the_terminal() {
        let refusal = refusal();
        for page in [Page::Done, Page::Refused(&refusal), Page::Already] {
            assert!(page.html().contains("return to your terminal"), "{page:?}");
        }
        for page in [Page::Foreign, Page::Untied, Page::Empty, Page::Nowhere(StatusCode::NOT_FOUND)] {
            assert!(!page.html().contains("terminal"), "{page:?}");
        }
    }

    #[test]
    fn no_slot_is_left_open_and_nothing_runs_or_is_loaded() {
        let refusal = Refusal { description: None, ..refusal() };
        for page in [Page::Done, Page::Refused(&refusal), Page::Already, Page::Foreign, Page::Untied, Page::Empty] {
            let html = page.html();
            for never in ["{{", "<script", "src=", "href=", "url(", "@import", "style=\""] {
                assert!(!html.contains(never), "{never} in {page:?}");
            }
        }
    }

    #[test]
    fn the_providers_words_stay_words() {
        let html = Page::Refused(&refusal()).html();
        assert!(html.contains("&lt;script&gt;alert(&#39;&amp;&#39;)&lt;/script&gt; {{title}}"), "{html}");
    }
}
