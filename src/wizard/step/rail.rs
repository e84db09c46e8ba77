//! Place of a step in the progress bar.

use super::Step;
use crate::wizard::steps::change::ChangePhase;

impl Step {
    /// Returns the place of the step in the progress bar, counted from 0; `None` before it begins.
    pub fn rail(&self) -> Option<usize> {
        match self {
            Self::Platform(_)
            | Self::SignIn(_)
            | Self::Document(_)
            | Self::Instances(_)
            | Self::Details(_)
            | Self::Trash(_)
            | Self::Calls(_)
            | Self::Call(_) => None,
            Self::Recovery(step) if step.request().is_none() => None,
            Self::Change(step) => match step.phase() {
                ChangePhase::Reading(..)
                | ChangePhase::Unread(..)
                | ChangePhase::Earlier(_)
                | ChangePhase::Looking(_)
                | ChangePhase::Found(..) => None,
                ChangePhase::Review(_) => Some(3),
                ChangePhase::Sending(_) | ChangePhase::Done(..) => Some(4),
            },
            Self::Element(_) => Some(0),
            Self::Credentials(_) => Some(1),
            Self::Consent(_) => Some(2),
            Self::Review(_) => Some(3),
            Self::Creating(_) | Self::Recovery(_) | Self::Instance(_) => Some(4),
        }
    }
}
