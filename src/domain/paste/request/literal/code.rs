//! Expressions and casts of a program. Only the name of a variable is kept.

use super::LiteralReader;
use crate::domain::paste::request::{
    node::{NodeValue, PastedNode},
    shell::VARIABLE,
};
use zeroize::Zeroizing;

impl LiteralReader<'_> {
    /// Skips a type cast before a value, such as `[ordered]@{`.
    pub(super) fn skip_cast(&mut self) {
        let rest = self.rest();
        let end = rest.find(']').filter(|_| rest.starts_with('['));
        let is_cast = |end: usize| {
            let name = rest.get(1..end).unwrap_or_default();
            let after = rest.get(end + 1..).unwrap_or_default().trim_start();
            !name.is_empty()
                && name.chars().all(|c| c.is_alphanumeric() || c == '.')
                && (after.starts_with("@{") || after.starts_with("@("))
        };
        if let Some(end) = end.filter(|end| is_cast(*end)) {
            (0..=end).for_each(|_| _ = self.bump());
            self.blank();
            self.skip("@");
        }
    }

    /// Reads a list of words in Ruby: `%w[team-a crm]`.
    pub(super) fn word_list(&mut self) -> Option<NodeValue> {
        let rest = self.rest();
        let inner = rest.strip_prefix("%w").or_else(|| rest.strip_prefix("%i"))?;
        let close = match inner.chars().next()? {
            '[' => ']',
            '(' => ')',
            '{' => '}',
            _ => return None,
        };
        let (words, after) = inner.get(1..)?.split_once(close)?;
        let (target, line) = (self.at + rest.len() - after.len(), self.line);
        let item = |word: &str| PastedNode { value: NodeValue::Text(Zeroizing::new(word.to_owned())), line };
        let list = words.split_whitespace().map(item).collect();
        while self.at < target && self.bump().is_some() {}
        Some(NodeValue::List(list))
    }

    /// Reads the rest of an expression that begins with a word. A name alone is kept, marked as a variable.
    pub(super) fn code(&mut self, word: &str) -> NodeValue {
        let name = word.trim_start_matches('$');
        let is_name = name.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_')
            && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_');
        let rest = self.rest().trim_start_matches([' ', '\t', '\r']);
        // A symbol as the key of a hash in Ruby.
        if let Some(symbol) = word.strip_prefix(':').filter(|_| rest.starts_with("=>")) {
            return NodeValue::Text(Zeroizing::new(symbol.to_owned()));
        }
        // A constant as the key of an array in PHP.
        let is_key = rest.starts_with("=>") && !name.contains(|c: char| c.is_ascii_lowercase());
        let is_alone = rest.is_empty() || rest.starts_with([',', '}', ']', ')', ';', '\n', '+', '#']);
        if is_name && (is_key || is_alone) {
            return NodeValue::Text(Zeroizing::new(format!("{VARIABLE}{{{name}}}")));
        }
        self.skip_code();
        NodeValue::Code
    }

    /// Skips code up to the end of the entry.
    fn skip_code(&mut self) {
        let mut open = 0_usize;
        while let Some(c) = self.peek() {
            match c {
                '(' | '[' | '{' => {
                    open += 1;
                    self.has_call = true;
                }
                ')' | ']' | '}' | ',' | ';' | '\n' if open == 0 => return,
                ')' | ']' | '}' => open -= 1,
                _ => {}
            }
            self.bump();
        }
    }
}
