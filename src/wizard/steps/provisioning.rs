//! The request, under way, and what to do when it fails.

use super::{
    authorization::Authorize,
    credentials::Credentials,
    read::Read,
    recover::{Origin, Recover},
    response::Response,
    review::Review,
    secrets::SignIn,
};
use crate::{
    domain::{Fault, Provision, Route, fault::FaultKind},
    text::Secret,
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

/// A request for an instance and how it stands. While it is under way nobody walks away from it, because that
/// would be an instance nobody knows of.
#[derive(Clone, Debug)]
pub struct Provisioning {
    provision: Provision,
    phase: Phase,
    /// Time since this stay began.
    pub since: Duration,
}

/// How a request stands.
#[derive(Clone, Debug)]
pub enum Phase {
    /// It is under way.
    Sending,
    /// It failed and nothing was made.
    Failed(Fault),
}

impl Provisioning {
    /// Begins by sending the request.
    pub fn begin(provision: Provision) -> Self {
        Self { provision, phase: Phase::Sending, since: Duration::ZERO }
    }

    /// How it stands.
    pub fn phase(&self) -> &Phase {
        &self.phase
    }

    /// What was asked for.
    pub fn provision(&self) -> &Provision {
        &self.provision
    }

    /// Whether an instance may come of this that nobody would know of.
    pub fn is_under_way(&self) -> bool {
        matches!(self.phase, Phase::Sending)
    }

    fn copy_request(self) -> Turn {
        let id = match &self.phase {
            Phase::Failed(fault) => fault.request_id.clone(),
            Phase::Sending => None,
        };
        match id {
            Some(id) => Turn::stay(self).with(Effect::Copy(Secret::new(id), "the request id")),
            None => Turn::stay(self).saying(Notice::plain("No request id came with this.")),
        }
    }

    /// Leads to where the fault can be mended.
    fn mend(self, fault: &Fault, session: &mut Session) -> Turn {
        let draft = self.provision.filled().draft().clone();
        match (&fault.kind, &session.profile) {
            (FaultKind::Account | FaultKind::Unread, Some(profile)) => {
                let step = SignIn::again(profile, session);
                session.start = Start::Element(draft.element().key.to_string());
                Turn::go(step).saying(Notice::from(fault))
            }
            (FaultKind::Fields(keys), _) => {
                Turn::go(Credentials::refused(draft, keys, fault)).saying(Notice::from(fault))
            }
            // Nothing was sent, or the platform had no time: the same request may go again, unspent code and all.
            (FaultKind::Unreached | FaultKind::Busy(_) | FaultKind::Local, _) => Turn::go(Self::begin(self.provision)),
            // The person was asked, and wants a second one.
            (FaultKind::AlreadyMade, _) => Turn::go(Self::begin(self.provision.renamed(session.fresh_id()))),
            _ => Turn::go(Credentials::new(draft)).saying(Notice::from(fault)),
        }
    }

    fn consent_again(self, fault: &Fault) -> Turn {
        let draft = self.provision.filled().draft().clone();
        match self.provision.filled().clone().route() {
            Route::Consent(consent) => Turn::go(Authorize::ask(consent)).saying(Notice::from(fault)),
            Route::Ready(_) => Turn::go(Credentials::new(draft)).saying(Notice::from(fault)),
        }
    }
}

/// How long the platform usually takes to create an instance.
pub const USUAL_WAIT: &str = "8 to 30 seconds";

impl Stay for Provisioning {
    fn arrive(&self, session: &Session) -> Vec<Effect> {
        let Some(account) = session.account().cloned() else { return Vec::new() };
        match self.phase {
            Phase::Sending => vec![Effect::Create(Box::new(self.provision.clone()), account)],
            Phase::Failed(_) => Vec::new(),
        }
    }

    fn press(self, key: Key, session: &mut Session) -> Turn {
        let Some(action) = keymap::lookup(keymap::PROVISIONING, key) else { return Turn::stay(self) };
        if action == Action::CopyRequest {
            return self.copy_request();
        }
        match (&self.phase, action) {
            (Phase::Failed(fault), Action::Answer) => {
                let answer = fault.answer.clone();
                Read::answer(answer, self, session)
            }
            (Phase::Sending, Action::Back) => {
                let text = "The request is on its way and cannot be canceled.";
                Turn::stay(self)
                    .saying(Notice { hint: session.retention().leaving_sent().into(), ..Notice::plain(text) })
            }
            (Phase::Failed(fault), Action::Accept) => {
                let fault = fault.clone();
                self.mend(&fault, session)
            }
            (Phase::Failed(fault), Action::Back) => {
                let spent = self.provision.grant().is_some() && spends(&fault.kind);
                let draft = self.provision.filled().draft();
                if spent {
                    Turn::go(Credentials::new(draft.clone()))
                } else {
                    Turn::go(Review::new(self.provision, session))
                }
            }
            _ => Turn::stay(self),
        }
    }

    fn hear(mut self, reply: Reply, session: &mut Session) -> Turn {
        match (reply, &self.phase) {
            (Reply::Created(Ok(made)), Phase::Sending) => {
                let filled = self.provision.filled();
                // A token that is kept nowhere leaves its request open, and the form with it.
                let kept = made.kept.is_ok();
                let (flow, finished) = (filled.flow(), session.finish(filled.draft()).filter(|_| kept));
                let notes = session.note_last(filled.draft());
                let step = Response::new(made, flow, Some(&self.provision), session);
                Turn::go(step).with_all(finished).with_all(notes)
            }
            // Another code is all that is missing, and where it is to be had is known.
            (Reply::Created(Err(fault)), Phase::Sending) if fault.kind == FaultKind::Code => self.consent_again(&fault),
            (Reply::Created(Err(fault)), Phase::Sending) => {
                self.phase = Phase::Failed(fault);
                Turn::stay(self)
            }
            (Reply::Unclear(attempt, fault), Phase::Sending) => {
                session.note_open(&attempt);
                Turn::go(Recover::new(*attempt, Origin::Now(Box::new(self.provision), Box::new(fault))))
            }
            _ => Turn::stay(self),
        }
    }

    fn tick(mut self, since: Duration, _: &mut Session) -> Turn {
        self.since = since;
        Turn::stay(self)
    }

    fn bindings(&self) -> &'static [Binding] {
        keymap::PROVISIONING
    }

    fn beat(&self) -> Option<Duration> {
        self.is_under_way().then_some(super::SPIN)
    }
}

/// Whether a code that was sent along is spent: it is, unless the platform never came to look at it.
fn spends(kind: &FaultKind) -> bool {
    !matches!(
        kind,
        FaultKind::Unreached
            | FaultKind::Busy(_)
            | FaultKind::Local
            | FaultKind::Account
            | FaultKind::Unread
            | FaultKind::AlreadyMade
    )
}
