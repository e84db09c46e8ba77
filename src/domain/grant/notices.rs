//! Visits at the callback that brought no answer.

/// Counts of what came to the callback without being an answer.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Notices {
    /// Callbacks without a valid answer to this request.
    pub ignored: u32,
    /// Callbacks that were too large to be read, mostly for the cookies of other programs on this machine.
    pub unreadable: u32,
    /// The short link was opened by more than one browser.
    pub is_contested: bool,
    /// Another user of this machine opened the short link or came to the callback.
    pub has_other_user: bool,
}
