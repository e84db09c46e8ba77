//! A request pasted in many lines, put together again: a terminal hands on each line by itself.

use crate::{domain::paste::begins_request, text::Secret};
use zeroize::Zeroizing;

/// Bytes, more than any request has; a longer text is passed on and refused by its reader.
const LIMIT: usize = 1024 * 1024;

/// The lines so far.
#[derive(Default)]
pub(super) struct Gather {
    text: Zeroizing<String>,
}

impl Gather {
    /// Returns true if a line is the first of a request.
    pub fn is_begun_by(line: &str) -> bool {
        begins_request(line)
    }

    /// Returns the lines so far.
    pub fn into_text(mut self) -> Secret {
        Secret::new(std::mem::take(&mut *self.text))
    }

    /// Takes a line, and returns the request once it is complete. An empty line ends a request without an end of its
    /// own.
    pub fn more(&mut self, line: &str) -> Option<Secret> {
        let over = line.trim().is_empty();
        if !over {
            self.text.push_str(line);
            self.text.push('\n');
        }
        let done = over || self.text.len() > LIMIT || is_whole(&self.text);
        done.then(|| Secret::new(std::mem::take(&mut *self.text)))
    }
}

/// Returns true if every bracket is closed and no line continues on the next.
fn is_whole(text: &str) -> bool {
    let (mut open, mut seen, mut quoted, mut escaped) = (0_i32, false, false, false);
    for c in text.chars() {
        match c {
            _ if escaped => escaped = false,
            '\\' if quoted => escaped = true,
            '"' => quoted = !quoted,
            '{' if !quoted => {
                open += 1;
                seen = true;
            }
            '}' if !quoted => open -= 1,
            _ => {}
        }
    }
    // A here-document ends with its word, and a command is not over before its address came.
    let document = text.split_once("<<").is_some_and(|(_, rest)| {
        let word = rest
            .trim_start_matches(['<', '-', ' '])
            .split(|c: char| !c.is_alphanumeric() && c != '_' && c != '\'' && c != '"')
            .next();
        let word = word.unwrap_or_default().trim_matches(['\'', '"']);
        !rest.starts_with('<') && !word.is_empty() && !text.lines().skip(1).any(|line| line.trim() == word)
    });
    let addressed = !text.trim_start().trim_start_matches("$ ").starts_with("curl") || text.contains("://");
    let end = text.trim_end();
    let goes_on = end.ends_with(['\\', '^', ',', '|']) || end.ends_with('`') && !end.ends_with("```");
    let fenced = text.trim_start().starts_with("```") && text.trim_end().matches("```").count() < 2;
    seen && open <= 0 && !quoted && !fenced && !document && addressed && !goes_on
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(text: &str) -> Option<usize> {
        let mut gather = Gather::default();
        text.lines().position(|line| gather.more(line).is_some())
    }

    #[test]
    fn a_request_ends_with_its_last_bracket() {
        assert_eq!(lines("{\n\"name\": \"a } \\\" b\",\n\"tags\": []\n}\nnext"), Some(3));
        assert_eq!(lines("curl -X POST \\\n -d '{\"a\":\n 1}' \\\n https://x.example\nnext"), Some(3));
        assert_eq!(lines("curl https://x.example \\\n -d '{\"a\":\n 1}'\nnext"), Some(2));
        assert_eq!(lines("curl -X POST\n-d '{\"a\":\n 1}'\n'https://x.example'\nnext"), Some(3));
        assert_eq!(lines("curl https://x.example -d @- <<'E'\n{\"a\":\n 1}\nE\nnext"), Some(3));
        assert_eq!(lines("```json\n{}\n```\nnext"), Some(2));
    }

    #[test]
    fn an_empty_line_ends_what_is_damaged() {
        assert_eq!(lines("{ \"name\": \"a\"\n\nnext"), Some(1));
    }
}
