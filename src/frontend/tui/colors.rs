//! The look of a session, and the one question the terminal is asked for it.

use crate::frontend::tui::{
    Theme,
    theme::{Background, Look},
};
use crate::terminal::{
    keyboard::{Keyboard, TerminalInput},
    screen::Screen,
};
use std::{io, time::Duration};
use tokio::time::{Instant, timeout_at};

/// Time to wait at the end for a late answer of the terminal, which the shell would read as typed text.
const LATE: Duration = Duration::from_millis(100);

/// Time of the slowest answer that is distinguished from keys: over a slow line, through several multiplexers.
const SLOWEST: Duration = Duration::from_secs(20);

/// The look of the session, and the question about the terminal's ground.
pub struct SessionColors {
    look: Look,
    theme: Theme,
    asked: Option<Instant>,
}

impl SessionColors {
    /// Returns the colors of a look, before the terminal has been asked for its background.
    pub fn new(look: Look) -> Self {
        Self { theme: look.theme(), look, asked: None }
    }

    /// Returns the theme in use.
    pub fn theme(&self) -> &Theme {
        &self.theme
    }

    /// Asks the terminal for its background, once, after the first frame: the answer is not waited for.
    ///
    /// # Errors
    /// When the terminal cannot be written.
    pub fn ask(&mut self, screen: &Screen) -> io::Result<()> {
        if self.asked.is_none() && self.look.asks() {
            self.asked = Some(Instant::now());
            screen.ask_ground()?;
        }
        Ok(())
    }

    /// Until when an answer may still come; `None` where it came, or nothing was asked.
    pub fn answers_until(&self) -> Option<Instant> {
        self.asked.filter(|_| self.look.asks()).map(|asked| asked + SLOWEST)
    }

    /// Takes the terminal's answer about its background, if there is one.
    pub fn learn(&mut self, keyboard: &mut Keyboard) {
        if let Some(color) = keyboard.take_ground() {
            self.look.learn(Background::from_rgb(color));
            self.theme = self.look.theme();
        }
    }

    /// A terminal that has not answered for a second never will.
    pub async fn settle(&mut self, keyboard: &mut Keyboard) {
        let Some(asked) = self.asked.filter(|asked| self.look.asks() && asked.elapsed() < Duration::from_secs(1))
        else {
            return;
        };
        let end = asked + LATE;
        while self.look.asks() && matches!(timeout_at(end, keyboard.next()).await, Ok(TerminalInput::Inputs(_))) {
            self.learn(keyboard);
        }
    }
}
