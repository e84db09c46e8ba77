//! Requests to the callback that contained no answer.

/// Counts of requests to the callback that contained no valid answer.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Notices {
    /// Number of requests without a valid answer.
    pub ignored: u32,
    /// Number of requests too large to read, mostly because of cookies set by other programs on this machine.
    pub unreadable: u32,
    /// True if more than one browser opened the short link.
    pub is_contested: bool,
    /// True if another user of this machine opened the short link or the callback.
    pub has_other_user: bool,
}
