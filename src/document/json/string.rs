//! Parsing and decoding of JSON strings.

use super::fault::{ENDLESS, Wrong};
use memchr::memchr2;
use std::borrow::Cow;

const CONTROL: &str = "A control character in a string has to be escaped.";
const ESCAPE: &str = "This is not a valid JSON escape.";

/// Checks the string that begins at `start`. Returns the offset after it.
#[inline]
pub(super) fn skip(text: &[u8], start: usize) -> Result<usize, Wrong> {
    let mut at = start + 1;
    loop {
        at += plain(text.get(at..).unwrap_or_default());
        match text.get(at) {
            Some(b'"') => return Ok(at + 1),
            Some(b'\\') => at += escape(text.get(at + 1..).unwrap_or_default()).ok_or((at, ESCAPE))?,
            Some(_) => return Err((at, CONTROL)),
            None => return Err((start, ENDLESS)),
        }
    }
}

/// Returns the offset after the string that begins at `start` in a valid text.
pub(super) fn end_of(text: &[u8], start: usize) -> usize {
    let mut at = start + 1;
    loop {
        let rest = text.get(at..).unwrap_or_default();
        match memchr2(b'"', b'\\', rest) {
            Some(plain) if rest.get(plain) == Some(&b'"') => return at + plain + 1,
            Some(plain) => at += plain + 2,
            None => return text.len(),
        }
    }
}

const ONES: u64 = 0x0101_0101_0101_0101;
const HIGHS: u64 = 0x8080_8080_8080_8080;

/// Returns the number of bytes before the first quote, backslash or control character.
#[inline]
fn plain(text: &[u8]) -> usize {
    let (words, rest) = text.as_chunks::<8>();
    for (count, word) in words.iter().enumerate() {
        let special = special(u64::from_le_bytes(*word));
        if special != 0 {
            return count * 8 + (special.trailing_zeros() / 8) as usize;
        }
    }
    let tail = rest.iter().position(|byte| matches!(byte, b'"' | b'\\' | 0..=0x1f));
    words.len() * 8 + tail.unwrap_or(rest.len())
}

/// Checks eight bytes at a time. Sets the high bit of each special byte, and possibly of bytes after the first one.
#[inline]
fn special(word: u64) -> u64 {
    // Subtracting one from each byte borrows into the high bit of those that were zero, or here below 0x20.
    let zero = |word: u64| word.wrapping_sub(ONES) & !word;
    let quote = zero(word ^ (ONES * u64::from(b'"')));
    let backslash = zero(word ^ (ONES * u64::from(b'\\')));
    let control = word.wrapping_sub(ONES * 0x20) & !word;
    (quote | backslash | control) & HIGHS
}

/// Returns the length of an escape, given the text after its backslash.
fn escape(after: &[u8]) -> Option<usize> {
    match after.first()? {
        b'"' | b'\\' | b'/' | b'b' | b'f' | b'n' | b'r' | b't' => Some(2),
        b'u' => after.get(1..5)?.iter().all(u8::is_ascii_hexdigit).then_some(6),
        _ => None,
    }
}

/// Returns the string at the beginning of a valid text, with its quotes.
pub(super) fn first(text: &str) -> &str {
    text.get(..end_of(text.as_bytes(), 0)).unwrap_or_default()
}

/// Decodes a valid string: removes the quotes and resolves the escapes.
pub(super) fn decode(raw: &str) -> Cow<'_, str> {
    let inner = raw.strip_prefix('"').and_then(|raw| raw.strip_suffix('"')).unwrap_or(raw);
    if !inner.contains('\\') {
        return Cow::Borrowed(inner);
    }
    // The result is never longer than the source, so it does not grow and leave copies behind.
    let mut decoded = String::with_capacity(inner.len());
    let mut rest = inner;
    while let Some((plain, after)) = rest.split_once('\\') {
        decoded.push_str(plain);
        let (c, behind) = resolve(after);
        decoded.push(c);
        rest = behind;
    }
    decoded.push_str(rest);
    Cow::Owned(decoded)
}

/// Returns the character of an escape, and the text after it.
pub(super) fn resolve(after: &str) -> (char, &str) {
    let mut chars = after.chars();
    let c = match chars.next() {
        Some('b') => '\u{8}',
        Some('f') => '\u{c}',
        Some('n') => '\n',
        Some('r') => '\r',
        Some('t') => '\t',
        Some('u') => return unit(chars.as_str()),
        other => other.unwrap_or(char::REPLACEMENT_CHARACTER),
    };
    (c, chars.as_str())
}

/// Returns the character of a `\u` escape, including a second one if it is a surrogate pair.
fn unit(after: &str) -> (char, &str) {
    let (high, behind) = hex(after);
    if let Some((low, behind)) = behind.strip_prefix("\\u").map(hex)
        && let Some(Ok(c)) = char::decode_utf16([high, low]).next()
        && c.len_utf16() == 2
    {
        return (c, behind);
    }
    (char::from_u32(u32::from(high)).unwrap_or(char::REPLACEMENT_CHARACTER), behind)
}

fn hex(after: &str) -> (u16, &str) {
    let (digits, behind) = after.split_at_checked(4).unwrap_or((after, ""));
    (u16::from_str_radix(digits, 16).unwrap_or(0xfffd), behind)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn escapes_are_decoded() {
        assert_eq!(decode(r#""a\"\\\/\b\f\n\r\tz""#), "a\"\\/\u{8}\u{c}\n\r\tz");
        assert_eq!(decode(r#""\u00e9\uD83D\ude00!""#), "é😀!");
    }

    #[test]
    fn unpaired_surrogate_becomes_the_replacement_character() {
        assert_eq!(decode(r#""\ud83dx""#), "\u{fffd}x");
        assert_eq!(decode(r#""\ud83d\u0041""#), "\u{fffd}A");
        assert_eq!(decode(r#""\ude00""#), "\u{fffd}");
    }

    #[test]
    fn invalid_string_is_reported_with_its_position() {
        assert_eq!(skip(b"\"abc", 0), Err((0, ENDLESS)));
        assert_eq!(skip(b"\"a\nb\"", 0), Err((2, CONTROL)));
        assert_eq!(skip(b"\"a\\x\"", 0), Err((2, ESCAPE)));
        assert_eq!(skip(b"\"\\u12\"", 0), Err((1, ESCAPE)));
    }

    proptest! {
        #[test]
        fn escaped_text_is_decoded_to_the_same_text(text in any::<String>(), ascii: bool) {
            let mut raw = serde_json::to_string(&text).expect("any text can be written");
            if ascii {
                raw = raw.encode_utf16().map(|unit| match u8::try_from(unit) {
                    Ok(byte) if byte.is_ascii() => char::from(byte).to_string(),
                    _ => format!("\\u{unit:04x}"),
                }).collect();
            }
            prop_assert_eq!(skip(raw.as_bytes(), 0), Ok(raw.len()));
            prop_assert_eq!(decode(&raw), text);
        }
    }
}
