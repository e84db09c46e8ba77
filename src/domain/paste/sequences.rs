//! Removal of terminal sequences from pasted text: colors, links and paste marks; complete, cut off, or without their
//! Escape.

use zeroize::Zeroizing;

const ESC: char = '\u{1b}';
const BEL: char = '\u{7}';
const ST: char = '\u{9c}';

/// Spellings of Escape printed by terminals, editors and logs.
const SPELLINGS: [&str; 7] = ["\u{1b}", "␛", "^[", "\\e", "\\033", "\\x1b", "\\u001b"];

/// Removes terminal sequences and keeps every other character.
pub fn without_sequences(text: &str) -> Zeroizing<String> {
    if !text.contains([ESC, '[', ']', '~', '␛', '\u{90}', '\u{98}', '\u{9b}', '\u{9d}', '\u{9e}', '\u{9f}']) {
        return Zeroizing::new(text.to_owned());
    }
    let (mut plain, mut found) = pass(text, false);
    let mut again = found;
    while again {
        // After one sequence was found, `[m` and `[K` count as sequences too. Removing one may join the parts of
        // another.
        (plain, again) = pass(&plain, true);
    }
    while let Some(rest) = inner(&plain, found) {
        plain = Zeroizing::new(rest.to_owned());
        found = true;
    }
    plain
}

fn pass(text: &str, lenient: bool) -> (Zeroizing<String>, bool) {
    let mut plain = Zeroizing::new(String::with_capacity(text.len()));
    let (mut rest, mut found) = (text, false);
    while let Some(c) = rest.chars().next() {
        let length = complete(rest).or_else(|| lost(rest, lenient)).filter(|length| *length > 0);
        found |= length.is_some();
        if length.is_none() {
            plain.push(c);
        }
        rest = rest.get(length.unwrap_or(c.len_utf8())..).unwrap_or_default();
    }
    (plain, found)
}

/// Removes remains that a selection or a program cut off: `200~` at the start, `31m` before colored text.
fn inner(text: &str, colored: bool) -> Option<&str> {
    if let Some(rest) = text.strip_prefix("200~") {
        return Some(rest.strip_suffix("201~").unwrap_or(rest));
    }
    if let Some(rest) = text.strip_prefix("00~").and_then(|rest| rest.strip_suffix("01~")) {
        return Some(rest);
    }
    let params = text.len() - text.trim_start_matches(|c: char| c.is_ascii_digit() || c == ';').len();
    let rest = text.get(params..)?.strip_prefix('m').filter(|_| colored && (1..=12).contains(&params));
    rest.or_else(|| text.strip_suffix("201~").filter(|_| colored))
}

/// Returns the length of a sequence that begins here with an Escape or a C1 control.
fn complete(text: &str) -> Option<usize> {
    let first = text.chars().next()?;
    match first {
        '\u{9b}' => return Some(first.len_utf8() + control(text.get(first.len_utf8()..)?)),
        '\u{9d}' | '\u{90}' | '\u{98}' | '\u{9e}' | '\u{9f}' => {
            return Some(first.len_utf8() + string(text.get(first.len_utf8()..)?));
        }
        _ => {}
    }
    let (intro, rest) = SPELLINGS.iter().find_map(|s| Some((s.len(), text.strip_prefix(s)?)))?;
    let real = first == ESC;
    let mut after = rest.chars();
    let length = match after.next() {
        Some('[') if real || intro_is_plausible(rest) => 1 + control(rest.get(1..)?),
        Some(']') if real || rest.get(1..)?.starts_with(|c: char| c.is_ascii_digit()) => 1 + string(rest.get(1..)?),
        Some('P' | 'X' | '^' | '_') if real => 1 + string(rest.get(1..)?),
        Some('(' | ')' | '*' | '+' | '-' | '.' | '/' | '#' | '%') if real => {
            1 + after.next().filter(char::is_ascii_graphic).map_or(0, char::len_utf8)
        }
        Some('7' | '8' | '=' | '>' | 'c' | 'D' | 'E' | 'H' | 'M' | 'N' | 'O' | 'Z' | '\\') if real => 1,
        _ if real => 0,
        _ => return None,
    };
    Some(intro + length)
}

/// Returns true if a spelled-out Escape begins a color or a paste mark. Others are kept as text.
fn intro_is_plausible(rest: &str) -> bool {
    lost(rest, true).is_some()
}

/// Returns the length of a sequence that lost its Escape: `[31m`, `[200~`, `]8;;address\`.
fn lost(text: &str, lenient: bool) -> Option<usize> {
    if let Some(rest) = text.strip_prefix('[') {
        let body = rest.trim_start_matches('?');
        let is_private = body.len() < rest.len();
        let params = body.len() - body.trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, ';' | ':')).len();
        let end = body.get(params..)?.chars().next()?;
        let numbers = body.get(..params)?;
        let is_sequence = match end {
            'm' | 'K' | 'J' => lenient || numbers.starts_with(|c: char| c.is_ascii_digit()) && end == 'm',
            'h' | 'l' => is_private && params > 0,
            '~' => matches!(numbers, "200" | "201"),
            _ => false,
        };
        return is_sequence.then_some(1 + rest.len() - body.len() + params + 1);
    }
    let rest = text.strip_prefix("]8;")?;
    let line = rest.split(['\n', ' ', '\t', '"', '\'', '<', '>']).next()?;
    let close = line.find([BEL, ST, '\\', ESC]).map(|at| at + 1).filter(|end| line.is_char_boundary(*end));
    // Without its end the address cannot be separated from the text, so only the mark is removed.
    Some(3 + close.unwrap_or_else(|| usize::from(line.starts_with(';'))))
}

/// Returns the length of a control sequence after its `[`, complete or cut off.
fn control(text: &str) -> usize {
    let params = text.len() - text.trim_start_matches(|c: char| matches!(c, '0'..='?')).len();
    let rest = text.get(params..).unwrap_or_default();
    let mut rest = rest.chars();
    params
        + match (rest.next(), rest.next()) {
            (Some('@'..='Z' | '\\'..='~'), _) | (Some('['), None | Some('\0'..='@' | 'F'..)) => 1,
            (Some('['), Some('A'..='E'))
            | (Some(' '..='/'), Some('@' | 'A' | 'p' | 'q' | 't' | 'u' | 'w' | 'y' | 'z' | '|' | '}')) => 2,
            _ => 0,
        }
}

/// Returns the length of a string, such as the address of a link, including its end. Without an end it extends to the
/// end of the line.
fn string(text: &str) -> usize {
    for (at, c) in text.char_indices() {
        match c {
            BEL | ST => return at + c.len_utf8(),
            ESC => return at + if text.get(at..).is_some_and(|rest| rest.starts_with("\u{1b}\\")) { 2 } else { 0 },
            '\n' | '\r' => return at,
            '^' if text.get(at..).is_some_and(|rest| rest.starts_with("^G")) => return at + 2,
            '^' if text.get(at..).is_some_and(|rest| rest.starts_with("^[\\")) => return at + 3,
            _ => {}
        }
    }
    text.len()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use rstest::rstest;

    #[rstest]
    #[case::plain("hunter2", "hunter2")]
    #[case::doubly_wrapped("\u{1b}[200~\u{1b}[200~hunter2\u{1b}[201~\u{1b}[201~", "hunter2")]
    #[case::wrapped_once_more("\u{1b}[200~hunter2", "hunter2")]
    #[case::marks_without_escape("[200~hunter2[201~", "hunter2")]
    #[case::marks_without_bracket("200~hunter2201~", "hunter2")]
    #[case::marks_cut_further("00~hunter201~", "hunter2")]
    #[case::printed_marks("^[[200~hunter2^[[201~", "hunter2")]
    #[case::color("\u{1b}[31mhunter2\u{1b}[0m", "hunter2")]
    #[case::color_of_many("\u{1b}[38;2;10;20;30mhunter2\u{1b}[m", "hunter2")]
    #[case::color_with_colons("\u{1b}[38:2::10:20:30mhunter2\u{1b}[0m\u{1b}[K", "hunter2")]
    #[case::color_without_escape("[31mhunter2[0m", "hunter2")]
    #[case::color_and_plain_reset_without_escape("[1;31mhunter2[m[K", "hunter2")]
    #[case::printed_color("^[[31mhunter2^[[0m", "hunter2")]
    #[case::pictured_color("␛[31mhunter2␛[0m", "hunter2")]
    #[case::spelled_color("\\e[31mhunter2\\033[0m\\x1b[K", "hunter2")]
    #[case::cut_at_the_end("hunter2\u{1b}[3", "hunter2")]
    #[case::cut_to_the_escape("hunter2\u{1b}", "hunter2")]
    #[case::cut_in_front("31mhunter2\u{1b}[0m", "hunter2")]
    #[case::one_byte_control("\u{9b}31mhunter2\u{9b}0m", "hunter2")]
    #[case::link("\u{1b}]8;;https://a.example\u{1b}\\hunter2\u{1b}]8;;\u{1b}\\", "hunter2")]
    #[case::link_with_bell("\u{1b}]8;id=1;https://a.example\u{7}hunter2\u{1b}]8;;\u{7}", "hunter2")]
    #[case::link_without_escape("]8;;https://a.example\\hunter2]8;;\\", "hunter2")]
    #[case::title("\u{1b}]0;my shell\u{7}hunter2", "hunter2")]
    #[case::title_without_end("hunter2\u{1b}]0;my shell", "hunter2")]
    #[case::character_set("\u{1b}(Bhunter2\u{1b}[m", "hunter2")]
    #[case::keypad("\u{1b}[?1h\u{1b}=hunter2\u{1b}[?1l\u{1b}>", "hunter2")]
    #[case::cursor_shape("\u{1b}[2 qhunter2", "hunter2")]
    #[case::device_string("\u{1b}P+q544e\u{1b}\\hunter2", "hunter2")]
    #[case::brackets_stay("a[1]b[m]c ]8 [K9]", "a[1]b[m]c ]8 [K9]")]
    #[case::caret_stays("^[a-z]+$", "^[a-z]+$")]
    #[case::json_stays("{\"a\": [1, [200], \"~\"]}", "{\"a\": [1, [200], \"~\"]}")]
    fn terminal_sequences_are_removed(#[case] pasted: &str, #[case] text: &str) {
        assert_eq!(*without_sequences(pasted), text);
    }

    proptest! {
        #[test]
        fn colored_text_becomes_plain_text(text in "[a-zA-Zé日][a-zA-Z0-9 é日.:/]{0,20}", color in 30u8..48) {
            let colored = format!("\u{1b}[1;{color}m{text}\u{1b}[0m");
            prop_assert_eq!(&*without_sequences(&colored), &text);
        }

        #[test]
        fn no_escape_remains(text in "[\u{1b}\u{9b}\u{9d}\\[\\]0-9;m~8a\\\\ ^]{0,24}") {
            let plain = without_sequences(&text);
            prop_assert!(!plain.contains([ESC, '\u{9b}', '\u{9d}']), "{:?}", *plain);
        }
    }
}
