//! Properties of an element that a search filters by.

use super::FacetGroup;

/// Property of an element that a facet selects by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Group {
    /// Its authentication flow.
    SignIn,
    /// Category.
    Hub,
}

impl Group {
    /// All groups, in the order in which they are listed.
    pub const ALL: [Self; 2] = [Self::SignIn, Self::Hub];

    /// Returns the group of its facets.
    pub const fn facet_group(self) -> FacetGroup {
        match self {
            Self::SignIn => FacetGroup { word: "auth", heading: "Sign-in" },
            Self::Hub => FacetGroup { word: "hub", heading: "Hub" },
        }
    }

    /// Parses a typed facet into its group and its value.
    pub fn read(word: &str) -> Option<(Self, &str)> {
        let (typed, value) = word.split_once(':')?;
        let group = Self::ALL.into_iter().find(|group| typed.eq_ignore_ascii_case(group.facet_group().word));
        group.map(|group| (group, value))
    }
}
