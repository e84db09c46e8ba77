//! Event loop: input, signals, replies and ticks become events of the wizard, and its effects are performed.

use super::{
    departure,
    external_program::{self, ExternalProgram},
    log,
    runner::Runner,
    shell,
    signals::{HANGUP, INTERRUPT, SignalRequest, Signals},
};
use crate::{
    frontend::Frontend,
    storage::Store,
    terminal::keyboard::TerminalInput,
    wizard::{Effect, Event, Input, Leaving, ScreenEffect, Visit, Wizard, effect::Topic},
};
use std::{io, time::Duration};
use tokio::time::{Instant, sleep_until, timeout_at};

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

/// Runs the wizard until it leaves.
pub(super) async fn drive<F: Frontend>(
    wizard: Wizard,
    first: Vec<Effect>,
    runner: Runner,
    frontend: &mut F,
) -> io::Result<SessionEnd> {
    let mut signals = Signals::listen()?;
    let mut event_loop = EventLoop::new(wizard, frontend, runner);
    if event_loop.run(first, &mut signals).await.is_err() {
        // A terminal that cannot be used is gone, even without a signal; typed values are kept all the same.
        event_loop.on_signal(SignalRequest::End(HANGUP))?;
    }
    let unsent = event_loop.runner.services.departure.close();
    event_loop.runner.settle().await;
    event_loop.frontend.leave().await;
    let sandbox_ended = match event_loop.wizard.as_ref().and_then(|wizard| wizard.session().account()) {
        Some(account) => event_loop.runner.services.is_practice(&account.base).await,
        None => false,
    };
    let end = event_loop.end.unwrap_or(SessionEnd { how: Leaving::Idle, signal: None, sandbox_ended });
    let sent = event_loop.wizard.as_ref().map(|wizard| wizard.session().requests.sent.as_slice()).unwrap_or_default();
    Ok(SessionEnd { how: departure::corrected(end.how, &unsent, sent), sandbox_ended, ..end })
}

/// Longest wait for stored lists before the first frame is drawn without them.
const FIRST_FRAME: Duration = Duration::from_millis(25);

/// Longest time between two frames while events wait.
const FRAME_INTERVAL: Duration = Duration::from_millis(50);

fn far() -> Instant {
    Instant::now() + Duration::from_secs(3600)
}

/// The wizard in the hands of the loop.
struct EventLoop<'a, F> {
    /// There between any two events; taken out only while one is handled.
    wizard: Option<Wizard>,
    frontend: &'a mut F,
    runner: Runner,
    visit_start: Instant,
    last_tick: Instant,
    end: Option<SessionEnd>,
    /// Size last reported to the wizard, with the visit and whether something covers the step.
    room: Option<(Visit, bool, Event)>,
    /// Program that is about to get the terminal.
    program: Option<ExternalProgram>,
}

impl<'a, F: Frontend> EventLoop<'a, F> {
    fn new(wizard: Wizard, frontend: &'a mut F, runner: Runner) -> Self {
        let now = Instant::now();
        Self {
            wizard: Some(wizard),
            frontend,
            runner,
            visit_start: now,
            last_tick: now,
            end: None,
            room: None,
            program: None,
        }
    }

    /// Handles input, signals and replies until the session ends.
    ///
    /// # Errors
    /// The front end cannot read from the terminal or write to it.
    async fn run(&mut self, first: Vec<Effect>, signals: &mut Signals) -> io::Result<()> {
        self.perform(first)?;
        self.take_stored_lists().await?;
        while self.end.is_none() {
            self.show()?;
            if self.measure()? {
                continue;
            }
            if let Some(program) = self.program.take() {
                self.run_beside(program, signals).await?;
                continue;
            }
            let tick = self.next_tick();
            tokio::select! {
                // Signals first: a flood of input must not keep anyone from ending the program.
                biased;
                signal = signals.next() => self.on_signal(signal)?,
                Some(event) = self.runner.events.recv() => self.handle_waiting(event)?,
                received = self.frontend.next() => match received {
                    TerminalInput::Inputs(inputs) => self.typed(inputs)?,
                    TerminalInput::Gone => self.on_signal(SignalRequest::End(HANGUP))?,
                },
                () = sleep_until(tick.unwrap_or_else(far)), if tick.is_some() => self.tick()?,
            }
        }
        Ok(())
    }

    /// Waits for stored lists, so that the first frame has them and need not be drawn twice.
    async fn take_stored_lists(&mut self) -> io::Result<()> {
        let latest = Instant::now() + FIRST_FRAME;
        for stored in self.runner.stored_lists.take().unwrap_or_default() {
            // It closes without a value.
            let _ = timeout_at(latest, stored).await;
        }
        while let Ok(event) = self.runner.events.try_recv() {
            self.handle(event)?;
        }
        Ok(())
    }

    fn show(&mut self) -> io::Result<()> {
        self.wizard.as_ref().map_or(Ok(()), |wizard| self.frontend.show(wizard))?;
        self.runner.frames.add();
        Ok(())
    }

    /// Reports to the wizard how much fits, if that has changed. Returns true if it has.
    fn measure(&mut self) -> io::Result<bool> {
        let Some(wizard) = &self.wizard else { return Ok(false) };
        let is_covered = wizard.overlay_context().is_some();
        let room = self.frontend.measure(wizard)?.map(|event| (wizard.visit(), is_covered, event));
        if room.is_none() || room == self.room {
            return Ok(false);
        }
        self.room.clone_from(&room);
        room.map_or(Ok(()), |(.., event)| self.handle(event))?;
        Ok(true)
    }

    fn next_tick(&self) -> Option<Instant> {
        self.wizard.as_ref().and_then(Wizard::tick_interval).map(|tick| self.last_tick + tick)
    }

    fn tick(&mut self) -> io::Result<()> {
        self.last_tick = Instant::now();
        let Some(visit) = self.wizard.as_ref().map(Wizard::visit) else { return Ok(()) };
        self.handle(Event::Tick(visit, self.visit_start.elapsed()))
    }

    fn typed(&mut self, inputs: Vec<Input>) -> io::Result<()> {
        for input in inputs {
            let Some(wizard) = &self.wizard else { return Ok(()) };
            let event = self.frontend.event(wizard, input)?;
            if self.frontend.takes(wizard, &event)? {
                self.handle(event)?;
            }
        }
        loop {
            let Some(wizard) = self.wizard.as_ref().filter(|_| self.end.is_none()) else { return Ok(()) };
            let events = self.frontend.more(wizard);
            if events.is_empty() {
                return Ok(());
            }
            for event in events {
                self.handle(event)?;
            }
        }
    }

    /// Handles an event and those behind it, but not for long: a frame shows the result before the rest is handled.
    fn handle_waiting(&mut self, first: Event) -> io::Result<()> {
        let begun = Instant::now();
        self.handle(first)?;
        while begun.elapsed() < FRAME_INTERVAL
            && let Ok(event) = self.runner.events.try_recv()
        {
            self.handle(event)?;
        }
        Ok(())
    }

    fn handle(&mut self, event: Event) -> io::Result<()> {
        if self.end.is_some() {
            return Ok(());
        }
        let Some(mut wizard) = self.wizard.take() else { return Ok(()) };
        self.runner.note(|| log::event(&event));
        wizard.set_time(Store::now());
        let (before, waited) = (wizard.visit(), wizard.tick_interval().is_some());
        let (wizard, effects) = wizard.update(event);
        if wizard.visit() != before {
            self.visit_start = Instant::now();
        }
        if wizard.tick_interval().is_some() && (wizard.visit() != before || !waited) {
            self.last_tick = Instant::now();
        }
        self.wizard = Some(wizard);
        self.perform(effects)
    }

    fn perform(&mut self, effects: Vec<Effect>) -> io::Result<()> {
        let Some(visit) = self.wizard.as_ref().map(Wizard::visit) else { return Ok(()) };
        self.runner.visit(visit);
        for effect in effects {
            self.runner.note(|| Some(log::effect(&effect)));
            match effect {
                Effect::Screen(effect) => self.perform_on_screen(effect)?,
                effect @ (Effect::Visit(_) | Effect::Session(_)) => self.runner.perform(effect),
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
            ScreenEffect::Suspend => self.frontend.suspend()?,
            ScreenEffect::Redraw => self.frontend.refresh(),
            ScreenEffect::Print(text, label) => self.program = Some(ExternalProgram::Print(text, label)),
            ScreenEffect::Page(text) => self.program = Some(ExternalProgram::Page(text)),
            ScreenEffect::Edit(text, name) => self.program = Some(ExternalProgram::Edit(text, name)),
            ScreenEffect::Copy(text, label) => self.runner.copy(text, label, self.frontend)?,
        }
        Ok(())
    }

    /// Lets another program have the terminal for a while.
    async fn run_beside(&mut self, program: ExternalProgram, signals: &mut Signals) -> io::Result<()> {
        let (outcome, signal) =
            external_program::run_beside(self.frontend, program, self.runner.tools(), signals).await?;
        if let Err(fault) = outcome {
            self.handle(Event::Done(Topic::Tool, Err(fault)))?;
        }
        signal.map_or(Ok(()), |signal| self.on_signal(signal))
    }

    fn on_signal(&mut self, signal: SignalRequest) -> io::Result<()> {
        match (signal, self.frontend.interrupted()) {
            (SignalRequest::Resized, _) => Ok(()),
            (SignalRequest::Suspend, _) => self.perform_on_screen(ScreenEffect::Suspend),
            (SignalRequest::End(INTERRUPT), Some(event)) => self.handle(event),
            (SignalRequest::End(number), _) => {
                self.handle(Event::Interrupt)?;
                let how = self.end.take().map_or(Leaving::Idle, |end| end.how);
                self.end = Some(SessionEnd { how, signal: Some(number), sandbox_ended: false });
                Ok(())
            }
        }
    }
}

#[cfg(test)]
mod tests;
