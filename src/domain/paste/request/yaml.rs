//! Parser of the YAML used for requests: maps and lists by indentation; quoted, plain and block texts.

use super::{
    literal::{Dialect, LiteralReader},
    node::{NodeValue, PastedNode},
};

/// Maximum nesting depth, more than any request has.
const DEPTH: usize = 30;

/// Line of a YAML text.
struct YamlLine<'t> {
    indent: usize,
    text: &'t str,
    /// Line number, counted from 1.
    number: usize,
    /// Offset of its text in bytes.
    at: usize,
}

/// Parses a map; `None` if the text is not one.
pub(super) fn read(text: &str, first_line: usize) -> Option<PastedNode> {
    let mut lines = Vec::new();
    let mut at = 0;
    for (row, line) in text.split('\n').enumerate() {
        let trimmed = line.trim_start();
        let indent = line.len() - trimmed.len();
        let is_mark = matches!(trimmed.trim_end(), "---" | "..." | "");
        lines.push(YamlLine {
            indent,
            text: if is_mark { "" } else { trimmed.trim_end() },
            number: first_line + row,
            at: at + indent,
        });
        at += line.len() + 1;
    }
    let mut block = YamlBlock { text, lines, next: 0 };
    let indent = block.peek()?.indent;
    let node = block.node(indent, 0)?;
    let is_map = match &node.value {
        NodeValue::Map(entries) => entries.len() >= 2 || entries.iter().any(|(_, node)| !node.entries().is_empty()),
        value => matches!(value, NodeValue::List(_)),
    };
    is_map.then_some(node)
}

struct YamlBlock<'t> {
    text: &'t str,
    lines: Vec<YamlLine<'t>>,
    next: usize,
}

impl<'t> YamlBlock<'t> {
    /// Returns the next line that is neither empty nor a comment.
    fn peek(&mut self) -> Option<&YamlLine<'t>> {
        while self.lines.get(self.next).is_some_and(|line| line.text.is_empty() || line.text.starts_with('#')) {
            self.next += 1;
        }
        self.lines.get(self.next)
    }

    fn node(&mut self, indent: usize, depth: usize) -> Option<PastedNode> {
        if depth > DEPTH {
            return None;
        }
        let line = self.peek()?;
        let number = line.number;
        let value = if line.text == "-" || line.text.starts_with("- ") {
            self.list(indent, depth)?
        } else {
            self.map(indent, depth)?
        };
        Some(PastedNode { value, line: number })
    }

    fn list(&mut self, indent: usize, depth: usize) -> Option<NodeValue> {
        let mut items = Vec::new();
        while let Some(line) =
            self.peek().filter(|line| line.indent == indent && (line.text == "-" || line.text.starts_with("- ")))
        {
            let rest = line.text.get(1..)?.trim_start();
            let (number, deeper) = (line.number, line.text.len() - rest.len());
            if rest.is_empty() {
                self.next += 1;
                let inner = self.peek().filter(|line| line.indent > indent).map(|line| line.indent)?;
                items.push(self.node(inner, depth + 1)?);
            } else if key(rest).is_some() && !rest.starts_with(['{', '[']) {
                let at = line.at + deeper;
                let (text, inner) = (rest, indent + deeper);
                *self.lines.get_mut(self.next)? = YamlLine { indent: inner, text, number, at };
                items.push(self.node(inner, depth + 1)?);
            } else {
                let at = line.at + deeper;
                items.push(self.scalar(rest, at, number, indent));
            }
        }
        Some(NodeValue::List(items))
    }

    fn map(&mut self, indent: usize, depth: usize) -> Option<NodeValue> {
        let mut entries = Vec::new();
        while let Some(line) = self.peek() {
            if line.indent < indent || line.indent == indent && line.text.starts_with("- ") {
                break;
            }
            if line.indent > indent {
                return None;
            }
            let (name, rest) = key(line.text)?;
            let (number, at) = (line.number, line.at + line.text.len() - rest.len());
            let node = if rest.is_empty() || rest.starts_with('#') {
                self.next += 1;
                self.below(indent, depth, number)?
            } else {
                self.scalar(rest, at, number, indent)
            };
            entries.push((name, node));
        }
        Some(NodeValue::Map(entries))
    }

    /// Reads the value on the lines after its key.
    fn below(&mut self, indent: usize, depth: usize, number: usize) -> Option<PastedNode> {
        let is_below =
            |line: &&YamlLine<'_>| line.indent > indent || line.indent == indent && line.text.starts_with("- ");
        match self.peek().filter(is_below).map(|line| line.indent) {
            Some(inner) => self.node(inner, depth + 1),
            None => Some(PastedNode { value: NodeValue::Null, line: number }),
        }
    }

    /// Reads the value on the line of its key.
    fn scalar(&mut self, rest: &str, at: usize, number: usize, indent: usize) -> PastedNode {
        self.next += 1;
        if rest.starts_with(['|', '>']) && rest.len() <= 3 {
            return PastedNode::text(&self.folded(indent, rest.starts_with('>')), number);
        }
        if rest.starts_with(['{', '[', '"', '\'', '“', '‘']) {
            let mut reader = LiteralReader::new(self.text, at, number, Dialect::Plain);
            if let Ok(node) = reader.value() {
                let end = reader.offset();
                let rest = self.text.get(end..).and_then(|rest| rest.split('\n').next()).unwrap_or_default().trim();
                if rest.is_empty() || rest.starts_with('#') {
                    while self.lines.get(self.next).is_some_and(|line| line.at < end) {
                        self.next += 1;
                    }
                    return node;
                }
            }
        }
        if rest.starts_with(['!', '&', '*']) {
            return PastedNode { value: NodeValue::Code, line: number };
        }
        let plain = rest.split(" #").next().unwrap_or(rest).trim_end();
        match plain {
            "null" | "~" | "Null" | "NULL" => PastedNode { value: NodeValue::Null, line: number },
            "true" | "True" => PastedNode { value: NodeValue::Flag(true), line: number },
            "false" | "False" => PastedNode { value: NodeValue::Flag(false), line: number },
            plain => PastedNode::text(plain, number),
        }
    }

    /// Reads a block text.
    fn folded(&mut self, indent: usize, is_folded: bool) -> String {
        let mut text = String::new();
        let mut margin = None;
        while let Some(line) = self.lines.get(self.next) {
            if !line.text.is_empty() && line.indent <= indent {
                break;
            }
            if !line.text.is_empty() {
                let margin = *margin.get_or_insert(line.indent);
                text.push_str(&" ".repeat(line.indent.saturating_sub(margin)));
                text.push_str(line.text);
            }
            text.push(if is_folded { ' ' } else { '\n' });
            self.next += 1;
        }
        text.trim_end().to_owned()
    }
}

/// Splits a line into the key before the colon and the rest.
fn key(line: &str) -> Option<(String, &str)> {
    let line = line.strip_prefix("? ").unwrap_or(line);
    if let Some(quote) = line.chars().next().filter(|c| matches!(c, '"' | '\'')) {
        let (name, rest) = line.get(1..)?.split_once(quote)?;
        return Some((name.to_owned(), rest.trim_start().strip_prefix(':')?.trim_start()));
    }
    let at = line.find(": ").or_else(|| line.strip_suffix(':').map(str::len)).or_else(|| line.find(":\t"))?;
    let name = line.get(..at)?.trim();
    let is_key = !name.is_empty() && name.len() <= 120 && !name.contains(['{', '}', '"', '\'', '<', '>', '(', '=']);
    is_key.then(|| (name.to_owned(), line.get(at + 1..).unwrap_or_default().trim_start()))
}
