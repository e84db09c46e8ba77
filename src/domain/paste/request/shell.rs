//! Tokenizers of command lines: POSIX shells, the Windows command prompt and `PowerShell`.

use zeroize::Zeroizing;

mod posix;
mod windows;

pub(super) use posix::posix;
pub(super) use windows::{cmd, powershell};

/// Placeholder for the `$` of a variable that the shell would expand.
pub(super) const VARIABLE: char = '\u{e000}';

/// Token of a command line.
pub(super) enum ShellToken {
    /// A word without its quotes.
    Word(ShellWord),
    /// The end of a command: `|`, `;`, `&&`.
    Break,
    /// The end of a line that is not continued.
    NewLine,
    /// A here-document or here-string, the standard input of the command.
    Input(ShellWord),
}

/// Word with its line.
#[derive(Clone)]
pub(super) struct ShellWord {
    /// Text without quotes.
    pub text: Zeroizing<String>,
    /// Line it begins on, counted from 1.
    pub line: usize,
}

/// Tokens of a command line that is being read.
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

    /// Begins a word that may stay empty, as `''` does.
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
