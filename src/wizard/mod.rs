//! Wizard: a fold from events to effects.
//!
//! The wizard cannot wait, read a clock or draw. It takes an [`Event`], becomes the next wizard, and returns its
//! effects as data. Every move to a step passes through that step's `on_enter`, so going forward, going back, retrying
//! and resuming are the same.

mod action;
mod actions;
mod arrival;
pub mod calls;
pub mod change_report;
pub mod command;
pub mod confirmation;
mod destination;
pub mod effect;
mod element_lookup;
pub mod event;
pub mod form;
pub mod input;
mod instance_arrival;
pub mod instance_card;
mod instance_copy;
mod instance_exports;
pub mod instances;
pub mod key;
pub mod keys;
mod leaving;
pub mod link_handover;
pub mod list;
mod list_arrival;
pub mod listing;
pub mod mouse;
pub mod narrowing;
mod notice;
mod opened_document;
mod outcome;
mod overlay;
mod overlay_actions;
pub mod palette;
pub mod pasted;
mod platform_memory;
pub mod prefill;
mod proxy_lookup;
mod refusal;
pub mod reply;
mod request_choice;
mod resolve;
pub mod retention;
mod saved_session;
pub mod scroll;
mod sent_body;
mod sentence;
pub mod session;
pub mod status;
pub mod step;
mod step_behavior;
pub mod steps;
mod tab;
pub mod tour;
mod tour_text;
mod transition;
pub mod viewer;

pub use change_report::{ChangeReport, ChangedInstance, ReadInstance};
pub use effect::{Effect, Leaving, ScreenEffect, SessionEffect, VisitEffect};
pub use event::{ElementList, Event, ListOrigin, Visit};
pub use key::{Input, Key, KeyCode};
pub use keys::Keys;
pub use link_handover::LinkHandover;
pub use notice::Notice;
pub use overlay::Overlay;
pub use palette::{Palette, PaletteCommand};
pub use prefill::{CopySource, Missing, Prefill, PrefillError};
pub use reply::{
    Blocked, ChangeReply, ConsentReply, CreatedInstance, CreationReply, DocumentReply, Listening, RecoveryReply, Reply,
};
pub use request_choice::{RequestChoice, RequestRow};
pub(crate) use sentence::sentence;
pub use sentence::{KeyTable, Press, Sentence};
pub use session::{Session, Start};
pub use status::{Fact, Progress, Status, Tone};
pub use step::Step;
pub use tab::Tab;

use crate::domain::Timestamp;
use command::Action;
use destination::Destination;
use std::time::Duration;
use steps::document::DocumentStep;
use transition::{Next, Transition};

/// Complete state of a session.
#[derive(Clone, Debug)]
pub struct Wizard {
    step: Step,
    /// Step beneath a document that is read over it.
    beneath: Option<Step>,
    visit: Visit,
    session: Session,
    notice: Option<Notice>,
    overlay: Overlay,
}

impl Wizard {
    /// Creates a wizard at its first step, with the effects of that step.
    pub fn new(mut session: Session, start: Start) -> (Self, Vec<Effect>) {
        session.start = start;
        let step = arrival::step_at(Destination::Unresolved, &mut session);
        Self::at_step(step, session)
    }

    /// Creates a wizard at a step, with the effects of that step.
    pub fn at_step(step: impl Into<Step>, session: Session) -> (Self, Vec<Effect>) {
        let (visit, overlay) = (Visit::default(), Overlay::None);
        let mut wizard = Self { step: step.into(), beneath: None, visit, session, notice: None, overlay };
        let effects = wizard.arrive();
        wizard.resubmitted(effects)
    }

    /// Adds a notice that is shown at the start.
    #[must_use]
    pub fn saying(mut self, notice: Notice) -> Self {
        self.notice = Some(notice);
        self
    }

    /// The step a person is in.
    pub fn step(&self) -> &Step {
        &self.step
    }

    /// Returns the step beneath a document that is read over it; else the step itself.
    pub fn beneath(&self) -> &Step {
        self.beneath.as_ref().unwrap_or(&self.step)
    }

    /// Sets the time of the next event.
    pub fn set_time(&mut self, now: Timestamp) {
        self.session.now = now;
    }

    /// The number of this stay.
    pub fn visit(&self) -> Visit {
        self.visit
    }

    /// Returns the words of the step.
    pub fn status(&self) -> Status {
        self.step.status(&self.session)
    }

    /// Returns the state that all steps share.
    pub fn session(&self) -> &Session {
        &self.session
    }

    /// Returns the current notice.
    pub fn notice(&self) -> Option<&Notice> {
        self.notice.as_ref()
    }

    /// Returns the overlay of the step.
    pub fn overlay(&self) -> &Overlay {
        &self.overlay
    }

    /// Returns true if the wizard handles the mouse; otherwise the terminal uses it for selections.
    pub fn points(&self) -> bool {
        self.step.wants_mouse()
    }

    /// Returns the interval of ticks; `None` while nothing moves.
    pub fn tick_interval(&self) -> Option<Duration> {
        self.step.tick_interval()
    }

    /// Handles an event, and returns the next wizard with its effects.
    #[must_use]
    pub fn update(mut self, event: Event) -> (Self, Vec<Effect>) {
        match event {
            Event::Action(action) => self.act(action),
            Event::Text(key) => self.on_text(key),
            Event::Paste(text) if self.overlay == Overlay::None => {
                self.turn_anew(|step, session| step.on_paste(&text, session))
            }
            Event::Select(row) => self.on_select(row),
            Event::Set(row, text) => self.on_set(row, &text),
            Event::Reply(visit, reply) if visit == self.visit => {
                self.turn(|step, session| step.on_reply(reply, session))
            }
            Event::Tick(visit, since) if visit == self.visit => self.turn(|step, session| step.on_tick(since, session)),
            Event::Done(topic, outcome) => self.on_outcome(topic, outcome),
            Event::Uncopied(text, label) => (self, vec![Effect::Screen(ScreenEffect::Print(text, label))]),
            Event::Catalog(account, outcome) => self.listed(&account, outcome),
            Event::Element(key, account, outcome) => self.element_described(&key, &account, outcome),
            Event::Proxies(account, outcome) => self.on_proxies(&account, outcome),
            Event::Exists(path) => self.on_exists(path),
            Event::Instances(account, news) => self.on_instances(&account, news),
            Event::Point(gesture, spot) if self.overlay == Overlay::None => {
                self.turn(|step, _| step.on_mouse(gesture, spot))
            }
            Event::Room(rows) => {
                self.step.set_height(rows);
                (self, Vec::new())
            }
            Event::LastTop(row) => {
                match &mut self.overlay {
                    Overlay::Help(scroll) => scroll.set_last(row),
                    Overlay::None | Overlay::Commands(_) | Overlay::Requests(_) | Overlay::Leave => {
                        self.step.set_last_top(row);
                    }
                }
                (self, Vec::new())
            }
            Event::Interrupt => {
                let effects = self.leave();
                (self, effects)
            }
            Event::Paste(_) | Event::Point(..) | Event::Reply(..) | Event::Tick(..) => (self, Vec::new()),
        }
    }

    fn act(self, action: Action) -> (Self, Vec<Effect>) {
        if action.is_immediate() {
            return self.act_global(action);
        }
        if self.overlay != Overlay::None {
            return self.act_overlay(action);
        }
        if action.is_global() {
            return self.act_global(action);
        }
        self.turn_anew(|step, session| {
            if step.takes(action) {
                return step.on_action(action, session);
            }
            let refusal = step.refusal(action, session);
            Transition::stay(step.after_refusal()).telling(refusal)
        })
    }

    fn on_text(mut self, key: Key) -> (Self, Vec<Effect>) {
        if self.overlay != Overlay::None {
            return (self.type_into_overlay(key), Vec::new());
        }
        // The notice about the last answer is read while the next one is typed.
        if !matches!(self.step, Step::Consent(_)) || key.typed().is_none() {
            self.notice = None;
        }
        self.turn(|step, session| step.on_text(key, session))
    }

    /// Removes the notice, which was read before this input, and takes the step's turn.
    fn turn_anew(mut self, act: impl FnOnce(Step, &mut Session) -> Transition<Step>) -> (Self, Vec<Effect>) {
        self.notice = None;
        self.turn(act)
    }

    /// Hands the event to the step and takes its turn: the one place where a visit begins.
    fn turn(mut self, act: impl FnOnce(Step, &mut Session) -> Transition<Step>) -> (Self, Vec<Effect>) {
        let Transition { next, mut effects, notice, leaving, clears_notice, requests } =
            act(self.step, &mut self.session);
        let moved = !matches!(next, Next::Stay(_));
        self.step = match next {
            Next::Stay(step) | Next::Again(step) => step,
            Next::Go(destination) => arrival::step_at(destination, &mut self.session),
            Next::Over(step, document) => {
                self.beneath = Some(step);
                DocumentStep::over(*document).into()
            }
            Next::Back(step) => self.beneath.take().unwrap_or(step),
        };
        if moved {
            self.visit.0 += 1;
            effects.extend(self.arrive());
        }
        // A notice on one step does not apply to the next.
        if notice.is_some() || moved || clears_notice {
            self.notice = notice;
        }
        self.offer_requests(requests);
        effects.extend(self.on_leaving(leaving));
        if moved { self.resubmitted(effects) } else { (self, effects) }
    }
}
