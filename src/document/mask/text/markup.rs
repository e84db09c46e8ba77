//! Secrets in XML and HTML: elements and attributes with a secret name, entries with a name and a value.

use super::super::{
    name::{entry, hides, is_harmless_inside, is_name_of_hash, is_secret_name, squeeze},
    shape::{parts, trimmed},
    spans::Spans,
    value::{after_scheme, is_harmless},
};
use std::ops::Range;

/// State after the tags so far.
#[derive(Debug, Default)]
pub(super) struct Markup {
    /// True if the next text is the content of a secret element.
    secret: bool,
    /// Name of an entry in an element of its own, such as `<key>` or `<param-name>`.
    key: KeyElement,
    /// Enclosing element whose entries are secrets, such as `apikeys`.
    list: Option<String>,
    /// Tag that continues in the next line.
    open: Option<Tag>,
    /// True if the text belongs to an element with a public name, such as a certificate.
    public: bool,
    /// True inside of lines of markup; a tag in other text has no content.
    is_inside: bool,
}

/// State of an element with the name of an entry.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum KeyElement {
    #[default]
    None,
    /// The text of the element follows.
    Inside,
    /// The name is secret; the element with the value follows.
    Secret,
}

/// Part of an entry.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum EntryPart {
    #[default]
    None,
    Name,
    Value,
}

/// Facts about the attributes of a tag.
#[derive(Clone, Debug, Default)]
struct Tag {
    name: String,
    /// Secret name in an attribute.
    secret_name: Option<String>,
    /// An attribute names an entry of a secret list.
    is_listed: bool,
    /// The type is `password`.
    is_password: bool,
    /// Part of an entry that the element has, by an attribute such as `name="Header.value"`.
    part: EntryPart,
}

/// Attribute: its name, and the range of its value.
type Attribute<'t> = (&'t str, Range<usize>);

impl Markup {
    /// Covers the secret parts of the next line.
    pub(super) fn next(&mut self, line: &str, spans: &mut Spans) {
        let mut at = 0;
        self.is_inside = line.trim_start().starts_with('<') || self.is_inside && (self.secret || self.open.is_some());
        if let Some(tag) = self.open.take() {
            let end = tag_end(line, 0);
            self.tag(tag, line, 0..end, spans);
            at = (end + 1).min(line.len());
        } else if !line.contains('<') {
            // Comments and marks in the file of a key are public.
            if self.secret && !line.starts_with("-----") && !line.starts_with('#') {
                spans.add(trimmed(line, 0, line.len()));
            }
            return;
        }
        while let Some(open) = line.get(at..).and_then(|rest| rest.find('<')).map(|open| at + open) {
            self.content(line, at..open, spans);
            let end = tag_end(line, open);
            self.element(line, open, end, spans);
            at = (end + 1).min(line.len());
            if end >= line.len() {
                break;
            }
        }
        self.content(line, at..line.len(), spans);
        if !self.is_inside {
            (self.secret, self.open) = (false, None);
        }
    }

    /// Returns true if the text after the last tag is public, such as a certificate.
    pub(super) fn is_public(&self) -> bool {
        self.public
    }

    fn content(&mut self, line: &str, range: Range<usize>, spans: &mut Spans) {
        let text = line.get(range.clone()).unwrap_or_default().trim();
        if text.is_empty() {
            return;
        }
        if self.key == KeyElement::Inside {
            self.key = if is_secret_name(text) { KeyElement::Secret } else { KeyElement::None };
        }
        let inner = text.strip_prefix("<![CDATA[").unwrap_or(text);
        let scheme = after_scheme(text);
        let is_value = !is_harmless(inner) && !text.get(scheme..).is_some_and(is_harmless);
        if self.secret && is_value && (self.is_inside || line.contains("</")) {
            let whole = trimmed(line, range.start, range.end);
            match parts(text).filter(|_| text.starts_with("otpauth://")) {
                Some(found) => spans.add_all(&found, whole.start),
                None => spans.add(whole.start + scheme..whole.end),
            }
        }
    }

    fn element(&mut self, line: &str, open: usize, end: usize, spans: &mut Spans) {
        let inner = line.get(open + 1..end).unwrap_or_default();
        if let Some(data) = inner.strip_prefix("![CDATA[") {
            if self.secret {
                let start = open + 1 + inner.len() - data.len();
                spans.add(trimmed(line, start, start + data.trim_end_matches(']').len()));
            }
            return;
        }
        if inner.starts_with(['/', '!', '?']) {
            (self.secret, self.public) = (false, false);
            self.key = if self.key == KeyElement::Secret { KeyElement::Secret } else { KeyElement::None };
            if self.list.as_deref().is_some_and(|list| inner.strip_prefix('/') == Some(list)) {
                self.list = None;
            }
            return;
        }
        let name = inner.split(|c: char| c.is_whitespace() || c == '/').next().unwrap_or_default();
        // A sign in a text is not a tag.
        if name.starts_with(|c: char| c.is_alphabetic() || c == '_') {
            let tag = Tag { name: name.to_owned(), ..Tag::default() };
            self.tag(tag, line, open + 1 + name.len()..end, spans);
        }
    }

    /// Covers the secret attributes in this part of a tag.
    fn tag(&mut self, mut tag: Tag, line: &str, part: Range<usize>, spans: &mut Spans) {
        let attributes = attributes(line, part.start, part.end);
        let text = |range: &Range<usize>| line.get(range.clone()).unwrap_or_default();
        for (name, range) in &attributes {
            let (key, text) = (squeeze(name), text(range));
            if entry::is_name(&key) || key == "ref" {
                tag.secret_name = tag.secret_name.or_else(|| is_secret_name(text).then(|| text.to_owned()));
                tag.is_listed |= self.list.is_some() && !is_harmless_inside(text);
            }
            tag.part = match text.rsplit_once('.') {
                Some((_, "name")) if key == "name" => EntryPart::Name,
                Some((_, "value")) if key == "name" => EntryPart::Value,
                _ => tag.part,
            };
            // The path of a property: `Connections[Shop].Properties[Password]`.
            if let Some((_, last)) =
                text.strip_suffix(']').and_then(|path| path.rsplit_once('[')).filter(|_| key == "path")
            {
                tag.secret_name = tag.secret_name.or_else(|| is_secret_name(last).then(|| last.to_owned()));
            }
            tag.is_password |= key == "type" && text.eq_ignore_ascii_case("password");
        }
        for (name, range) in &attributes {
            let is_named = tag.secret_name.as_deref().is_some_and(|name| hides(name, text(range)));
            let is_value = is_named || (tag.is_listed || tag.is_password) && !is_harmless(text(range));
            if is_value && entry::is_value(&squeeze(name)) || hides(name, text(range)) {
                spans.add(range.clone());
            }
        }
        if part.end >= line.len() {
            self.open = Some(tag);
        } else {
            let is_closed = line.get(part).is_some_and(|inner| inner.ends_with('/'));
            self.enter(&tag, is_closed);
        }
    }

    /// Determines the secrecy of the content of an element.
    fn enter(&mut self, tag: &Tag, is_closed: bool) {
        let squeezed = squeeze(tag.name.rsplit(':').next().unwrap_or_default());
        let is_list = ["keys", "tokens", "secrets", "passwords"].iter().any(|end| squeezed.ends_with(end));
        if is_list && is_secret_name(&tag.name) && !is_closed {
            self.list = Some(tag.name.clone());
        }
        let is_value = entry::is_value(&squeezed)
            || matches!(&*squeezed, "string" | "secret" | "configuredvalue")
            || tag.part == EntryPart::Value;
        // The value of a property list follows its key directly.
        let is_keyed = self.key == KeyElement::Secret && is_value;
        if is_keyed {
            self.key = KeyElement::None;
        }
        let is_name = tag.part == EntryPart::Name
            || matches!(&*squeezed, "key" | "name")
            || squeezed.ends_with("name") && entry::is_name(&squeezed);
        if is_name {
            self.key = KeyElement::Inside;
        }
        let is_form = matches!(&*squeezed, "input" | "label" | "form" | "div");
        let is_named = is_secret_name(&tag.name) || tag.secret_name.is_some() && !is_form;
        // Value inside a named element: `<setting name="ApiToken"><value>x</value>`.
        let is_inner = self.secret && is_value;
        self.public = !is_closed && is_name_of_hash(&tag.name);
        self.secret = !is_closed && !is_name && (is_named || is_keyed || is_inner);
    }
}

/// Returns the offset of the `>` that ends a tag, ignoring quoted text, or the end of the line.
fn tag_end(line: &str, open: usize) -> usize {
    let rest = line.get(open..).unwrap_or_default();
    if rest.starts_with("<![CDATA[") {
        return rest.find("]]>").map_or(line.len(), |end| open + end + 2);
    }
    let mut quote = None;
    let end = rest.char_indices().find(|(_, c)| {
        match quote {
            Some(open) if open == *c => quote = None,
            None if matches!(c, '"' | '\'') => quote = Some(*c),
            _ => {}
        }
        quote.is_none() && *c == '>'
    });
    end.map_or(line.len(), |(end, _)| open + end)
}

fn attributes(line: &str, start: usize, end: usize) -> Vec<Attribute<'_>> {
    let mut found = Vec::new();
    let mut at = start;
    while let Some(sign) = line.get(at..end).and_then(|rest| rest.find('=')).map(|sign| at + sign) {
        let name = line.get(at..sign).unwrap_or_default().split_whitespace().next_back().unwrap_or_default();
        let rest = line.get(sign + 1..end).unwrap_or_default();
        let body = rest.trim_start();
        let begin = end - body.len();
        let quote = body.chars().next().filter(|c| matches!(c, '"' | '\''));
        let (from, to) = match quote {
            Some(quote) => {
                (begin + 1, body.get(1..).and_then(|rest| rest.find(quote)).map_or(end, |stop| begin + 1 + stop))
            }
            None => (begin, begin + body.find(char::is_whitespace).unwrap_or(body.len())),
        };
        found.push((name, from..to));
        at = (to + 1).min(end);
    }
    found
}
