//! A create request in words.

use super::{CreatingPhase, CreatingStep};
use crate::wizard::{
    Press,
    command::Action,
    sentence,
    session::Session,
    status::{Fact, Status, Tone},
};

impl CreatingStep {
    pub(super) fn describe(&self, session: &Session) -> Status {
        match &self.phase {
            CreatingPhase::Sending => {
                Status::working(format!("Creating “{}”", self.request.filled().name()), self.since)
                    .hinting(session.retention().creating())
            }
            CreatingPhase::Failed(fault) => Status::new(Tone::Bad, "No instance was created.")
                .with_facts(Fact::of_fault(fault))
                .asking(sentence![Press::Start(Action::Accept), " to ", fault.kind.remedy()]),
        }
    }
}
