//! Tabs of the first screen.

use super::step::Step;

/// Tab of the first screen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tab {
    /// Creation of an instance.
    Create,
    /// Existing instances.
    Instances,
}

impl Step {
    /// Returns the tab of the step, on the screens that have tabs.
    pub fn tab(&self) -> Option<Tab> {
        match self {
            Self::Element(_) => Some(Tab::Create),
            Self::Instances(_) | Self::Details(_) | Self::Trash(_) | Self::Calls(_) | Self::Call(_) => {
                Some(Tab::Instances)
            }
            Self::Platform(_)
            | Self::SignIn(_)
            | Self::Credentials(_)
            | Self::Consent(_)
            | Self::Review(_)
            | Self::Creating(_)
            | Self::Recovery(_)
            | Self::Change(_)
            | Self::Instance(_)
            | Self::Document(_) => None,
        }
    }
}
