//! The provider's consent: a page in the browser, and its answer.

mod arrival;
mod choice;
mod earlier;
mod exits;
mod offers;
mod remedy;
mod status;
mod time;
mod waiting;

pub use choice::Enter;
pub use offers::ConsentOffers;
pub use remedy::remedy;
use waiting::PAUSE;
pub use waiting::{BrowserLaunch, LinkView, ListenerState, PATIENCE, Waiting};

use crate::domain::{Authorization, CallbackUrl, ChangeRequest, Consent, Fault, Grant, Granted, grant::GrantReading};
use crate::text::Secret;
use crate::wizard::{
    command::{self, Action, Context},
    destination::Destination,
    effect::{Effect, ScreenEffect, VisitEffect},
    key::Key,
    notice::Notice,
    reply::ConsentReply,
    session::Session,
    status::Status,
    step_behavior::StepBehavior,
    transition::Transition,
};
use std::time::Duration;

/// The wait for a grant.
#[derive(Clone, Debug)]
pub struct ConsentStep {
    consent: Consent,
    phase: ConsentPhase,
    /// Time since this visit began.
    pub since: Duration,
}

/// Progress of the wait.
#[derive(Clone, Debug)]
pub enum ConsentPhase {
    /// The platform is asked for the page.
    Asking,
    /// The page is known, and its answer is awaited.
    Waiting(Box<Waiting>),
    /// The platform gave no page.
    Failed(Fault),
    /// Consent was given, and the person came back to this step.
    Granted(Grant),
}

impl ConsentStep {
    /// Creates the step, which asks the platform for the page as it is entered.
    pub fn ask(consent: Consent) -> Self {
        Self { consent, phase: ConsentPhase::Asking, since: Duration::ZERO }
    }

    /// Creates the step of a consent that was given already.
    pub fn granted(consent: Consent, grant: Grant) -> Self {
        Self { consent, phase: ConsentPhase::Granted(grant), since: Duration::ZERO }
    }

    /// Returns the progress.
    pub fn phase(&self) -> &ConsentPhase {
        &self.phase
    }

    /// Returns the consent that is asked for.
    pub fn consent(&self) -> &Consent {
        &self.consent
    }

    /// Returns the address to which the browser returns; none while it is a reference without its value.
    fn callback(&self) -> Option<&CallbackUrl> {
        match &self.phase {
            ConsentPhase::Waiting(waiting) => Some(waiting.authorization.callback()),
            ConsentPhase::Asking | ConsentPhase::Failed(_) | ConsentPhase::Granted(_) => self.consent.callback(),
        }
    }

    /// Returns true if the element takes tokens that the user has already.
    pub(in crate::wizard) fn takes_tokens(&self) -> bool {
        self.consent.filled().draft().element().modes.iter().any(|mode| mode.external)
    }

    /// Returns true where no answer arrived in time.
    pub fn is_late(&self) -> bool {
        matches!(&self.phase, ConsentPhase::Waiting(waiting) if self.since >= waiting.until)
    }

    fn accept(mut self, session: &mut Session) -> Transition<Self> {
        let late = self.is_late();
        let ConsentPhase::Waiting(waiting) = &mut self.phase else { return Transition::stay(self) };
        match (waiting.enter(late), waiting.reading.clone()) {
            (Enter::Renew, _) => Transition::again(Self::ask(self.consent)),
            (Enter::Open | Enter::Copy, _) => {
                // If the link is only shown, Enter copies it.
                let effect = waiting.hand_over().unwrap_or_else(|| waiting.copy());
                Transition::stay(self).with(effect)
            }
            (Enter::Choose | Enter::Use | Enter::Explain, reading) => self.use_answer(reading, session),
        }
    }

    fn use_answer(mut self, reading: GrantReading, session: &mut Session) -> Transition<Self> {
        let ConsentPhase::Waiting(waiting) = &mut self.phase else { return Transition::stay(self) };
        if let Some(grant) = waiting.chosen().cloned() {
            return self.done(grant, session);
        }
        match reading {
            GrantReading::Found(grant) => match self.earlier_callback() {
                Some(callback) => self.done_at(Some(callback), grant, session),
                None => self.done(grant, session),
            },
            GrantReading::Refused(refusal) => {
                waiting.refuse(refusal);
                Transition::stay(self)
            }
            other => {
                // The line below the paste says already why it is no answer.
                Transition::stay(self).saying(Notice::plain(remedy(&other)))
            }
        }
    }

    fn done(self, grant: Grant, session: &mut Session) -> Transition<Self> {
        let callback = self.callback().cloned();
        self.done_at(callback, grant, session)
    }

    /// Goes on with a grant that arrived at this callback.
    fn done_at(self, callback: Option<CallbackUrl>, grant: Grant, session: &mut Session) -> Transition<Self> {
        session.resumption.consents.clear();
        session.remember([grant.code().clone()]);
        session.remember(grant.extras().iter().map(|(_, v)| v.clone()).filter(|v| v.expose().len() > 12));
        let consent = match callback {
            Some(callback) => self.consent.with_port_of(&callback),
            None => self.consent,
        };
        match consent.granted(grant) {
            Granted::Create(request) => Transition::to(Destination::Review(request)),
            Granted::Reauthorize(request) => {
                Transition::to(Destination::ChangeReview(Box::new(ChangeRequest::Reauthorize(request))))
            }
        }
    }

    fn wait_for(mut self, authorization: Authorization, session: &Session) -> Transition<Self> {
        let (waiting, first) = Waiting::new(authorization, session.options.handover.clone());
        self.phase = ConsentPhase::Waiting(Box::new(waiting));
        Transition::stay(self).with_all(first)
    }
}

impl StepBehavior for ConsentStep {
    type Reply = ConsentReply;

    fn on_enter(&self, session: &Session) -> Vec<Effect> {
        match (&self.phase, session.account()) {
            (ConsentPhase::Asking, Some(account)) => {
                vec![Effect::Visit(VisitEffect::AskAddress(Box::new(self.consent.clone()), account.clone()))]
            }
            (ConsentPhase::Asking, None)
            | (ConsentPhase::Waiting(_) | ConsentPhase::Failed(_) | ConsentPhase::Granted(_), _) => Vec::new(),
        }
    }

    fn on_action(mut self, action: Action, session: &mut Session) -> Transition<Self> {
        let now = self.since;
        if let ConsentPhase::Waiting(waiting) = &mut self.phase
            && let Some(effects) = waiting.act(action, now)
        {
            return Transition::stay(self).with_all(effects);
        }
        match (&mut self.phase, action) {
            (phase, Action::Back) => {
                let draft = self.consent.filled().draft().clone();
                if let ConsentPhase::Granted(grant) = phase {
                    session.unspent = match self.consent.granted(grant.clone()) {
                        Granted::Create(request) => Some(request),
                        // A re-authorization asks again, so that the grant fits the form as it is then.
                        Granted::Reauthorize(_) => None,
                    };
                }
                Transition::to_form(draft)
            }
            (_, Action::Again) | (ConsentPhase::Failed(_), Action::Accept) => {
                Transition::again(Self::ask(self.consent))
            }
            (_, Action::Tokens) => self.tokens(session),
            (ConsentPhase::Granted(grant), Action::Accept) => {
                let grant = grant.clone();
                self.done(grant, session)
            }
            (ConsentPhase::Waiting(_), Action::Accept) => self.accept(session),
            (_, Action::CopyPath) => {
                let callback = self.callback().map(|callback| Secret::new(callback.as_str()));
                let effects =
                    callback.map(|callback| Effect::Screen(ScreenEffect::Copy(callback, "the callback address")));
                Transition::stay(self).with_all(effects)
            }
            (
                ConsentPhase::Asking | ConsentPhase::Waiting(_) | ConsentPhase::Failed(_) | ConsentPhase::Granted(_),
                _,
            ) => Transition::stay(self),
        }
    }

    fn on_text(mut self, key: Key, session: &mut Session) -> Transition<Self> {
        if let ConsentPhase::Waiting(waiting) = &mut self.phase
            && waiting.paste.press(key)
        {
            waiting.read();
            let text = Secret::new(waiting.paste.text());
            self.read_earlier(text.expose(), session);
        }
        Transition::stay(self)
    }

    fn on_select(mut self, row: usize, _: &mut Session) -> Transition<Self> {
        if let ConsentPhase::Waiting(waiting) = &mut self.phase {
            waiting.mark(row);
        }
        Transition::stay(self)
    }

    fn on_set(self, _: usize, text: &Secret, session: &mut Session) -> Transition<Self> {
        self.on_paste(text, session)
    }

    fn on_paste(mut self, text: &Secret, session: &mut Session) -> Transition<Self> {
        if let ConsentPhase::Waiting(waiting) = &mut self.phase {
            waiting.take(text.expose());
        }
        self.read_earlier(text.expose(), session);
        Transition::stay(self)
    }

    fn on_reply(mut self, reply: ConsentReply, session: &mut Session) -> Transition<Self> {
        match (reply, &mut self.phase) {
            (ConsentReply::Address(Ok(authorization)), ConsentPhase::Asking) => self.wait_for(authorization, session),
            (ConsentReply::Address(Err(fault)), ConsentPhase::Asking) => self.failed(fault, session),
            (ConsentReply::Granted(grant), ConsentPhase::Waiting(_)) => self.done(grant, session),
            (reply, ConsentPhase::Waiting(waiting)) => {
                let is_refused = matches!(reply, ConsentReply::Refused(_));
                let effects = waiting.on_reply(reply, self.since);
                let next = Transition::stay(self).with_all(effects);
                // A notice about the link does not apply to a link that was used.
                if is_refused { next.clearing_notice() } else { next }
            }
            (_, ConsentPhase::Asking | ConsentPhase::Failed(_) | ConsentPhase::Granted(_)) => Transition::stay(self),
        }
    }

    fn on_tick(mut self, since: Duration, _: &mut Session) -> Transition<Self> {
        self.since = since;
        let mut effects = Vec::new();
        if let ConsentPhase::Waiting(waiting) = &mut self.phase {
            waiting.note_time(since);
            if waiting.is_due(since) {
                waiting.wait_before_again(since);
                effects.push(waiting.listen());
            }
        }
        Transition::stay(self).with_all(effects)
    }

    fn status(&self, session: &Session) -> Status {
        self.with_earlier(self.describe(), session)
    }

    fn contexts(&self) -> Vec<&'static Context> {
        vec![&command::CONSENT]
    }

    fn tick_interval(&self) -> Option<Duration> {
        match &self.phase {
            ConsentPhase::Asking => Some(super::SPIN),
            ConsentPhase::Waiting(w) if w.refused.is_none() && self.since < w.until => Some(super::SECOND),
            // A late answer still counts, so the port is tried on.
            ConsentPhase::Waiting(w) if w.refused.is_none() && w.is_blocked() => Some(PAUSE),
            ConsentPhase::Waiting(_) | ConsentPhase::Failed(_) | ConsentPhase::Granted(_) => None,
        }
    }

    fn is_typing(&self) -> bool {
        matches!(self.phase, ConsentPhase::Waiting(_))
    }
}
