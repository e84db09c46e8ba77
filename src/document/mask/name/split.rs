//! Words of a name.

/// Splits a name into lowercase words, at separators, digits and changes of case.
pub(super) fn split(name: &str) -> Vec<String> {
    if name.is_ascii() { split_ascii(name.as_bytes()) } else { split_any(name) }
}

/// Splits a name of ASCII letters, as most are, which is several times as fast.
fn split_ascii(name: &[u8]) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    let (mut before, mut is_open) = (b' ', false);
    for (at, byte) in name.iter().copied().enumerate() {
        let is_last_capital = || {
            let after = name.get(at + 1).copied().unwrap_or(b' ');
            before.is_ascii_uppercase() && after.is_ascii_lowercase() && name.len() > at + 2
        };
        let is_new = byte.is_ascii_uppercase() && (before.is_ascii_lowercase() || is_last_capital())
            || byte.is_ascii_digit() != before.is_ascii_digit();
        is_open &= byte.is_ascii_alphanumeric() && !is_new;
        if byte.is_ascii_alphanumeric() {
            if !is_open {
                words.push(String::with_capacity(16));
            }
            is_open = true;
            if let Some(word) = words.last_mut() {
                word.push(char::from(byte.to_ascii_lowercase()));
            }
        }
        before = byte;
    }
    words
}

/// Splits a name with letters of any script.
fn split_any(name: &str) -> Vec<String> {
    let chars: Vec<char> = name.chars().collect();
    let mut words: Vec<String> = vec![String::new()];
    for (at, c) in chars.iter().enumerate() {
        let before = at.checked_sub(1).and_then(|at| chars.get(at)).copied().unwrap_or(' ');
        let after = chars.get(at + 1).copied().unwrap_or(' ');
        let begins = !c.is_alphanumeric()
            || c.is_uppercase() && before.is_lowercase()
            || c.is_uppercase() && before.is_uppercase() && after.is_lowercase() && chars.get(at + 2).is_some()
            || c.is_numeric() != before.is_numeric()
            || is_east_asian(*c) != is_east_asian(before);
        if begins {
            words.push(String::new());
        }
        if let (true, Some(word)) = (c.is_alphanumeric(), words.last_mut()) {
            word.extend(c.to_lowercase());
        }
    }
    words.retain(|word| !word.is_empty());
    words
}

/// Returns true for the letters of scripts that are written without spaces, which an abbreviation may precede: `APIキー`.
fn is_east_asian(c: char) -> bool {
    ('\u{3040}'..='\u{d7ff}').contains(&c)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn ascii_names_are_split_like_any_other(name in "[a-cA-C0-2_. -]{0,12}") {
            prop_assert_eq!(split_ascii(name.as_bytes()), split_any(&name));
        }
    }
}
