//! JSON strings: where one ends, and what it says.

use super::scan::Wrong;
use std::borrow::Cow;

const ENDLESS: &str = "The text that begins here never ends.";
const CONTROL: &str = "A control character stands in a text; it should be escaped.";
const ESCAPE: &str = "This is not an escape that JSON knows.";

/// The offset behind the string that begins at `start`, once it has been checked.
pub(super) fn skip(text: &[u8], start: usize) -> Result<usize, Wrong> {
    let mut at = start + 1;
    loop {
        let rest = text.get(at..).unwrap_or_default();
        let Some(plain) = rest.iter().position(|byte| matches!(byte, b'"' | b'\\' | 0..=0x1f)) else {
            return Err((start, ENDLESS));
        };
        at += plain;
        match rest.get(plain) {
            Some(b'"') => return Ok(at + 1),
            Some(b'\\') => at += escape(rest.get(plain + 1..).unwrap_or_default()).ok_or((at, ESCAPE))?,
            _ => return Err((at, CONTROL)),
        }
    }
}

/// How long an escape is, told by what follows its backslash.
fn escape(after: &[u8]) -> Option<usize> {
    match after.first()? {
        b'"' | b'\\' | b'/' | b'b' | b'f' | b'n' | b'r' | b't' => Some(2),
        b'u' => after.get(1..5)?.iter().all(u8::is_ascii_hexdigit).then_some(6),
        _ => None,
    }
}

/// The string at the head of a checked text, with its quotes.
pub(super) fn first(text: &str) -> &str {
    skip(text.as_bytes(), 0).ok().and_then(|end| text.get(..end)).unwrap_or_default()
}

/// What a checked string says, its quotes taken off and its escapes resolved.
pub(super) fn decode(raw: &str) -> Cow<'_, str> {
    let inner = raw.strip_prefix('"').and_then(|raw| raw.strip_suffix('"')).unwrap_or(raw);
    if !inner.contains('\\') {
        return Cow::Borrowed(inner);
    }
    // Never longer than what was sent, so it does not grow and leave copies behind.
    let mut said = String::with_capacity(inner.len());
    let mut rest = inner;
    while let Some((plain, after)) = rest.split_once('\\') {
        said.push_str(plain);
        let (c, behind) = resolve(after);
        said.push(c);
        rest = behind;
    }
    said.push_str(rest);
    Cow::Owned(said)
}

/// The character an escape stands for, and the text behind it.
fn resolve(after: &str) -> (char, &str) {
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

/// The character of a `\u` escape, together with the second one where it takes two.
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
    fn escapes_say_what_they_stand_for() {
        assert_eq!(decode(r#""a\"\\\/\b\f\n\r\tz""#), "a\"\\/\u{8}\u{c}\n\r\tz");
        assert_eq!(decode(r#""\u00e9\uD83D\ude00!""#), "é😀!");
    }

    #[test]
    fn half_a_pair_is_shown_as_unreadable() {
        assert_eq!(decode(r#""\ud83dx""#), "\u{fffd}x");
        assert_eq!(decode(r#""\ud83d\u0041""#), "\u{fffd}A");
        assert_eq!(decode(r#""\ude00""#), "\u{fffd}");
    }

    #[test]
    fn a_string_that_is_wrong_says_where() {
        assert_eq!(skip(b"\"abc", 0), Err((0, ENDLESS)));
        assert_eq!(skip(b"\"a\nb\"", 0), Err((2, CONTROL)));
        assert_eq!(skip(b"\"a\\x\"", 0), Err((2, ESCAPE)));
        assert_eq!(skip(b"\"\\u12\"", 0), Err((1, ESCAPE)));
    }

    proptest! {
        #[test]
        fn what_was_escaped_comes_back(text in any::<String>(), ascii: bool) {
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
