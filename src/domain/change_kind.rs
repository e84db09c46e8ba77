//! Kinds of changes of an existing instance.

use super::change_request::ChangeRequest;

/// Kind of a change.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ChangeKind {
    /// Replaces the credentials.
    Reauthorize,
    /// Changes name, tags or configuration.
    Update,
    /// Enables the instance.
    Enable,
    /// Disables the instance.
    Disable,
    /// Deletes the instance.
    Delete,
}

impl ChangeKind {
    /// Returns the name of the kind in the journal.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Reauthorize => "reauthorize",
            Self::Update => "update",
            Self::Enable => "enable",
            Self::Disable => "disable",
            Self::Delete => "delete",
        }
    }

    /// Returns the kind of a request.
    pub fn from_request(request: &ChangeRequest) -> Self {
        match request {
            ChangeRequest::Reauthorize(_) => Self::Reauthorize,
            ChangeRequest::Edit(_) => Self::Update,
        }
    }

    /// Parses the name of a kind.
    pub fn read(text: &str) -> Option<Self> {
        [Self::Reauthorize, Self::Update, Self::Enable, Self::Disable, Self::Delete]
            .into_iter()
            .find(|kind| kind.as_str() == text)
    }

    /// Returns the change as a noun.
    pub fn noun(self) -> &'static str {
        match self {
            Self::Reauthorize => "re-authorization",
            Self::Update => "edit",
            Self::Enable => "enabling",
            Self::Disable => "disabling",
            Self::Delete => "deletion",
        }
    }
}
