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
            Self::Choose(_) => Some(Tab::Create),
            Self::Instances(_) | Self::Details(_) | Self::Operations(_) | Self::Call(_) => Some(Tab::Instances),
            Self::Where(_)
            | Self::SignIn(_)
            | Self::Credentials(_)
            | Self::Authorize(_)
            | Self::Review(_)
            | Self::Provisioning(_)
            | Self::Recover(_)
            | Self::Change(_)
            | Self::Response(_)
            | Self::Read(_) => None,
        }
    }
}
