//! Command lines taken apart, as a POSIX shell, the Windows command prompt and `PowerShell` do.

use zeroize::Zeroizing;

mod posix;
mod windows;

pub(super) use posix::posix;
pub(super) use windows::{cmd, powershell};

/// Stands in a word for the `$` of a variable that the shell would put in.
pub(super) const VARIABLE: char = '\u{e000}';

/// A part of a command line.
pub(super) enum ShellToken {
    /// A word without its quotes.
    Word(ShellWord),
    /// The end of a command: `|`, `;`, `&&`.
    Break,
    /// The end of a line that does not go on.
    NewLine,
    /// A here-document or here-string: what the command reads.
    Input(ShellWord),
}

/// A word and the line it begins on.
#[derive(Clone)]
pub(super) struct ShellWord {
    /// The text without quotes.
    pub text: Zeroizing<String>,
    /// The line, from 1.
    pub line: usize,
}

/// A command line on the way to its words.
#[derive(Default)]
struct ShellWords {
    tokens: Vec<ShellToken>,
    word: Option<ShellWord>,
    line: usize,
}

impl ShellWords {
    fn push(&mut self, c: char) {
        let line = self.line;
        self.word.get_or_insert_with(|| ShellWord { text: Zeroizing::default(), line }).text.push(c);
    }

    /// Begins a word even where nothing is in it, as `''` does.
    fn begin(&mut self) {
        let line = self.line;
        self.word.get_or_insert_with(|| ShellWord { text: Zeroizing::default(), line });
    }

    fn end(&mut self) {
        self.tokens.extend(self.word.take().map(ShellToken::Word));
    }

    fn stop(&mut self, token: ShellToken) {
        self.end();
        self.tokens.push(token);
    }

    fn finish(mut self) -> Vec<ShellToken> {
        self.end();
        self.tokens
    }
}
