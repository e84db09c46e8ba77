//! Full screen at a terminal.

use super::{colors::SessionColors, theme::Look};
use crate::{
    frontend::Frontend,
    terminal::{
        keyboard::{Keyboard, TerminalInput},
        process,
        screen::Screen,
    },
    wizard::{Event, Input, Wizard},
};
use ratatui::layout::Position;
use std::io;

/// The full screen.
pub(crate) struct TuiFrontend {
    screen: Screen,
    /// Closed only while another program reads the terminal.
    keyboard: Option<Keyboard>,
    colors: SessionColors,
    stale: bool,
}

impl TuiFrontend {
    /// Takes the terminal.
    ///
    /// # Errors
    /// If the terminal refuses.
    pub fn enter(look: Look) -> io::Result<Self> {
        let screen = Screen::enter()?;
        Ok(Self { screen, keyboard: Some(Keyboard::open()?), colors: SessionColors::new(look), stale: false })
    }
}

impl Frontend for TuiFrontend {
    fn show(&mut self, wizard: &Wizard) -> io::Result<()> {
        if std::mem::take(&mut self.stale) {
            self.screen.clear()?;
        }
        self.screen.mouse(wizard.points())?;
        self.screen.draw(|frame| super::draw(frame, wizard, self.colors.theme()))?;
        self.colors.ask(&self.screen)
    }

    fn measure(&mut self, wizard: &Wizard) -> io::Result<Option<Event>> {
        Ok(super::measure(wizard, self.screen.area()))
    }

    fn takes(&self, wizard: &Wizard, event: &Event) -> io::Result<bool> {
        Ok(super::fits(self.screen.area()) || wizard.takes_unseen(event))
    }

    fn event(&self, wizard: &Wizard, input: Input) -> io::Result<Event> {
        Ok(match input {
            Input::Mouse(mouse) => {
                let spot = super::spot(wizard, self.screen.area(), Position::new(mouse.column, mouse.row));
                Event::Point(mouse.gesture, spot)
            }
            input => wizard.event(input),
        })
    }

    async fn next(&mut self) -> TerminalInput {
        let Some(keyboard) = &mut self.keyboard else { return TerminalInput::Gone };
        keyboard.expect_answer(self.colors.answers_until());
        let heard = keyboard.next().await;
        self.colors.learn(keyboard);
        heard
    }

    fn clipboard(&mut self, sequence: &[u8]) -> io::Result<bool> {
        self.screen.write_raw(sequence).map(|()| true)
    }

    fn refresh(&mut self) {
        self.stale = true;
    }

    fn release(&mut self) -> io::Result<()> {
        self.keyboard = None;
        self.screen.leave();
        Ok(())
    }

    fn resume(&mut self) -> io::Result<()> {
        self.screen.resume()?;
        self.keyboard = Some(Keyboard::open()?);
        Ok(())
    }

    fn suspend(&mut self) -> io::Result<()> {
        self.stale = true;
        self.screen.leave();
        process::stop()?;
        self.screen.resume()
    }

    async fn leave(&mut self) {
        if let Some(keyboard) = &mut self.keyboard {
            self.colors.settle(keyboard).await;
        }
        self.screen.leave();
    }
}
