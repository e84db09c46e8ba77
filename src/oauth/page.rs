//! Pages for the browser when it comes back.

#[cfg(test)]
mod tests;

use crate::{domain::grant::Refusal, text::escape_html};
use http_body_util::Full;
use hyper::{
    Response, StatusCode,
    body::Bytes,
    header::{self, HeaderName, HeaderValue},
};

const TEMPLATE: &str = include_str!("../../assets/pages/callback.html");

/// Headers that restrict a page: it loads and runs nothing, and its address, which contains the code, is sent to no other
/// site. The hash is that of the style in the template.
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

/// Pages. Only those after a matching state send the user back to the terminal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum ResultPage<'a> {
    /// Redirect to the provider.
    Onward,
    /// Another browser has used the link.
    Used,
    /// The link belongs to another user of this machine.
    OtherUser,
    /// Consent was given.
    Done,
    /// The provider refused.
    Refused(&'a Refusal),
    /// The state matches, and the browser is not the one elemint opened.
    Elsewhere,
    /// The provider sends no state back.
    Stateless,
    /// There was an answer before.
    Already,
    /// No answer is accepted any more.
    Expired,
    /// The state is different.
    Foreign,
    /// There is no state.
    Untied,
    /// The request contains no answer.
    Empty,
    /// The head of the request is too large.
    TooLarge,
    /// Refused request, with its status.
    Nowhere(StatusCode),
}

/// Text of a page: its title, the event, the next step.
struct PageText {
    tone: &'static str,
    sign: &'static str,
    title: &'static str,
    event: &'static str,
    next: &'static str,
}

impl PageText {
    const fn good(title: &'static str, event: &'static str, next: &'static str) -> Self {
        Self { tone: "good", sign: "✓", title, event, next }
    }

    const fn bad(title: &'static str, event: &'static str, next: &'static str) -> Self {
        Self { tone: "bad", sign: "!", title, event, next }
    }

    const fn calm(sign: &'static str, title: &'static str, event: &'static str, next: &'static str) -> Self {
        Self { tone: "calm", sign, title, event, next }
    }
}

const ONWARD: PageText = PageText::calm(
    "→",
    "On to the provider",
    "elemint sends your browser to the page where you agree.",
    "If it stays here, open the long link elemint shows.",
);
const USED: PageText = PageText::calm(
    "i",
    "This link was used",
    "It has led another browser to the provider, and it leads only one.",
    "Return to elemint, and open the page again from there.",
);
const OTHER_USER: PageText = PageText::calm(
    "i",
    "This link is for another user",
    "elemint was started by another user of this machine.",
    "If that was you, copy the long link in elemint and open it here.",
);
const DONE: PageText = PageText::good(
    "Consent has arrived",
    "The answer belongs to your request and was handed on.",
    "You can close this tab and return to your terminal.",
);
const REFUSED: PageText = PageText::bad(
    "No consent this time",
    "The provider did not agree to the request:",
    "You can return to your terminal and ask again from there.",
);
const ELSEWHERE: PageText = PageText::calm(
    "?",
    "Is this you?",
    "The answer belongs to your request, but it comes from another browser than the one elemint opened.",
    "If it is yours, return to your terminal and use it there.",
);
const STATELESS: PageText = PageText::calm(
    "?",
    "Is this you?",
    "This provider sends nothing back that would tell whose answer this is.",
    "If you have just agreed, return to your terminal and use it there.",
);
const ALREADY: PageText = PageText::calm(
    "✓",
    "Already answered",
    "Your request has had its answer, and only the first one counts.",
    "You can close this tab and return to your terminal.",
);
const EXPIRED: PageText = PageText::bad(
    "Too late",
    "elemint has stopped waiting for this answer, so it was not used.",
    "Return to elemint, and ask for a new link there.",
);
const FOREIGN: PageText = PageText::bad(
    "An answer to something else",
    "This answer does not belong to the request that is waiting here, so it was not used.",
    "Close this tab, and open the page again with the link elemint shows.",
);
const UNTIED: PageText = PageText::bad(
    "Whose answer is this?",
    "It came without the state that ties an answer to its request, so it was not used.",
    "If you have just agreed, copy this page's address and paste it into elemint.",
);
const EMPTY: PageText = PageText::calm(
    "i",
    "Nothing to read here",
    "elemint waits here for the provider's answer, but found none: some providers put it where only your \
     browser sees it, behind a # in the address.",
    "If you have just agreed, copy this page's whole address and paste it into elemint.",
);
const TOO_LARGE: PageText = PageText::bad(
    "Too much to read",
    "Your browser sent more than elemint reads, mostly cookies of other programs on this machine, so the answer was \
     not used.",
    "Copy this page's whole address and paste it into elemint.",
);
const NOWHERE: PageText = PageText::calm(
    "i",
    "Nothing here",
    "elemint is waiting at another address for an answer from your provider.",
    "You can close this tab.",
);

impl ResultPage<'_> {
    /// Returns the page with its status and restricting headers.
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
            Self::Onward => StatusCode::SEE_OTHER,
            Self::Done | Self::Refused(_) | Self::Elsewhere | Self::Stateless | Self::Already => StatusCode::OK,
            Self::Foreign | Self::Untied | Self::Empty => StatusCode::BAD_REQUEST,
            Self::Used | Self::Expired => StatusCode::GONE,
            Self::OtherUser => StatusCode::FORBIDDEN,
            Self::TooLarge => StatusCode::REQUEST_HEADER_FIELDS_TOO_LARGE,
            Self::Nowhere(status) => *status,
        }
    }

    fn html(&self) -> String {
        if self.status() == StatusCode::NO_CONTENT {
            return String::new();
        }
        let words = self.words();
        TEMPLATE
            .replace("{{tone}}", words.tone)
            .replace("{{sign}}", words.sign)
            .replace("{{title}}", words.title)
            .replace("{{words}}", words.event)
            .replace("{{next}}", words.next)
            .replace("{{quote}}", &self.quote())
    }

    fn words(&self) -> PageText {
        match self {
            Self::Onward => ONWARD,
            Self::Used => USED,
            Self::OtherUser => OTHER_USER,
            Self::Done => DONE,
            Self::Refused(_) => REFUSED,
            Self::Elsewhere => ELSEWHERE,
            Self::Stateless => STATELESS,
            Self::Already => ALREADY,
            Self::Expired => EXPIRED,
            Self::Foreign => FOREIGN,
            Self::Untied => UNTIED,
            Self::Empty => EMPTY,
            Self::TooLarge => TOO_LARGE,
            Self::Nowhere(_) => NOWHERE,
        }
    }

    /// Quotes the provider's words, the only part of a page that comes from outside.
    fn quote(&self) -> String {
        let Self::Refused(refusal) = self else { return String::new() };
        let error = escape_html(&refusal.error);
        let words = refusal.description.as_deref().map(|words| format!("<br>{}", escape_html(words)));
        let words = words.unwrap_or_default();
        format!("<blockquote>{error}{words}</blockquote>\n")
    }
}
