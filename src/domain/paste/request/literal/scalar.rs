//! Texts, numbers and identifiers.

use super::{Dialect, Flaw, LiteralReader};
use crate::domain::paste::request::node::NodeValue;
use zeroize::Zeroizing;

/// Typographic double quotes, in place of the straight one.
const DOUBLE: [char; 4] = ['“', '”', '„', '‟'];
const SINGLE: [char; 4] = ['‘', '’', '‚', '‛'];

/// Function calls that return their argument.
const WRAPPERS: [&str; 12] = [
    "json.stringify",
    "json.dumps",
    "json.dump",
    "json.encode",
    "json_encode",
    "json.generate",
    "dict",
    "object",
    "array",
    "str",
    "string",
    "jsonencode",
];

impl LiteralReader<'_> {
    /// Returns true if a quoted text begins here.
    pub(super) fn is_quoted(&self) -> bool {
        let rest = self.rest();
        let prefixed = rest.trim_start_matches(['r', 'b', 'f', 'u', 'R', 'B', 'F', 'U', '@', '$']);
        let skipped = rest.len() - prefixed.len();
        skipped <= 2
            && prefixed.starts_with(|c| matches!(c, '"' | '\'' | '`') || DOUBLE.contains(&c) || SINGLE.contains(&c))
    }

    /// Reads a text, a number, a word, or a piece of code.
    pub(super) fn scalar(&mut self) -> Result<NodeValue, Flaw> {
        let first = if self.is_quoted() { NodeValue::Text(self.quoted()?) } else { self.word()? };
        self.joined(first)
    }

    /// Concatenates adjacent texts: `"a" + "b"`, `"a" "b"`.
    fn joined(&mut self, first: NodeValue) -> Result<NodeValue, Flaw> {
        let mut value = first;
        loop {
            let (at, line) = (self.at, self.line);
            self.blank();
            let plus = self.skip("+") || self.rest().starts_with(". ") && self.skip(".");
            let adjacent = self.depth > 0 && self.dialect == Dialect::Script && self.is_adjacent();
            if !plus && !adjacent {
                (self.at, self.line) = (at, line);
                return Ok(value);
            }
            self.blank();
            let next = if self.is_quoted() { NodeValue::Text(self.quoted()?) } else { self.word()? };
            value = match (value, next) {
                (NodeValue::Text(mut a), NodeValue::Text(b)) => {
                    a.push_str(&b);
                    NodeValue::Text(a)
                }
                _ => NodeValue::Code,
            };
        }
    }

    /// Returns true if the next text continues this one and is not the key of the next entry.
    fn is_adjacent(&self) -> bool {
        let rest = self.rest();
        let Some(quote) = rest.chars().next().filter(|c| matches!(c, '"' | '\'')) else { return false };
        let inner = rest.get(1..).unwrap_or_default();
        let Some(end) = inner.find(quote) else { return false };
        let after = inner.get(end + 1..).unwrap_or_default().trim_start();
        self.path.is_empty() && !after.starts_with([':', '=', ','])
    }

    /// Skips the prefix letters of a quote. Returns whether they mark a verbatim text and a raw text.
    fn prefix(&mut self) -> (bool, bool) {
        let (mut here, mut raw) = (false, false);
        while let Some(c) =
            self.peek().filter(char::is_ascii_alphabetic).or(self.peek().filter(|c| matches!(c, '@' | '$')))
        {
            here |= c == '@';
            raw |= matches!(c, 'r' | 'R');
            self.bump();
        }
        (here, raw)
    }

    /// Reads a quoted text of any kind.
    pub(super) fn quoted(&mut self) -> Result<Zeroizing<String>, Flaw> {
        let (here, raw) = self.prefix();
        for triple in ["\"\"\"", "'''"] {
            if self.skip(triple) {
                return self.until(triple);
            }
        }
        let quote = self.bump().unwrap_or('"');
        if here && self.rest().trim_start_matches('\r').starts_with('\n') {
            let end = if quote == '"' { "\n\"@" } else { "\n'@" };
            return self.until(end);
        }
        // C# and spreadsheets double a quote inside a text.
        let is_doubled =
            quote == '"' && self.rest().trim_start_matches(['{', '[', ' ', '\n', '\r']).starts_with("\"\"");
        let mut text = Zeroizing::new(String::new());
        loop {
            let Some(c) = self.peek() else { return Err(self.unclosed()) };
            if is_doubled && self.skip("\"\"") {
                text.push('"');
                continue;
            }
            if self.closes(quote, c) {
                self.bump();
                return Ok(text);
            }
            match c {
                '\\' if self.dialect != Dialect::PowerShell && !raw && !is_doubled => self.escape(&mut text),
                '`' if self.dialect == Dialect::PowerShell && quote == '"' => {
                    self.bump();
                    text.extend(self.bump().map(|c| match c {
                        'n' => '\n',
                        't' => '\t',
                        'r' => '\r',
                        c => c,
                    }));
                }
                '\n' if quote != '`' => self.broken_line(&mut text),
                c if c == quote => {
                    self.bump();
                    text.push(c);
                    // A doubled quote in PowerShell, otherwise an apostrophe.
                    if self.dialect == Dialect::PowerShell {
                        self.bump();
                    }
                }
                c => {
                    self.bump();
                    text.push(c);
                }
            }
        }
    }

    /// Returns true if the character closes a text opened by this quote.
    fn closes(&self, quote: char, c: char) -> bool {
        let after = self.rest().get(c.len_utf8()..).unwrap_or_default();
        let ends = || {
            let next = after.trim_start_matches([' ', '\t', '\r', '\u{a0}']).chars().next();
            next.is_none_or(|c| {
                matches!(c, ',' | ':' | '}' | ']' | ')' | '=' | ';' | '+' | '.' | '|' | '\n' | '#' | '/')
            })
        };
        match quote {
            '"' if c == '"' => self.dialect != Dialect::PowerShell || !after.starts_with('"'),
            '\'' if c == '\'' && self.dialect == Dialect::PowerShell => !after.starts_with('\''),
            '\'' => c == '\'' && ends(),
            '`' => c == '`',
            _ if DOUBLE.contains(&quote) => (DOUBLE.contains(&c) || c == '"') && ends(),
            _ if SINGLE.contains(&quote) => (SINGLE.contains(&c) || c == '\'') && ends(),
            _ => false,
        }
    }

    fn unclosed(&self) -> Flaw {
        self.flaw("the text ends too early")
    }

    fn until(&mut self, end: &str) -> Result<Zeroizing<String>, Flaw> {
        let Some(length) = self.rest().find(end) else {
            return Err(self.unclosed());
        };
        let text = Zeroizing::new(self.rest().get(..length).unwrap_or_default().to_owned());
        let target = self.at + length + end.len();
        while self.at < target && self.bump().is_some() {}
        Ok(text)
    }

    /// Joins a text broken over lines. A terminal breaks it at its last column, an author at a space.
    fn broken_line(&mut self, text: &mut String) {
        self.broken.get_or_insert(self.line);
        let before = self.text.get(..self.at).unwrap_or_default();
        let line = before.rsplit('\n').next().unwrap_or_default();
        self.bump();
        if line.chars().count() < self.width && !text.ends_with(' ') {
            text.push(' ');
        }
    }

    fn escape(&mut self, text: &mut String) {
        self.bump();
        let Some(c) = self.bump() else { return };
        match c {
            'n' => text.push('\n'),
            't' => text.push('\t'),
            'r' => text.push('\r'),
            'b' => text.push('\u{8}'),
            'f' => text.push('\u{c}'),
            'x' => text.extend(self.hex(2).and_then(char::from_u32)),
            'u' if self.peek() == Some('{') => {
                let code = self.rest().get(1..).and_then(|rest| rest.split('}').next()).unwrap_or_default().to_owned();
                text.extend(u32::from_str_radix(&code, 16).ok().and_then(char::from_u32));
                (0..code.chars().count() + 2).for_each(|_| _ = self.bump());
            }
            'u' => self.unicode(text),
            '\n' => {}
            c => text.push(c),
        }
    }

    /// Decodes `\uXXXX`. Two of them may be a surrogate pair.
    fn unicode(&mut self, text: &mut String) {
        let Some(high) = self.hex(4) else { return text.push('\u{fffd}') };
        let low = self.rest().strip_prefix("\\u").and_then(|rest| u32::from_str_radix(rest.get(..4)?, 16).ok());
        match (high, low) {
            (0xd800..=0xdbff, Some(low @ 0xdc00..=0xdfff)) => {
                (0..6).for_each(|_| _ = self.bump());
                text.extend(char::from_u32(0x1_0000 + ((high - 0xd800) << 10) + (low - 0xdc00)));
            }
            _ => text.push(char::from_u32(high).unwrap_or('\u{fffd}')),
        }
    }

    fn hex(&mut self, digits: usize) -> Option<u32> {
        let code = u32::from_str_radix(self.rest().get(..digits)?, 16).ok()?;
        (0..digits).for_each(|_| _ = self.bump());
        Some(code)
    }

    /// Reads an unquoted word: a number, `true`, `None`, a call, or an identifier.
    fn word(&mut self) -> Result<NodeValue, Flaw> {
        let rest = self.rest();
        let ends: &[char] = match self.dialect {
            Dialect::Plain => &[',', '}', ']', '\n'],
            Dialect::Script | Dialect::PowerShell => {
                &[',', '}', ']', ')', '\n', ';', '(', '"', '\'', '{', '[', ' ', '+']
            }
        };
        let signed = rest.strip_prefix(['-', '+']).is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()));
        let from = usize::from(signed);
        let end = rest.get(from..).and_then(|rest| rest.find(ends)).map_or(rest.len(), |end| end + from);
        let mut word = rest.get(..end).unwrap_or_default().trim_end();
        if let Some((before, _)) = word.split_once("//").filter(|(before, _)| before.ends_with([' ', '\t'])) {
            word = before.trim_end();
        }
        if word.is_empty() {
            return Err(self.flaw("a value is expected"));
        }
        let target = self.at + word.len();
        while self.at < target && self.bump().is_some() {}
        if let Some(value) = self.named(word) {
            return Ok(value);
        }
        if self.dialect == Dialect::Plain {
            return Ok(NodeValue::Text(Zeroizing::new(word.to_owned())));
        }
        let wraps = WRAPPERS.contains(&word.to_ascii_lowercase().as_str());
        match (wraps, self.peek()) {
            (true, Some('(')) if word.eq_ignore_ascii_case("dict") && !self.is_call_of_a_literal() => self.map(')'),
            (true, Some('(')) => self.list(')').map(|arguments| match arguments {
                NodeValue::List(items) => items.into_iter().next().map_or(NodeValue::Code, |node| node.value),
                value => value.unwrapped(),
            }),
            _ => Ok(self.code(word)),
        }
    }

    fn is_call_of_a_literal(&self) -> bool {
        self.rest().get(1..).is_some_and(|rest| rest.trim_start().starts_with(['{', '[']))
    }

    fn named(&self, word: &str) -> Option<NodeValue> {
        let bare = if self.dialect == Dialect::PowerShell { word.trim_start_matches('$') } else { word };
        match bare {
            "null" | "None" | "nil" | "undefined" | "NULL" | "Null" | "~" => return Some(NodeValue::Null),
            "true" | "True" | "TRUE" => return Some(NodeValue::Flag(true)),
            "false" | "False" | "FALSE" => return Some(NodeValue::Flag(false)),
            _ => {}
        }
        let digits = word.starts_with(|c: char| c.is_ascii_digit() || matches!(c, '-' | '+' | '.'));
        (digits && word.parse::<f64>().is_ok()).then(|| NodeValue::Number(word.to_owned()))
    }
}
