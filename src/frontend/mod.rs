//! Front ends: each lays out the wizard's steps and turns input into events.

pub mod json;
pub mod lines;
pub mod tui;

use crate::{
    terminal::keyboard::TerminalInput,
    wizard::{Event, Input, Wizard},
};
use std::io;

/// Front end of a session: shows the wizard and reads the user's input.
pub(crate) trait Frontend {
    /// Shows the wizard.
    fn show(&mut self, wizard: &Wizard) -> io::Result<()>;

    /// Returns the event that reports the rows that fit, if that matters.
    fn measure(&mut self, _: &Wizard) -> io::Result<Option<Event>> {
        Ok(None)
    }

    /// Returns true if an event of a person is for the wizard, as much of it as is visible.
    fn takes(&self, _: &Wizard, _: &Event) -> io::Result<bool> {
        Ok(true)
    }

    /// Turns an input into an event: a key into the action it has in the present context.
    fn event(&self, wizard: &Wizard, input: Input) -> io::Result<Event> {
        Ok(wizard.event(input))
    }

    /// Returns the next input. Cancel safe.
    async fn next(&mut self) -> TerminalInput;

    /// Returns further events of the typed input. It is called until none are left.
    fn more(&mut self, _: &Wizard) -> Vec<Event> {
        Vec::new()
    }

    /// Returns the event of an interrupt from the keyboard, where it comes as a signal.
    fn interrupted(&self) -> Option<Event> {
        None
    }

    /// Sends a clipboard sequence to the terminal. Returns false if this front end must not.
    fn clipboard(&mut self, sequence: &[u8]) -> io::Result<bool>;

    /// Shows everything anew with the next frame.
    fn refresh(&mut self);

    /// Returns the way of a text or a program onto the terminal.
    fn sharing(&self) -> TerminalSharing {
        TerminalSharing::Turns
    }

    /// Gives the terminal to another program. Two who read one terminal would share its keys.
    fn release(&mut self) -> io::Result<()> {
        Ok(())
    }

    /// Takes the terminal again.
    fn resume(&mut self) -> io::Result<()> {
        Ok(())
    }

    /// Gives the terminal back, stops, and takes it again when continued.
    fn suspend(&mut self) -> io::Result<()>;

    /// Gives the terminal back for good.
    async fn leave(&mut self);
}

/// Way in which a front end shares the terminal with printed texts and other programs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum TerminalSharing {
    /// The terminal is given away, and taken again afterwards.
    Turns,
    /// The same, but a text is printed between the lines: nothing covers it there.
    Lines,
    /// Not at all: there is no terminal.
    Never,
}
