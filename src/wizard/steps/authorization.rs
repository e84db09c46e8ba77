//! The provider's consent: a page in the browser, and the answer it comes back with.

mod waiting;

pub use waiting::{Browser, Door, Waiting};

use super::{credentials::Credentials, review::Review, secrets::SignIn};
use crate::{
    domain::{
        Authorization, Consent, Fault, Grant, Provision, Secret,
        fault::FaultKind,
        grant::{Reading, StateCheck},
    },
    wizard::{
        Start,
        effect::Effect,
        event::Reply,
        key::Key,
        keymap::{self, Action, Binding},
        session::Session,
        step::Stay,
        turn::{Notice, Turn},
    },
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

    /// How far it is.
    pub fn phase(&self) -> &Phase {
        &self.phase
    }

    /// What consent is asked for.
    pub fn consent(&self) -> &Consent {
        &self.consent
    }

    fn accept(mut self, session: &mut Session) -> Turn {
        let Phase::Waiting(waiting) = &mut self.phase else { return Turn::stay(self) };
        match waiting.reading.clone() {
            Reading::Empty if self.since >= PATIENCE || waiting.refused.is_some() => Turn::go(Self::ask(self.consent)),
            Reading::Empty => {
                waiting.browser = Browser::Opening;
                let open = Effect::Open(Secret::new(waiting.authorization.address()));
                Turn::stay(self).with(open)
            }
            Reading::Found(grant) => self.done(grant, session),
            Reading::Refused(refusal) => {
                waiting.refuse(refusal);
                Turn::stay(self)
            }
            other => {
                // What is wrong stands below the line already.
                Turn::stay(self).saying(Notice::plain(other.hint()))
            }
        }
    }

    fn done(self, grant: Grant, session: &mut Session) -> Turn {
        session.remember([grant.code().clone()]);
        session.remember(grant.extras().iter().map(|(_, v)| v.clone()).filter(|v| v.expose().len() > 12));
        let unchecked = grant.state() == StateCheck::Absent;
        let turn = Turn::go(Review::new(self.consent.granted(grant), session));
        let warning =
            Notice::plain("This answer carried no state, so elemint cannot tell whose request it belongs to.");
        if unchecked { turn.saying(warning) } else { turn }
    }

    fn wait_for(mut self, authorization: Authorization) -> Turn {
        let (waiting, first) = Waiting::new(authorization);
        self.phase = Phase::Waiting(Box::new(waiting));
        Turn::stay(self).with(first)
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
        match (&mut self.phase, action) {
            (Phase::Waiting(waiting), Some(Action::Back)) if !waiting.paste.text().is_empty() => {
                waiting.paste.set("");
                waiting.reading = Reading::Empty;
                Turn::stay(self)
            }
            (_, Some(Action::Back)) => Turn::go(Credentials::new(self.consent.filled().draft().clone())),
            (_, Some(Action::Again)) | (Phase::Failed(_), Some(Action::Accept)) => Turn::go(Self::ask(self.consent)),
            (Phase::Granted(grant), Some(Action::Accept)) => {
                let grant = grant.clone();
                self.done(grant, session)
            }
            (Phase::Waiting(_), Some(Action::Accept)) => self.accept(session),
            (Phase::Waiting(waiting), Some(Action::Copy)) => {
                let link = Secret::new(waiting.authorization.address());
                Turn::stay(self).with(Effect::Copy(link, "the link"))
            }
            (Phase::Waiting(waiting), Some(Action::Reveal)) => {
                waiting.revealed = !waiting.revealed;
                Turn::stay(self)
            }
            (_, Some(Action::CopyPath)) => {
                let callback = Secret::new(self.consent.callback().as_str());
                Turn::stay(self).with(Effect::Copy(callback, "the callback address"))
            }
            (Phase::Waiting(waiting), _) => {
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
            // An answer pasted whole replaces what stood there; wrapped lines are one address.
            waiting.paste.set("");
            waiting.paste.insert(text.expose().trim());
            waiting.reading = Grant::read(text.expose(), &waiting.authorization);
        }
        Turn::stay(self)
    }

    fn hear(mut self, reply: Reply, session: &mut Session) -> Turn {
        match (reply, &mut self.phase) {
            (Reply::Address(Ok(authorization)), Phase::Asking) => self.wait_for(authorization),
            (Reply::Address(Err(fault)), Phase::Asking) => self.failed(fault, session),
            (Reply::Listening(Ok(listening)), Phase::Waiting(waiting)) => {
                waiting.door = Door::Open;
                waiting.listening = listening;
                // The browser opens once its answer can be caught, so that none comes too early.
                waiting.browser = Browser::Opening;
                let open = Effect::Open(Secret::new(waiting.authorization.address()));
                Turn::stay(self).with(open)
            }
            (Reply::Listening(Err(blocked)), Phase::Waiting(waiting)) => {
                // Whoever holds the port would get the answer, so the person decides.
                waiting.door = Door::Shut(blocked);
                Turn::stay(self)
            }
            (Reply::Opened(answer), Phase::Waiting(waiting)) => {
                waiting.browser = answer.map_or_else(Browser::Failed, Browser::Done);
                Turn::stay(self)
            }
            (Reply::Ignored(count), Phase::Waiting(waiting)) => {
                waiting.ignored = count;
                Turn::stay(self)
            }
            (Reply::Granted(grant), Phase::Waiting(_)) => self.done(grant, session),
            (Reply::Offered(grant), Phase::Waiting(waiting)) => {
                // It is there as if it had been pasted: seen, and used by one key.
                waiting.reading = Reading::Found(grant);
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
        Turn::stay(self)
    }

    fn bindings(&self) -> &'static [Binding] {
        keymap::AUTHORIZE
    }

    fn beat(&self) -> Option<Duration> {
        match &self.phase {
            Phase::Asking => Some(super::SPIN),
            Phase::Waiting(w) if w.refused.is_none() && self.since < PATIENCE => Some(super::SECOND),
            _ => None,
        }
    }

    fn is_typing(&self) -> bool {
        matches!(self.phase, Phase::Waiting(_))
    }
}
