//! Decoding of a pasted text: escapes of mails, pages, JSON and shells are removed.

use crate::text::words;
use base64::{
    Engine as _, alphabet,
    engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig},
};
use zeroize::Zeroizing;

/// Maximum length of a paste in bytes. An HTML mail with quoted replies fits.
const TEXT_LIMIT: usize = 256 * 1024;
/// Maximum depth of nested escapes, such as JSON in a JSON string.
const DEPTH: usize = 3;

/// Text that is wiped when dropped.
pub(super) type Wiped = Zeroizing<String>;

/// Returns the decoded variants of a paste, the likelier first: unchanged, and decoded as quoted-printable mail.
///
/// # Errors
/// A sentence with the reason if the paste is too long or contains control characters.
pub(super) fn renditions(text: &str) -> Result<Vec<Wiped>, &'static str> {
    if text.len() > TEXT_LIMIT {
        return Err("This is too long for an answer from a provider.");
    }
    let text = without_colors(text);
    if text.chars().any(|c| c.is_control() && !c.is_whitespace()) {
        return Err("This contains control characters. Copy it again.");
    }
    let text = Zeroizing::new(text.replace("\r\n", "\n"));
    let as_mail = text.contains("=3D") || text.contains("=3d");
    let plain = unescaped(&text);
    if !as_mail {
        return Ok(vec![plain]);
    }
    let mail = unescaped(&unquoted_printable(&text));
    Ok(if is_quoted_printable(&text) { vec![mail, plain] } else { vec![plain, mail] })
}

/// Removes terminal color sequences and zero-width characters.
fn without_colors(text: &str) -> Wiped {
    let mut plain = String::with_capacity(text.len());
    let mut rest = text.chars();
    while let Some(c) = rest.next() {
        if c == '\u{1b}' && rest.as_str().starts_with('[') {
            let sequence = rest.as_str().trim_start_matches('[');
            let parameters = sequence.trim_start_matches(|c: char| c.is_ascii_digit() || c == ';');
            if parameters.starts_with(['m', 'K']) {
                rest = parameters.chars();
                rest.next();
                continue;
            }
        }
        if !words::is_invisible(c) {
            plain.push(c);
        }
    }
    Zeroizing::new(plain)
}

/// Returns true if every equals sign belongs to the quoted-printable encoding (RFC 2045 §6.7).
fn is_quoted_printable(text: &str) -> bool {
    text.match_indices('=').all(|(at, _)| {
        let rest = text.get(at + 1..).unwrap_or_default();
        let high = rest.get(..2).and_then(|digits| u8::from_str_radix(digits, 16).ok());
        rest.trim_start_matches([' ', '\t']).starts_with('\n') || high.is_some_and(|byte| byte == b'=' || byte >= 0x80)
    })
}

fn unquoted_printable(text: &str) -> Wiped {
    let mut bytes = Vec::with_capacity(text.len());
    let mut pieces = text.split('=');
    bytes.extend(pieces.next().unwrap_or_default().bytes());
    for piece in pieces {
        let line = piece.trim_start_matches([' ', '\t']);
        if let Some(line) = line.strip_prefix('\n') {
            bytes.extend(line.bytes());
            continue;
        }
        let byte = piece.get(..2).and_then(|digits| u8::from_str_radix(digits, 16).ok());
        match byte.zip(piece.get(2..)) {
            Some((byte, rest)) => {
                bytes.push(byte);
                bytes.extend(rest.bytes());
            }
            None => {
                bytes.push(b'=');
                bytes.extend(piece.bytes());
            }
        }
    }
    Zeroizing::new(String::from_utf8_lossy(&bytes).into_owned())
}

/// Decodes HTML entities and backslash escapes of JSON and shells until nothing changes.
fn unescaped(text: &str) -> Wiped {
    let mut text = Zeroizing::new(text.to_owned());
    for _ in 0..DEPTH {
        let next = backslashes(&entities(&text));
        if next == text {
            break;
        }
        text = next;
    }
    text
}

/// HTML entities that occur in or around addresses.
const ENTITIES: [(&str, &str); 15] = [
    ("amp;", "&"),
    ("lt;", "<"),
    ("gt;", ">"),
    ("quot;", "\""),
    ("apos;", "'"),
    ("nbsp;", " "),
    ("shy;", ""),
    ("ZeroWidthSpace;", ""),
    ("equals;", "="),
    ("quest;", "?"),
    ("sol;", "/"),
    ("colon;", ":"),
    ("num;", "#"),
    ("percnt;", "%"),
    ("plus;", "+"),
];

fn entities(text: &str) -> Wiped {
    // Escapes of cmd.exe and PowerShell.
    let text = text.replace("^&", "&").replace("`&", "&");
    let text = ["<wbr>", "<wbr/>", "<wbr />"].iter().fold(text, |text, tag| text.replace(tag, ""));
    let mut plain = String::with_capacity(text.len());
    let mut pieces = text.split('&');
    plain.push_str(pieces.next().unwrap_or_default());
    for piece in pieces {
        let named = ENTITIES.iter().find_map(|(name, value)| Some((*value, piece.strip_prefix(name)?)));
        if let Some((value, rest)) = named {
            plain.push_str(value);
            plain.push_str(rest);
        } else if let Some((c, rest)) = numbered(piece) {
            plain.push(c);
            plain.push_str(rest);
        } else {
            plain.push('&');
            plain.push_str(piece);
        }
    }
    Zeroizing::new(plain)
}

/// Decodes numeric entities: `#38;` and `#x26;`.
fn numbered(piece: &str) -> Option<(char, &str)> {
    let (number, rest) = piece.strip_prefix('#')?.split_once(';')?;
    let code = match number.strip_prefix(['x', 'X']) {
        Some(hex) => u32::from_str_radix(hex, 16).ok()?,
        None => number.parse().ok()?,
    };
    let c = char::from_u32(code).filter(|c| !c.is_control() || c.is_whitespace())?;
    Some((c, rest))
}

fn backslashes(text: &str) -> Wiped {
    let mut plain = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('\\') {
        plain.push_str(before);
        let digits = |skip: usize, count: usize| {
            let code = u32::from_str_radix(after.get(skip..skip + count)?, 16).ok()?;
            let c = char::from_u32(code).filter(|c| !c.is_control() || c.is_whitespace())?;
            Some((c, after.get(skip + count..)?))
        };
        let escaped = match after.chars().next() {
            Some('u') => digits(1, 4),
            Some('x') => digits(1, 2),
            Some('n' | 'r') => after.get(1..).map(|rest| ('\n', rest)),
            Some('t') => after.get(1..).map(|rest| ('\t', rest)),
            Some(c) if c.is_ascii_punctuation() || c == '\n' => after.get(1..).map(|rest| (c, rest)),
            Some(_) | None => None,
        };
        match escaped {
            Some((c, tail)) => {
                plain.push(c);
                rest = tail;
            }
            None => {
                plain.push('\\');
                rest = after;
            }
        }
    }
    plain.push_str(rest);
    Zeroizing::new(plain)
}

/// Decodes percent escapes once, and a plus sign as a space. Malformed escapes are kept.
///
/// # Errors
/// A sentence with the reason if the bytes are not valid text.
pub(super) fn decoded(text: &str) -> Result<String, &'static str> {
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
    let text = String::from_utf8(bytes).ok().ok_or("The answer is not encoded correctly.")?;
    if text.contains('\0') { Err("This contains control characters. Copy it again.") } else { Ok(text) }
}

/// Decodes a code once. A plus sign is kept, since a code contains no spaces.
///
/// # Errors
/// Same as [`decoded`].
pub(super) fn decoded_code(code: &str) -> Result<String, &'static str> {
    decoded(&Zeroizing::new(code.replace('+', "%2B")))
}

fn hex(digit: u8) -> Option<u8> {
    char::from(digit).to_digit(16).and_then(|value| u8::try_from(value).ok())
}

/// Decodes base64 of either alphabet, with or without padding, if the result is text.
pub(super) fn from_base64(text: &str) -> Option<Wiped> {
    let config = GeneralPurposeConfig::new().with_decode_padding_mode(DecodePaddingMode::Indifferent);
    let decode = |alphabet| GeneralPurpose::new(alphabet, config).decode(text).ok();
    let bytes = decode(&alphabet::URL_SAFE).or_else(|| decode(&alphabet::STANDARD))?;
    String::from_utf8(bytes).ok().map(Zeroizing::new)
}
