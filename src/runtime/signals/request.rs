//! Meaning of a signal.

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
