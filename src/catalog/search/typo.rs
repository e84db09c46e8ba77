//! Typing errors in words.

/// Returns the number of typing errors that turn a beginning of `text` into `typed`, if it is small enough for the
/// length. An error is an extra, missing, wrong or transposed letter (optimal string alignment distance).
pub fn slips(typed: &str, text: &str) -> Option<usize> {
    let most = match typed.chars().count() {
        0..=3 => return None,
        4..=7 => 1,
        _ => 2,
    };
    // The first letter is rarely wrong. Without this condition too many words would be similar, and collecting them all
    // would take most of the time of a search.
    let first_two = |text: &str| [text.chars().next(), text.chars().nth(1)];
    let ([first, second], [begin, next]) = (first_two(typed), first_two(text));
    if begin != first && (begin, next) != (second, first) {
        return None;
    }
    let typed: Vec<char> = typed.chars().collect();
    let text: Vec<char> = text.chars().take(typed.len() + most).collect();
    let fewest = *distances(&typed, &text).iter().skip(typed.len().saturating_sub(most)).min()?;
    (fewest <= most).then_some(fewest)
}

/// Returns the distances between `typed` and each beginning of `text`, the empty one first.
fn distances(typed: &[char], text: &[char]) -> Vec<usize> {
    let mut before: Vec<usize> = Vec::new();
    let mut row: Vec<usize> = (0..=text.len()).collect();
    for (i, a) in typed.iter().enumerate() {
        let mut next = vec![i + 1];
        for (j, b) in text.iter().enumerate() {
            let at = |row: &[usize], place: usize| row.get(place).copied().unwrap_or(usize::MAX / 2);
            let other = at(&row, j) + usize::from(a != b);
            let mut best = other.min(at(&row, j + 1) + 1).min(at(&next, j) + 1);
            let is_swap = i > 0 && j > 0 && typed.get(i - 1) == Some(b) && text.get(j - 1) == Some(a);
            if is_swap {
                best = best.min(at(&before, j - 1) + 1);
            }
            next.push(best);
        }
        before = std::mem::replace(&mut row, next);
    }
    row
}

#[cfg(test)]
mod tests {
    use super::*;
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
}
