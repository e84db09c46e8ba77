//! Failures of an answer.

use crate::{
    ask::Ask,
    server::{Reply, reply},
};
use std::iter;

/// Kind of failure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Failure {
    /// No failure: the good answer.
    None,
    /// No server listens.
    Refused,
    /// The connection is reset while the request is read.
    Reset,
    /// The connection ends without an answer.
    Closed,
    /// No answer ever comes.
    Silent,
    /// The good answer, some bytes at a time.
    Slow,
    /// The good answer up to this many tenths of its body.
    Cut(usize),
    /// 429 with a time to wait.
    Busy,
    /// 429 without one.
    TooMuch,
    /// 500 with a message.
    Broken,
    /// 502 with a proxy's page.
    Gateway,
    /// 503 with a time to wait.
    Away,
    /// 302 to somewhere else.
    Moved,
    /// 200 with a web page.
    Page,
    /// 200 with text that is no JSON.
    NoJson,
    /// 200 with JSON of other types.
    WrongTypes,
    /// 200 with nothing.
    Empty,
    /// 200 with lists in lists in lists.
    Deep,
    /// 200 with more than 8 MB.
    Huge,
    /// 200 with something packed by gzip.
    Packed,
    /// 400 with every secret of the request in its message.
    Echo,
}

const PAGE: &str = "<html><body>hello</body></html>";

impl Failure {
    pub fn all() -> impl Iterator<Item = Self> {
        let first = [Self::None, Self::Refused, Self::Reset, Self::Closed, Self::Silent, Self::Slow];
        let last = [
            Self::Busy,
            Self::TooMuch,
            Self::Broken,
            Self::Gateway,
            Self::Away,
            Self::Moved,
            Self::Page,
            Self::NoJson,
            Self::WrongTypes,
            Self::Empty,
            Self::Deep,
            Self::Huge,
            Self::Packed,
            Self::Echo,
        ];
        first.into_iter().chain((0..10).map(Self::Cut)).chain(last)
    }

    pub fn name(self) -> String {
        match self {
            Self::Cut(tenths) => format!("cut after {tenths}/10"),
            other => format!("{other:?}").to_lowercase(),
        }
    }

    /// The answer to a request, where `good` would be the right one; `asked` is all that was sent.
    pub fn reply(self, good: &str, asked: &str) -> Reply {
        let whole =
            |text: &str| format!("HTTP/1.1 200 OK\r\nContent-Length: {}\r\n\r\n{text}", text.len()).into_bytes();
        match self {
            Self::None => reply(200, &[], good),
            Self::Refused | Self::Closed => Reply::Nothing,
            Self::Reset => Reply::Reset,
            Self::Silent => Reply::Stall(Vec::new()),
            Self::Slow => Reply::Drops(whole(good)),
            Self::Cut(tenths) => {
                let mut bytes = whole(good);
                bytes.truncate(bytes.len() - good.len() + good.len() * tenths / 10);
                Reply::Bytes(bytes)
            }
            Self::Busy => reply(429, &[("Retry-After", "7")], r#"{"message":"Too many requests"}"#),
            Self::TooMuch => reply(429, &[], r#"{"message":"Too much"}"#),
            Self::Broken => reply(500, &[], r#"{"requestId":"5f2b","message":"An unexpected error occurred"}"#),
            Self::Gateway => reply(502, &[], PAGE),
            Self::Away => reply(503, &[("Retry-After", "60")], "{}"),
            Self::Moved => reply(302, &[("Location", "https://elsewhere.example/login?x=1")], ""),
            Self::Page => reply(200, &[], PAGE),
            Self::NoJson => reply(200, &[], "{\"id\": 1, \"token\": "),
            Self::WrongTypes => reply(200, &[], r#"{"id":[],"token":{},"secret":7,"oauthUrl":[1],"name":{"a":null}}"#),
            Self::Empty => reply(200, &[], ""),
            Self::Deep => {
                reply(200, &[], &iter::repeat_n('[', 200_000).chain(iter::repeat_n(']', 200_000)).collect::<String>())
            }
            Self::Huge => reply(200, &[], &format!("\"{}\"", "x".repeat(9 << 20))),
            Self::Packed => {
                let head = "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 4\r\n\r\n";
                Reply::Bytes([head.as_bytes(), &[0x1f, 0x8b, 8, 0]].concat())
            }
            Self::Echo => {
                reply(400, &[], &serde_json::json!({ "message": asked, "providerMessage": asked }).to_string())
            }
        }
    }

    /// Returns the expected kind of fault, in a word.
    pub fn expected(self, ask: Ask) -> &'static str {
        let makes = matches!(ask, Ask::Make | Ask::MakeGranted);
        let lost = if makes { "unclear" } else { "broken" };
        let garbled = if makes { "unclear" } else { "garbled" };
        match self {
            Self::None | Self::Slow => "good",
            Self::Refused => "unreached",
            Self::Reset | Self::Closed | Self::Silent | Self::Cut(_) | Self::Broken | Self::Gateway => lost,
            Self::Busy | Self::TooMuch | Self::Away => "busy",
            // For the check of the account any JSON answer of the platform is a good one.
            Self::WrongTypes if ask == Ask::SignIn => "good",
            Self::Deep | Self::Huge if ask == Ask::SignIn => {
                if self == Self::Deep {
                    "good"
                } else {
                    "garbled"
                }
            }
            Self::Page | Self::NoJson | Self::WrongTypes | Self::Empty | Self::Deep | Self::Huge | Self::Packed => {
                garbled
            }
            // The message names fields of the form, so they are the ones to fix.
            Self::Echo if matches!(ask, Ask::Page | Ask::Token | Ask::Verifier) => "fields",
            Self::Moved | Self::Echo => "refused",
        }
    }
}
