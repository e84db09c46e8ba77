//! Decodings of a text, with the original positions of their bytes.

use super::encoding::{CASELESS, SecretEncoding, plain_digit};
use std::{borrow::Cow, ops::Range};
use zeroize::Zeroizing;

/// One decoding of a text.
pub(super) struct View<'t> {
    pub(super) bytes: Cow<'t, [u8]>,
    /// Offset of each byte in the original text, followed by the end; `None` if they are unchanged.
    places: Option<Vec<usize>>,
    /// True if `-` and `_` are read as base64 digits.
    pub(super) is_url_safe: bool,
}

/// Decoder: returns the bytes encoded at the beginning of the text, and the length of their encoding.
type SpellingDecoder = fn(&[u8]) -> Option<(Vec<u8>, usize)>;

/// Maximum depth of escapes in escaped text.
const DEPTH: usize = 3;

impl<'t> View<'t> {
    fn new(bytes: Cow<'t, [u8]>, places: Option<Vec<usize>>) -> Self {
        Self { bytes, places, is_url_safe: false }
    }

    /// Returns all decodings of a text that differ from each other.
    pub(super) fn all(text: &'t str, blanks: bool) -> Vec<Self> {
        let bytes = text.as_bytes();
        let mut views = vec![Self::new(Cow::Borrowed(bytes), None)];
        if bytes.iter().any(|byte| matches!(byte, b'-' | b'_')) {
            let mut view = Self::new(Cow::Borrowed(bytes), None);
            view.is_url_safe = true;
            views.push(view);
        }
        let has = |sign: u8| bytes.contains(&sign);
        let mut chains: Vec<SpellingDecoder> = Vec::new();
        let decoders: [(bool, SpellingDecoder); 4] =
            [(has(b'%'), percent), (has(b'\\'), backslash), (has(b'&'), entity), (has(b'='), quoted_printable)];
        chains.extend(decoders.iter().filter(|(wanted, _)| *wanted).map(|(_, decoder)| *decoder));
        if chains.len() > 1 {
            chains.push(any);
        }
        if blanks && has(b'+') {
            chains.push(form);
        }
        for decoder in chains {
            let mut last = Self::new(Cow::Borrowed(bytes), None).decoded(decoder);
            for _ in 1..DEPTH {
                let next = last.as_ref().and_then(|view| view.decoded(decoder));
                views.extend(std::mem::replace(&mut last, next));
            }
            views.extend(last);
        }
        views
    }

    /// Resolves escapes. Returns `None` if there are none.
    fn decoded(&self, decoder: SpellingDecoder) -> Option<Self> {
        let mut bytes = Vec::with_capacity(self.bytes.len());
        let mut places = Vec::with_capacity(self.bytes.len() + 1);
        let (mut at, mut changed) = (0, false);
        while let Some(rest) = self.bytes.get(at..).filter(|rest| !rest.is_empty()) {
            let is_sign = matches!(rest.first(), Some(b'%' | b'\\' | b'&' | b'=' | b'+'));
            if let Some((read, length)) = is_sign.then(|| decoder(rest)).flatten() {
                places.extend(read.iter().map(|_| self.place(at)));
                bytes.extend(read);
                at += length;
                changed = true;
            } else {
                places.push(self.place(at));
                bytes.extend(rest.first());
                at += 1;
            }
        }
        places.push(self.place(at));
        changed.then(|| Self::new(Cow::Owned(bytes), Some(places)))
    }

    /// Returns true if the decoding contains an encoded secret.
    pub(super) fn holds(&self, encoded: &[u8], encoding: SecretEncoding) -> bool {
        self.bytes.windows(encoded.len()).any(|here| self.is_same(here, encoded, encoding))
    }

    /// Returns true if some bytes of the decoding are an encoded secret. Only a short text has to be in the same case.
    pub(super) fn is_same(&self, here: &[u8], encoded: &[u8], encoding: SecretEncoding) -> bool {
        let digit = |byte: u8| if self.is_url_safe { plain_digit(byte) } else { byte };
        match encoding {
            SecretEncoding::Text if encoded.len() < CASELESS => here == encoded,
            SecretEncoding::Text | SecretEncoding::Hex => here.eq_ignore_ascii_case(encoded),
            SecretEncoding::Base64(_) => here.iter().map(|byte| digit(*byte)).eq(encoded.iter().copied()),
        }
    }

    fn place(&self, at: usize) -> usize {
        self.places.as_ref().map_or(at, |places| places.get(at).copied().unwrap_or(at))
    }

    /// Returns the range in the original text.
    pub(super) fn source(&self, range: &Range<usize>) -> Range<usize> {
        let start = self.place(range.start);
        // A byte in the middle of an escape ends at the beginning of the next one.
        let mut end = self.place(range.end);
        let mut next = range.end;
        while end <= self.place(range.end.saturating_sub(1)) && next < self.bytes.len() {
            next += 1;
            end = self.place(next);
        }
        start..end
    }
}

impl Drop for View<'_> {
    fn drop(&mut self) {
        if let Cow::Owned(bytes) = &mut self.bytes {
            drop(Zeroizing::new(std::mem::take(bytes)));
        }
    }
}

fn hex(digits: &[u8]) -> Option<u32> {
    let text = std::str::from_utf8(digits).ok()?;
    text.bytes().all(|byte| byte.is_ascii_hexdigit()).then(|| u32::from_str_radix(text, 16).ok()).flatten()
}

fn utf8(code: u32) -> Option<Vec<u8>> {
    char::from_u32(code).map(|c| c.to_string().into_bytes())
}

fn percent(rest: &[u8]) -> Option<(Vec<u8>, usize)> {
    if rest.first() != Some(&b'%') {
        return None;
    }
    let byte = hex(rest.get(1..3)?).and_then(|byte| u8::try_from(byte).ok());
    byte.map(|byte| (vec![byte], 3))
}

/// Decodes form encoding, where `+` is a space.
fn form(rest: &[u8]) -> Option<(Vec<u8>, usize)> {
    if rest.first() == Some(&b'+') { Some((vec![b' '], 1)) } else { percent(rest) }
}

/// Decodes escapes of JSON, JavaScript, Python and shells.
fn backslash(rest: &[u8]) -> Option<(Vec<u8>, usize)> {
    if rest.first() != Some(&b'\\') {
        return None;
    }
    let single = |byte: u8| Some((vec![byte], 2));
    match rest.get(1)? {
        b'n' => single(b'\n'),
        b'r' => single(b'\r'),
        b't' => single(b'\t'),
        b'b' => single(8),
        b'f' => single(12),
        b'x' => hex(rest.get(2..4)?).and_then(|byte| u8::try_from(byte).ok()).map(|byte| (vec![byte], 4)),
        b'u' if rest.get(2) == Some(&b'{') => {
            let end = rest.iter().take(10).position(|byte| *byte == b'}')?;
            utf8(hex(rest.get(3..end)?)?).map(|read| (read, end + 1))
        }
        b'u' => {
            let high = hex(rest.get(2..6)?)?;
            let low = rest.get(6..8).filter(|sign| *sign == b"\\u").and_then(|_| hex(rest.get(8..12)?));
            if let (0xd800..=0xdbff, Some(low @ 0xdc00..=0xdfff)) = (high, low) {
                return utf8(0x10000 + ((high - 0xd800) << 10) + (low - 0xdc00)).map(|read| (read, 12));
            }
            utf8(high).map(|read| (read, 6))
        }
        byte if byte.is_ascii_punctuation() => single(*byte),
        _ => None,
    }
}

/// Decodes entities of HTML and XML.
fn entity(rest: &[u8]) -> Option<(Vec<u8>, usize)> {
    if rest.first() != Some(&b'&') {
        return None;
    }
    let end = rest.iter().take(12).position(|byte| *byte == b';')?;
    let name = std::str::from_utf8(rest.get(1..end)?).ok()?;
    let read = if let Some(number) = name.strip_prefix('#') {
        let code = number.strip_prefix(['x', 'X']).map_or_else(|| number.parse().ok(), |digits| hex(digits.as_bytes()));
        utf8(code?)?
    } else {
        let (_, c) = ENTITIES.iter().find(|(known, _)| *known == name)?;
        c.to_string().into_bytes()
    };
    Some((read, end + 1))
}

const ENTITIES: &[(&str, char)] = &[
    ("amp", '&'),
    ("lt", '<'),
    ("gt", '>'),
    ("quot", '"'),
    ("apos", '\''),
    ("nbsp", ' '),
    ("sol", '/'),
    ("bsol", '\\'),
    ("num", '#'),
    ("percnt", '%'),
    ("plus", '+'),
    ("equals", '='),
    ("quest", '?'),
    ("excl", '!'),
    ("dollar", '$'),
    ("commat", '@'),
    ("colon", ':'),
    ("semi", ';'),
    ("comma", ','),
    ("period", '.'),
    ("lowbar", '_'),
    ("ast", '*'),
    ("lpar", '('),
    ("rpar", ')'),
    ("lsqb", '['),
    ("rsqb", ']'),
    ("lcub", '{'),
    ("rcub", '}'),
    ("vert", '|'),
    ("verbar", '|'),
    ("grave", '`'),
    ("Hat", '^'),
    ("hyphen", '-'),
    ("dash", '-'),
    ("auml", 'ä'),
    ("ouml", 'ö'),
    ("uuml", 'ü'),
    ("Auml", 'Ä'),
    ("Ouml", 'Ö'),
    ("Uuml", 'Ü'),
    ("szlig", 'ß'),
    ("eacute", 'é'),
    ("egrave", 'è'),
    ("ecirc", 'ê'),
    ("agrave", 'à'),
    ("aacute", 'á'),
    ("acirc", 'â'),
    ("aring", 'å'),
    ("aelig", 'æ'),
    ("oslash", 'ø'),
    ("ccedil", 'ç'),
    ("ntilde", 'ñ'),
    ("iacute", 'í'),
    ("oacute", 'ó'),
    ("uacute", 'ú'),
    ("otilde", 'õ'),
    ("atilde", 'ã'),
    ("icirc", 'î'),
    ("ocirc", 'ô'),
    ("ucirc", 'û'),
    ("euro", '€'),
    ("pound", '£'),
    ("sect", '§'),
    ("para", '¶'),
    ("deg", '°'),
    ("micro", 'µ'),
    ("iexcl", '¡'),
];

fn quoted_printable(rest: &[u8]) -> Option<(Vec<u8>, usize)> {
    match rest {
        [b'=', b'\r', b'\n', ..] => Some((Vec::new(), 3)),
        [b'=', b'\n', ..] => Some((Vec::new(), 2)),
        [b'=', high, low, ..] if !high.is_ascii_lowercase() && !low.is_ascii_lowercase() => {
            hex(&[*high, *low]).and_then(|byte| u8::try_from(byte).ok()).map(|byte| (vec![byte], 3))
        }
        _ => None,
    }
}

/// Decodes any escape that begins with a character of its own.
fn any(rest: &[u8]) -> Option<(Vec<u8>, usize)> {
    percent(rest).or_else(|| backslash(rest)).or_else(|| entity(rest))
}
