//! The focused row of a form in words, and the names of values that both front ends show.

use super::{CleanedRow, Control, Form, FormRow, RowId};
use crate::wizard::{
    Sentence,
    action::Action,
    sentence,
    status::{Fact, Tone},
};

/// Name of a value that is left to the platform.
pub const PLATFORM_DEFAULT: &str = "platform default";

/// Name of a secret that stays as it is.
pub const UNCHANGED: &str = "unchanged";

impl Form {
    /// Returns the facts about the focused row: problems first, then its value, its purpose and an example.
    pub fn describe_focus(&self) -> Vec<Fact> {
        self.focused().map(FormRow::describe).unwrap_or_default()
    }
}

impl FormRow {
    fn describe(&self) -> Vec<Fact> {
        let mut facts = Vec::new();
        facts.extend(self.complaint.iter().map(|complaint| Fact::new(Tone::Bad, complaint)));
        facts.extend(self.cleaned.as_ref().and_then(CleanedRow::describe));
        if self.is_last && self.id != RowId::Options {
            facts.push(Fact::plain(sentence![
                "As last time; ",
                Action::LastTime,
                " clears all values from last time."
            ]));
        }
        if self.is_unchanged && self.expose_value().is_empty() {
            facts.push(Fact::plain("The instance has a secret here, which stays as it is. Type one to replace it."));
        }
        if self.is_reference() {
            // The session keeps the secrets of its account.
            let is_of_account = matches!(self.id, RowId::User | RowId::Organization | RowId::Password);
            let when = if is_of_account { "once, as you sign in" } else { "each time the value is needed" };
            facts.push(Fact::plain(format!("A reference, read {when}. Type text: before a plain value.")));
        }
        if self.holds_secret() {
            let masked = sentence!["It contains a secret, so it is masked (", Action::Reveal, " shows it)"];
            let words = masked.and(" and not saved when elemint ends.");
            facts.push(Fact::new(Tone::Warning, words));
        }
        if !self.help.is_empty() {
            facts.push(Fact::plain(self.help.clone()));
        }
        if let (Some(example), Control::Text(line)) = (&self.example, &self.control)
            && line.is_empty()
        {
            facts.push(Fact::labeled("Example", example));
        }
        facts
    }
}

impl CleanedRow {
    fn describe(&self) -> Option<Fact> {
        if !self.is_done() {
            return None;
        }
        let words = Sentence::from(format!("Cleaned up: {}.", self.repairs.join(", ")));
        let offer = || sentence![" ", Action::Original, " restores the original."];
        Some(Fact::new(Tone::Good, if self.is_reversible() { words.and(offer()) } else { words }))
    }
}
