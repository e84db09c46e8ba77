//! The form of an element in words.

use super::Credentials;
use crate::{
    document::mask::Mask,
    domain::Purpose,
    wizard::status::{Fact, Status, Tone},
};

impl Credentials {
    /// Returns the name of the existing instance, with a secret in it masked.
    fn existing_name(&self) -> String {
        let name = self.draft().purpose().existing().map_or("", |existing| existing.name.as_str());
        Mask::default().cover_text(name).into_owned()
    }

    pub(super) fn describe(&self) -> Status {
        let element = self.draft().element();
        let mode = self.draft().mode().map_or("", |mode| mode.label.as_str());
        let headline = match self.draft().purpose() {
            Purpose::Create => format!("{}, {mode}", element.name),
            Purpose::Reauthorize(existing) => {
                format!("Re-authorize “{}” ({}): {}, {mode}", self.existing_name(), existing.id, element.name)
            }
            Purpose::Edit(existing) => format!("Edit “{}” ({}): {}", self.existing_name(), existing.id, element.name),
        };
        let status = Status::new(Tone::Plain, headline);
        let status = Status { input: self.form.describe_focus(), ..status };
        match (self.is_by_support(), element.setup.is_empty()) {
            (false, _) => status,
            (true, true) => status.with_facts([Fact::plain("The platform's support sets this element up with you.")]),
            (true, false) => status.with_facts(element.setup.iter().map(Fact::plain)),
        }
    }
}
