//! Meaning of a signal.

/// Number of SIGHUP, which a terminal that is gone amounts to.
pub const HANGUP: u8 = 1;

/// Number of SIGINT, which the keyboard sends where the terminal is not in raw mode.
pub const INTERRUPT: u8 = 2;

/// Number of SIGQUIT.
pub const QUIT: u8 = 3;

/// Number of SIGTERM.
pub const TERMINATE: u8 = 15;

/// Request by signal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SignalRequest {
    /// The window has another size.
    Resized,
    /// Stop until continued.
    Suspend,
    /// End, because of the signal with this number.
    End(u8),
}
