//! Text from elsewhere taken apart: the words of a command line, and the characters nobody sees.

/// Splits a command as a shell would: quotes, backslashes, lines that go on. A quote that never ends takes the
/// rest, since what is pasted may have lost its end. Nothing is expanded.
pub(super) fn split(command: &str) -> Vec<String> {
    let mut words = Vec::new();
    let mut word: Option<String> = None;
    let mut rest = command.chars();
    while let Some(c) = rest.next() {
        match c {
            '\'' => word.get_or_insert_default().extend(rest.by_ref().take_while(|&c| c != '\'')),
            '"' => double_quoted(&mut rest, word.get_or_insert_default()),
            '\\' if continues(rest.as_str()) => words.extend(word.take()),
            '\\' => word.get_or_insert_default().extend(rest.next()),
            c if c.is_whitespace() => words.extend(word.take()),
            c => word.get_or_insert_default().push(c),
        }
    }
    words.extend(word);
    words
}

fn double_quoted(rest: &mut std::str::Chars<'_>, word: &mut String) {
    while let Some(c) = rest.next() {
        match c {
            '"' => return,
            '\\' => match rest.next() {
                Some('\n') => {}
                Some(c @ ('"' | '\\' | '$' | '`')) => word.push(c),
                other => word.extend(std::iter::once('\\').chain(other)),
            },
            c => word.push(c),
        }
    }
}

/// Blanks between the backslash and the end of the line break a command in a shell; they are what pasting adds, so
/// here they do not.
fn continues(rest: &str) -> bool {
    rest.split(['\n', '\r']).next().is_some_and(|line| line.trim().is_empty())
}

/// Characters without width that come along with text from web pages and word processors, the marks that turn
/// writing around among them.
pub(super) fn is_invisible(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
}

/// The blanks other than the plain one that stand within a line.
pub(super) fn is_odd_blank(c: char) -> bool {
    c.is_whitespace() && !c.is_ascii() && !is_line_end(c)
}

/// All that ends a line somewhere.
pub(super) fn is_line_end(c: char) -> bool {
    matches!(c, '\n' | '\r' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_command_is_split_as_a_shell_would() {
        for (command, words) in [
            ("curl -X POST", vec!["curl", "-X", "POST"]),
            ("a 'b c' \"d 'e\"", vec!["a", "b c", "d 'e"]),
            (r#""say \"hi\" \n""#, vec![r#"say "hi" \n"#]),
            ("a \\\n  -b \\  \r\n c", vec!["a", "-b", "c"]),
            (r"it\'s 'don'\''t'", vec!["it's", "don't"]),
            ("-d'{}' '' x", vec!["-d{}", "", "x"]),
            ("'never closed, b", vec!["never closed, b"]),
            ("", vec![]),
        ] {
            assert_eq!(split(command), words, "{command}");
        }
    }
}
