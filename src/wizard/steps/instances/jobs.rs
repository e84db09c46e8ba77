//! Work on the selected instances, or on the one under the cursor.

use super::{InstancesStep, WayBack};
use crate::wizard::{
    command::Action,
    confirmation::{Confirmation, Confirmed, JobStart},
    instances::{InstanceJob, InstanceRow},
    session::Session,
    transition::Transition,
};
use std::{collections::BTreeSet, sync::Arc};

impl InstancesStep {
    /// Returns true if an action has an effect in the present state.
    pub fn offers(&self, action: Action) -> bool {
        if self.asked.is_some() || self.narrowing.is_some() {
            return true;
        }
        match action {
            Action::Accept | Action::Call | Action::Select | Action::Sort => !self.is_empty(),
            Action::SelectAll => !self.is_empty() && !self.has_complaint(),
            Action::Narrow => !self.is_empty() || self.other_facets > 0,
            Action::Enable | Action::Disable | Action::Delete | Action::Trace if self.is_read_only => false,
            Action::Ping | Action::Enable | Action::Disable | Action::Delete | Action::Trace => {
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

    /// Returns the work of an action. Logging ends where the requests of all instances are known to be logged.
    pub(super) fn job(&self, action: Action, session: &Session) -> Option<InstanceJob> {
        let is_traced = |row: &&Arc<InstanceRow>| row.is_traced(session.now) == Some(true);
        let are_traced = action == Action::Trace && self.meant(session).iter().all(is_traced);
        InstanceJob::from_action(action, are_traced)
    }

    pub(super) fn begin(mut self, job: InstanceJob, session: &mut Session) -> Transition<Self> {
        let rows: Vec<_> = self.meant(session).into_iter().cloned().collect();
        let shown: BTreeSet<&str> =
            (0..self.len()).filter_map(|at| self.row(at, session)).map(|row| &*row.instance.id).collect();
        let hidden = rows.iter().filter(|row| !shown.contains(&*row.instance.id)).count();
        match session.start_job(job, rows, hidden) {
            JobStart::Begun(effect) => {
                self.way_back = WayBack::new(session);
                Transition::stay(self).with_all(effect)
            }
            JobStart::Refused(notice) => Transition::stay(self).saying(notice),
            JobStart::Asks(asked) => {
                self.asked = Some(asked);
                Transition::stay(self)
            }
        }
    }

    pub(super) fn confirmed(mut self, answer: Confirmed, session: &Session) -> Transition<Self> {
        match answer {
            Confirmed::Asks(asked, notice) => {
                self.asked = Some(asked);
                Transition::stay(self).telling(notice)
            }
            Confirmed::Dropped(notice) => Transition::stay(self).saying(notice),
            Confirmed::Begun(effect) => {
                self.selected.clear();
                self.way_back = WayBack::new(session);
                Transition::stay(self).with_all(effect)
            }
        }
    }

    /// Returns the confirmation that waits for the user.
    pub fn asked(&self) -> Option<&Confirmation> {
        self.asked.as_ref()
    }
}
