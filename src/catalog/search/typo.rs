//! Words with a slip of the finger in them.

/// Returns the number of slips that make `typed` of a beginning of `text`, where they are few enough for the length.
/// A slip is one letter too many, too few, wrong, or two that changed places (optimal string alignment distance).
pub fn slips(typed: &str, text: &str) -> Option<usize> {
    let typed: Vec<char> = typed.chars().collect();
    let most = match typed.len() {
        0..=3 => return None,
        4..=7 => 1,
        _ => 2,
    };
    let text: Vec<char> = text.chars().take(typed.len() + most).collect();
    // The first letter is seldom wrong; without it too much would be alike.
    let swapped = typed.first() == text.get(1) && typed.get(1) == text.first();
    if typed.first() != text.first() && !swapped {
        return None;
    }
    let fewest = *distances(&typed, &text).iter().skip(typed.len().saturating_sub(most)).min()?;
    (fewest <= most).then_some(fewest)
}

/// Distances from the whole of `typed` to each beginning of `text`, the empty one first.
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
    fn slips_are_counted_while_they_are_few(#[case] typed: &str, #[case] text: &str, #[case] count: Option<usize>) {
        assert_eq!(slips(typed, text), count);
    }
}
