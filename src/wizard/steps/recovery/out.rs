//! Ways out of the search: the same request again, back, later, or never.

use super::{RecoveryOrigin, RecoveryStep};
use crate::{
    domain::Route,
    wizard::{
        Press, command::Action, destination::Destination, notice::Notice, sentence, session::Session,
        transition::Transition,
    },
};

impl RecoveryStep {
    /// Sends the request again. A code is spent by its first use, so a request with one begins again at the consent.
    pub(super) fn again(self) -> Transition<Self> {
        let (request, fault) = match self.origin {
            RecoveryOrigin::Now(request, fault) => (request, fault),
            RecoveryOrigin::Earlier => return Transition::to(Destination::Unresolved),
        };
        match request.grant().map(|_| request.filled().clone().route()) {
            Some(Route::Consent(consent)) => {
                Transition::to(Destination::Consent(Box::new(consent))).saying(Notice::from(&*fault))
            }
            Some(Route::Ready(_) | Route::Change(_)) | None => Transition::to(Destination::Creating(request)),
        }
    }

    /// Goes to the list, where the form says that its request is not resolved.
    pub(super) fn later(self, session: &Session) -> Transition<Self> {
        let words = format!("The outcome for “{}” stays unknown.", self.name());
        let hint = session.retention().later();
        Transition::to(Destination::Element).saying(Notice::bad(words, hint))
    }

    pub(super) fn back(self) -> Transition<Self> {
        match self.origin {
            RecoveryOrigin::Now(request, _) if request.grant().is_some() => {
                Transition::to_form(request.filled().draft().clone())
            }
            RecoveryOrigin::Now(request, _) => Transition::to(Destination::Review(request)),
            RecoveryOrigin::Earlier => Transition::to(Destination::Unresolved),
        }
    }

    /// Forgets the request, which is then never looked for again: takes a second press.
    pub(super) fn forget(mut self, session: &mut Session) -> Transition<Self> {
        if !self.asked {
            self.asked = true;
            let words = "If the platform created it after all, its token would be lost.";
            let again = sentence![Press::Start(Action::Forget), " again to forget this request."];
            return Transition::stay(self).saying(Notice::bad(words, again));
        }
        let give_up = session.give_up(&self.entry);
        self.back().with(give_up)
    }
}
