//! Work of the choice of the platform.

use crate::domain::Profile;

/// Work of the step that is in progress.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PlatformWork {
    /// The sandbox is being started.
    Starting,
    /// The account of this profile is being tested.
    Testing(Box<Profile>),
    /// These limits of the profile are being saved.
    Limiting(Box<Profile>),
}

impl PlatformWork {
    /// Describes the work.
    pub(super) fn describe(&self) -> String {
        match self {
            Self::Starting => "Starting the sandbox".to_owned(),
            Self::Testing(profile) => format!("Testing the account of profile {}", profile.name),
            Self::Limiting(profile) => format!("Saving the limits of profile {}", profile.name),
        }
    }
}
