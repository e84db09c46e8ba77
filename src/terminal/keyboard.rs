//! Reader of the terminal's input.
//!
//! crossterm's reader stalls on a burst of more than 1,024 bytes until the next key, never returns from a paste without
//! an end, and spins on a terminal that is gone. This reader reads everything that is ready, ends an unfinished paste
//! if no more bytes come, and reports a terminal that is gone.
//!
//! On Unix the thread that runs the session waits for the bytes ([`block_on`]); on Windows another thread does.

use super::{
    decoder::Decoder,
    system::{self, Reader},
};
use crate::{terminal::color::Rgb, wizard::Input};
use std::io;
use tokio::{
    runtime::Runtime,
    time::{Instant, timeout_at},
};

/// Runs a future that may read the keyboard, on this thread. Its tasks run in the runtime.
///
/// # Errors
/// When the system has no room for another file.
pub fn block_on<F: Future>(runtime: &Runtime, future: F) -> io::Result<F::Output> {
    system::block_on(runtime, future)
}

/// Event of the terminal.
#[derive(Debug, PartialEq, Eq)]
pub enum TerminalInput {
    /// Keys and pastes, in order; none where bytes came that are no key.
    Inputs(Vec<Input>),
    /// The terminal is gone.
    Gone,
}

/// The terminal's input.
pub struct Keyboard {
    reader: Reader,
    decoder: Decoder,
    /// Until when an answer of the terminal may come.
    expected: Option<Instant>,
    /// Time at which the last bytes came.
    fed: Instant,
}

impl Keyboard {
    /// Listens to standard input, or to the terminal itself where something else is piped in.
    ///
    /// # Errors
    /// When the system has no room for another file or thread.
    pub fn open() -> io::Result<Self> {
        let reader = Reader::start()?;
        Ok(Self { reader, decoder: Decoder::default(), expected: None, fed: Instant::now() })
    }

    /// Returns the next input. Cancel safe: the wait for the rest of unfinished input is counted from its last bytes,
    /// so ticks that end a call do not prolong it.
    pub async fn next(&mut self) -> TerminalInput {
        let bytes = match self.decoder.pending() {
            // A single escape byte, or a paste without its end, is complete if no byte follows for a while.
            Some(pending) => {
                let end = self.fed + pending.wait(self.is_expecting());
                match timeout_at(end, self.reader.read()).await {
                    Ok(bytes) => bytes,
                    Err(_) => return TerminalInput::Inputs(self.decoder.flush()),
                }
            }
            None => self.reader.read().await,
        };
        let Some(bytes) = bytes else { return TerminalInput::Gone };
        self.fed = Instant::now();
        TerminalInput::Inputs(self.decoder.feed(&bytes))
    }

    /// Expects an answer of the terminal, until a time when it has none to give.
    pub fn expect_answer(&mut self, until: Option<Instant>) {
        self.expected = until;
    }

    fn is_expecting(&self) -> bool {
        self.expected.is_some_and(|until| Instant::now() < until)
    }

    /// Returns the background color of the terminal, if it came with the last input.
    pub fn take_ground(&mut self) -> Option<Rgb> {
        self.decoder.take_ground()
    }
}

/// Returns true if typed text is waiting to be read.
pub fn has_unread() -> bool {
    system::has_unread()
}
