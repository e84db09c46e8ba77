//! Instances that only resemble the typed words, and the question before work on one.

use super::InstancesStep;
use crate::wizard::{Press, command::Action, notice::Notice, sentence, session::Session};

impl InstancesStep {
    /// Returns true if the instance under the cursor only resembles the typed words.
    fn is_guess(&self) -> bool {
        self.found.get(self.cursor.row(self.len())).is_some_and(|row| row.is_guess)
    }

    /// Returns the question to ask before an action on the instance under the cursor: only a guess matches the typed
    /// words, and the user may never have looked at it. `None` for actions that ask or work on the selected instances.
    pub(super) fn doubt(&self, action: Action, session: &Session) -> Option<Notice> {
        let is_on_row = match action {
            // All that is listed is a guess then.
            Action::Accept | Action::Call | Action::SelectAll => true,
            Action::Ping | Action::Enable | Action::Disable => self.selected.is_empty(),
            _ => false,
        };
        let row = self.focused(session).filter(|_| is_on_row && !self.has_looked && self.is_guess())?;
        let typed = self.filter.text().trim();
        let words = format!("“{typed}” matches no instance; “{}” is only similar.", row.name);
        Some(Notice::bad(words, sentence![Press::Start(action), " again to go on with it."]))
    }
}
