//! Parser of literal values: JSON with comments and trailing commas, JavaScript, Python, PHP, Ruby and `PowerShell`.
//! Nothing is evaluated.

mod code;
mod scalar;

use super::{
    node::{NodeValue, PastedNode},
    variables::variable_name,
};
use crate::text::words;
use zeroize::Zeroizing;

/// Maximum nesting depth, more than any request has.
const DEPTH: usize = 40;

/// Quoting rules that differ between languages.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Dialect {
    /// A backslash escapes. An unquoted word is an identifier.
    #[default]
    Script,
    /// A backtick escapes, and a quote is doubled.
    PowerShell,
    /// An unquoted word is a text, as in YAML.
    Plain,
}

/// Position where a text stops being a literal, and the reason.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Flaw {
    /// Line, counted from 1.
    pub line: usize,
    /// Offset of the reader in bytes.
    pub at: usize,
    /// Description of the fault.
    pub problem: String,
    /// Entry that was being read.
    pub inside: Option<String>,
}

/// Reader of one value at a position in a text.
pub(super) struct LiteralReader<'t> {
    text: &'t str,
    at: usize,
    line: usize,
    /// True if line breaks belong to an outer text and are not counted.
    is_inner: bool,
    depth: usize,
    dialect: Dialect,
    path: Vec<String>,
    /// Width of the longest line in columns. A string broken there was broken by a terminal.
    width: usize,
    /// First line with a string that continues past its end.
    broken: Option<usize>,
    /// True if a call or another expression with brackets was skipped.
    has_call: bool,
}

impl<'t> LiteralReader<'t> {
    /// Creates a reader at an offset, which is in line `line`.
    pub fn new(text: &'t str, at: usize, line: usize, dialect: Dialect) -> Self {
        let width = text.lines().map(|line| line.chars().count()).max().unwrap_or_default();
        Self {
            text,
            at,
            line,
            is_inner: false,
            depth: 0,
            dialect,
            path: Vec::new(),
            width,
            broken: None,
            has_call: false,
        }
    }

    /// Sets the reader to a text within one line of another.
    pub fn inside(self) -> Self {
        Self { is_inner: true, ..self }
    }

    /// Returns the current offset in bytes.
    pub fn offset(&self) -> usize {
        self.at
    }

    /// Returns true if an expression was skipped that may hold further values.
    pub fn has_call(&self) -> bool {
        self.has_call
    }

    fn rest(&self) -> &'t str {
        self.text.get(self.at..).unwrap_or_default()
    }

    fn peek(&self) -> Option<char> {
        self.rest().chars().next()
    }

    fn bump(&mut self) -> Option<char> {
        let c = self.peek()?;
        self.at += c.len_utf8();
        if c == '\n' && !self.is_inner {
            self.line += 1;
        }
        Some(c)
    }

    fn skip(&mut self, token: &str) -> bool {
        let found = self.rest().starts_with(token);
        if found {
            token.chars().for_each(|_| _ = self.bump());
        }
        found
    }

    fn flaw(&self, problem: &str) -> Flaw {
        let (line, problem) = match self.broken {
            Some(line) => (line, "a closing quote is missing"),
            None => (self.line, problem),
        };
        Flaw { line, at: self.at, problem: problem.to_owned(), inside: self.path.last().cloned() }
    }

    /// Skips whitespace and comments. Returns true if a line ended.
    fn blank(&mut self) -> bool {
        let line = self.at;
        let mut ended = false;
        loop {
            let rest = self.rest();
            let comment = rest.starts_with("//") || rest.starts_with('#') && !rest.starts_with("#{");
            match self.peek() {
                Some(c) if c.is_whitespace() || words::is_invisible(c) || c == '\u{200d}' => {
                    ended |= c == '\n';
                    self.bump();
                }
                Some('/') if rest.starts_with("/*") => {
                    let end = rest.find("*/").map_or(rest.len(), |end| end + 2);
                    let target = self.at + end;
                    while self.at < target && self.bump().is_some() {}
                }
                Some(_) if comment => while self.peek().is_some_and(|c| c != '\n') && self.bump().is_some() {},
                // A backtick or backslash at the end of a line continues it.
                Some('`' | '\\')
                    if rest.get(1..).is_some_and(|rest| rest.trim_start_matches([' ', '\r']).starts_with('\n')) =>
                {
                    self.bump();
                }
                _ => return ended || self.at == line && self.at == 0,
            }
        }
    }

    /// Reads the value at the current position.
    pub fn value(&mut self) -> Result<PastedNode, Flaw> {
        self.blank();
        self.depth += 1;
        if self.depth > DEPTH {
            return Err(self.flaw("the value is nested too deeply"));
        }
        let node = self.any_value();
        self.depth -= 1;
        node
    }

    fn any_value(&mut self) -> Result<PastedNode, Flaw> {
        let line = self.line;
        let rest = self.rest();
        let at = |value| Ok(PastedNode { value, line });
        // An unquoted template variable.
        if let Some(end) = rest
            .find("}}")
            .filter(|end| rest.starts_with("{{") && !rest.get(..*end).is_some_and(|name| name.contains([':', '\n'])))
        {
            let name = rest.get(..end + 2).unwrap_or_default();
            self.at += name.len();
            return at(NodeValue::Text(Zeroizing::new(name.to_owned())));
        }
        if let Some(words) = self.word_list() {
            return at(words);
        }
        if rest.starts_with("@{") || rest.starts_with("%{") || rest.starts_with("@(") || rest.starts_with("${") {
            self.bump();
        }
        self.skip_cast();
        match self.peek() {
            None => Err(self.flaw("the text ends too early")),
            Some('{') => self.map('}').and_then(at),
            Some('[') => self.list(']').and_then(at),
            Some('(') => self.list(')').and_then(|list| at(list.unwrapped())),
            Some(_) => self.scalar().and_then(at),
        }
    }

    fn map(&mut self, close: char) -> Result<NodeValue, Flaw> {
        self.bump();
        let mut entries = Vec::new();
        loop {
            self.blank();
            match self.peek() {
                None => return Err(self.flaw("the text ends too early")),
                Some(c) if c == close => {
                    self.bump();
                    return Ok(NodeValue::Map(entries));
                }
                Some(',' | ';') => {
                    self.bump();
                }
                Some(_) => {
                    let (key, node) = self.entry()?;
                    entries.push((key, node));
                    self.separator(close)?;
                }
            }
        }
    }

    fn entry(&mut self) -> Result<(String, PastedNode), Flaw> {
        let line = self.line;
        let key = self.key()?;
        self.path.push(key.clone());
        self.blank();
        let named = [":=", "=>", ":", "="].into_iter().any(|mark| self.skip(mark));
        let node = if named {
            self.value()?
        } else if matches!(self.peek(), Some(',' | ';' | '}' | ')')) {
            // `{ element, tags }` refers to variables.
            PastedNode { value: NodeValue::Code, line }
        } else {
            return Err(self.flaw("a colon is missing after the name"));
        };
        self.path.pop();
        Ok((key, node))
    }

    fn key(&mut self) -> Result<String, Flaw> {
        if self.is_quoted() {
            let text = self.quoted()?;
            return Ok(text.to_string());
        }
        let rest = self.rest();
        // A colon ends a key, except in `:key => value`, where it begins it.
        let rest = if rest.starts_with(':') { rest.get(1..).unwrap_or_default() } else { rest };
        let end = rest.find([':', '=', ',', '{', '}', '[', ']', '(', ')', '"', '\'', '\n', ';']).unwrap_or(rest.len());
        let key = rest.get(..end).unwrap_or_default().trim();
        if key.is_empty() {
            return Err(self.flaw("a name is expected"));
        }
        let target = self.at + (self.rest().len() - rest.len()) + end;
        while self.at < target && self.bump().is_some() {}
        Ok(key.to_owned())
    }

    /// Checks for a comma, the closing bracket or a new line after a value.
    fn separator(&mut self, close: char) -> Result<(), Flaw> {
        let ended = self.blank();
        match self.peek() {
            Some(c) if c == close || matches!(c, ',' | ';') => Ok(()),
            None => Err(self.flaw("the text ends too early")),
            Some(_) if ended => Ok(()),
            Some(_) => Err(self.flaw("a comma or a bracket is expected")),
        }
    }

    fn list(&mut self, close: char) -> Result<NodeValue, Flaw> {
        self.bump();
        let (mut items, mut entries) = (Vec::new(), Vec::new());
        loop {
            self.blank();
            match self.peek() {
                None => return Err(self.flaw("the text ends too early")),
                Some(c) if c == close => {
                    self.bump();
                    return Ok(if entries.is_empty() { NodeValue::List(items) } else { NodeValue::Map(entries) });
                }
                Some(',' | ';') => {
                    self.bump();
                }
                Some(_) => {
                    let item = self.value()?;
                    self.blank();
                    // PHP writes a map as an array of pairs.
                    if let (true, NodeValue::Text(key)) = (self.rest().starts_with("=>"), &item.value) {
                        let key = variable_name(key).unwrap_or(key).to_owned();
                        self.skip("=>");
                        entries.push((key, self.value()?));
                    } else {
                        items.push(item);
                    }
                    self.separator(close)?;
                }
            }
        }
    }
}
