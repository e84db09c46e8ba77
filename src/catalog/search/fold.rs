//! Text normalization for comparison: lowercase, without accents, punctuation and spaces.

use nucleo_matcher::chars::normalize;

/// Letters and digits of a text, with the positions of its words.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Folded {
    letters: String,
    /// Byte offsets of the words in `letters`.
    starts: Vec<usize>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum CharKind {
    Gap,
    Small,
    Capital,
    Digit,
}

impl Folded {
    /// Normalizes a text. A word starts after a space or punctuation, at an inner capital, and at a number.
    pub fn new(text: &str) -> Self {
        let mut folded = Self::default();
        let mut before = CharKind::Gap;
        for c in text.chars().filter(|c| !is_inside_word(*c)).map(|c| normalize(half_width(c))) {
            let kind = kind(c);
            let starts = match (before, kind) {
                (_, CharKind::Gap) => false,
                (CharKind::Gap, _) | (CharKind::Small, CharKind::Capital) => true,
                (before, kind) => (before == CharKind::Digit) != (kind == CharKind::Digit),
            };
            if starts {
                folded.starts.push(folded.letters.len());
            }
            if kind != CharKind::Gap {
                folded.letters.extend(c.to_lowercase().filter(|c| c.is_alphanumeric()));
            }
            before = kind;
        }
        folded
    }

    /// Returns all letters and digits, without separators.
    pub fn letters(&self) -> &str {
        &self.letters
    }

    /// Returns the byte offset of each start of a word.
    pub fn starts(&self) -> &[usize] {
        &self.starts
    }

    /// Returns the rest of the text from each start of a word.
    pub fn tails(&self) -> impl Iterator<Item = &str> {
        self.starts.iter().filter_map(|at| self.letters.get(*at..))
    }
}

/// Returns the letters of a text as a bit set, for fast exclusion of texts that cannot match.
pub(super) fn letter_bits(letters: &str) -> u64 {
    letters.chars().fold(0, |bits, c| bits | 1 << (u32::from(c) % 64))
}

fn kind(c: char) -> CharKind {
    match c {
        _ if c.is_numeric() => CharKind::Digit,
        _ if c.is_uppercase() => CharKind::Capital,
        _ if c.is_alphanumeric() => CharKind::Small,
        _ => CharKind::Gap,
    }
}

/// Returns true for combining accents and apostrophes.
fn is_inside_word(c: char) -> bool {
    matches!(c, '\'' | '’' | '\u{300}'..='\u{36f}' | '\u{ad}' | '\u{200b}'..='\u{200d}' | '\u{feff}')
}

/// Returns the ASCII character for its full-width form, which input methods produce.
fn half_width(c: char) -> char {
    match c {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c),
        _ => c,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    #[rstest]
    #[case::signs("SAP S/4 HANA", "saps4hana")]
    #[case::accents("Ünïon Café", "unioncafe")]
    #[case::combining_accent("Cafe\u{301}", "cafe")]
    #[case::full_width("ＢＯＸ", "box")]
    #[case::nothing("!? ", "")]
    fn only_letters_and_digits_are_compared(#[case] text: &str, #[case] letters: &str) {
        assert_eq!(Folded::new(text).letters(), letters);
    }

    #[rstest]
    #[case::camel("QuickBooks Online", &["quickbooksonline", "booksonline", "online"])]
    #[case::signs("Act! Essentials", &["actessentials", "essentials"])]
    #[case::digits("Magento v2.0", &["magentov20", "v20", "20", "0"])]
    #[case::capitals("REST API", &["restapi", "api"])]
    fn words_start_after_gaps_and_at_capitals_and_numbers(#[case] text: &str, #[case] tails: &[&str]) {
        assert_eq!(Folded::new(text).tails().collect::<Vec<_>>(), tails);
    }
}
