//! What makes it so: the loop, the one match on effects, the tasks of a visit, the terminal.

pub mod clipboard;
mod colours;
mod consent;
pub mod decoder;
pub mod errand;
pub mod keyboard;
mod listing;
pub mod memory;
pub mod outside;
pub mod perform;
pub mod signals;
mod target;
pub mod terminal;

pub use perform::World;

use crate::{
    view::{self, Theme, theme::Look},
    wizard::{Effect, Event, Leaving, Visit, Wizard, effect::Topic},
};
use colours::Colours;
use errand::Errand;
use keyboard::{Heard, Keyboard};
use signals::{Call, Signals};
use std::time::Duration;
use terminal::Screen;
use tokio::{
    sync::mpsc,
    time::{Instant, sleep_until},
};

/// How the program came to its end.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct End {
    /// What became of what was under way.
    pub how: Leaving,
    /// The signal that ended it, where one did; the exit code is 128 and this.
    pub signal: Option<u8>,
}

/// Runs the wizard on this terminal until it leaves.
///
/// # Errors
/// When the terminal cannot be set up, read or written. Whatever happens, it is given back as it was.
pub async fn run(wizard: Wizard, first: Vec<Effect>, mut world: World, look: Look) -> std::io::Result<End> {
    let mut screen = Screen::enter()?;
    let mut keyboard = Keyboard::open()?;
    let mut signals = Signals::listen()?;
    let (sender, mut replies) = mpsc::unbounded_channel();
    world.connect(sender);
    let mut round = Round::new(wizard);
    round.perform(first, &mut world, &mut screen)?;
    let mut colours = Colours::new(look);
    while round.end.is_none() {
        // A terminal that cannot be drawn on is one that went away, told or not: what was typed is kept all the same.
        if round.draw(&mut screen, colours.theme()).is_err() {
            round.call(Call::End(HANGUP), &mut world, &mut screen)?;
            break;
        }
        colours.ask(&screen)?;
        if round.measure(&mut screen, &mut world)? {
            continue;
        }
        if let Some(errand) = round.errand.take() {
            // Two who read one terminal would share its keys between them.
            drop(keyboard);
            round.run(errand, &mut world, &mut screen, &mut signals).await?;
            keyboard = Keyboard::open()?;
            continue;
        }
        let beat = round.next_beat();
        tokio::select! {
            // Signals first: a flood of input must not keep anyone from ending the program.
            biased;
            call = signals.next() => round.call(call, &mut world, &mut screen)?,
            Some(event) = replies.recv() => {
                round.hear(event, &mut world, &mut screen)?;
                while let Ok(event) = replies.try_recv() {
                    round.hear(event, &mut world, &mut screen)?;
                }
            }
            heard = keyboard.next() => match heard {
                Heard::Inputs(inputs) => {
                    colours.learn(&mut keyboard);
                    for input in inputs {
                        round.hear(Event::Input(input), &mut world, &mut screen)?;
                    }
                }
                Heard::Gone => round.call(Call::End(HANGUP), &mut world, &mut screen)?,
            },
            () = sleep_until(beat.unwrap_or_else(far)), if beat.is_some() => round.tick(&mut world, &mut screen)?,
        }
    }
    world.settle().await;
    colours.settle(&mut keyboard).await;
    screen.leave();
    Ok(round.end.unwrap_or(End { how: Leaving::Idle, signal: None }))
}

/// The number of SIGHUP, which is what a terminal that went away amounts to.
const HANGUP: u8 = 1;

fn far() -> Instant {
    Instant::now() + Duration::from_secs(3600)
}

/// The wizard in the hands of the loop.
struct Round {
    /// There between any two events; taken out only while one is handled.
    wizard: Option<Wizard>,
    began: Instant,
    beaten: Instant,
    end: Option<End>,
    redraw: bool,
    /// How many rows of what is read were said to fit, in which visit.
    room: Option<(Visit, u16)>,
    /// What another program is to be given the terminal for.
    errand: Option<Errand>,
}

impl Round {
    fn new(wizard: Wizard) -> Self {
        let now = Instant::now();
        Self { wizard: Some(wizard), began: now, beaten: now, end: None, redraw: false, room: None, errand: None }
    }

    fn draw(&mut self, screen: &mut Screen, theme: &Theme) -> std::io::Result<()> {
        if std::mem::take(&mut self.redraw) {
            screen.clear()?;
        }
        let Some(wizard) = &self.wizard else { return Ok(()) };
        screen.draw(|frame| view::draw(frame, wizard, theme))
    }

    /// Tells the wizard how much of what is read fits, where that has changed; whether it did.
    fn measure(&mut self, screen: &mut Screen, world: &mut World) -> std::io::Result<bool> {
        let Some(wizard) = &self.wizard else { return Ok(false) };
        let room = view::room(wizard, screen.area()?).map(|rows| (wizard.visit(), rows));
        let changed = room.filter(|_| room != self.room);
        if let Some((_, rows)) = changed {
            self.room = room;
            self.hear(Event::Room(rows), world, screen)?;
        }
        Ok(changed.is_some())
    }

    fn next_beat(&self) -> Option<Instant> {
        self.wizard.as_ref().and_then(Wizard::beat).map(|beat| self.beaten + beat)
    }

    fn tick(&mut self, world: &mut World, screen: &mut Screen) -> std::io::Result<()> {
        self.beaten = Instant::now();
        let Some(visit) = self.wizard.as_ref().map(Wizard::visit) else { return Ok(()) };
        self.hear(Event::Tick(visit, self.began.elapsed()), world, screen)
    }

    fn hear(&mut self, event: Event, world: &mut World, screen: &mut Screen) -> std::io::Result<()> {
        if self.end.is_some() {
            return Ok(());
        }
        let Some(wizard) = self.wizard.take() else { return Ok(()) };
        let (before, waited) = (wizard.visit(), wizard.beat().is_some());
        let (wizard, effects) = wizard.update(event);
        if wizard.visit() != before {
            self.began = Instant::now();
        }
        if wizard.beat().is_some() && (wizard.visit() != before || !waited) {
            self.beaten = Instant::now();
        }
        self.wizard = Some(wizard);
        self.perform(effects, world, screen)
    }

    fn perform(&mut self, effects: Vec<Effect>, world: &mut World, screen: &mut Screen) -> std::io::Result<()> {
        let Some(visit) = self.wizard.as_ref().map(Wizard::visit) else { return Ok(()) };
        world.visit(visit);
        for effect in effects {
            match effect {
                Effect::Leave(how) => self.end = Some(End { how, signal: None }),
                Effect::Suspend => {
                    signals::suspend(screen)?;
                    self.redraw = true;
                }
                Effect::Redraw => self.redraw = true,
                Effect::Page(text) => self.errand = Some(Errand::Page(text)),
                Effect::Edit(text, name) => self.errand = Some(Errand::Edit(text, name)),
                Effect::Copy(text, what) => world.copy(text, what, screen)?,
                effect => world.perform(effect),
            }
        }
        Ok(())
    }

    /// Lets another program have the terminal for a while.
    async fn run(
        &mut self,
        errand: Errand,
        world: &mut World,
        screen: &mut Screen,
        signals: &mut Signals,
    ) -> std::io::Result<()> {
        let (outcome, call) = errand::run(errand, world.tools(), screen, signals).await?;
        if let Err(fault) = outcome {
            self.hear(Event::Done(Topic::Tool, Err(fault)), world, screen)?;
        }
        call.map_or(Ok(()), |call| self.call(call, world, screen))
    }

    fn call(&mut self, call: Call, world: &mut World, screen: &mut Screen) -> std::io::Result<()> {
        match call {
            Call::Resized => Ok(()),
            Call::Suspend => self.perform(vec![Effect::Suspend], world, screen),
            Call::End(signal) => {
                self.hear(Event::Interrupt, world, screen)?;
                let how = self.end.take().map_or(Leaving::Idle, |end| end.how);
                self.end = Some(End { how, signal: Some(signal) });
                Ok(())
            }
        }
    }
}
