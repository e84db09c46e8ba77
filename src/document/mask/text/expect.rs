//! Passwords that a script of `expect` sends when it is asked for one.

use super::{super::spans::Spans, quote::quoted};

/// Lines of a script so far.
#[derive(Debug, Default)]
pub(super) struct ExpectScript {
    /// True if the next text that is sent is the password.
    is_open: bool,
}

impl ExpectScript {
    /// Covers the text that is sent after a question for a password, on the same line or a later one.
    pub(super) fn next(&mut self, line: &str, spans: &mut Spans) {
        let question = line.find("expect").filter(|_| line.contains("assword") || line.contains("assphrase"));
        let from = question.unwrap_or_default();
        self.is_open |= question.is_some();
        let Some(send) = line.get(from..).and_then(|rest| rest.find("send ")).map(|at| from + at + 5) else { return };
        let value = line.get(send..).unwrap_or_default().trim_start().trim_start_matches("-- ");
        if let Some((range, _)) = quoted(line, line.len() - value.len()).filter(|_| self.is_open) {
            let text = line.get(range.clone()).unwrap_or_default();
            let length = text.trim_end_matches("\\r").trim_end_matches("\\n").len();
            if !text.starts_with('$') {
                spans.add(range.start..range.start + length);
            }
        }
        self.is_open = false;
    }
}
