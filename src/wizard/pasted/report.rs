//! Report on each value of a pasted request, in words.

use crate::{
    domain::{
        Draft,
        paste::{PastedRequest, Reason},
    },
    text::count,
    wizard::notice::Notice,
};

/// Report on each value.
pub(super) struct PasteReport {
    /// Values that were filled in.
    pub filled: usize,
    /// Keys that became entries of their own.
    pub added: Vec<String>,
    /// True if the form before was one of another element.
    pub is_other_form: bool,
    /// Names of values that only mark a place.
    places: Vec<String>,
    left: Vec<String>,
    has_lines: bool,
}

impl PasteReport {
    /// Creates a report that begins with the values left out while the request was read.
    pub fn new(request: &PastedRequest) -> Self {
        let lines =
            request.configuration.iter().map(|entry| entry.line).chain(request.left_out.iter().map(|left| left.line));
        let mut report = Self {
            filled: 0,
            added: Vec::new(),
            is_other_form: false,
            places: Vec::new(),
            left: Vec::new(),
            has_lines: lines.max().is_some_and(|line| line > 1),
        };
        for left in &request.left_out {
            if left.reason == Reason::Placeholder {
                let place = report.place(&left.key, left.line);
                report.places.push(place);
            } else {
                report.leave_out(&left.key, left.line, left.reason.label());
            }
        }
        report
    }

    /// Names a value that was not taken.
    pub fn leave_out(&mut self, key: &str, line: usize, reason: &str) {
        let place = if self.has_lines { format!(", line {line}") } else { String::new() };
        self.left.push(format!("{} ({reason}{place})", short(key)));
    }

    fn place(&self, key: &str, line: usize) -> String {
        if self.has_lines { format!("{} (line {line})", short(key)) } else { short(key) }
    }

    /// The report as a notice.
    pub fn notice(&self, draft: &Draft) -> Notice {
        let name = &draft.element().name;
        let mut notice = match (self.filled, self.places.is_empty()) {
            (0, false) => Notice::plain("The pasted request holds only placeholders. Fill in the fields below."),
            (0, true) => Notice::plain("The pasted request holds no values. Fill in the fields below."),
            (filled, _) => {
                let values = count(filled, "value", "values");
                Notice::good(format!("Filled {values} of {name} from the pasted request."))
            }
        };
        let mut sentences = Vec::new();
        let mut say = |words: &str, keys: &[String]| {
            if !keys.is_empty() {
                sentences.push(format!("{words}: {}.", keys.join(", ")));
            }
        };
        say("Added, as this form has no such field", &self.added.iter().map(|key| short(key)).collect::<Vec<_>>());
        say("Left empty, as placeholders", if self.filled > 0 { &self.places } else { &[] });
        say("Left out", &self.left);
        if self.is_other_form {
            sentences.push("The other form is saved: select its element again to go on with it.".into());
        }
        notice.hint = sentences.join(" ").into();
        notice
    }
}

/// A key from a paste, cut where it is longer than any key.
fn short(key: &str) -> String {
    if key.chars().count() <= 60 {
        return key.to_owned();
    }
    key.chars().take(59).chain(['…']).collect()
}
