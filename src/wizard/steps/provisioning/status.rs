//! A create request in words.

use super::{CreationPhase, Provisioning};
use crate::wizard::{
    command::Action,
    sentence,
    session::Session,
    status::{Fact, Status, Tone},
};

impl Provisioning {
    pub(super) fn describe(&self, session: &Session) -> Status {
        match &self.phase {
            CreationPhase::Sending => {
                Status::working(format!("Creating “{}”", self.provision.filled().name()), self.since)
                    .hinting(session.retention().creating())
            }
            CreationPhase::Failed(fault) => Status::new(Tone::Bad, "No instance was created.")
                .with_facts(Fact::of_fault(fault))
                .asking(sentence!["Press ", Action::Accept, " to ", fault.kind.remedy()]),
        }
    }
}
