//! Application of a mask to one document.

mod encoded;
mod inside;
mod list;
mod place;
mod plain;
mod spelled;

use super::{
    Cover, Mask,
    name::{hides, is_name_of_secret, is_secret_name},
    shape,
    spans::Spans,
    text::{CONTEXT, LineMasker},
    value,
};
use crate::document::json::{Document, Node, NodeKind, NodePart};
use place::{Facts, MaskContext};
use plain::{is_count, is_identifier, is_short_number};
use spelled::{inner, parts};
use std::{collections::HashMap, rc::Rc};

/// Mask with a cache of the context of each container. Without it every value would require a walk to the root, and the
/// cost of a document would be its depth times its length.
#[derive(Debug)]
pub struct Judge<'m> {
    mask: &'m Mask,
    /// Context by the row of the container.
    inside: HashMap<u32, (MaskContext, Rc<Facts>)>,
    /// State of the text masker before the next row, for a document that is text.
    lines: Option<(u32, LineMasker)>,
    /// Number of documents around this one, if it is the text of a value.
    depth: u8,
}

/// Maximum number of cached containers. A full cache is cleared.
const MOST: usize = 1 << 16;
/// Maximum length of a text that is parsed as a document, in bytes.
const LONGEST: usize = 1 << 20;
/// Levels of documents inside the texts of documents that are read.
const DEPTH: u8 = 3;

impl Mask {
    /// Returns true if a key or a value is covered, in part or completely. Containers are never covered, nor are values
    /// without information: `true`, `null`, an empty text, and the stars that the platform puts in place of a secret.
    pub fn hides(&self, part: NodePart<'_>) -> bool {
        self.judge().hides(part)
    }

    /// Returns a judge for many parts of one document, which is much faster than a separate call for each.
    pub fn judge(&self) -> Judge<'_> {
        Judge::new(self)
    }
}

impl<'m> Judge<'m> {
    fn new(mask: &'m Mask) -> Self {
        Self { mask, inside: HashMap::new(), lines: None, depth: 0 }
    }

    /// Returns true if a key or a value is covered, in part or completely. All parts have to be from one document.
    pub fn hides(&mut self, part: NodePart<'_>) -> bool {
        self.cover(part) != Cover::Open
    }

    /// Returns the cover of a key or a value. All parts have to be from one document.
    pub fn cover(&mut self, part: NodePart<'_>) -> Cover {
        match part {
            NodePart::Key(node) => node.key().map_or(Cover::Open, |key| self.key(&key)),
            NodePart::Value(node) if node.is_line() => self.line(node),
            NodePart::Value(node) => self.value(node),
        }
    }

    fn key(&self, key: &str) -> Cover {
        let mut spans = Spans::default();
        self.mask.known.find_in_name(key, &mut spans);
        if self.mask.rows.is_none() {
            shape::find(key, &mut spans);
        }
        if spans.is_empty() { Cover::Open } else { Cover::Whole }
    }

    fn line(&mut self, node: Node<'_>) -> Cover {
        let row = node.row();
        let mut lines = match self.lines.take() {
            Some((next, lines)) if next == row => lines,
            _ => before(node),
        };
        let text = node.text();
        let mut spans = lines.next(&text);
        look_ahead(&mut lines, node);
        self.lines = Some((row + 1, lines));
        decoded(self.mask, &text, self.depth, &mut spans);
        self.mask.known.find(&text, &mut spans);
        Cover::part(spans)
    }

    fn value(&mut self, node: Node<'_>) -> Cover {
        if !matches!(node.kind(), NodeKind::String | NodeKind::Number) {
            return Cover::Open;
        }
        let text = node.text();
        if value::is_stand_in(&text) {
            return Cover::Open;
        }
        let mut spans = Spans::default();
        self.mask.known.find(&text, &mut spans);
        let named = match &self.mask.rows {
            Some(rows) => rows.contains(&node.row()),
            None => self.is_named_secret(node, &text),
        };
        if named {
            return self.named(node, &text);
        }
        if node.kind() == NodeKind::Number && !spans.is_empty() {
            return Cover::Whole;
        }
        if node.kind() == NodeKind::String {
            if self.mask.rows.is_none() {
                list::option(node, &text, &mut spans);
            }
            let is_random = !text.contains(char::is_whitespace)
                && [&*text, text.trim_end_matches('=')].into_iter().any(shape::is_generated);
            if is_random && is_identifier(node, &self.place(node).1) {
                shape::find(&text, &mut spans);
            } else {
                find_in_value(self.mask, &text, self.depth, &mut spans);
            }
        }
        Cover::part(spans)
    }

    /// Returns the cover of a value with a secret name. An address is covered only in part, if its secret is found.
    fn named(&mut self, node: Node<'_>, text: &str) -> Cover {
        let is_address = text.contains("://") && !text.contains(char::is_whitespace);
        if let Some(parts) = shape::parts(text).filter(|_| self.mask.rows.is_none() && !is_address) {
            return Cover::Part(parts);
        }
        let is_document = text.starts_with(['{', '[']);
        if self.mask.rows.is_none() && (is_address || is_document) {
            let mut spans = Spans::default();
            find_in_value(self.mask, text, self.depth, &mut spans);
            if !spans.is_empty() {
                return Cover::Part(spans);
            }
        }
        let (_, facts) = self.place(node);
        scheme_kept(text, node.key().is_some_and(|key| facts.holds_cookies(&key)))
    }

    /// Returns true if a value is secret by its name, the names around it or its position.
    fn is_named_secret(&mut self, node: Node<'_>, text: &str) -> bool {
        let (place, facts) = self.place(node);
        let key = node.key();
        // The element's own form takes precedence for its settings.
        let setting = key.as_deref().map(|key| facts.setting(key)).unwrap_or_default();
        let is_setting = place.guarded || key.as_deref().is_some_and(|key| key != setting);
        let declared = self.mask.settings.get(setting).filter(|_| is_setting);
        if let Some(is_secret) = declared {
            return *is_secret && !value::is_harmless(text);
        }
        if key
            .as_deref()
            .is_some_and(|key| facts.is_public(key) || facts.is_preference(key) || is_name_of_secret(key, text))
        {
            return false;
        }
        let is_secret = place.secret
            || node.parent().is_some_and(|parent| parent.kind() == NodeKind::Array) && list::follows_name(node)
            || key.as_deref().is_some_and(|key| facts.hides(key, Some(text)))
            || place.typed && key.as_deref() == Some("result");
        if is_secret {
            let is_name = place.names && is_secret_name(text);
            let is_open = place.named && key.as_deref().is_some_and(|key| !hides(key, text));
            return !(value::is_harmless(text) || is_count(node, key.as_deref()) || is_name || is_open);
        }
        let guarded = place.guarded && !place.harmless && !is_short_number(node) && !value::is_plain_setting(text);
        if guarded || key.as_deref().is_some_and(|key| hides(key, text)) {
            return true;
        }
        shape::is_generated(text) && !is_identifier(node, &facts)
    }

    fn place(&mut self, node: Node<'_>) -> (MaskContext, Rc<Facts>) {
        let (outer, facts) = node.parent_row().map_or_else(Default::default, |row| {
            self.inside.get(&row).cloned().unwrap_or_else(|| {
                let found = node.parent().map_or_else(Default::default, |parent| {
                    let (place, _) = self.place(parent);
                    (place, Rc::new(Facts::from_node(parent)))
                });
                if self.inside.len() == MOST {
                    self.inside.clear();
                }
                self.inside.insert(row, found.clone());
                found
            })
        });
        let place = node.key().map_or(outer, |name| outer.under(&name, node, &facts));
        (place, facts)
    }
}

/// Finds secrets inside a text by their shape.
pub(super) fn find_inside(mask: &Mask, text: &str, spans: &mut Spans) {
    find_in_value(mask, text, 0, spans);
}

/// Returns a masker for the lines of one text.
pub(super) fn lines() -> LineMasker {
    LineMasker::new(|text, spans| find_inside(&Mask::default(), text, spans))
}

fn find_in_value(mask: &Mask, text: &str, depth: u8, spans: &mut Spans) {
    shape::find(text, spans);
    if mask.rows.is_some() || text.len() < 4 {
        return;
    }
    decoded(mask, text, depth, spans);
    let is_document = text.trim_start().starts_with(['{', '[']) && depth < DEPTH && text.len() <= LONGEST;
    if !(is_document && nested(mask, text, depth, spans)) {
        inside::find(lines(), text, spans);
    }
}

/// Finds secrets in the encoded parts of a text.
fn decoded(mask: &Mask, text: &str, depth: u8, spans: &mut Spans) {
    if depth < DEPTH {
        let inner = |text: &str| {
            let mut found = Spans::default();
            find_in_value(mask, text, depth + 1, &mut found);
            found
        };
        encoded::find(text, &inner, spans);
    }
}

/// Finds secrets in a text that is a document. Returns false if it is not one.
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

/// Returns the state of the text masker after the lines before this one that matter.
fn before(node: Node<'_>) -> LineMasker {
    let mut lines = lines();
    let first = node.row().saturating_sub(CONTEXT).max(1);
    let Some(root) = node.parent() else { return lines };
    let rows = |from: u32, to: u32| root.document().nodes_from(from).take_while(move |line| line.row() < to);
    if first > 1 {
        // The column names of a table.
        rows(1, 2).for_each(|line| lines.pass(&line.text()));
    }
    for line in rows(first, node.row()) {
        lines.pass(&line.text());
        look_ahead(&mut lines, line);
    }
    lines
}

/// Passes the following lines to the masker if the next decision depends on them.
fn look_ahead(lines: &mut LineMasker, line: Node<'_>) {
    if lines.wants_rest() {
        lines.look_ahead(line.document().nodes_from(line.row() + 1).map(|line| line.text().into_owned()));
    }
}

/// Returns the cover of credentials. The name of their scheme stays visible.
fn scheme_kept(text: &str, is_cookie: bool) -> Cover {
    let mut spans = Spans::default();
    let cookies = if is_cookie { value::cookie_values(text) } else { value::cookies(text) };
    if let Some(values) = cookies {
        return Cover::part(values);
    }
    shape::find(text, &mut spans);
    let start = value::after_scheme(text);
    match start {
        _ if value::is_signed(text) && !spans.is_empty() => Cover::part(spans),
        0 => Cover::Whole,
        _ if text.get(start..).is_some_and(value::is_harmless) => Cover::Open,
        _ if text.contains(", Organization ") || text.contains(", Element ") => Cover::part(spans),
        _ => Cover::Part(Spans::one(start..text.len())),
    }
}
