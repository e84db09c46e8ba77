//! The choice of a platform in words.

use super::{PlatformChoice, PlatformStep};
use crate::wizard::status::{Fact, Progress, Status, Tone};
use std::time::Duration;

impl PlatformStep {
    pub(super) fn describe(&self) -> Status {
        if let Some(profile) = self.asked() {
            return Self::describe_question(profile);
        }
        let progress = self.work().map(|work| Progress { activity: work.describe(), since: Duration::ZERO });
        let complaint = self.complaint.iter().map(|complaint| Fact::new(Tone::Bad, complaint));
        let headline = match &self.copied {
            Some(source) => format!("Which platform for the copy of “{}”?", source.name),
            None => "Which platform?".to_owned(),
        };
        Status { progress, input: complaint.collect(), ..Status::new(Tone::Plain, headline) }
            .asking("Select a platform, or type its address")
    }
}

impl PlatformChoice {
    /// Returns the name of a row.
    pub fn name(&self) -> String {
        match self {
            Self::Kept(profile) => profile.name.to_string(),
            Self::Sandbox => "Sandbox".to_owned(),
            Self::Known(place) => format!("{} {}", place.brand, place.region),
            Self::Other => "Another address".to_owned(),
        }
    }

    /// Returns the host of a row with the limits of its profile, or a remark in their place.
    pub fn detail(&self) -> String {
        match self {
            Self::Kept(profile) => match profile.account.guard.label() {
                Some(limits) => format!("{}, {limits}", profile.account.base.host()),
                None => profile.account.base.host().to_owned(),
            },
            Self::Sandbox => "on this machine; no account needed".to_owned(),
            Self::Known(place) => place.host.to_owned(),
            Self::Other => "type or paste it".to_owned(),
        }
    }
}
