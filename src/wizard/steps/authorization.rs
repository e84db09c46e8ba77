//! The provider's consent: a page in the browser, and the answer it comes back with.

mod choice;
mod waiting;

pub use choice::{Enter, Offers};
pub use waiting::{Browser, Door, Sheet, Waiting};

use super::{credentials::Credentials, review::Review, secrets::SignIn};
use crate::domain::{Authorization, Callback, Consent, Fault, Grant, Provision, fault::FaultKind, grant::Reading};
use crate::text::Secret;
use crate::wizard::{
    Start,
    effect::Effect,
    event::Reply,
    key::Key,
    keymap::{self, Action, Binding},
    session::Session,
    step::Stay,
    turn::{Notice, Turn},
};
use std::time::Duration;

/// How long an answer is waited for. Providers' own pages give up sooner.
pub const PATIENCE: Duration = Duration::from_secs(600);

/// The wait for a grant.
#[derive(Clone, Debug)]
pub struct Authorize {
    consent: Consent,
    phase: Phase,
    /// Time since this stay began.
    pub since: Duration,
}

/// How far the wait is.
#[derive(Clone, Debug)]
pub enum Phase {
    /// The platform is asked for the page.
    Asking,
    /// The page is known; the person is there, or should be.
    Waiting(Box<Waiting>),
    /// The platform gave no page.
    Failed(Fault),
    /// Consent was given, and the person came back to this step.
    Granted(Grant),
}

impl Authorize {
    /// Begins by asking the platform for the page.
    pub fn ask(consent: Consent) -> Self {
        Self { consent, phase: Phase::Asking, since: Duration::ZERO }
    }

    /// The step as it is come back to with consent in hand.
    pub fn granted(provision: &Provision) -> Option<Self> {
        use crate::domain::Route;
        let grant = provision.grant()?.clone();
        match provision.filled().clone().route() {
            Route::Consent(consent) => Some(Self { consent, phase: Phase::Granted(grant), since: Duration::ZERO }),
            Route::Ready(_) => None,
        }
    }

    /// With the consent that was given for this very form, where it is not spent yet; else it is asked for.
    pub(super) fn again(consent: Consent, session: &mut Session) -> Turn {
        let Some(unspent) = session.unspent.take() else { return Turn::go(Self::ask(consent)) };
        match Self::granted(&unspent).filter(|_| unspent.filled() == consent.filled()) {
            Some(step) => Turn::go(step),
            None if unspent.element() == consent.element() => Turn::go(Self::ask(consent))
                .saying(Notice::plain("The form is not as it was when consent was given, so it is asked for anew.")),
            None => Turn::go(Self::ask(consent)),
        }
    }

    /// How far it is.
    pub fn phase(&self) -> &Phase {
        &self.phase
    }

    /// What consent is asked for.
    pub fn consent(&self) -> &Consent {
        &self.consent
    }

    /// Where the browser ends, once that is settled.
    fn callback(&self) -> Callback {
        match &self.phase {
            Phase::Waiting(waiting) => waiting.authorization.callback().clone(),
            _ => self.consent.callback(),
        }
    }

    /// Whether there has been no answer for as long as one was waited for.
    pub fn is_late(&self) -> bool {
        matches!(&self.phase, Phase::Waiting(waiting) if self.since >= waiting.until)
    }

    fn accept(mut self, session: &mut Session) -> Turn {
        let late = self.is_late();
        let Phase::Waiting(waiting) = &mut self.phase else { return Turn::stay(self) };
        match (waiting.enter(late), waiting.reading.clone()) {
            (Enter::Renew, _) => Turn::go(Self::ask(self.consent)),
            (Enter::Open | Enter::Copy, _) => {
                // Where the link is only shown, Enter does what is next best.
                let effect = waiting.hand_over().unwrap_or_else(|| waiting.copy());
                Turn::stay(self).with(effect)
            }
            (Enter::Choose | Enter::Use | Enter::Explain, reading) => self.use_answer(reading, session),
        }
    }

    fn use_answer(mut self, reading: Reading, session: &mut Session) -> Turn {
        let Phase::Waiting(waiting) = &mut self.phase else { return Turn::stay(self) };
        if let Some(grant) = waiting.chosen().cloned() {
            return self.done(grant, session);
        }
        match reading {
            Reading::Found(grant) => self.done(grant, session),
            Reading::Refused(refusal) => {
                waiting.refuse(refusal);
                Turn::stay(self)
            }
            other => {
                // The line below the paste says already why it is no answer.
                Turn::stay(self).saying(Notice::plain(other.hint()))
            }
        }
    }

    fn done(self, grant: Grant, session: &mut Session) -> Turn {
        session.remember([grant.code().clone()]);
        session.remember(grant.extras().iter().map(|(_, v)| v.clone()).filter(|v| v.expose().len() > 12));
        let callback = self.callback();
        Turn::go(Review::new(self.consent.ending_at(&callback).granted(grant), session))
    }

    fn wait_for(mut self, authorization: Authorization, session: &Session) -> Turn {
        let (waiting, first) = Waiting::new(authorization, session.handover.clone());
        self.phase = Phase::Waiting(Box::new(waiting));
        Turn::stay(self).with_all(first)
    }

    /// To the way of signing in that takes tokens one has; what was typed stays.
    fn tokens(self, session: &mut Session) -> Turn {
        let mut draft = self.consent.filled().draft().clone();
        let Some(own) = draft.element().modes.iter().position(|mode| mode.external) else {
            return Turn::stay(self).saying(Notice::plain("This element takes no tokens from elsewhere."));
        };
        let before = draft.element().modes.iter().position(|mode| Some(mode) == draft.mode());
        draft.choose_mode(own);
        let kept = session.park(&mut draft);
        let words = "Type the tokens you have; the rest is kept. Sign-in, above, leads back to the provider's consent.";
        let form = Credentials::new(draft);
        let form = if let Some(mode) = before { form.leading_back(mode) } else { form };
        Turn::go(form).with_all(kept).saying(Notice::plain(words))
    }

    fn failed(mut self, fault: Fault, session: &mut Session) -> Turn {
        match (&fault.kind, &session.profile) {
            (FaultKind::Account | FaultKind::Unread, Some(profile)) => {
                let step = SignIn::again(profile, session);
                session.start = Start::Element(self.consent.element().to_string());
                return Turn::go(step).saying(Notice::from(&fault));
            }
            // Nothing was asked yet: a value could not be had on this machine.
            (FaultKind::Fields(keys), _) if fault.status.is_none() => {
                let draft = self.consent.filled().draft().clone();
                return Turn::go(Credentials::refused(draft, keys, &fault)).saying(Notice::from(&fault));
            }
            _ => {}
        }
        self.phase = Phase::Failed(fault);
        Turn::stay(self)
    }
}

impl Stay for Authorize {
    fn arrive(&self, session: &Session) -> Vec<Effect> {
        match (&self.phase, session.account()) {
            (Phase::Asking, Some(account)) => {
                vec![Effect::AskAddress(Box::new(self.consent.clone()), account.clone())]
            }
            _ => Vec::new(),
        }
    }

    fn press(mut self, key: Key, session: &mut Session) -> Turn {
        let action = keymap::lookup(keymap::AUTHORIZE, key);
        let now = self.since;
        if let (Phase::Waiting(waiting), Some(action)) = (&self.phase, action)
            && waiting.is_over(action)
        {
            return Turn::stay(self).saying(Notice::plain("This link was answered: ↵ asks for a new one."));
        }
        if let (Phase::Waiting(waiting), Some(action)) = (&mut self.phase, action)
            && let Some(effects) = waiting.act(action, now)
        {
            return Turn::stay(self).with_all(effects);
        }
        match (&mut self.phase, action) {
            (phase, Some(Action::Back)) => {
                let form = Credentials::new(self.consent.filled().draft().clone());
                if let Phase::Granted(grant) = phase {
                    session.unspent = Some(Box::new(self.consent.granted(grant.clone())));
                }
                Turn::go(form)
            }
            (_, Some(Action::Again)) | (Phase::Failed(_), Some(Action::Accept)) => Turn::go(Self::ask(self.consent)),
            (_, Some(Action::Tokens)) => self.tokens(session),
            (Phase::Granted(grant), Some(Action::Accept)) => {
                let grant = grant.clone();
                self.done(grant, session)
            }
            (Phase::Waiting(_), Some(Action::Accept)) => self.accept(session),
            (_, Some(Action::CopyPath)) => {
                let callback = Secret::new(self.callback().as_str());
                Turn::stay(self).with(Effect::Copy(callback, "the callback address"))
            }
            (Phase::Waiting(waiting), None) => {
                if waiting.paste.press(key) {
                    waiting.read();
                }
                Turn::stay(self)
            }
            _ => Turn::stay(self),
        }
    }

    fn paste(mut self, text: &Secret, _: &mut Session) -> Turn {
        if let Phase::Waiting(waiting) = &mut self.phase {
            waiting.take(text.expose());
        }
        Turn::stay(self)
    }

    fn hear(mut self, reply: Reply, session: &mut Session) -> Turn {
        match (reply, &mut self.phase) {
            (Reply::Address(Ok(authorization)), Phase::Asking) => self.wait_for(authorization, session),
            (Reply::Address(Err(fault)), Phase::Asking) => self.failed(fault, session),
            (Reply::Listening(Ok(listening)), Phase::Waiting(waiting)) => {
                // The browser opens once its answer can be caught, so that none comes too early.
                let effect = waiting.opened(listening);
                Turn::stay(self).with_all(effect)
            }
            (Reply::Listening(Err(blocked)), Phase::Waiting(waiting)) => {
                waiting.blocked(blocked, self.since);
                Turn::stay(self)
            }
            (Reply::Opened(answer), Phase::Waiting(waiting)) => {
                waiting.browser = answer.map_or_else(Browser::Failed, |()| Browser::Done);
                Turn::stay(self)
            }
            (Reply::Noticed(notices), Phase::Waiting(waiting)) => {
                waiting.notices = notices;
                Turn::stay(self)
            }
            (Reply::Granted(grant), Phase::Waiting(_)) => self.done(grant, session),
            (Reply::Offered(grant), Phase::Waiting(waiting)) => {
                // It is there as if it had been pasted: seen, and used by one key.
                waiting.offer(grant);
                Turn::stay(self)
            }
            (Reply::Refused(refusal), Phase::Waiting(waiting)) => {
                waiting.refuse(refusal);
                Turn::stay(self)
            }
            _ => Turn::stay(self),
        }
    }

    fn tick(mut self, since: Duration, _: &mut Session) -> Turn {
        self.since = since;
        let mut effects = Vec::new();
        if let Phase::Waiting(waiting) = &mut self.phase
            && waiting.is_due(since)
        {
            waiting.wait_before_again(since);
            effects.push(waiting.listen());
        }
        Turn::stay(self).with_all(effects)
    }

    fn bindings(&self) -> &'static [Binding] {
        keymap::AUTHORIZE
    }

    fn beat(&self) -> Option<Duration> {
        match &self.phase {
            Phase::Asking => Some(super::SPIN),
            Phase::Waiting(w) if w.refused.is_none() && self.since < w.until => Some(super::SECOND),
            _ => None,
        }
    }

    fn is_typing(&self) -> bool {
        matches!(self.phase, Phase::Waiting(_))
    }
}
