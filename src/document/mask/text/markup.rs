//! Secrets in XML and HTML: elements and attributes with a secret name, entries with a name and a value.

use super::super::{
    name::{is_harmless_inside, is_secret_name, squeeze},
    shape::trimmed,
    spans::Spans,
    value::is_harmless,
};
use std::ops::Range;

/// State after the tags so far.
#[derive(Debug, Default)]
pub(super) struct Markup {
    /// True if the next text is the content of a secret element.
    secret: bool,
    /// Secrecy of the content of a `<key>`, which names the next element.
    key: Option<bool>,
    in_key: bool,
    /// Enclosing element whose entries are secrets, such as `apikeys`.
    list: Option<String>,
}

/// Attribute: its name, and the range of its value.
type Attribute<'t> = (&'t str, Range<usize>);

impl Markup {
    /// Covers the secret parts of the next line.
    pub(super) fn next(&mut self, line: &str, spans: &mut Spans) {
        if !line.contains('<') {
            if self.secret {
                spans.add(trimmed(line, 0, line.len()));
            }
            return;
        }
        let mut at = 0;
        while let Some(open) = line.get(at..).and_then(|rest| rest.find('<')).map(|open| at + open) {
            self.content(line, at..open, spans);
            let end = tag_end(line, open);
            self.tag(line, open, end, spans);
            at = (end + 1).min(line.len());
            if end >= line.len() {
                break;
            }
        }
        self.content(line, at..line.len(), spans);
    }

    fn content(&mut self, line: &str, range: Range<usize>, spans: &mut Spans) {
        let text = line.get(range.clone()).unwrap_or_default().trim();
        if text.is_empty() {
            return;
        }
        if self.in_key {
            self.key = Some(is_secret_name(text));
        }
        let inner = text.strip_prefix("<![CDATA[").unwrap_or(text);
        if self.secret && !is_harmless(inner) {
            spans.add(trimmed(line, range.start, range.end));
        }
    }

    fn tag(&mut self, line: &str, open: usize, end: usize, spans: &mut Spans) {
        let inner = line.get(open + 1..end).unwrap_or_default();
        if let Some(data) = inner.strip_prefix("![CDATA[") {
            if self.secret {
                let start = open + 1 + inner.len() - data.len();
                spans.add(trimmed(line, start, start + data.trim_end_matches(']').len()));
            }
            return;
        }
        if inner.starts_with(['/', '!', '?']) {
            self.secret = false;
            self.in_key = false;
            if self.list.as_deref().is_some_and(|list| inner.strip_prefix('/') == Some(list)) {
                self.list = None;
            }
            return;
        }
        let name = inner.split(|c: char| c.is_whitespace() || c == '/').next().unwrap_or_default();
        let attributes = attributes(line, open + 1 + name.len(), end);
        let text = |range: &Range<usize>| line.get(range.clone()).unwrap_or_default();
        let named = attributes
            .iter()
            .find(|(name, _)| matches!(&*name.to_ascii_lowercase(), "name" | "key" | "id" | "property" | "param"));
        let has_secret_name = named.is_some_and(|(_, range)| is_secret_name(text(range)));
        let is_listed = self.list.is_some() && named.is_some_and(|(_, range)| !is_harmless_inside(text(range)));
        let is_password = attributes
            .iter()
            .any(|(name, range)| name.eq_ignore_ascii_case("type") && text(range).eq_ignore_ascii_case("password"));
        for (name, range) in &attributes {
            let is_value = matches!(&*name.to_ascii_lowercase(), "value" | "content" | "default" | "data-value");
            if (is_value && (has_secret_name || is_listed || is_password) || is_secret_name(name))
                && !is_harmless(text(range))
            {
                spans.add(range.clone());
            }
        }
        let is_list = ["keys", "tokens", "secrets", "passwords"].iter().any(|end| squeeze(name).ends_with(end));
        if is_list && is_secret_name(name) && !inner.ends_with('/') {
            self.list = Some(name.to_owned());
        }
        let keyed = self.key.take().unwrap_or(false);
        self.in_key = name.eq_ignore_ascii_case("key");
        let is_named = is_secret_name(name)
            || has_secret_name && !matches!(&*name.to_ascii_lowercase(), "input" | "label" | "form" | "div");
        // Value inside a named element: `<setting name="ApiToken"><value>x</value>`.
        let is_value = self.secret && name.eq_ignore_ascii_case("value");
        self.secret = !inner.ends_with('/') && !self.in_key && (is_named || keyed || is_value);
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
