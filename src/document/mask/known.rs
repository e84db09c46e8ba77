//! Search for the secrets of this session in a text, in all encodings.

mod encoding;
mod spelling;

use super::{name, spans::Spans};
use crate::text::secret::Secret;
use encoding::{SecretEncoding, plain_digit, variants};
use spelling::View;
use std::{fmt, ops::Range};
use zeroize::Zeroizing;

/// Minimum length of a secret in characters. Shorter texts are part of too many words.
const SHORTEST: usize = 4;
/// Minimum length in bytes of a part of a secret that is covered too.
const PART: usize = 8;

/// Secrets of a session, prepared for the search.
#[derive(Default)]
pub(super) struct Known {
    /// All runs of eight bytes, in lowercase.
    parts: SecretParts,
    /// The same for base64, which is case-sensitive.
    exact: SecretParts,
    /// Texts shorter than such a run.
    short: Vec<(Zeroizing<Vec<u8>>, SecretEncoding)>,
    /// The complete secrets. They are covered even if their parts are common words.
    whole: Vec<Secret>,
    /// True if any secret contains a space.
    blanks: bool,
}

impl Known {
    pub(super) fn new(secrets: impl IntoIterator<Item = Secret>) -> Self {
        let mut known = Self::default();
        for secret in secrets {
            let text = secret.expose().trim();
            if !is_searchable(text) || known.whole.contains(&secret) {
                continue;
            }
            known.blanks |= text.contains(' ');
            variants(text).for_each(|bytes| known.add(&bytes));
            known.whole.push(Secret::new(text));
        }
        known.parts.prepare();
        known.exact.prepare();
        known.short.sort_by_key(|(text, _)| std::cmp::Reverse(text.len()));
        known
    }

    /// Adds a spelling in all encodings.
    fn add(&mut self, bytes: &[u8]) {
        for encoding in SecretEncoding::ALL {
            let mut encoded = encoding.encode(bytes);
            match encoding {
                SecretEncoding::Text | SecretEncoding::Hex => {
                    if encoded.len() < PART {
                        self.short.push((encoded.clone(), encoding));
                    }
                    encoded.make_ascii_lowercase();
                    self.parts.add(&encoded);
                }
                SecretEncoding::Base64(_) => {
                    if encoded.len() < PART && encoded.len() > SHORTEST {
                        self.short.push((encoded.clone(), encoding));
                    }
                    self.exact.add(&encoded);
                }
            }
        }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.whole.is_empty()
    }

    /// Finds every secret, and every part of one with at least eight characters.
    pub(super) fn find(&self, text: &str, spans: &mut Spans) {
        if self.is_empty() || text.len() < SHORTEST {
            return;
        }
        for view in View::all(text, self.blanks) {
            self.find_in(&view, spans);
        }
    }

    /// Finds the secrets in a name. The word "password", typed as a password, is no secret there.
    pub(super) fn find_in_name(&self, text: &str, spans: &mut Spans) {
        let mut found = Spans::default();
        self.find(text, &mut found);
        let is_word = |range: &Range<usize>| text.get(range.clone()).is_some_and(name::is_word_for_secrets);
        found.ranges().filter(|range| !is_word(range)).for_each(|range| spans.add(range.clone()));
    }

    fn find_in(&self, view: &View<'_>, spans: &mut Spans) {
        let bytes: &[u8] = &view.bytes;
        let mut found = Spans::default();
        let mut part: u64 = 0;
        let mut raw: u64 = 0;
        for (at, byte) in bytes.iter().enumerate() {
            part = part << 8 | u64::from(byte.to_ascii_lowercase());
            raw = raw << 8 | u64::from(if view.is_url_safe { plain_digit(*byte) } else { *byte });
            if at + 1 < PART {
                continue;
            }
            let range = at + 1 - PART..at + 1;
            if self.exact.has(raw) {
                found.add(grown(bytes, range.clone()));
            }
            if self.parts.has(part) {
                found.add(range);
            }
        }
        for (short, encoding) in &self.short {
            for at in 0..(bytes.len() + 1).saturating_sub(short.len()) {
                let range = at..at + short.len();
                let here = bytes.get(range.clone()).unwrap_or_default();
                match encoding {
                    _ if !view.is_same(here, short, *encoding) => {}
                    SecretEncoding::Text | SecretEncoding::Hex => found.add(range),
                    SecretEncoding::Base64(_) => found.add(grown(bytes, range)),
                }
            }
        }
        for range in found.ranges() {
            let here = bytes.get(range.clone()).unwrap_or_default();
            if !self.is_common(here) {
                spans.add(view.source(range));
            }
        }
    }

    /// Returns true if the match is a common word that is part of a secret, and not a complete secret.
    fn is_common(&self, found: &[u8]) -> bool {
        let is_one = |c: &u8| Some(c) == found.first();
        let text = String::from_utf8_lossy(found).to_lowercase();
        let is_word = found.iter().all(is_one)
            || COMMON.contains(&*text)
            || name::is_secret_name(&text) && text.bytes().all(|b| b.is_ascii_alphabetic());
        is_word && !self.whole.iter().any(|secret| secret.expose().eq_ignore_ascii_case(&text))
    }
}

/// Common parts of secrets, which are not covered by themselves.
const COMMON: &str = "https://www. http://www. http://localhost https://api. https://login. .example.com .example.org @example.com \
    username organization authorization application/json cloud-elements openconnectors authentication configuration \
    administrator production development integration customer instance element company developer 00000000 12345678 127.0.0.1";

/// Runs of eight bytes with a fast lookup.
#[derive(Default)]
struct SecretParts {
    sorted: Zeroizing<Vec<u64>>,
    /// One bit for each hash of a run. The number of words is a power of two.
    filter: Zeroizing<Vec<u64>>,
}

impl SecretParts {
    fn add(&mut self, bytes: &[u8]) {
        self.sorted
            .extend(bytes.windows(PART).map(|run| run.iter().fold(0, |part, byte| part << 8 | u64::from(*byte))));
    }

    fn prepare(&mut self) {
        self.sorted.sort_unstable();
        self.sorted.dedup();
        // Sixteen bits for each run and more, so that few texts reach the sorted list. One secret needs little.
        let words = (self.sorted.len() / 4).next_power_of_two().clamp(16, 1 << 10);
        let mut filter = Zeroizing::new(vec![0; words]);
        for part in self.sorted.iter() {
            let (word, bit) = place(*part, words);
            if let Some(word) = filter.get_mut(word) {
                *word |= bit;
            }
        }
        self.filter = filter;
    }

    fn has(&self, part: u64) -> bool {
        let (word, bit) = place(part, self.filter.len());
        self.filter.get(word).is_some_and(|word| word & bit != 0) && self.sorted.binary_search(&part).is_ok()
    }
}

/// Returns the word and the bit of a run in a filter of this many words.
fn place(part: u64, words: usize) -> (usize, u64) {
    let hash = part.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 48;
    (usize::try_from(hash >> 6).unwrap_or(0) & words.saturating_sub(1), 1 << (hash & 63))
}

/// Extends a match to the complete run of base64, because its ends contain bits of the secret too.
fn grown(bytes: &[u8], range: std::ops::Range<usize>) -> std::ops::Range<usize> {
    let belongs = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'/' | b'-' | b'_' | b'=');
    let before = bytes.get(..range.start).unwrap_or_default();
    let after = bytes.get(range.end..).unwrap_or_default();
    let left = before.iter().rev().take_while(|byte| belongs(byte) && **byte != b'=').count();
    let right = after.iter().take_while(|byte| belongs(byte)).count();
    range.start - left..range.end + right
}

/// Returns true if a text is looked for at all.
fn is_searchable(secret: &str) -> bool {
    secret.chars().count() >= SHORTEST && !super::is_stand_in(secret)
}

/// Returns true if a text contains one of these secrets completely, in any encoding. A part of one, such as one word of
/// a passphrase, does not count.
pub fn holds_any<'s>(text: &str, secrets: impl Iterator<Item = &'s Secret>) -> bool {
    // No encoding is shorter than the secret.
    let secrets = secrets.map(|secret| secret.expose().trim());
    let secrets: Vec<&str> = secrets.filter(|secret| text.len() >= secret.len() && is_searchable(secret)).collect();
    if secrets.is_empty() {
        return false;
    }
    let views = View::all(text, secrets.iter().any(|secret| secret.contains(' ')));
    let holds = |bytes: &[u8], encoding: SecretEncoding| {
        let length = encoding.length(bytes.len());
        // Preparing an encoding takes longer than most searches.
        if text.len() < length || length < SHORTEST {
            return false;
        }
        let encoded = encoding.encode(bytes);
        views.iter().any(|view| view.holds(&encoded, encoding))
    };
    secrets.iter().any(|secret| {
        variants(secret).any(|bytes| SecretEncoding::ALL.into_iter().any(|encoding| holds(&bytes, encoding)))
    })
}

impl fmt::Debug for Known {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Known(…)")
    }
}

#[cfg(test)]
mod tests;
