//! Answers to a link that the session requested before it was resumed.

use super::{ConsentPhase, ConsentStep};
use crate::{
    domain::{CallbackUrl, grant::GrantReading},
    wizard::{
        session::Session,
        status::{Fact, Status},
    },
};

impl ConsentStep {
    /// Reads a pasted text as the answer to an earlier link, if it is one.
    pub(super) fn read_earlier(&mut self, text: &str, session: &Session) {
        let ConsentPhase::Waiting(waiting) = &mut self.phase else { return };
        let earlier = session.resumption.grant_in(text, &self.consent, session.now);
        waiting.earlier = earlier.map(|(callback, grant)| {
            waiting.reading = GrantReading::Found(grant);
            callback
        });
    }

    /// Returns the callback of the link that was answered by a paste, if it is an earlier one.
    pub(super) fn earlier_callback(&self) -> Option<CallbackUrl> {
        match &self.phase {
            ConsentPhase::Waiting(waiting) => waiting.earlier.clone(),
            ConsentPhase::Asking | ConsentPhase::Failed(_) | ConsentPhase::Granted(_) => None,
        }
    }

    /// Adds the fact that an answer to an earlier link is accepted.
    pub(super) fn with_earlier(&self, mut status: Status, session: &Session) -> Status {
        let is_waiting = matches!(&self.phase, ConsentPhase::Waiting(waiting) if waiting.refused.is_none());
        if is_waiting && session.resumption.has_consent_for(&self.consent, session.now) {
            let words = "An answer to the link from before this session was resumed is accepted too: paste it.";
            status.facts.push(Fact::plain(words));
        }
        status
    }
}
