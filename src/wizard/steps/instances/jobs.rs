//! Work on the selected instances, or on the one under the cursor.

use super::InstanceList;
use crate::wizard::{
    command::Action,
    instances::{InstanceJob, InstanceRow},
    notice::Notice,
    session::Session,
    status::Status,
    steps::details,
    transition::Transition,
};
use std::sync::Arc;

impl InstanceList {
    /// Returns true if an action has an effect in the present state.
    pub(in crate::wizard) fn offers(&self, action: Action) -> bool {
        match action {
            Action::Accept | Action::Select | Action::SelectAll | Action::Sort => !self.is_empty(),
            Action::Ping | Action::Enable | Action::Disable | Action::Delete => {
                !self.is_empty() || !self.selected.is_empty()
            }
            _ => true,
        }
    }

    /// Returns the selected instances in the order of the list, else the one under the cursor.
    fn meant<'s>(&self, session: &'s Session) -> Vec<&'s Arc<InstanceRow>> {
        if self.selected.is_empty() {
            return self.focused(session).into_iter().collect();
        }
        session.instances.rows().iter().filter(|row| self.selected.contains(&row.instance.id)).collect()
    }

    pub(super) fn begin(self, job: InstanceJob, session: &mut Session) -> Transition {
        let rows = self.meant(session).into_iter().cloned().collect();
        let effect = session.begin_job(job, rows);
        Transition::stay(self).with_all(effect)
    }

    /// Asks before work that cannot be undone.
    pub(super) fn ask(mut self, job: InstanceJob, session: &Session) -> Transition {
        let ids: Vec<String> = self.meant(session).into_iter().map(|row| row.instance.id.clone()).collect();
        self.asked = (!ids.is_empty()).then_some((job, ids));
        Transition::stay(self)
    }

    pub(super) fn answer(mut self, action: Action, session: &mut Session) -> Transition {
        let (Some((job, ids)), Action::Accept) = (self.asked.take(), action) else {
            return Transition::stay(self).saying(Notice::plain("Nothing was changed."));
        };
        let rows = ids.iter().filter_map(|id| session.instances.row(id).cloned()).collect();
        let effect = session.begin_job(job, rows);
        self.selected.clear();
        Transition::stay(self).with_all(effect)
    }

    /// Returns the question that waits for a yes.
    pub(super) fn question(&self, session: &Session) -> Option<Status> {
        let (job, ids) = self.asked.as_ref()?;
        let rows: Vec<&InstanceRow> = ids.iter().filter_map(|id| session.instances.row(id)).map(|row| &**row).collect();
        Some(details::ask(*job, &rows, session))
    }

    /// Returns true while a question waits for an answer.
    pub fn is_asking(&self) -> bool {
        self.asked.is_some()
    }
}
