//! The choice of a read in words.

use super::CallsStep;
use crate::wizard::{
    Press,
    command::Action,
    sentence,
    status::{Fact, Status, Tone},
};

impl CallsStep {
    pub(super) fn describe(&self) -> Status {
        let name = &self.memory.row.name;
        if let Some(fault) = &self.fault {
            return Status::new(Tone::Bad, format!("The calls of “{name}” could not be read."))
                .with_facts(Fact::of_fault(fault))
                .asking(sentence![Press::Start(Action::Accept), " to retry"]);
        }
        if !self.is_known() {
            return Status::working(format!("Asking for the calls of “{name}”"), self.since);
        }
        let status =
            Status::new(Tone::Plain, format!("Choose data to read with “{name}”")).asking("Type a part of the path");
        if self.is_empty() {
            let words =
                if self.total() == 0 { "Its documentation has no calls that read data." } else { "No call matches." };
            return status.with_facts([Fact::plain(words)]);
        }
        status
    }

    /// Returns the number of rows in words.
    pub fn describe_count(&self) -> String {
        if self.len() == self.total() {
            return crate::text::count(self.total(), "call", "calls");
        }
        format!("{} of {}", self.len(), self.total())
    }
}
