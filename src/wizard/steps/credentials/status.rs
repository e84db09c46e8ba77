//! The form of an element in words.

use super::Credentials;
use crate::wizard::status::{Fact, Status, Tone};

impl Credentials {
    pub(super) fn describe(&self) -> Status {
        let element = self.draft().element();
        let mode = self.draft().mode().map_or("", |mode| mode.label.as_str());
        let status = Status::new(Tone::Plain, format!("{}, {mode}", element.name));
        let status = Status { input: self.form.describe_focus(), ..status };
        match (self.is_by_support(), element.setup.is_empty()) {
            (false, _) => status,
            (true, true) => status.with_facts([Fact::plain("The platform's support sets this element up with you.")]),
            (true, false) => status.with_facts(element.setup.iter().map(Fact::plain)),
        }
    }
}
