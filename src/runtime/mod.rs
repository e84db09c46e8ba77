//! Event loop, runner of effects, tasks, external programs, signals.

pub mod apply;
pub mod automation;
mod change;
mod consent;
pub mod consent_request;
mod creation;
pub mod delegated_consent;
pub mod external_program;
pub mod filter;
pub mod instance_change;
pub mod instance_deletion;
mod instances;
mod known_instances;
mod listing;
mod log;
pub mod memory;
pub mod profile_storage;
mod random;
pub mod recover;
pub mod resolve;
mod resource_call;
pub mod runner;
pub mod sandbox_state;
mod service_config;
pub mod services;
mod shell;
pub mod signals;
pub mod source;
mod target;
mod task_error;
pub mod timed_pipe;
pub mod token;

pub use runner::Runner;
pub use service_config::ServiceConfig;

use crate::terminal::keyboard::TerminalInput;
use crate::{
    domain::SavedSession,
    frontend::{
        Frontend,
        json::{JsonFrontend, SessionSaver},
        lines::LinesFrontend,
        tui::{TuiFrontend, theme::Look},
    },
    storage::{SessionFile, Store},
    wizard::{Effect, Event, Input, Leaving, ScreenEffect, Visit, Wizard, effect::Topic},
};
use external_program::ExternalProgram;
use services::Departure;
use signals::{SignalRequest, Signals};
use std::{io, time::Duration};
use tokio::time::{Instant, sleep_until};

/// End of a session.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SessionEnd {
    /// State of the work in progress.
    pub how: Leaving,
    /// The signal that ended it, where one did; the exit code is 128 and this.
    pub signal: Option<u8>,
    /// True if a sandbox ended with the session, and all its instances with it.
    pub sandbox_ended: bool,
}

/// Runs the wizard on the full screen until it leaves.
///
/// # Errors
/// When the terminal cannot be set up, read or written. Whatever happens, it is given back as it was.
pub async fn run(wizard: Wizard, first: Vec<Effect>, world: Runner, look: Look) -> io::Result<SessionEnd> {
    drive(wizard, first, world, &mut TuiFrontend::enter(look)?).await
}

/// Runs the wizard as a conversation, line by line, until it leaves.
///
/// # Errors
/// As [`run`].
pub async fn converse(wizard: Wizard, first: Vec<Effect>, world: Runner) -> io::Result<SessionEnd> {
    drive(wizard, first, world, &mut LinesFrontend::begin()?).await
}

/// Runs the wizard for a program that reads and writes lines of JSON, until it leaves. The session is saved to its state
/// file, if it has one.
///
/// # Errors
/// When signals cannot be received.
pub async fn exchange(
    wizard: Wizard,
    first: Vec<Effect>,
    world: Runner,
    state: Option<(SessionFile, Option<SavedSession>)>,
) -> io::Result<SessionEnd> {
    let saver = state.map(|(file, saved)| SessionSaver::new(file, saved));
    drive(wizard, first, world, &mut JsonFrontend::begin(saver)).await
}

async fn drive<F: Frontend>(wizard: Wizard, first: Vec<Effect>, world: Runner, face: &mut F) -> io::Result<SessionEnd> {
    let mut signals = Signals::listen()?;
    let mut round = EventLoop::new(wizard, face, world);
    round.perform(first)?;
    round.take_stored_list().await?;
    while round.end.is_none() {
        // A terminal that cannot be drawn on is gone, even without a signal; typed values are kept all the same.
        if round.show().is_err() {
            round.call(SignalRequest::End(HANGUP))?;
            break;
        }
        if round.measure()? {
            continue;
        }
        if let Some(errand) = round.errand.take() {
            round.run(errand, &mut signals).await?;
            continue;
        }
        let beat = round.next_beat();
        tokio::select! {
            // Signals first: a flood of input must not keep anyone from ending the program.
            biased;
            call = signals.next() => round.call(call)?,
            Some(event) = round.world.events.recv() => {
                round.handle(event)?;
                while let Ok(event) = round.world.events.try_recv() {
                    round.handle(event)?;
                }
            }
            heard = round.face.next() => match heard {
                TerminalInput::Inputs(inputs) => round.typed(inputs)?,
                TerminalInput::Gone => round.call(SignalRequest::End(HANGUP))?,
            },
            () = sleep_until(beat.unwrap_or_else(far)), if beat.is_some() => round.tick()?,
        }
    }
    let is_unsent = round.world.outside.depart(Departure::Closed) == Departure::Preparing;
    round.world.settle().await;
    round.face.leave().await;
    let sandbox_ended = match round.wizard.as_ref().and_then(|wizard| wizard.session().account()) {
        Some(account) => round.world.outside.is_practice(&account.base).await,
        None => false,
    };
    let end = round.end.unwrap_or(SessionEnd { how: Leaving::Idle, signal: None, sandbox_ended });
    let how = match end.how {
        // Its references were still being read.
        Leaving::Unknown(_, _, made) if is_unsent => Leaving::BrokeOff(made),
        how => how,
    };
    Ok(SessionEnd { how, sandbox_ended, ..end })
}

/// Number of SIGHUP, which a terminal that is gone amounts to.
const HANGUP: u8 = 1;

/// The number of SIGINT, which the keyboard sends where the terminal is not in raw mode.
const INTERRUPT: u8 = 2;

fn far() -> Instant {
    Instant::now() + Duration::from_secs(3600)
}

/// The wizard in the hands of the loop.
struct EventLoop<'a, F> {
    /// There between any two events; taken out only while one is handled.
    wizard: Option<Wizard>,
    face: &'a mut F,
    world: Runner,
    began: Instant,
    beaten: Instant,
    end: Option<SessionEnd>,
    /// Rows of the document last reported to the wizard, with the visit.
    room: Option<(Visit, u16)>,
    /// Program that is about to get the terminal.
    errand: Option<ExternalProgram>,
}

impl<'a, F: Frontend> EventLoop<'a, F> {
    fn new(wizard: Wizard, face: &'a mut F, world: Runner) -> Self {
        let now = Instant::now();
        Self { wizard: Some(wizard), face, world, began: now, beaten: now, end: None, room: None, errand: None }
    }

    fn show(&mut self) -> io::Result<()> {
        self.wizard.as_ref().map_or(Ok(()), |wizard| self.face.show(wizard))
    }

    /// Reports the rows that fit to the wizard, if the number has changed. Returns true if it has.
    fn measure(&mut self) -> io::Result<bool> {
        let Some(wizard) = &self.wizard else { return Ok(false) };
        let room = self.face.room(wizard)?.map(|rows| (wizard.visit(), rows));
        let changed = room.filter(|_| room != self.room);
        if let Some((_, rows)) = changed {
            self.room = room;
            self.handle(Event::Room(rows))?;
        }
        Ok(changed.is_some())
    }

    fn next_beat(&self) -> Option<Instant> {
        self.wizard.as_ref().and_then(Wizard::beat).map(|beat| self.beaten + beat)
    }

    fn tick(&mut self) -> io::Result<()> {
        self.beaten = Instant::now();
        let Some(visit) = self.wizard.as_ref().map(Wizard::visit) else { return Ok(()) };
        self.handle(Event::Tick(visit, self.began.elapsed()))
    }

    fn typed(&mut self, inputs: Vec<Input>) -> io::Result<()> {
        for input in inputs {
            let Some(wizard) = &self.wizard else { return Ok(()) };
            let event = self.face.event(wizard, input)?;
            if self.face.takes(wizard, &event)? {
                self.handle(event)?;
            }
        }
        loop {
            let Some(wizard) = self.wizard.as_ref().filter(|_| self.end.is_none()) else { return Ok(()) };
            let events = self.face.more(wizard);
            if events.is_empty() {
                return Ok(());
            }
            for event in events {
                self.handle(event)?;
            }
        }
    }

    fn handle(&mut self, event: Event) -> io::Result<()> {
        if self.end.is_some() {
            return Ok(());
        }
        let Some(mut wizard) = self.wizard.take() else { return Ok(()) };
        self.world.note(|| log::event(&event));
        wizard.set_time(Store::now());
        let (before, waited) = (wizard.visit(), wizard.beat().is_some());
        let (wizard, effects) = wizard.update(event);
        if wizard.visit() != before {
            self.began = Instant::now();
        }
        if wizard.beat().is_some() && (wizard.visit() != before || !waited) {
            self.beaten = Instant::now();
        }
        self.wizard = Some(wizard);
        self.perform(effects)
    }

    fn perform(&mut self, effects: Vec<Effect>) -> io::Result<()> {
        let Some(visit) = self.wizard.as_ref().map(Wizard::visit) else { return Ok(()) };
        self.world.visit(visit);
        for effect in effects {
            self.world.note(|| Some(log::effect(&effect)));
            match effect {
                Effect::Screen(effect) => self.perform_on_screen(effect)?,
                effect @ (Effect::Visit(_) | Effect::Session(_)) => self.world.perform(effect),
            }
        }
        Ok(())
    }

    fn perform_on_screen(&mut self, effect: ScreenEffect) -> io::Result<()> {
        match effect {
            ScreenEffect::Leave(how) => self.end = Some(SessionEnd { how, signal: None, sandbox_ended: false }),
            ScreenEffect::Suspend if cfg!(windows) => {
                self.handle(Event::Done(Topic::Tool, Err(shell::not_suspended())))?;
            }
            ScreenEffect::Suspend => self.face.suspend()?,
            ScreenEffect::Redraw => self.face.refresh(),
            ScreenEffect::Print(text, what) => self.errand = Some(ExternalProgram::Print(text, what)),
            ScreenEffect::Page(text) => self.errand = Some(ExternalProgram::Page(text)),
            ScreenEffect::Edit(text, name) => self.errand = Some(ExternalProgram::Edit(text, name)),
            ScreenEffect::Copy(text, what) => self.world.copy(text, what, self.face)?,
        }
        Ok(())
    }

    /// Lets another program have the terminal for a while.
    async fn run(&mut self, errand: ExternalProgram, signals: &mut Signals) -> io::Result<()> {
        let (outcome, call) = external_program::run_beside(self.face, errand, self.world.tools(), signals).await?;
        if let Err(fault) = outcome {
            self.handle(Event::Done(Topic::Tool, Err(fault)))?;
        }
        call.map_or(Ok(()), |call| self.call(call))
    }

    fn call(&mut self, call: SignalRequest) -> io::Result<()> {
        match (call, self.face.interrupted()) {
            (SignalRequest::Resized, _) => Ok(()),
            (SignalRequest::Suspend, _) => self.perform_on_screen(ScreenEffect::Suspend),
            (SignalRequest::End(INTERRUPT), Some(event)) => self.handle(event),
            (SignalRequest::End(signal), _) => {
                self.handle(Event::Interrupt)?;
                let how = self.end.take().map_or(Leaving::Idle, |end| end.how);
                self.end = Some(SessionEnd { how, signal: Some(signal), sandbox_ended: false });
                Ok(())
            }
        }
    }
}
