//! Folders of elemint.

/// Folder below the state for files that other programs are given.
pub(super) const LENT: &str = "lent";

/// Folder of elemint.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Folder {
    /// Profiles, and files that the user wrote.
    Config,
    /// The folders below, and single files.
    State,
    Drafts,
    Instances,
    Journal,
    Catalog,
    Trash,
    Lists,
    Sandbox,
    Applied,
    Consents,
}

impl Folder {
    pub(super) const ALL: [Self; 11] = [
        Self::Config,
        Self::State,
        Self::Drafts,
        Self::Instances,
        Self::Journal,
        Self::Catalog,
        Self::Trash,
        Self::Lists,
        Self::Sandbox,
        Self::Applied,
        Self::Consents,
    ];

    /// Returns the name below the state folder; nothing for the configuration and the state folder themselves.
    pub(super) fn below(self) -> Option<&'static str> {
        match self {
            Self::Config | Self::State => None,
            Self::Drafts => Some("drafts"),
            Self::Instances => Some("instances"),
            Self::Journal => Some("journal"),
            Self::Catalog => Some("catalog"),
            Self::Trash => Some("trash"),
            Self::Lists => Some("lists"),
            Self::Sandbox => Some("sandbox"),
            Self::Applied => Some("applied"),
            Self::Consents => Some("consents"),
        }
    }
}
