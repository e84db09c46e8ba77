//! Reader of the terminal's input.
//!
//! crossterm's reader stalls on a burst of more than 1,024 bytes until the next key, never returns from a paste without
//! an end, and spins on a terminal that is gone. This reader reads everything that is ready, ends an unfinished paste
//! if no more bytes come, and reports a terminal that is gone.
//!
//! A thread waits for the bytes: registering the terminal with the reactor would put it, and the shell's copy with it,
//! into non-blocking mode, or need `unsafe`.

use super::decoder::Decoder;
use crate::{terminal::color::Rgb, wizard::Input};
use rustix::{
    event::{PollFd, PollFlags, poll},
    io::Errno,
    pipe::pipe,
};
use std::{
    fs::File,
    io::{self, IsTerminal as _},
    os::fd::{AsFd as _, BorrowedFd, OwnedFd},
    thread,
};
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
    /// The thread waits for this to close as well as for the terminal.
    _stop: OwnedFd,
}

impl Keyboard {
    /// Listens to standard input, or to the terminal itself where something else is piped in.
    ///
    /// # Errors
    /// When the system has no room for another file or thread.
    pub fn open() -> io::Result<Self> {
        let (stopped, stop) = pipe()?;
        let piped = !io::stdin().is_terminal();
        let tty = if piped { Some(OwnedFd::from(File::open("/dev/tty")?)) } else { None };
        // Input that cannot be handled yet waits in the terminal, not here.
        let (sender, bytes) = mpsc::channel(4);
        thread::Builder::new().name("keyboard".into()).spawn(move || match &tty {
            Some(tty) => read(tty.as_fd(), &stopped, &sender),
            None => read(rustix::stdio::stdin(), &stopped, &sender),
        })?;
        Ok(Self { bytes, decoder: Decoder::default(), expected: None, fed: Instant::now(), _stop: stop })
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
    rustix::io::ioctl_fionread(rustix::stdio::stdin()).is_ok_and(|bytes| bytes > 0)
}

/// Passes on bytes until the terminal is gone or the receiver is dropped. Typed text may be secret, so every buffer is
/// wiped.
fn read(tty: BorrowedFd<'_>, stopped: &OwnedFd, sender: &mpsc::Sender<Zeroizing<Vec<u8>>>) {
    let mut buffer = Zeroizing::new(vec![0; 64 * 1024]);
    loop {
        let mut fds = [PollFd::new(&tty, PollFlags::IN), PollFd::new(stopped, PollFlags::IN)];
        match poll(&mut fds, None) {
            Ok(_) if !fds[1].revents().is_empty() => return,
            Ok(_) | Err(Errno::INTR) => {}
            Err(_) => return,
        }
        if fds[0].revents().is_empty() {
            continue;
        }
        match rustix::io::read(tty, &mut **buffer) {
            Ok(0) => return,
            Ok(count) => {
                let bytes = Zeroizing::new(buffer.get(..count).unwrap_or_default().to_vec());
                if sender.blocking_send(bytes).is_err() {
                    return;
                }
            }
            Err(Errno::INTR | Errno::AGAIN) => {}
            Err(_) => return,
        }
    }
}
