//! What a text is, before anyone asks whether it is the right answer.

use crate::domain::{authorization::Authorization, secret::Secret, words};
use url::Url;
use zeroize::Zeroizing;

/// The longest text looked at; addresses are a few hundred characters.
const TEXT_LIMIT: usize = 64 * 1024;
/// More parameters than this are not a redirect.
const PARAMETER_LIMIT: usize = 64;

/// The quotes people and programs put around an address.
const QUOTES: [(char, char); 12] = [
    ('"', '"'),
    ('\'', '\''),
    ('`', '`'),
    ('“', '”'),
    ('‘', '’'),
    ('„', '“'),
    ('”', '”'),
    ('’', '’'),
    ('«', '»'),
    ('<', '>'),
    ('(', ')'),
    ('[', ']'),
];

/// What stands at one end alone when the other was not copied: no address begins or ends on these.
const STRAY: [char; 11] = ['"', '`', '“', '”', '‘', '’', '„', '«', '»', '<', '>'];

/// What a browser's tools write before an address.
const LABELS: [&str; 6] = ["request url:", "location:", "url:", "get ", "url=", "code:"];

/// The parameters that tell a query from a code with `=` in it.
const KNOWN: [&str; 6] = ["code", "state", "error", "oauth_token", "oauth_verifier", "access_token"];

/// A text taken apart.
pub(super) enum Answer {
    /// Nothing but blanks.
    Nothing,
    /// An address or a query.
    Parameters(Parameters),
    /// A code, perhaps followed by a state. Not `wrapped` says that two words stood on one line.
    Words { words: Vec<Secret>, wrapped: bool },
}

/// What stood behind an address, decoded, in order.
pub(super) struct Parameters {
    /// Nothing where only `code=…` and the like was given, as someone types it who has a code.
    address: Option<String>,
    pairs: Vec<(String, Secret)>,
}

impl Answer {
    /// Takes a text apart. The callback tells a part of itself from a code.
    pub(super) fn parse(text: &str, callback: &str) -> Result<Self, &'static str> {
        if text.len() > TEXT_LIMIT {
            return Err("This is far longer than an answer from a provider.");
        }
        let text: Zeroizing<String> = Zeroizing::new(text.chars().filter(|&c| !words::is_invisible(c)).collect());
        if text.chars().any(|c| c.is_control() && !c.is_whitespace()) {
            return Err("There are control characters in it. Copy it again, please.");
        }
        let text = unlabelled(&unwrapped(&text));
        if text.is_empty() {
            return Ok(Self::Nothing);
        }
        let line = joined(&text);
        match split(&line, callback) {
            Some((address, queries)) => Parameters::parse(address, &queries).map(Self::Parameters),
            None => bare(&text),
        }
    }
}

impl Parameters {
    fn parse(address: Option<&str>, queries: &[&str]) -> Result<Self, &'static str> {
        let queries: Vec<_> = queries.iter().map(|query| Zeroizing::new(query.replace("&amp;", "&"))).collect();
        let mut pairs = Vec::new();
        for piece in queries.iter().flat_map(|query| query.split('&')).filter(|piece| !piece.is_empty()) {
            // Some shells put backslashes before these when an address is pasted into them.
            let piece = Zeroizing::new(piece.trim_end_matches('\\').replacen("\\=", "=", 1));
            let (name, value) = piece.split_once('=').unwrap_or((&piece, ""));
            // What ends the sentence an address stood in is no part of a state.
            let value = if name == "state" { value.trim_end_matches(['.', ',', ';', '!']) } else { value };
            pairs.push((decoded(name)?, Secret::new(decoded(value)?)));
        }
        if pairs.len() > PARAMETER_LIMIT {
            return Err("There are more parameters in it than any provider sends.");
        }
        Ok(Self { address: address.map(str::to_owned), pairs })
    }

    /// The value of a parameter that may be there once; an empty one counts as missing.
    pub(super) fn one(&self, name: &str) -> Result<Option<&str>, &'static str> {
        let mut values = self.pairs.iter().filter(|(n, _)| n == name).map(|(_, value)| value.expose());
        let value = values.next().filter(|value| !value.is_empty());
        if values.next().is_some() {
            return Err("The same parameter stands in it twice, so nobody can tell which one counts.");
        }
        Ok(value)
    }

    pub(super) fn has(&self, name: &str) -> bool {
        self.pairs.iter().any(|(n, _)| n == name)
    }

    pub(super) fn is_true(&self, name: &str) -> bool {
        self.pairs.iter().any(|(n, value)| n == name && value.expose() == "true")
    }

    /// Whether it is a page where consent is asked for, rather than an answer: a request, or a page of the host
    /// the authorization leads to.
    pub(super) fn asks(&self, authorization: &Authorization) -> bool {
        let answers = ["code", "oauth_verifier", "error", "not_approved", "denied"].iter().any(|name| self.has(name));
        let requests = ["response_type", "redirect_uri"].iter().any(|name| self.has(name));
        !answers && (requests || self.is_page_of(authorization))
    }

    fn is_page_of(&self, authorization: &Authorization) -> bool {
        let origin = |text: &str| Url::parse(text).ok().map(|url| url.origin()).filter(url::Origin::is_tuple);
        let callback = authorization.callback().as_str();
        let callback = callback.split(['?', '#']).next().unwrap_or(callback);
        self.address.as_deref().is_some_and(|here| {
            here != callback && origin(here).is_some_and(|here| Some(here) == origin(authorization.address()))
        })
    }

    /// Whether it is an address, or the part of one behind its `?`.
    pub(super) fn is_whole(&self) -> bool {
        self.address.is_some()
    }

    pub(super) fn without(self, names: &[&str]) -> Vec<(String, Secret)> {
        let other = |name: &str| !name.is_empty() && !names.contains(&name);
        self.pairs.into_iter().filter(|(name, _)| other(name)).collect()
    }

    pub(super) fn names(self) -> Vec<String> {
        self.pairs.into_iter().map(|(name, _)| name).collect()
    }
}

/// Takes off blanks, quotes, angle brackets and the command around an address.
fn unwrapped(text: &str) -> Zeroizing<String> {
    let text = unquoted(text);
    let command = text.trim_start_matches("$ ");
    let Some(arguments) = ["curl ", "wget "].iter().find_map(|tool| command.strip_prefix(tool)) else {
        return Zeroizing::new(text.to_owned());
    };
    let words: Vec<_> = words::split(arguments).into_iter().map(Zeroizing::new).collect();
    let words = || words.iter().map(|word| unquoted(word));
    let address = words().find(|word| has_scheme(word)).or_else(|| words().find(|word| !word.starts_with('-')));
    Zeroizing::new(address.unwrap_or_default().to_owned())
}

fn unquoted(text: &str) -> &str {
    let mut text = text.trim();
    while let Some(inner) = QUOTES.iter().find_map(|&(open, close)| text.strip_prefix(open)?.strip_suffix(close)) {
        text = inner.trim();
    }
    text.trim_matches(|c: char| STRAY.contains(&c) || c.is_whitespace())
}

/// Puts the lines an address was wrapped over together again.
fn joined(text: &str) -> Zeroizing<String> {
    Zeroizing::new(text.split(words::is_line_end).map(str::trim).collect())
}

fn unlabelled(text: &str) -> Zeroizing<String> {
    let label = |label: &&str| text.get(..label.len()).is_some_and(|start| start.eq_ignore_ascii_case(label));
    let start = LABELS.into_iter().find(label).map_or(0, str::len);
    let rest = text.get(start..).unwrap_or(text).trim();
    let rest = rest.rsplit_once(" HTTP/").map_or(rest, |(address, _)| address);
    Zeroizing::new(rest.to_owned())
}

/// Parts an address from the queries behind `?` and `#`; `None` where the text is neither address nor query.
fn split<'a>(line: &'a str, callback: &str) -> Option<(Option<&'a str>, Vec<&'a str>)> {
    let (before, fragment) = line.split_once('#').unwrap_or((line, ""));
    let (address, query) = before.split_once('?').unwrap_or((before, ""));
    // Pages that live behind the `#` have their own `?` there.
    let inner = fragment.split_once('?').map_or(fragment, |(_, inner)| inner);
    // One provider ends every redirect on this.
    let inner = if is_query(inner) && inner != "_=_" { inner } else { "" };
    if address.contains(char::is_whitespace) {
        return None;
    }
    if before.contains('?') {
        return Some((Some(address.trim_end_matches('\\')), vec![query, inner]));
    }
    if is_query(address) {
        return Some((None, vec![address, inner]));
    }
    let known = has_scheme(address) || address.is_empty() || (address.contains('/') && callback.contains(address));
    (known || !inner.is_empty()).then_some((Some(address), vec![inner]))
}

/// Whether a text without `?` is a query all the same. Codes end on `=`, and few have one elsewhere.
fn is_query(text: &str) -> bool {
    let text = text.trim_start_matches('&');
    let name = |piece: &str| piece.split_once('=').map(|(name, _)| name.trim_end_matches('\\').to_owned());
    let known = text.split('&').any(|piece| name(piece).is_some_and(|name| KNOWN.contains(&name.as_str())));
    let simple = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.');
    let plain = name(text).is_some_and(|name| !name.is_empty() && name.chars().all(simple));
    known || (plain && !text.trim_end_matches('=').is_empty() && text.trim_end_matches('=').contains('='))
}

/// Whether it begins as an address does: `https://`, `myapp:/`, `urn:ietf:`.
fn has_scheme(text: &str) -> bool {
    text.split_once(':').is_some_and(|(scheme, rest)| {
        scheme.starts_with(|c: char| c.is_ascii_alphabetic())
            && scheme.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.'))
            && (rest.starts_with('/') || scheme.eq_ignore_ascii_case("urn"))
    })
}

fn bare(text: &str) -> Result<Answer, &'static str> {
    let text = text.strip_suffix("#_=_").unwrap_or(text).trim_end_matches('#');
    if text.chars().any(|c| matches!(c, '"' | '<' | '>' | '{' | '}') || !(c.is_ascii() || c.is_whitespace())) {
        return Err("This is neither an address nor a code.");
    }
    let wrapped = text.split(words::is_line_end).all(|line| line.split_whitespace().count() <= 1);
    let words: Vec<_> = match text.rsplit_once('#') {
        // On one line, so that whatever stands behind the sign has to be the state.
        Some((code, state)) => {
            let whole = |part: &str| Secret::new(part.split_whitespace().collect::<String>());
            return Ok(Answer::Words { words: vec![whole(code), whole(state)], wrapped: false });
        }
        None => text.split_whitespace().map(Secret::new).collect(),
    };
    Ok(Answer::Words { words, wrapped })
}

/// A bare code as it is sent: an address bar shows it encoded, though never with `+` for a blank.
pub(super) fn decoded_code(code: &str) -> Result<Zeroizing<String>, &'static str> {
    let code = Zeroizing::new(decoded(&code.replace('+', "%2B"))?);
    if code.contains("://") {
        return Err("This is an address in encoded form. Paste it as the browser shows it.");
    }
    Ok(code)
}

/// Decodes percent signs and `+` once. What only looks encoded stays as it is.
fn decoded(text: &str) -> Result<String, &'static str> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let [first, tail @ ..] = rest {
        let (byte, tail) = match (first, tail) {
            (b'%', [high, low, tail @ ..]) => match (hex(*high), hex(*low)) {
                (Some(high), Some(low)) => (high * 16 + low, tail),
                _ => (b'%', rest.get(1..).unwrap_or_default()),
            },
            (b'+', tail) => (b' ', tail),
            (&other, tail) => (other, tail),
        };
        bytes.push(byte);
        rest = tail;
    }
    let text = String::from_utf8(bytes).ok().ok_or("The answer is not encoded the way addresses are.")?;
    if text.contains('\0') { Err("There are control characters in it. Copy it again, please.") } else { Ok(text) }
}

fn hex(digit: u8) -> Option<u8> {
    char::from(digit).to_digit(16).and_then(|value| u8::try_from(value).ok())
}
