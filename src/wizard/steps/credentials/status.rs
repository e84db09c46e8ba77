//! The form of an element in words.

use super::CredentialsStep;
use crate::{
    document::mask::Mask,
    domain::Purpose,
    wizard::{
        session::Session,
        status::{Fact, Status, Tone},
    },
};

impl CredentialsStep {
    /// Returns the name of the existing instance, with a secret in it masked.
    fn existing_name(&self) -> String {
        let name = self.draft().purpose().existing().map_or("", |existing| existing.name.as_str());
        Mask::default().cover_text(name).into_owned()
    }

    /// Returns the reason that an element without a form cannot be continued.
    pub(in crate::wizard) fn describe_missing_form(&self, session: &Session) -> String {
        let element = self.draft().element();
        let is_foreign = session.elements.catalog.entry(element.key.as_str()).is_some_and(|entry| entry.is_foreign());
        if is_foreign {
            format!("The fields of {} are not known. Add them below.", element.name)
        } else {
            format!("The platform's support sets up {} with you.", element.name)
        }
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
        if self.is_by_support() { status.with_facts(element.setup.iter().map(Fact::plain)) } else { status }
    }
}
