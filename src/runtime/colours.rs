//! The look of a session, and the one question the terminal is asked for it.

use super::{
    keyboard::{Heard, Keyboard},
    terminal::Screen,
};
use crate::view::{
    Theme,
    theme::{Ground, Look},
};
use std::{io, time::Duration};
use tokio::time::{Instant, timeout_at};

/// How long to wait at the end for an answer of the terminal that is still on its way: the shell would take it for
/// something typed.
const LATE: Duration = Duration::from_millis(100);

/// The slowest answer that is told from keys: over a slow line, through several multiplexers.
const SLOWEST: Duration = Duration::from_secs(20);

/// The look of the session, and the question about the terminal's ground.
pub(super) struct Colours {
    look: Look,
    theme: Theme,
    asked: Option<Instant>,
}

impl Colours {
    pub(super) fn new(look: Look) -> Self {
        Self { theme: look.theme(), look, asked: None }
    }

    pub(super) fn theme(&self) -> &Theme {
        &self.theme
    }

    /// Asks once, and only after something is on the screen: nobody waits for the answer.
    pub(super) fn ask(&mut self, screen: &Screen) -> io::Result<()> {
        if self.asked.is_none() && self.look.asks() {
            self.asked = Some(Instant::now());
            screen.ask_ground()?;
        }
        Ok(())
    }

    /// Until when an answer may still come; `None` where it came, or nothing was asked.
    pub(super) fn answers_until(&self) -> Option<Instant> {
        self.asked.filter(|_| self.look.asks()).map(|asked| asked + SLOWEST)
    }

    pub(super) fn learn(&mut self, keyboard: &mut Keyboard) {
        if let Some(colour) = keyboard.take_ground() {
            self.look.learn(Ground::of(colour));
            self.theme = self.look.theme();
        }
    }

    /// A terminal that has not answered for a second never will.
    pub(super) async fn settle(&mut self, keyboard: &mut Keyboard) {
        let Some(asked) = self.asked.filter(|asked| self.look.asks() && asked.elapsed() < Duration::from_secs(1))
        else {
            return;
        };
        let end = asked + LATE;
        while self.look.asks() && matches!(timeout_at(end, keyboard.next()).await, Ok(Heard::Inputs(_))) {
            self.learn(keyboard);
        }
    }
}
