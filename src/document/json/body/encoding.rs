//! Detection and decoding of encodings other than UTF-8.

/// Encoding of some bytes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Encoding {
    /// UTF-8.
    #[default]
    Utf8,
    /// UTF-16, little-endian.
    Utf16Le,
    /// UTF-16, big-endian.
    Utf16Be,
    /// Latin-1. Holds the position, counted from 1, of the first byte that is not UTF-8.
    Latin1(usize),
    /// UTF-8 with invalid bytes, which are shown as U+FFFD. Holds the position of the first one, counted from 1.
    Broken(usize),
}

impl Encoding {
    /// Returns a sentence about an encoding other than UTF-8.
    pub fn remark(self) -> Option<String> {
        match self {
            Self::Utf8 => None,
            Self::Utf16Le | Self::Utf16Be => Some("This is UTF-16. It is copied and saved as UTF-8.".to_owned()),
            Self::Latin1(at) => {
                Some(format!("Byte {at} is not UTF-8. The text is read as Latin-1, and copied and saved as UTF-8."))
            }
            Self::Broken(at) => {
                Some(format!("Byte {at} is not UTF-8. Such bytes are shown, copied and saved as U+FFFD."))
            }
        }
    }
}

/// Number of leading bytes that are searched for zeros.
const PROBE: usize = 512;

/// Decodes bytes. Bytes of no known encoding are read as UTF-8, with U+FFFD in place of invalid ones.
pub(super) fn decode(bytes: Vec<u8>) -> (String, Encoding) {
    if let Some(encoding) = wide(&bytes) {
        let unit = |pair: &[u8; 2]| {
            if encoding == Encoding::Utf16Be { u16::from_be_bytes(*pair) } else { u16::from_le_bytes(*pair) }
        };
        let units = bytes.as_chunks::<2>().0.iter().map(unit);
        let text = char::decode_utf16(units).map(|c| c.unwrap_or(char::REPLACEMENT_CHARACTER)).collect();
        return (text, encoding);
    }
    let fault = match String::from_utf8(bytes) {
        Ok(text) => return (text, Encoding::Utf8),
        Err(fault) => fault,
    };
    let at = fault.utf8_error().valid_up_to() + 1;
    let bytes = fault.as_bytes();
    if is_latin(bytes) {
        return (bytes.iter().map(|byte| windows(*byte)).collect(), Encoding::Latin1(at));
    }
    (String::from_utf8_lossy(bytes).into_owned(), Encoding::Broken(at))
}

/// Returns true if the beginning of the bytes is UTF-16.
pub(super) fn is_wide(bytes: &[u8]) -> bool {
    wide(bytes).is_some()
}

/// Detects UTF-16 by its byte order mark, or by the zeros in every second byte of a Western text.
fn wide(bytes: &[u8]) -> Option<Encoding> {
    match bytes {
        [0xff, 0xfe, ..] => return Some(Encoding::Utf16Le),
        [0xfe, 0xff, ..] => return Some(Encoding::Utf16Be),
        _ => {}
    }
    let (pairs, _) = bytes.get(..bytes.len().min(PROBE)).unwrap_or_default().as_chunks::<2>();
    let (low, high) =
        (pairs.iter().filter(|pair| pair[1] == 0).count(), pairs.iter().filter(|pair| pair[0] == 0).count());
    let most =
        |zeros: usize, others: usize| pairs.len() > 1 && zeros * 10 >= pairs.len() * 7 && others * 20 <= pairs.len();
    if most(low, high) {
        return Some(Encoding::Utf16Le);
    }
    most(high, low).then_some(Encoding::Utf16Be)
}

/// Returns true if the bytes are text in a single-byte encoding: they contain no UTF-8 sequence and no control byte.
fn is_latin(bytes: &[u8]) -> bool {
    let is_control = |byte: &u8| *byte < 0x20 && !matches!(byte, b'\t' | b'\n' | b'\r' | 0x0c);
    let mut chunks = bytes.utf8_chunks();
    !bytes.iter().any(is_control) && chunks.all(|chunk| chunk.valid().is_ascii())
}

/// Returns the character of a byte in Windows-1252, which is often labeled Latin-1.
fn windows(byte: u8) -> char {
    const QUOTES: [char; 32] = [
        '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8d}', 'Ž', '\u{8f}', '\u{90}', '‘',
        '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{9d}', 'ž', 'Ÿ',
    ];
    match byte {
        0x80..=0x9f => QUOTES.get(usize::from(byte - 0x80)).copied().unwrap_or(char::REPLACEMENT_CHARACTER),
        byte => char::from(byte),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    #[rstest]
    #[case::utf8("é".as_bytes(), "é", Encoding::Utf8)]
    #[case::marked(b"\xff\xfe{\0}\0", "\u{feff}{}", Encoding::Utf16Le)]
    #[case::marked_high(b"\xfe\xff\0{\0}", "\u{feff}{}", Encoding::Utf16Be)]
    #[case::unmarked(b"{\0\"\0\xe9\0\"\0", "{\"é\"", Encoding::Utf16Le)]
    #[case::unmarked_high(b"\0{\0}\0 \0x", "{} x", Encoding::Utf16Be)]
    #[case::latin(b"gr\xfc\xdfe \x80", "grüße €", Encoding::Latin1(3))]
    #[case::broken(b"\xc3\xa9\xff", "é\u{fffd}", Encoding::Broken(3))]
    #[case::binary(b"\x00\xff\\", "\0\u{fffd}\\", Encoding::Broken(2))]
    fn encoding_is_detected_from_the_bytes(#[case] bytes: &[u8], #[case] text: &str, #[case] encoding: Encoding) {
        assert_eq!(decode(bytes.to_vec()), (text.to_owned(), encoding));
    }
}
