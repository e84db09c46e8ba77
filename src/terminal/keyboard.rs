//! Reader of the terminal's input.
//!
//! crossterm's reader stalls on a burst of more than 1,024 bytes until the next key, never returns from a paste without
//! an end, and spins on a terminal that is gone. This reader reads everything that is ready, ends an unfinished paste
//! if no more bytes come, and reports a terminal that is gone.
//!
//! A thread waits for the bytes: registering the terminal with the reactor would put it, and the shell's copy with it,
//! into non-blocking mode, or need `unsafe`.

use super::{
    decoder::Decoder,
    system::{self, Reader},
};
use crate::{terminal::color::Rgb, wizard::Input};
use std::io;
use tokio::{
    sync::mpsc,
    time::{Instant, timeout_at},
};
use zeroize::Zeroizing;

/// Event of the terminal.
#[derive(Debug, PartialEq, Eq)]
pub enum TerminalInput {
    /// Keys and pastes, in order; none where bytes came that are no key.
    Inputs(Vec<Input>),
    /// The terminal is gone.
    Gone,
}

/// The terminal's input. Dropping it ends the thread that reads.
pub struct Keyboard {
    bytes: mpsc::Receiver<Zeroizing<Vec<u8>>>,
    decoder: Decoder,
    /// Until when an answer of the terminal may come.
    expected: Option<Instant>,
    /// Time at which the last bytes came.
    fed: Instant,
    _reader: Reader,
}

impl Keyboard {
    /// Listens to standard input, or to the terminal itself where something else is piped in.
    ///
    /// # Errors
    /// When the system has no room for another file or thread.
    pub fn open() -> io::Result<Self> {
        // Input that cannot be handled yet waits in the terminal, not here.
        let (sender, bytes) = mpsc::channel(4);
        let reader = Reader::start(sender)?;
        Ok(Self { bytes, decoder: Decoder::default(), expected: None, fed: Instant::now(), _reader: reader })
    }

    /// Returns the next input. Cancel safe: the wait for the rest of unfinished input is counted from its last bytes,
    /// so ticks that end a call do not prolong it.
    pub async fn next(&mut self) -> TerminalInput {
        let bytes = match self.decoder.pending() {
            // A single escape byte, or a paste without its end, is complete if no byte follows for a while.
            Some(pending) => {
                let end = self.fed + pending.wait(self.is_expecting());
                match timeout_at(end, self.bytes.recv()).await {
                    Ok(bytes) => bytes,
                    Err(_) => return TerminalInput::Inputs(self.decoder.flush()),
                }
            }
            None => self.bytes.recv().await,
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
