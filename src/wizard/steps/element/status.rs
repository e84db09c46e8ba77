//! The list of elements in words.

use super::{ElementStep, UnfinishedForm};
use crate::wizard::status::{Fact, Status, Tone};

impl ElementStep {
    pub(super) fn describe(&self) -> Status {
        let question = if self.narrowing.is_some() { "Select a filter" } else { "Type a part of its name" };
        let status = Status::new(Tone::Plain, "Which element?").asking(question);
        if !self.is_empty() || self.narrowing.is_some() || !self.search.is_done() {
            return status;
        }
        let advice = self.advice().into_iter().map(Fact::plain);
        status
            .with_facts([Fact::plain("No element matches.")])
            .with_facts(advice)
            .hinting("Filter by hub with hub:crm, by sign-in with auth:oauth2 (or oauth1, credentials).")
    }
}

impl UnfinishedForm {
    /// Describes the row of an unfinished form: element, name, age or outcome.
    pub fn describe(&self) -> String {
        let name = &self.saved.form.name;
        let name = if name.is_empty() { String::new() } else { format!(" “{name}”") };
        let rest = self.remark().unwrap_or_else(|| self.age.to_string());
        format!("Go on with {}{name}, {rest}", self.element)
    }
}
