//! Typing errors in words.

use std::str::Chars;

/// Returns the number of typing errors that turn a beginning of `text` into `typed`, if it is small enough for the
/// length. An error is an extra, missing, wrong or transposed letter (optimal string alignment distance).
pub fn slips(typed: &str, text: &str) -> Option<usize> {
    let most = tolerance(typed)?;
    if starts_alike(typed, text) { fewest(typed.chars(), text.chars(), most) } else { None }
}

/// Returns the number of typing errors that a word of this length may have; `None` if it is too short for any.
pub(super) fn tolerance(typed: &str) -> Option<usize> {
    match typed.chars().count() {
        0..=3 => None,
        4..=7 => Some(1),
        _ => Some(2),
    }
}

/// Returns true if both texts start with the same letter, or with the same two in another order. The first letter is
/// rarely wrong. Without this condition too many words would be similar, and collecting them all would take most of the
/// time of a search.
pub(super) fn starts_alike(typed: &str, text: &str) -> bool {
    let (mut typed, mut text) = (typed.chars(), text.chars());
    let (first, begin) = (typed.next(), text.next());
    first == begin || (begin, text.next()) == (typed.next(), first)
}

/// Returns the least number of errors between `typed` and a beginning of `text`, if it is not above `most`. An equal
/// letter is never worth an error, so only the first difference is tried in each way.
pub(super) fn fewest(mut typed: Chars<'_>, mut text: Chars<'_>, most: usize) -> Option<usize> {
    let (typed_from, text_from, a, b) = loop {
        let (typed_from, text_from) = (typed.clone(), text.clone());
        match (typed.next(), text.next()) {
            (None, _) => return Some(0),
            (Some(a), Some(b)) if a == b => {}
            (Some(a), b) => break (typed_from, text_from, a, b),
        }
    };
    let most = most.checked_sub(1)?;
    let extra = fewest(typed.clone(), text_from, most);
    let missing = b.and_then(|_| fewest(typed_from, text.clone(), most));
    let wrong = b.and_then(|_| fewest(typed.clone(), text.clone(), most));
    let is_swapped = typed.next() == b && text.next() == Some(a);
    let swapped = is_swapped.then(|| fewest(typed, text, most)).flatten();
    [extra, missing, wrong, swapped].into_iter().flatten().min().map(|errors| errors + 1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use rstest::rstest;

    #[rstest]
    #[case::swapped("salesfroce", "salesforcesalescloud", Some(1))]
    #[case::missing("quikbooks", "quickbooksonline", Some(1))]
    #[case::doubled("shoppify", "shopify", Some(1))]
    #[case::wrong("zendezk", "zendesk", Some(1))]
    #[case::first_two_swapped("lsack", "slack", Some(1))]
    #[case::two_in_a_long_word("infussionsfot", "infusionsoftcrm", Some(2))]
    #[case::too_many("figma", "facebook", None)]
    #[case::another_first_letter("notion", "motion", None)]
    #[case::too_short("bxo", "box", None)]
    fn few_typing_errors_are_counted(#[case] typed: &str, #[case] text: &str, #[case] count: Option<usize>) {
        assert_eq!(slips(typed, text), count);
    }

    proptest! {
        #[test]
        fn errors_are_as_few_as_in_a_table_of_distances(typed in "[abc]{0,10}", text in "[abc]{0,14}", most in 0_usize..3) {
            prop_assert_eq!(fewest(typed.chars(), text.chars(), most), table(&typed, &text).filter(|count| *count <= most));
        }
    }

    /// Returns the least distance between `typed` and a beginning of `text`.
    fn table(typed: &str, text: &str) -> Option<usize> {
        let (typed, text): (Vec<char>, Vec<char>) = (typed.chars().collect(), text.chars().collect());
        let mut before: Vec<usize> = Vec::new();
        let mut row: Vec<usize> = (0..=text.len()).collect();
        for (i, a) in typed.iter().enumerate() {
            let mut next = vec![i + 1];
            for (j, b) in text.iter().enumerate() {
                let mut best = (row[j] + usize::from(a != b)).min(row[j + 1] + 1).min(next[j] + 1);
                if i > 0 && j > 0 && typed[i - 1] == *b && text[j - 1] == *a {
                    best = best.min(before[j - 1] + 1);
                }
                next.push(best);
            }
            before = std::mem::replace(&mut row, next);
        }
        row.into_iter().min()
    }
}
