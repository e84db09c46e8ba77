//! Events of a Windows console that end the program.

use super::request::{HANGUP, INTERRUPT, SignalRequest, TERMINATE};
use std::io;
use tokio::signal::windows::{CtrlBreak, CtrlC, CtrlClose, CtrlLogoff, CtrlShutdown};
use tokio::signal::windows::{ctrl_break, ctrl_c, ctrl_close, ctrl_logoff, ctrl_shutdown};

/// The events the program answers itself, each as the signal that means the same. A new size of the window comes with
/// the keys.
pub struct Signals {
    interrupt: CtrlC,
    kill: CtrlBreak,
    close: CtrlClose,
    logoff: CtrlLogoff,
    shutdown: CtrlShutdown,
}

impl Signals {
    /// Begins to listen.
    ///
    /// # Errors
    /// When the system has no room for another handler.
    pub fn listen() -> io::Result<Self> {
        Ok(Self {
            interrupt: ctrl_c()?,
            kill: ctrl_break()?,
            close: ctrl_close()?,
            logoff: ctrl_logoff()?,
            shutdown: ctrl_shutdown()?,
        })
    }

    /// The next call.
    pub async fn next(&mut self) -> SignalRequest {
        tokio::select! {
            _ = self.kill.recv() => SignalRequest::End(TERMINATE),
            _ = self.shutdown.recv() => SignalRequest::End(TERMINATE),
            _ = self.logoff.recv() => SignalRequest::End(HANGUP),
            _ = self.close.recv() => SignalRequest::End(HANGUP),
            _ = self.interrupt.recv() => SignalRequest::End(INTERRUPT),
        }
    }
}

/// Signals after which a command ends with the work in progress.
pub struct EndSignals(CtrlC);

impl EndSignals {
    /// Begins to listen.
    ///
    /// # Errors
    /// When the system has no room for another handler.
    pub fn listen() -> io::Result<Self> {
        Ok(Self(ctrl_c()?))
    }

    /// Returns the number of the next signal, as of other systems.
    pub async fn next(&mut self) -> u8 {
        self.0.recv().await;
        INTERRUPT
    }
}
