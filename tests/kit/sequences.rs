//! Control sequences that a program may write to a terminal; all others are reported.

/// The private modes the program uses.
const MODES: [&str; 8] = ["25", "1000", "1002", "1006", "1049", "2004", "2026", "2031"];

/// Returns every sequence of the transcript that is not a known one, each once.
pub fn unknown(transcript: &[u8]) -> Vec<String> {
    let text = String::from_utf8_lossy(transcript);
    let mut unknown = Vec::new();
    let mut rest = &*text;
    while let Some(at) = rest.find(|c: char| c.is_control()) {
        rest = &rest[at..];
        let length = length(rest);
        let sequence = &rest[..length];
        if !is_known(sequence) && !unknown.iter().any(|known| known == sequence) {
            unknown.push(sequence.to_owned());
        }
        rest = &rest[length..];
    }
    unknown
}

/// Returns the length of the sequence at the beginning of a text.
fn length(text: &str) -> usize {
    let after = |from: usize, end: &dyn Fn(char) -> bool| {
        text[from..].char_indices().find(|(_, c)| end(*c)).map_or(text.len(), |(at, c)| from + at + c.len_utf8())
    };
    match text.as_bytes() {
        [0x1b, b'[', ..] => after(2, &|c| matches!(c, '@'..='~')),
        [0x1b, b']' | b'P' | b'X' | b'^' | b'_', ..] => {
            let bell = after(2, &|c| c == '\x07');
            text.find("\x1b\\").map_or(bell, |end| bell.min(end + 2))
        }
        [0x1b, _, ..] => text.char_indices().nth(2).map_or(text.len(), |(at, _)| at),
        _ => text.chars().next().map_or(1, char::len_utf8),
    }
}

fn is_known(sequence: &str) -> bool {
    let digits = |text: &str| text.chars().all(|c| c.is_ascii_digit() || matches!(c, ';' | ':'));
    match sequence {
        // Ends of lines; saving the cursor around a link written in one piece; and the questions for the terminal's
        // type and colors.
        "\x1b7" | "\x1b8" | "\r" | "\n" | "\x1b[c" | "\x1b[0c" | "\x1b]11;?\x07" | "\x1b]11;?\x1b\\"
        | "\x1b]10;?\x07" | "\x1b]10;?\x1b\\" => true,
        _ => match sequence.strip_prefix("\x1b[") {
            Some(control) => {
                let (body, last) = control.split_at(control.len().saturating_sub(1));
                match body.strip_prefix('?') {
                    Some(modes) => matches!(last, "h" | "l") && modes.split(';').all(|mode| MODES.contains(&mode)),
                    // Going somewhere, wiping, and how letters look.
                    None => digits(body) && matches!(last, "A" | "B" | "C" | "D" | "G" | "H" | "J" | "K" | "d" | "m"),
                }
            }
            None => sequence.starts_with("\x1b]8;") && !sequence.contains(char::is_whitespace),
        },
    }
}
