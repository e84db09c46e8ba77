//! Groups of facets.

/// Property of an element that a facet selects by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Group {
    /// Its authentication flow.
    SignIn,
    /// Category.
    Hub,
}

impl Group {
    /// Returns the word before the colon of a typed facet.
    pub(super) const fn word(self) -> &'static str {
        match self {
            Self::SignIn => "auth",
            Self::Hub => "hub",
        }
    }

    /// Parses a typed facet into its group and its value.
    pub(super) fn read(word: &str) -> Option<(Self, &str)> {
        let (typed, value) = word.split_once(':')?;
        [Self::SignIn, Self::Hub].into_iter().find(|g| typed.eq_ignore_ascii_case(g.word())).map(|group| (group, value))
    }
}
