//! Signals of the system.

#[cfg(unix)]
mod unix;
#[cfg(windows)]
mod windows;

#[cfg(unix)]
pub use unix::Signals;
#[cfg(windows)]
pub use windows::Signals;

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
