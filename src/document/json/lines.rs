//! Conversion of a text into a document: a list of its lines, so that texts are displayed like JSON.

use super::{
    Document, Node, NodePart, STARS, document::Content, index::NOWHERE, measured::measured, recent::RecentRows, scan,
};
use crate::document::mask::Cover;
use std::{
    fmt::{self, Write},
    sync::Arc,
};

impl Document {
    /// Converts a text that is not JSON into a list of its lines.
    pub(super) fn lines_of(self) -> Self {
        let text = self.into_text();
        // A text too large for an index cannot be shown.
        if text.expose().len() >= NOWHERE as usize {
            return Self::default();
        }
        let list = measured(|out| list(text.expose(), out));
        let (index, _) = scan::scan(list.expose());
        Self(Arc::new(Content { text: list, index, lines: true, recent: RecentRows::default() }))
    }
}

fn list(text: &str, out: &mut dyn Write) -> fmt::Result {
    out.write_char('[')?;
    for (count, line) in text.split_terminator('\n').enumerate() {
        out.write_str(if count > 0 { ",\"" } else { "\"" })?;
        quote(line, out)?;
        out.write_char('"')?;
    }
    out.write_char(']')
}

fn quote(line: &str, out: &mut dyn Write) -> fmt::Result {
    let mut plain = line;
    while let Some(at) = plain.find(|c: char| matches!(c, '"' | '\\' | '\0'..='\u{1f}')) {
        let (before, rest) = plain.split_at(at);
        let mut rest = rest.chars();
        write!(out, "{before}\\u{:04x}", rest.next().map_or(0, u32::from))?;
        plain = rest.as_str();
    }
    out.write_str(plain)
}

/// Writes the text, with an end for each line.
pub(super) fn write(root: Node<'_>, out: &mut dyn Write, hidden: &mut dyn FnMut(NodePart<'_>) -> Cover) -> fmt::Result {
    for line in root.document.nodes_from(1) {
        out.write_str(&hidden(NodePart::Value(line)).fill(&line.text(), STARS.trim_matches('"')))?;
        out.write_char('\n')?;
    }
    Ok(())
}
