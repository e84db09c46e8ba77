//! Named blocks of HCL: the default of a variable, the value of an output.

use super::super::{name::is_secret_name, shape::trimmed, spans::Spans, value::is_harmless};

/// Block that contains the next line.
#[derive(Debug, Default)]
pub(super) struct HclBlock {
    /// True if the block has a secret name.
    is_secret: bool,
}

impl HclBlock {
    /// Covers the value in the next line, if its block has a secret name.
    pub(super) fn next(&mut self, line: &str, spans: &mut Spans) {
        let body = line.trim();
        if let Some(head) = body.strip_suffix('{').map(str::trim_end) {
            let label = head.strip_suffix('"').and_then(|head| head.split_once(" \"")).map(|(_, label)| label);
            if let Some(label) = label {
                self.is_secret = label.split("\" \"").any(is_secret_name) && !head.starts_with("resource");
            }
        } else if line.starts_with('}') {
            self.is_secret = false;
        } else if let Some((name, value)) = body.split_once('=').filter(|_| self.is_secret)
            && matches!(name.trim(), "default" | "value")
            && value.trim_start().starts_with('"')
            && !is_harmless(value)
        {
            spans.add(trimmed(line, line.len() - value.len() - (line.len() - line.trim_end().len()), line.len()));
        }
    }
}
