//! Tokenizers for the Windows command prompt and `PowerShell`.

use super::{ShellToken, ShellWords};
use std::{iter::Peekable, str::Chars};

/// Splits a command prompt line into words by the rules of Windows programs.
pub(in crate::domain::paste::request) fn cmd(text: &str) -> Vec<ShellToken> {
    // Browsers write a caret before nearly every character, even inside quotes.
    let everywhere = text.contains("^\"") || text.contains("^{") || text.contains("^\\^\"");
    let mut words = ShellWords { line: 1, ..ShellWords::default() };
    let mut rest = text.chars().peekable();
    let mut quoted = false;
    while let Some(c) = rest.next() {
        words.line += usize::from(c == '\n');
        match c {
            '^' if everywhere || !quoted => caret(&mut rest, &mut words, &mut quoted, everywhere),
            '\\' if rest.peek() == Some(&'"') => {
                rest.next();
                words.push('"');
            }
            // Browsers write a quote as backslash, caret, quote.
            '\\' if everywhere && rest.peek() == Some(&'^') => {
                rest.next();
                match rest.next() {
                    Some('"') => words.push('"'),
                    Some(c) => {
                        words.push('\\');
                        words.push(c);
                    }
                    None => words.push('\\'),
                }
            }
            '\\' if rest.peek() == Some(&'\\') && everywhere => {
                rest.next();
                words.push('\\');
            }
            '"' if quoted && rest.peek() == Some(&'"') => {
                rest.next();
                words.push('"');
                // Two quotes that enclose an empty text.
                if rest.peek().is_none_or(|c| c.is_whitespace())
                    && words.word.as_ref().is_some_and(|w| &**w.text == "\"")
                {
                    words.word = None;
                    words.begin();
                    quoted = false;
                }
            }
            '"' => {
                words.begin();
                quoted = !quoted;
            }
            '\n' if !quoted => words.stop(ShellToken::NewLine),
            '|' | '&' if !quoted => words.stop(ShellToken::Break),
            c if c.is_whitespace() && !quoted => words.end(),
            '\r' => {}
            c => words.push(c),
        }
    }
    words.finish()
}

fn caret(rest: &mut Peekable<Chars<'_>>, words: &mut ShellWords, quoted: &mut bool, everywhere: bool) {
    while rest.peek() == Some(&'\r') {
        rest.next();
    }
    let is_line_end = {
        let mut ahead = rest.clone();
        loop {
            match ahead.next() {
                Some(' ' | '\t' | '\r') => {}
                other => break other == Some('\n') || other.is_none(),
            }
        }
    };
    match rest.next() {
        Some('\n') => {
            words.line += 1;
            if rest.peek() == Some(&'\n') {
                rest.next();
                words.line += 1;
                words.push('\n');
            } else if !*quoted {
                words.end();
            }
        }
        Some(' ' | '\t') if is_line_end => {
            while rest.next().is_some_and(|c| c != '\n') {}
            words.line += 1;
            words.end();
        }
        // In text copied from a browser, `^"` opens and closes a quote.
        Some('"') if everywhere => {
            words.begin();
            *quoted = !*quoted;
        }
        Some('\\') if everywhere && rest.peek() == Some(&'^') => {
            rest.next();
            match rest.next() {
                Some('"') => words.push('"'),
                Some('\\') | None => words.push('\\'),
                Some(c) => {
                    words.push('\\');
                    words.push(c);
                }
            }
        }
        Some('\\') if everywhere && rest.peek() == Some(&'"') => {
            rest.next();
            words.push('"');
        }
        Some(c) => words.push(c),
        None => {}
    }
}

/// Splits a `PowerShell` line into words.
pub(in crate::domain::paste::request) fn powershell(text: &str) -> Vec<ShellToken> {
    let mut words = ShellWords { line: 1, ..ShellWords::default() };
    let mut rest = text.chars().peekable();
    let mut quote = None;
    while let Some(c) = rest.next() {
        words.line += usize::from(c == '\n');
        match (quote, c) {
            (Some(open), c) if c == open => {
                if rest.peek() == Some(&open) {
                    rest.next();
                    words.push(open);
                } else {
                    quote = None;
                }
            }
            (Some('"') | None, '`') => match rest.next() {
                Some('\n') => {
                    words.line += 1;
                    if quote.is_none() {
                        words.end();
                    }
                }
                Some('\r') | None => {}
                Some('n') => words.push('\n'),
                Some(c) if quote.is_none() && c.is_whitespace() => words.end(),
                Some(c) => words.push(c),
            },
            (None, '"' | '\'' | '“' | '”' | '‘' | '’') => {
                words.begin();
                quote = Some(match c {
                    '“' | '”' => '”',
                    '‘' | '’' => '’',
                    c => c,
                });
            }
            (None, '\n') => words.stop(ShellToken::NewLine),
            (None, '|' | ';') => words.stop(ShellToken::Break),
            (None, '#') if words.word.is_none() => {
                while rest.peek().is_some_and(|c| *c != '\n') && rest.next().is_some() {}
            }
            (None, c) if c.is_whitespace() => words.end(),
            (_, c) => words.push(c),
        }
    }
    words.finish()
}
