//! Writes to standard output and standard error; no other module does. Texts are [`SafeText`], and control sequences
//! are made by `terminal::screen` alone; `tests/layers` enforces both.

use crate::text::SafeText;
use ratatui::layout::Size;
use std::io::{self, BufWriter, IsTerminal as _, Stdout, Write as _};

/// Writes a result to standard output.
///
/// # Errors
/// If its reader is gone, or it cannot be written.
pub fn print(text: &SafeText) -> io::Result<()> {
    let mut out = io::stdout().lock();
    out.write_all(text.as_str().as_bytes())?;
    out.flush()
}

/// Writes a line of a result to standard output.
///
/// # Errors
/// As [`print()`].
pub fn line(text: &SafeText) -> io::Result<()> {
    let mut whole = text.clone();
    whole.push(&"\n".into());
    print(&whole)
}

/// Writes a line of progress to standard error. A closed stream is no error, since the line is optional.
pub fn note(text: &SafeText) {
    let _ = writeln!(io::stderr(), "{text}");
}

/// Writes a question to standard error; the answer is typed behind it.
pub fn ask(text: &SafeText) {
    let _ = write!(io::stderr(), "{text}");
}

/// Returns true if standard output is a terminal.
pub fn is_terminal() -> bool {
    io::stdout().is_terminal()
}

/// Returns true if standard output and standard error both are a terminal.
pub fn is_all_terminal() -> bool {
    io::stdout().is_terminal() && io::stderr().is_terminal()
}

/// Returns the width of the terminal in columns; `None` if standard output is something else.
pub fn width() -> Option<usize> {
    let size = is_terminal().then(size)?;
    size.ok().map(|size| usize::from(size.width)).filter(|width| *width > 0)
}

/// Returns the size of the terminal in columns and rows.
///
/// # Errors
/// If the terminal does not report it.
pub fn size() -> io::Result<Size> {
    // crossterm opens `/dev/tty` for each call.
    #[cfg(unix)]
    if let Ok(size) = rustix::termios::tcgetwinsize(io::stdout())
        && size.ws_col > 0
    {
        return Ok(Size::new(size.ws_col, size.ws_row));
    }
    crossterm::terminal::size().map(Size::from)
}

/// Returns true if standard error, where questions are asked, is a terminal.
pub fn can_ask() -> bool {
    io::stdin().is_terminal() && io::stderr().is_terminal()
}

/// Standard output for many lines. It is locked only while it is written, so that a signal can be reported meanwhile.
pub struct OutputLines(BufWriter<Stdout>);

impl OutputLines {
    /// Creates an empty buffer.
    pub fn begin() -> Self {
        Self(BufWriter::new(io::stdout()))
    }

    /// Writes a line.
    ///
    /// # Errors
    /// As [`print()`].
    pub fn line(&mut self, text: &SafeText) -> io::Result<()> {
        writeln!(self.0, "{text}")
    }

    /// Writes buffered text.
    ///
    /// # Errors
    /// As [`print()`].
    pub fn flush(&mut self) -> io::Result<()> {
        self.0.flush()
    }
}

/// Writes sequences that steer the terminal, and frames made of cells that are safe.
///
/// # Errors
/// When the terminal cannot be written.
pub fn sequences(bytes: &[u8]) -> io::Result<()> {
    let mut out = io::stdout().lock();
    out.write_all(bytes)?;
    out.flush()
}
