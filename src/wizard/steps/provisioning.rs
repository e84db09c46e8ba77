//! The request, under way, and what to do when it fails.

use super::{authorization::Authorize, credentials::Credentials, response::Response, review::Review, secrets::SignIn};
use crate::{
    domain::{
        Draft, Fault, Instance, Provision, Route, Secret,
        draft::{Complaint, Place},
        fault::FaultKind,
    },
    wizard::{
        Start,
        effect::Effect,
        event::Reply,
        key::Key,
        keymap::{self, Action, Binding},
        list::Cursor,
        session::Session,
        step::Stay,
        turn::{Notice, Turn},
    },
};
use std::time::Duration;

/// How long to let the platform settle before looking a second time for an instance that did not show.
const SETTLE: Duration = Duration::from_secs(10);

/// A request for an instance and how it stands. While it is under way nobody walks away from it, because that
/// would be an instance nobody knows of.
#[derive(Clone, Debug)]
pub struct Provisioning {
    provision: Provision,
    phase: Phase,
    /// Time since this stay began.
    pub since: Duration,
    cursor: Cursor,
}

/// How a request stands.
#[derive(Clone, Debug)]
pub enum Phase {
    /// It is under way.
    Sending,
    /// It failed and nothing was made.
    Failed(Fault),
    /// It may have been carried out; the platform has to be asked.
    Unclear(Fault),
    /// The platform is asked for instances that may have come of it; how many times it had none before.
    Looking(Fault, u8),
    /// Nothing is there yet: asked once more after a pause that ends at this time of the stay.
    Settling(Fault, Duration),
    /// These are there.
    Found(Fault, Vec<Instance>),
    /// Twice nothing was there.
    Absent(Fault),
    /// The one chosen is being kept.
    Adopting,
}

impl Provisioning {
    /// Begins by sending the request.
    pub fn begin(provision: Provision) -> Self {
        Self { provision, phase: Phase::Sending, since: Duration::ZERO, cursor: Cursor::default() }
    }

    /// How it stands.
    pub fn phase(&self) -> &Phase {
        &self.phase
    }

    /// What was asked for.
    pub fn provision(&self) -> &Provision {
        &self.provision
    }

    /// Which of the instances found is meant.
    pub fn cursor(&self) -> Cursor {
        self.cursor
    }

    /// Whether an instance may come of this that nobody would know of.
    pub fn is_under_way(&self) -> bool {
        !matches!(self.phase, Phase::Failed(_) | Phase::Absent(_))
    }

    fn copy_request(self) -> Turn {
        let id = match &self.phase {
            Phase::Failed(f) | Phase::Unclear(f) | Phase::Absent(f) | Phase::Found(f, _) => f.request_id.clone(),
            _ => None,
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
            (FaultKind::Account, Some(profile)) => {
                let step = SignIn::again(profile, session);
                session.start = Start::Element(draft.element().key.to_string());
                Turn::go(step).saying(Notice::from(fault))
            }
            (FaultKind::Fields(keys), _) => {
                let text =
                    fault.provider.clone().or_else(|| fault.message.clone()).unwrap_or_else(|| fault.what.clone());
                let complaints =
                    keys.iter().map(|key| Complaint { place: Place::Field(key.clone()), text: text.clone() });
                Turn::go(Credentials::refused(draft, complaints.collect())).saying(Notice::from(fault))
            }
            (FaultKind::Code, _) => self.consent_again(fault),
            // Nothing was sent, or the platform had no time: the same request may go again, unspent code and all.
            (FaultKind::Unreached | FaultKind::Busy(_) | FaultKind::Local, _) => Turn::go(Self::begin(self.provision)),
            _ => Turn::go(Credentials::new(draft)).saying(Notice::from(fault)),
        }
    }

    /// A code is spent by its first use, so what may have been carried out begins again at the consent.
    fn again(self, fault: &Fault) -> Turn {
        if self.provision.grant().is_some() { self.consent_again(fault) } else { Turn::go(Self::begin(self.provision)) }
    }

    fn consent_again(self, fault: &Fault) -> Turn {
        let draft = self.provision.filled().draft().clone();
        match self.provision.filled().clone().route() {
            Route::Consent(consent) => Turn::go(Authorize::ask(consent)).saying(Notice::from(fault)),
            Route::Ready(_) => Turn::go(Credentials::new(draft)).saying(Notice::from(fault)),
        }
    }

    fn look(mut self, fault: Fault, times: u8) -> Turn {
        self.phase = Phase::Looking(fault, times);
        Turn::go(self)
    }

    fn adopt(mut self, chosen: Option<Instance>, session: &Session) -> Turn {
        match (chosen, session.account().cloned()) {
            (Some(instance), Some(account)) => {
                self.phase = Phase::Adopting;
                Turn::stay(self).with(Effect::Adopt(Box::new(instance), account))
            }
            _ => Turn::stay(self),
        }
    }
}

impl Stay for Provisioning {
    fn arrive(&self, session: &Session) -> Vec<Effect> {
        let Some(account) = session.account().cloned() else { return Vec::new() };
        match self.phase {
            Phase::Sending => vec![Effect::Create(Box::new(self.provision.clone()), account)],
            Phase::Looking(..) => vec![Effect::Find(Box::new(self.provision.clone()), account)],
            _ => Vec::new(),
        }
    }

    fn press(mut self, key: Key, session: &mut Session) -> Turn {
        let Some(action) = keymap::lookup(keymap::PROVISIONING, key) else { return Turn::stay(self) };
        if action == Action::CopyRequest {
            return self.copy_request();
        }
        match (&self.phase, action) {
            (Phase::Sending, Action::Back) => {
                let text = "The request is on its way; an instance may be being made.";
                Turn::stay(self).saying(Notice::plain(text))
            }
            (Phase::Failed(fault), Action::Accept) => {
                let fault = fault.clone();
                self.mend(&fault, session)
            }
            (Phase::Unclear(fault), Action::Accept) => {
                let fault = fault.clone();
                self.look(fault, 0)
            }
            (Phase::Absent(fault), Action::Accept) => {
                let fault = fault.clone();
                self.again(&fault)
            }
            (Phase::Found(_, found), Action::Accept) => {
                let chosen = found.get(self.cursor.row(found.len())).cloned();
                self.adopt(chosen, session)
            }
            (Phase::Found(_, found), action) if self.cursor.moved(action, found.len()) => Turn::stay(self),
            (Phase::Failed(fault) | Phase::Absent(fault) | Phase::Found(fault, _), Action::Back) => {
                let spent = self.provision.grant().is_some() && spends(&fault.kind);
                let draft = self.provision.filled().draft();
                if spent {
                    Turn::go(Credentials::new(draft.clone()))
                } else {
                    Turn::go(Review::new(self.provision, session))
                }
            }
            (Phase::Unclear(_), Action::Back) => {
                let text = "Whether the instance exists is not known yet.";
                Turn::stay(self).saying(Notice::bad(text, "Press ↵ to look for it first."))
            }
            _ => Turn::stay(self),
        }
    }

    fn hear(mut self, reply: Reply, session: &mut Session) -> Turn {
        match (reply, self.phase) {
            (Reply::Created(Ok(made)), Phase::Sending) | (Reply::Adopted(made), Phase::Adopting) => {
                forget(self.provision.filled().draft(), session);
                let flow = self.provision.filled().flow();
                Turn::go(Response::new(made, flow, session)).with(Effect::DropDraft)
            }
            (Reply::Created(Err(fault)), Phase::Sending) => {
                let unclear = fault.kind == FaultKind::Unclear;
                self.phase = if unclear { Phase::Unclear(fault) } else { Phase::Failed(fault) };
                Turn::stay(self)
            }
            (Reply::Found(Ok(found)), Phase::Looking(fault, times)) => {
                self.phase = match (found.is_empty(), times) {
                    (false, _) => Phase::Found(fault, found),
                    (true, 0) => Phase::Settling(fault, self.since + SETTLE),
                    (true, _) => Phase::Absent(fault),
                };
                Turn::stay(self)
            }
            (Reply::Found(Err(again)), Phase::Looking(fault, _)) => {
                self.phase = Phase::Unclear(fault);
                Turn::stay(self).saying(Notice::from(&again))
            }
            (_, phase) => {
                self.phase = phase;
                Turn::stay(self)
            }
        }
    }

    fn tick(mut self, since: Duration, _: &mut Session) -> Turn {
        self.since = since;
        match &self.phase {
            Phase::Settling(fault, until) if since >= *until => {
                let fault = fault.clone();
                self.look(fault, 1)
            }
            _ => Turn::stay(self),
        }
    }

    fn bindings(&self) -> &'static [Binding] {
        keymap::PROVISIONING
    }

    fn beat(&self) -> Option<Duration> {
        match self.phase {
            Phase::Sending | Phase::Looking(..) | Phase::Settling(..) | Phase::Adopting => Some(super::SPIN),
            _ => None,
        }
    }
}

/// Whether a code that was sent along is spent: it is, unless the platform never came to look at it.
fn spends(kind: &FaultKind) -> bool {
    !matches!(kind, FaultKind::Unreached | FaultKind::Busy(_) | FaultKind::Local | FaultKind::Account)
}

/// Once the instance exists, its form has done its work.
fn forget(draft: &Draft, session: &mut Session) {
    session.drafts.remove(&draft.element().key);
    session.left = None;
}
