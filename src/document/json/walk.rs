//! Iteration over the values of a valid text, from any anchor on.

use super::{
    Document, Node, NodeKind,
    index::{Extent, Index, NOWHERE, STRIDE, Span, narrow},
    string,
};

/// Position between two values of a document.
pub(super) struct Walk<'a> {
    document: &'a Document,
    text: &'a [u8],
    at: usize,
    row: u32,
    /// Containers around the position, the innermost last. Of those around the start anchor, only the innermost.
    open: Vec<Enclosing>,
}

/// Container around the position.
#[derive(Clone, Copy)]
struct Enclosing {
    row: u32,
    span: u32,
    depth: u16,
    object: bool,
    /// Number of its values that were passed.
    passed: u32,
}

impl<'a> Walk<'a> {
    /// Creates a walk positioned before a row.
    pub fn from_row(document: &'a Document, row: u32) -> Self {
        let mut walk = Self::from_anchor(document, (row / STRIDE) as usize);
        while walk.row < row && walk.step().is_some() {}
        walk
    }

    /// Creates a walk positioned before the row of an anchor.
    pub fn from_anchor(document: &'a Document, place: usize) -> Self {
        let (text, index) = (document.bytes(), document.index());
        let Some(anchor) = index.anchor(place) else {
            return Self { document, text, at: text.len(), row: index.rows, open: Vec::new() };
        };
        let around = index.span(anchor.span).map(|span| Enclosing::new(anchor.span, span, anchor.position));
        let row = narrow(place) * STRIDE;
        Self { document, text, at: anchor.label as usize, row, open: around.into_iter().collect() }
    }

    /// Returns the byte offset, and the last anchor passed.
    pub fn place(&self) -> (usize, usize) {
        (self.at, (self.row / STRIDE) as usize)
    }

    /// Returns the next value and advances past it, or into it if it is a container.
    pub fn step(&mut self) -> Option<Node<'a>> {
        let index = self.document.index();
        if self.row >= index.rows {
            return None;
        }
        self.close(index);
        let (label, around) = (self.at, self.open.last().copied());
        if around.is_some_and(|around| around.object) {
            self.at = after_key(self.text, self.at);
        }
        let (row, start) = (self.row, self.at);
        let depth = around.map_or(0, |around| around.depth + 1);
        let kind = if index.many && row == 0 { NodeKind::Array } else { NodeKind::from_first_byte(self.peek()) };
        self.row += 1;
        if let Some(around) = self.open.last_mut() {
            around.passed += 1;
        }
        if kind.is_container() {
            self.open.push(Enclosing { row, span: NOWHERE, depth, object: kind == NodeKind::Object, passed: 0 });
            // The root of several documents has no bracket.
            self.at += usize::from(!(index.many && row == 0));
        } else {
            self.at = after_scalar(self.text, self.at);
        }
        let (parent, position) = around.map_or((NOWHERE, 0), |around| (around.row, around.passed));
        let keyed = around.is_some_and(|around| around.object);
        let (label, start, stop) = (narrow(label), narrow(start), narrow(self.at));
        Some(Node { document: self.document, row, kind, depth, parent, position, keyed, label, start, stop })
    }

    /// Advances to the next value, and leaves the containers that end before it.
    fn close(&mut self, index: &Index) {
        loop {
            match self.peek() {
                Some(b' ' | b'\n' | b'\r' | b'\t' | b',') => {}
                Some(b'}' | b']') => self.leave(index),
                _ => return,
            }
            self.at += 1;
        }
    }

    fn leave(&mut self, index: &Index) {
        let Some(around) = self.open.pop() else { return };
        if self.open.is_empty()
            && let Some(span) = index.span(around.span)
            && let Some(outer) = index.span(span.parent)
        {
            self.open.push(Enclosing::new(span.parent, outer, span.position + 1));
        }
    }

    fn peek(&self) -> Option<u8> {
        self.text.get(self.at).copied()
    }
}

impl Enclosing {
    fn new(place: u32, span: Span, passed: u32) -> Self {
        Self { row: span.row, span: place, depth: span.depth, object: span.object, passed }
    }
}

/// Returns the extent of the container in a row, which begins at a byte.
pub(super) fn extent(document: &Document, row: u32, start: usize) -> Extent {
    let index = document.index();
    if let Some(span) = index.span_of(row) {
        return Extent { end: span.end, children: span.children, stop: span.stop as usize };
    }
    let good = index.good as usize;
    let text = document.bytes().get(..good).unwrap_or_default();
    // The root of several documents has no opening bracket.
    let bare = u32::from(index.many && row == 0);
    let (mut at, mut depth) = (start, bare);
    let mut extent = Extent { end: row + bare, children: 0, stop: good };
    while let Some(byte) = text.get(at) {
        let value = match byte {
            b' ' | b'\n' | b'\r' | b'\t' | b',' => {
                at += 1;
                continue;
            }
            b'}' | b']' => {
                at += 1;
                depth = depth.saturating_sub(1);
                if depth == 0 {
                    extent.stop = at;
                    break;
                }
                continue;
            }
            b'{' | b'[' => {
                at += 1;
                depth += 1;
                depth - 1
            }
            b'"' => {
                let end = string::end_of(text, at);
                at = whitespace(text, end);
                if text.get(at) == Some(&b':') {
                    at += 1;
                    continue;
                }
                depth
            }
            _ => {
                at = after_scalar(text, at);
                depth
            }
        };
        // An open container at the end may be followed by an incomplete value, which is not a row.
        if extent.end < index.rows {
            extent.end += 1;
            extent.children += u32::from(value == 1);
        }
    }
    extent
}

/// Returns the offset of the value after a key and its colon.
fn after_key(text: &[u8], key: usize) -> usize {
    let colon = whitespace(text, string::end_of(text, key));
    whitespace(text, colon + 1)
}

fn after_scalar(text: &[u8], start: usize) -> usize {
    let rest = text.get(start..).unwrap_or_default();
    if rest.first() == Some(&b'"') {
        return string::end_of(text, start);
    }
    let ends = |byte: &u8| matches!(byte, b',' | b'}' | b']' | b' ' | b'\n' | b'\r' | b'\t');
    start + rest.iter().position(ends).unwrap_or(rest.len())
}

fn whitespace(text: &[u8], start: usize) -> usize {
    let rest = text.get(start..).unwrap_or_default();
    start + rest.iter().position(|byte| !matches!(byte, b' ' | b'\n' | b'\r' | b'\t')).unwrap_or(rest.len())
}
