//! Signals of the system.

mod request;
#[cfg(unix)]
mod unix;
#[cfg(windows)]
mod windows;

pub use request::{HANGUP, INTERRUPT, QUIT, SignalRequest};
#[cfg(unix)]
pub use unix::{EndSignals, Signals};
#[cfg(windows)]
pub use windows::{EndSignals, Signals};
