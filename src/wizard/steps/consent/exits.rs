//! Ways out of the wait for consent other than an answer.

use super::{ConsentPhase, ConsentStep};
use crate::{
    domain::{Fault, fault::FaultKind},
    wizard::{destination::Destination, notice::Notice, session::Session, transition::Transition},
};

impl ConsentStep {
    /// Goes to the form with the auth mode that takes existing tokens; typed values stay.
    pub(super) fn tokens(self, session: &mut Session) -> Transition<Self> {
        let mut draft = self.consent.filled().draft().clone();
        let Some(own) = draft.element().modes.iter().position(|mode| mode.external) else {
            return Transition::stay(self);
        };
        let before = draft.element().modes.iter().position(|mode| Some(mode) == draft.mode());
        draft.choose_mode(own);
        let kept = session.park(&mut draft);
        let words = "Type your tokens; the other values stay. To ask for consent instead, change Sign-in above.";
        let form = match before {
            Some(mode) => Destination::TokenCredentials(Box::new(draft), mode),
            None => Destination::Credentials(Box::new(draft)),
        };
        Transition::to(form).with_all(kept).saying(Notice::plain(words))
    }

    pub(super) fn failed(mut self, fault: Fault, session: &mut Session) -> Transition<Self> {
        match (&fault.kind, &session.profile) {
            (FaultKind::Account | FaultKind::Unread, Some(profile)) => {
                let sign_in = Destination::RefusedProfile(Box::new(profile.clone()));
                session.start_with(self.consent.filled().draft());
                return Transition::to(sign_in).saying(Notice::from(&fault));
            }
            // Nothing was asked yet: a value could not be had on this machine.
            (FaultKind::Fields(keys), _) if fault.status.is_none() => {
                let draft = Box::new(self.consent.filled().draft().clone());
                let notice = Notice::from(&fault);
                let form = Destination::RefusedCredentials(draft, keys.clone(), Box::new(fault));
                return Transition::to(form).saying(notice);
            }
            (FaultKind::Account | FaultKind::Unread, None)
            | (
                FaultKind::Fields(_)
                | FaultKind::Code
                | FaultKind::Refused
                | FaultKind::Busy(_)
                | FaultKind::Unreached
                | FaultKind::Unclear
                | FaultKind::Broken
                | FaultKind::Garbled
                | FaultKind::AlreadyMade
                | FaultKind::Local,
                _,
            ) => {}
        }
        self.phase = ConsentPhase::Failed(fault);
        Transition::stay(self)
    }
}
