//! Signals of a Unix system.

use super::request::{HANGUP, INTERRUPT, QUIT, SignalRequest, TERMINATE};
use rustix::process::Signal as Raw;
use std::io;
use tokio::signal::unix::{Signal, SignalKind, signal};

/// The signals the program answers itself. Left to their defaults, each of them would leave the terminal raw.
pub struct Signals {
    resized: Signal,
    suspend: Signal,
    terminate: Signal,
    interrupt: Signal,
    hangup: Signal,
    quit: Signal,
}

impl Signals {
    /// Begins to listen.
    ///
    /// # Errors
    /// When the system has no room for another handler.
    pub fn listen() -> io::Result<Self> {
        Ok(Self {
            resized: signal(SignalKind::window_change())?,
            suspend: signal(SignalKind::from_raw(Raw::TSTP.as_raw()))?,
            terminate: signal(SignalKind::terminate())?,
            interrupt: signal(SignalKind::interrupt())?,
            hangup: signal(SignalKind::hangup())?,
            quit: signal(SignalKind::quit())?,
        })
    }

    /// The next call.
    pub async fn next(&mut self) -> SignalRequest {
        tokio::select! {
            _ = self.terminate.recv() => SignalRequest::End(TERMINATE),
            _ = self.hangup.recv() => SignalRequest::End(HANGUP),
            _ = self.interrupt.recv() => SignalRequest::End(INTERRUPT),
            _ = self.quit.recv() => SignalRequest::End(QUIT),
            _ = self.suspend.recv() => SignalRequest::Suspend,
            _ = self.resized.recv() => SignalRequest::Resized,
        }
    }
}

/// Signals after which a command ends with the work in progress. All others keep their effect: `nohup` has one ignored.
pub struct EndSignals {
    terminate: Signal,
    interrupt: Signal,
}

impl EndSignals {
    /// Begins to listen.
    ///
    /// # Errors
    /// When the system has no room for another handler.
    pub fn listen() -> io::Result<Self> {
        Ok(Self { terminate: signal(SignalKind::terminate())?, interrupt: signal(SignalKind::interrupt())? })
    }

    /// Returns the number of the next signal.
    pub async fn next(&mut self) -> u8 {
        tokio::select! {
            _ = self.terminate.recv() => TERMINATE,
            _ = self.interrupt.recv() => INTERRUPT,
        }
    }
}
