//! Texts inside command lines.

/// Quotes an argument for any POSIX shell.
pub fn shell_quoted(text: &str) -> String {
    format!("'{}'", text.replace('\'', r"'\''"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quote_does_not_end_the_argument() {
        assert_eq!(shell_quoted("it's $(1)"), r"'it'\''s $(1)'");
    }
}
