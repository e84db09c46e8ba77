//! Tokenizer for POSIX shells, Bash and Zsh.

use super::{ShellToken, ShellWord, ShellWords, VARIABLE};
use std::{iter::Peekable, str::CharIndices};
use zeroize::Zeroizing;

struct Lexer<'t> {
    text: &'t str,
    rest: Peekable<CharIndices<'t>>,
    words: ShellWords,
    /// Here-documents whose text begins with the next line.
    documents: Vec<HereDocument>,
}

struct HereDocument {
    end: String,
    is_literal: bool,
    is_indented: bool,
}

/// Splits a text into tokens. An unclosed quote takes the rest of the text.
pub(in crate::domain::paste::request) fn posix(text: &str) -> Vec<ShellToken> {
    let words = ShellWords { line: 1, ..ShellWords::default() };
    let mut lexer = Lexer { text, rest: text.char_indices().peekable(), words, documents: Vec::new() };
    while let Some((at, c)) = lexer.next() {
        lexer.step(at, c);
    }
    lexer.words.finish()
}

impl Lexer<'_> {
    fn next(&mut self) -> Option<(usize, char)> {
        let next = self.rest.next();
        if matches!(next, Some((_, '\n'))) {
            self.words.line += 1;
        }
        next
    }

    fn ahead(&mut self) -> &str {
        let at = self.rest.peek().map_or(self.text.len(), |(at, _)| *at);
        self.text.get(at..).unwrap_or_default()
    }

    fn step(&mut self, at: usize, c: char) {
        match c {
            '\'' => self.single(),
            '"' => self.double(),
            '$' if self.ahead().starts_with('\'') => {
                self.next();
                self.ansi();
            }
            '$' => self.dollar(),
            '\\' => self.backslash(),
            '#' if self.words.word.is_none() => {
                while self.rest.peek().is_some_and(|(_, c)| *c != '\n') && self.next().is_some() {}
            }
            '\n' => {
                self.words.stop(ShellToken::NewLine);
                self.documents();
            }
            '<' if self.ahead().starts_with("<<") => self.here_string(),
            '<' if self.ahead().starts_with('<') => self.here_document(),
            ';' | '|' => self.words.stop(ShellToken::Break),
            '&' if self.ahead().starts_with('&') || self.words.word.is_none() => self.words.stop(ShellToken::Break),
            c if c.is_whitespace() || at == 0 && c == '\u{feff}' => self.words.end(),
            c => self.words.push(c),
        }
    }

    fn single(&mut self) {
        self.words.begin();
        while let Some((_, c)) = self.next().filter(|(_, c)| *c != '\'') {
            self.words.push(c);
        }
    }

    fn double(&mut self) {
        self.words.begin();
        while let Some((_, c)) = self.next() {
            match c {
                '"' => return,
                '$' => self.dollar(),
                '\\' => match self.next().map(|(_, c)| c) {
                    Some('\n') | None => {}
                    Some(c @ ('"' | '\\' | '$' | '`')) => self.words.push(c),
                    Some(c) => {
                        self.words.push('\\');
                        self.words.push(c);
                    }
                },
                c => self.words.push(c),
            }
        }
    }

    /// Reads a dollar sign. Before a capital letter or a bracket it begins a variable, otherwise it is literal.
    fn dollar(&mut self) {
        let is_variable = self.ahead().starts_with(|c: char| c.is_ascii_uppercase() || matches!(c, '{' | '('));
        self.words.push(if is_variable { VARIABLE } else { '$' });
    }

    /// Reads `$'...'`, which has the escapes of C.
    fn ansi(&mut self) {
        self.words.begin();
        while let Some((_, c)) = self.next() {
            match c {
                '\'' => return,
                '\\' => self.ansi_escape(),
                c => self.words.push(c),
            }
        }
    }

    fn ansi_escape(&mut self) {
        let Some((_, c)) = self.next() else { return };
        let digits = match c {
            'n' => return self.words.push('\n'),
            't' => return self.words.push('\t'),
            'r' => return self.words.push('\r'),
            'a' | 'b' | 'e' | 'E' | 'f' | 'v' => return,
            'x' => 2,
            'u' => 4,
            'U' => 8,
            c => return self.words.push(c),
        };
        let length = self.ahead().chars().take(digits).take_while(char::is_ascii_hexdigit).count();
        let code = u32::from_str_radix(self.ahead().get(..length).unwrap_or_default(), 16);
        // Surrogate pairs are two escapes. They are kept, and the JSON parser combines them.
        match code.map(char::from_u32) {
            Ok(Some(c)) => self.words.push(c),
            _ => {
                let spelled = format!("\\u{}", self.ahead().get(..length).unwrap_or_default());
                spelled.chars().for_each(|c| self.words.push(c));
            }
        }
        (0..length).for_each(|_| _ = self.next());
    }

    /// Reads a backslash. Before a line end it continues the line; spaces between the two come from pasting.
    fn backslash(&mut self) {
        let line = self.ahead().split('\n').next().unwrap_or_default();
        if line.trim().is_empty() {
            let spaces = line.chars().count();
            (0..=spaces).for_each(|_| _ = self.next());
            self.words.end();
        } else if let Some((_, c)) = self.next() {
            self.words.push(c);
        }
    }

    /// Reads `<<< word`: the next word is the standard input of the command.
    fn here_string(&mut self) {
        self.next();
        self.next();
        self.words.end();
        let before = self.words.tokens.len();
        while self.rest.peek().is_some_and(|(_, c)| *c == ' ') {
            self.next();
        }
        while let Some((_, c)) = self.rest.peek().copied() {
            if self.words.word.is_some() && c.is_whitespace() || c == '\n' {
                break;
            }
            if let Some((at, c)) = self.next() {
                self.step(at, c);
            }
        }
        self.words.end();
        if let Some(ShellToken::Word(word)) = self.words.tokens.get(before..).and_then(|tokens| tokens.first()) {
            let word = word.clone();
            self.words.tokens.truncate(before);
            self.words.tokens.push(ShellToken::Input(word));
        }
    }

    fn here_document(&mut self) {
        self.next();
        let is_indented = self.ahead().starts_with(['-', '~']);
        if is_indented {
            self.next();
        }
        let line = self.ahead().split('\n').next().unwrap_or_default();
        let spaces = line.len() - line.trim_start().len();
        let word: String =
            line.trim_start().chars().take_while(|c| !c.is_whitespace() && !matches!(c, '|' | ';' | ')')).collect();
        (0..spaces + word.chars().count()).for_each(|_| _ = self.next());
        let is_literal = word.contains(['\'', '"', '\\']);
        self.documents.push(HereDocument { end: word.replace(['\'', '"', '\\'], ""), is_literal, is_indented });
    }

    /// Reads the texts of the here-documents announced on the previous line.
    fn documents(&mut self) {
        for document in std::mem::take(&mut self.documents) {
            let line = self.words.line;
            let mut text = Zeroizing::new(String::new());
            loop {
                let row = self.ahead().split('\n').next().unwrap_or_default().to_owned();
                let is_end = self.ahead().is_empty();
                (0..=row.chars().count()).for_each(|_| _ = self.next());
                let row = if document.is_indented { row.trim_start_matches('\t') } else { row.as_str() };
                if is_end || row.trim() == document.end {
                    break;
                }
                text.push_str(row);
                text.push('\n');
            }
            let text = if document.is_literal { text } else { expanded(&text) };
            self.words.tokens.push(ShellToken::Input(ShellWord { text, line }));
        }
    }
}

/// Expands a here-document as the shell does, with variables marked.
fn expanded(text: &str) -> Zeroizing<String> {
    let mut expanded = Zeroizing::new(String::with_capacity(text.len()));
    let mut rest = text.chars().peekable();
    while let Some(c) = rest.next() {
        match c {
            '\\' => match rest.peek() {
                Some('$' | '`' | '\\') => expanded.extend(rest.next()),
                Some('\n') => _ = rest.next(),
                _ => expanded.push(c),
            },
            '$' if rest.peek().is_some_and(|c| c.is_ascii_uppercase() || matches!(c, '{' | '(')) => {
                expanded.push(VARIABLE);
            }
            c => expanded.push(c),
        }
    }
    expanded
}
