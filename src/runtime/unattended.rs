//! The wizard without a person: its form is filled from the command line, sent as it would be by hand, and the run ends
//! where the wizard would ask.

use crate::{
    catalog::AuthFlow,
    domain::{Fault, JournalEntry, fault::FaultKind},
    frontend::Frontend,
    terminal::{keyboard::TerminalInput, process},
    wizard::{
        Event, Missing, Notice, Prefill, PrefillError, Step, Tone, Visit, Wizard,
        command::Action,
        steps::{
            credentials::Credentials,
            element::{ChooseElement, ListRow},
            provisioning::CreationPhase,
            recover::{Recover, RecoverOrigin},
        },
    },
};
use std::{future::pending, io};

/// Reason an unattended run ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Halt {
    /// The instance was created. Holds the fault that kept its token from being stored, if any.
    Created(Option<Fault>),
    /// A platform has to be chosen or signed in to.
    NeedsPlatform,
    /// The platform has no element of this key, or its list could not be read.
    NoElement(Option<Notice>),
    /// The form needs these inputs, or a consent.
    NeedsInput(Vec<Missing>, AuthFlow),
    /// A value does not belong to the element.
    NotGiven(PrefillError),
    /// The request failed and nothing was created.
    Failed(Fault),
    /// The outcome of the request is not known.
    Unknown(Box<JournalEntry>, Option<Fault>),
    /// The wizard asks for something only a person can decide.
    Asks(Option<Notice>),
}

/// Front end that sends the actions of a person who agrees to everything.
#[derive(Debug)]
pub(super) struct Unattended {
    given: Prefill,
    /// Action for the wizard in its present state.
    next: Option<(Visit, Action)>,
    /// Visit in which an action was sent. A second one there would repeat what did not help.
    acted: Option<Visit>,
    halt: Option<Halt>,
}

/// Next move.
enum Move {
    Wait,
    Act(Action),
    Halt(Halt),
}

impl Unattended {
    pub fn new(given: Prefill) -> Self {
        Self { given, next: None, acted: None, halt: None }
    }

    pub fn into_halt(self) -> Option<Halt> {
        self.halt
    }

    fn decide(&self, wizard: &Wizard) -> Move {
        match wizard.step() {
            Step::Where(_) | Step::SignIn(_) => Move::Halt(Halt::NeedsPlatform),
            Step::Choose(step) => self.choose(step, wizard),
            Step::Credentials(step) => self.submit(step, wizard),
            Step::Authorize(_) => Move::Halt(Halt::NeedsInput(Vec::new(), AuthFlow::OAuth2)),
            Step::Review(_) => Move::Act(Action::Accept),
            Step::Provisioning(step) => match step.phase() {
                CreationPhase::Sending => Move::Wait,
                CreationPhase::Failed(fault) => Move::Halt(Halt::Failed(fault.clone())),
            },
            Step::Recover(step) => Move::Halt(unknown(step)),
            Step::Response(step) => Move::Halt(Halt::Created(step.made.kept.as_ref().err().cloned())),
            Step::Change(_)
            | Step::Read(_)
            | Step::Instances(_)
            | Step::Details(_)
            | Step::Operations(_)
            | Step::Call(_) => Move::Halt(Halt::Asks(wizard.notice().cloned())),
        }
    }

    fn choose(&self, step: &ChooseElement, wizard: &Wizard) -> Move {
        match step.offer(step.cursor().row(step.len())) {
            Some(ListRow::Element(entry, _)) if entry.key.as_str() == self.given.element => Move::Act(Action::Accept),
            _ if wizard.session().elements.listing.is_pending() => Move::Wait,
            _ => Move::Halt(Halt::NoElement(wizard.notice().cloned())),
        }
    }

    fn submit(&self, step: &Credentials, wizard: &Wizard) -> Move {
        let (draft, session) = (step.draft(), wizard.session());
        let key = &draft.element().key;
        if session.is_awaiting(key) {
            return Move::Wait;
        }
        let is_undescribed = session.elements.catalog.entry(key.as_str()).is_some_and(|entry| entry.is_undescribed());
        if let Some(notice) = wizard.notice().filter(|notice| is_undescribed && notice.tone == Tone::Bad) {
            return Move::Halt(Halt::NoElement(Some(notice.clone())));
        }
        if let Err(error) = self.given.clone().checked(&session.elements.catalog) {
            return Move::Halt(Halt::NotGiven(error));
        }
        let (missing, flow) = (Missing::list(draft), draft.flow());
        if !missing.is_empty() || flow.needs_consent() {
            return Move::Halt(Halt::NeedsInput(missing, flow));
        }
        Move::Act(Action::Submit)
    }
}

fn unknown(step: &Recover) -> Halt {
    let fault = match step.origin() {
        RecoverOrigin::Now(_, fault) => Some((**fault).clone()),
        RecoverOrigin::Earlier => None,
    };
    Halt::Unknown(Box::new(step.attempt().clone()), fault)
}

impl Frontend for Unattended {
    fn show(&mut self, wizard: &Wizard) -> io::Result<()> {
        self.next = None;
        match self.decide(wizard) {
            Move::Act(_) if self.acted == Some(wizard.visit()) => {
                self.halt = Some(Halt::Asks(wizard.notice().cloned()));
            }
            Move::Act(action) => self.next = Some((wizard.visit(), action)),
            Move::Halt(halt) => self.halt = Some(halt),
            Move::Wait => {}
        }
        Ok(())
    }

    async fn next(&mut self) -> TerminalInput {
        if self.halt.is_some() {
            return TerminalInput::Gone;
        }
        if self.next.is_some() { TerminalInput::Inputs(Vec::new()) } else { pending().await }
    }

    fn more(&mut self, _: &Wizard) -> Vec<Event> {
        let next = self.next.take();
        next.into_iter()
            .map(|(visit, action)| {
                self.acted = Some(visit);
                Event::Action(action)
            })
            .collect()
    }

    fn clipboard(&mut self, _: &[u8]) -> io::Result<bool> {
        Ok(false)
    }

    fn refresh(&mut self) {}

    fn suspend(&mut self) -> io::Result<()> {
        process::stop()
    }

    async fn leave(&mut self) {}
}

impl Halt {
    /// Returns true if a fault is one of this machine's references rather than the platform's answer.
    pub fn is_unread(fault: &Fault) -> bool {
        matches!(fault.kind, FaultKind::Unread)
            || (matches!(fault.kind, FaultKind::Fields(_)) && fault.status.is_none())
    }
}
