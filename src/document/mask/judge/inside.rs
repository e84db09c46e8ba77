//! Secrets inside of one value: a document in a text, an address, a form, a script, a line of a log.

use super::{
    super::{Cover, Mask, shape, spans::Spans, text::LineMasker},
    Judge,
};
use crate::document::json::{Document, Node, NodePart};

/// A longer text is not read as a document.
const LONGEST: usize = 1 << 20;
/// As deep documents are read that are texts in one another.
const DEPTH: u8 = 3;

/// Finds secrets inside a text that is a value.
pub(in super::super) fn find(mask: &Mask, text: &str, depth: u8, spans: &mut Spans) {
    shape::find(text, spans);
    if mask.rows.is_some() || text.len() < 4 {
        return;
    }
    let trimmed = text.trim_start();
    let is_document = trimmed.starts_with(['{', '[']) && depth < DEPTH && text.len() <= LONGEST;
    if is_document && nested(mask, text, depth, spans) {
        return;
    }
    if !text.contains(['=', ':', '<', ' ']) {
        return;
    }
    let mut lines = LineMasker::default();
    let is_prose = !text.contains('\n') && !is_machine(text);
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let found = lines.next(line.trim_end_matches(['\n', '\r']));
        for range in found.ranges() {
            let word = line.get(range.clone()).unwrap_or_default();
            if !is_prose || is_odd(word) || is_quoted(line, range) {
                spans.add(range.start + at..range.end + at);
            }
        }
        at += line.len();
        if lines.wants_rest() {
            lines.look_ahead(text.get(at..).unwrap_or_default().lines());
        }
    }
}

/// Whether a text of one line is made for a program.
fn is_machine(text: &str) -> bool {
    let name = text.split(['=', ':']).next().unwrap_or_default();
    let is_pair =
        name.len() < text.len() && !name.contains(char::is_whitespace) && text.split_whitespace().count() <= 2;
    text.starts_with(['-', '<', '{'])
        || is_pair
        || ["curl ", " --", "</", "/>", ";"].iter().any(|sign| text.contains(sign))
        || super::is_credential_header(name)
}

/// Returns whether a quote is on each side of a range.
fn is_quoted(line: &str, range: &std::ops::Range<usize>) -> bool {
    let before = line.get(..range.start).and_then(|before| before.chars().next_back());
    let after = line.get(range.end..).and_then(|after| after.chars().next());
    before == after && matches!(before, Some('"' | '\'' | '`'))
}

/// Whether a word of a sentence looks like a secret: no blanks, and more than letters.
fn is_odd(word: &str) -> bool {
    !word.contains(char::is_whitespace)
        && word.contains(|c: char| !c.is_alphabetic() && !matches!(c, '.' | ',' | '-' | '\''))
}

/// Finds secrets in a document that is a text; says whether it is one.
fn nested(mask: &Mask, text: &str, depth: u8, spans: &mut Spans) -> bool {
    let Ok(document) = Document::read(text.to_owned()) else { return false };
    let mut judge = Judge { depth: depth + 1, ..Judge::new(mask) };
    for node in document.nodes() {
        if node.key().is_some() && judge.cover(NodePart::Key(node)) != Cover::Open {
            spans.add(inner(node.key_range(), text));
        }
        match judge.cover(NodePart::Value(node)) {
            Cover::Open => {}
            Cover::Part(found) => parts(&found, node, spans),
            Cover::Whole => spans.add(inner(node.range(), text)),
        }
    }
    true
}

/// Covers parts of a string where they are in its spelling, or all of it where they are not found.
fn parts(found: &Spans, node: Node<'_>, spans: &mut Spans) {
    let (raw, text, begin) = (node.raw(), node.text(), node.range().start);
    let mut at = 0;
    for range in found.ranges() {
        let spelled = serde_json::Value::from(text.get(range.clone()).unwrap_or_default()).to_string();
        let spelled = spelled.get(1..spelled.len() - 1).unwrap_or_default();
        let Some(start) = raw.get(at..).and_then(|rest| rest.find(spelled)).map(|start| at + start) else {
            spans.add(begin + 1..begin + raw.len() - 1);
            return;
        };
        spans.add(begin + start..begin + start + spelled.len());
        at = start + spelled.len();
    }
}

/// A string without its quotes.
fn inner(range: std::ops::Range<usize>, text: &str) -> std::ops::Range<usize> {
    let is_quoted = range.len() > 2 && text.get(range.clone()).is_some_and(|raw| raw.starts_with('"'));
    if is_quoted { range.start + 1..range.end - 1 } else { range }
}
