//! Lines that belong to a name on an earlier line.

use super::super::{
    name::is_secret_name,
    shape::{indent, trimmed},
    spans::Spans,
    value,
};

/// Construct that continues from the previous line.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Within {
    #[default]
    Nothing,
    /// Body of a private key.
    Key,
    /// Body of a certificate, which is public.
    Certificate,
    /// Block of lines with more indentation than its name, which is given.
    Block(usize),
    /// Value of a name that ended its line, with the indentation of the name.
    Value(usize),
    /// Quoted value that was not closed.
    Quote(char),
    /// Value whose line ended with a backslash.
    Continued,
    /// Number of lines of a private key of `PuTTY`.
    Lines(u32),
    /// Part of a form (RFC 7578) with a secret name. True after its headers.
    Part(bool),
}

/// Returns the end of a quoted text at the beginning of a line.
pub(super) fn quoted_end(line: &str) -> Option<usize> {
    let inner = line.trim_start().strip_prefix('"')?;
    Some(indent(line) + inner.find('"')? + 2)
}

/// Handles the line after a name: a list, or a value. A line with a name of its own is neither.
pub(super) fn follows_name(line: &str, outer: usize, spans: &mut Spans, within: &mut Within) -> bool {
    let body = line.trim();
    let item = body.strip_prefix("- ").map(str::trim);
    let text = item.unwrap_or(body);
    let is_deeper = indent(line) > outer || item.is_some();
    let has_name = text.split_once([':', '=']).is_some_and(|(name, rest)| {
        !name.contains(['"', '\'']) && (rest.is_empty() || rest.starts_with(' ') || text.contains('='))
    });
    let is_markup = text.starts_with(['<', '{', '[', '}', ']']);
    // Columns with names of their own.
    let is_row = text.split("  ").filter(|cell| !cell.trim().is_empty()).count() > 2;
    let is_word = !text.contains(char::is_whitespace);
    if has_name && !(is_deeper && is_word && text.contains('='))
        || is_markup
        || is_row
        || value::is_harmless(text)
        || !(is_deeper || is_word)
    {
        return false;
    }
    if item.is_some() {
        // A list may contain secrets or only their names.
        *within = Within::Value(outer);
        if is_secret_name(text) {
            return true;
        }
    }
    let start = line.len() - line.trim_start().len() + (body.len() - text.len());
    spans.add(trimmed(line, start, line.len()));
    true
}
