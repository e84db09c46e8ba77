//! Words of a search, in which double quotes keep blanks.

/// Splits a text at blanks outside double quotes. The quotes stay.
pub fn quoted_words(text: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let mut is_quoted = false;
    for c in text.chars() {
        is_quoted ^= c == '"';
        if c.is_whitespace() && !is_quoted {
            words.push(String::new());
        } else if let Some(word) = words.last_mut() {
            word.push(c);
        }
    }
    words.retain(|word| !word.is_empty());
    words
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    #[rstest]
    #[case::nothing("  ", &[])]
    #[case::blanks(" a  b ", &["a", "b"])]
    #[case::quotes(r#"tag:"data team" x"#, &[r#"tag:"data team""#, "x"])]
    #[case::open_quote(r#"a "b c"#, &["a", r#""b c"#])]
    fn blanks_outside_quotes_separate_words(#[case] text: &str, #[case] words: &[&str]) {
        assert_eq!(quoted_words(text), words);
    }
}
