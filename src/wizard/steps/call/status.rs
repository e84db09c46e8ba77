//! A read in words.

use super::CallStep;
use crate::wizard::status::{Fact, Progress, Status, Tone};

impl CallStep {
    pub(super) fn describe(&self) -> Status {
        let activity = "Asking the provider through the instance".to_owned();
        let progress = self.is_under_way().then_some(Progress { activity, since: self.since });
        let summary = Some(&self.operation.summary).filter(|summary| !summary.is_empty()).map(Fact::plain);
        let instance = format!("Reads data of the provider with the access of “{}”.", self.memory.row.name);
        let instance = Fact::plain(instance);
        Status {
            progress,
            input: self.form.describe_focus(),
            ..Status::new(Tone::Plain, format!("GET {}", self.operation.path))
        }
        .with_facts(summary.into_iter().chain([instance]))
    }
}
