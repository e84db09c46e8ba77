//! Tour of one minute for new users.

/// State of the tour.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Tour {
    /// Off: the user has finished or ended it.
    #[default]
    Over,
    /// On.
    On,
}
