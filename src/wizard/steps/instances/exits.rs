//! Ways out of the list: to an instance, to a read through it, and back.

use super::{InstancesStep, WayBack};
use crate::wizard::{
    calls::CallMemory,
    destination::Destination,
    effect::SessionEffect,
    notice::Notice,
    platform_memory::PlatformMemory,
    session::{Session, Start},
    transition::Transition,
};

impl InstancesStep {
    pub(super) fn open(self, session: &mut Session) -> Transition<Self> {
        match self.focused(session).cloned() {
            Some(row) => {
                self.keep_view(session);
                Transition::to(Destination::Details(row))
            }
            None => Transition::stay(self),
        }
    }

    /// Goes to the reads through the instance under the cursor.
    pub(super) fn call(self, session: &mut Session) -> Transition<Self> {
        match self.focused(session).cloned() {
            Some(row) => {
                self.keep_view(session);
                Transition::to(Destination::Calls(Box::new(CallMemory::new(row, true))))
            }
            None => Transition::stay(self),
        }
    }

    pub(super) fn back(mut self, session: &mut Session) -> Transition<Self> {
        if self.way_back == WayBack::Stop {
            session.instances.stop();
            self.refresh(session);
            return Transition::stay(self).with(SessionEffect::StopWork);
        }
        if !self.filter.text().is_empty() {
            // The cursor stays on its instance, which the next action is meant for.
            let id = self.focused_id(session);
            self.filter.set("");
            self.search(session);
            self.point(id.as_deref(), session);
            return Transition::stay(self);
        }
        if !self.selected.is_empty() {
            self.selected.clear();
            return Transition::stay(self);
        }
        self.keep_view(session);
        session.start = Start::Instances;
        Transition::to(Destination::Platform(PlatformMemory::default()))
    }

    pub(super) fn ask_again(self, session: &mut Session) -> Transition<Self> {
        let ask = session.ask_instances(true);
        Transition::stay(self).with_all(ask).saying(Notice::plain("Asking the platform for its list…"))
    }
}
