//! Text as the search compares it: lowercase, without accents, punctuation and blanks.

use nucleo_matcher::chars::normalize;

/// Letters and digits of a text, with the places where its words start.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Folded {
    letters: String,
    /// Byte offsets into `letters`.
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
    /// Folds a text. A word starts behind a blank or a sign, at a capital inside a word, and at a number.
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

    /// All letters and digits, without a gap.
    pub fn letters(&self) -> &str {
        &self.letters
    }

    /// The rest of the text from each start of a word on.
    pub fn tails(&self) -> impl Iterator<Item = &str> {
        self.starts.iter().filter_map(|at| self.letters.get(*at..))
    }
}

/// The letters of a text as bits, to pass over quickly what cannot match.
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

/// Accents that follow their letter, and apostrophes.
fn is_inside_word(c: char) -> bool {
    matches!(c, '\'' | '’' | '\u{300}'..='\u{36f}' | '\u{ad}' | '\u{200b}'..='\u{200d}' | '\u{feff}')
}

/// The ASCII character an input method types in full width.
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
    fn words_start_at_gaps_capitals_and_numbers(#[case] text: &str, #[case] tails: &[&str]) {
        assert_eq!(Folded::new(text).tails().collect::<Vec<_>>(), tails);
    }
}
