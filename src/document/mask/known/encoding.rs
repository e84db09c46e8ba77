//! Encodings in which a secret is looked for.

use base64::{Engine as _, engine::general_purpose::STANDARD};
use zeroize::Zeroizing;

/// Minimum length in bytes of a secret that is also looked for in lowercase and in uppercase.
pub(super) const CASELESS: usize = 6;

/// Encoding of a secret.
#[derive(Clone, Copy)]
pub(super) enum SecretEncoding {
    /// The bytes themselves.
    Text,
    /// Hexadecimal digits.
    Hex,
    /// Base64, where the secret begins after this many bytes of a group of three.
    Base64(usize),
}

impl SecretEncoding {
    pub(super) const ALL: [Self; 5] = [Self::Text, Self::Hex, Self::Base64(0), Self::Base64(1), Self::Base64(2)];

    /// Returns the encoded length of `bytes` bytes.
    pub(super) fn length(self, bytes: usize) -> usize {
        match self {
            Self::Text => bytes,
            Self::Hex => bytes * 2,
            Self::Base64(before) => {
                let (first, last) = core_of_base64(before, bytes);
                last - first
            }
        }
    }

    /// Encodes the bytes of a secret.
    pub(super) fn encode(self, bytes: &[u8]) -> Zeroizing<Vec<u8>> {
        match self {
            Self::Text => Zeroizing::new(bytes.to_vec()),
            Self::Hex => Zeroizing::new(bytes.iter().flat_map(|byte| [digit(byte >> 4), digit(byte & 15)]).collect()),
            Self::Base64(before) => {
                let padded = Zeroizing::new([&vec![0; before], bytes].concat());
                let text = Zeroizing::new(STANDARD.encode(&*padded).into_bytes());
                let (first, last) = core_of_base64(before, bytes.len());
                Zeroizing::new(text.get(first..last).unwrap_or_default().to_vec())
            }
        }
    }
}

/// Returns the range of digits that encode only bytes of the secret. Those at its ends encode bits of the neighboring
/// bytes too.
fn core_of_base64(before: usize, bytes: usize) -> (usize, usize) {
    ((before * 8).div_ceil(6), (before + bytes) * 8 / 6)
}

fn digit(half: u8) -> u8 {
    if half < 10 { b'0' + half } else { b'a' + half - 10 }
}

/// Returns the bytes of a secret as typed, in lowercase, in uppercase and in Latin-1.
pub(super) fn variants(secret: &str) -> impl Iterator<Item = Zeroizing<Vec<u8>>> {
    let as_bytes = |text: String| Zeroizing::new(text.into_bytes());
    let folded = secret.len() >= CASELESS;
    let typed = Zeroizing::new(secret.as_bytes().to_vec());
    let (lower, upper) = (folded.then(|| secret.to_lowercase()), folded.then(|| secret.to_uppercase()));
    [Some(typed), lower.map(as_bytes), upper.map(as_bytes), latin(secret)].into_iter().flatten()
}

/// Returns the text in Latin-1, if that differs from UTF-8.
fn latin(text: &str) -> Option<Zeroizing<Vec<u8>>> {
    if text.is_ascii() {
        return None;
    }
    text.chars().map(|c| u8::try_from(u32::from(c)).ok()).collect::<Option<Vec<u8>>>().map(Zeroizing::new)
}

/// Converts a digit of URL-safe base64 to the standard alphabet.
pub(super) fn plain_digit(byte: u8) -> u8 {
    match byte {
        b'-' => b'+',
        b'_' => b'/',
        byte => byte,
    }
}
