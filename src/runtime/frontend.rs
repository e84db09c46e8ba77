//! Front end of a session: the full screen, a dialog line by line, or lines of JSON. The loop and the wizard are the
//! same.

mod json;
mod lines;
mod tui;

pub(super) use json::JsonFrontend;
pub(super) use lines::LinesFrontend;
pub(super) use tui::TuiFrontend;

use super::{
    external_program::{ExternalProgram, Tools},
    signals::{SignalRequest, Signals},
};
use crate::{
    domain::Fault,
    terminal::keyboard::TerminalInput,
    wizard::{Event, Input, Wizard},
};
use std::io;

/// Front end of a session: shows the wizard and reads the user's input.
pub(super) trait Frontend {
    /// Shows the wizard.
    fn show(&mut self, wizard: &Wizard) -> io::Result<()>;

    /// Returns the rows of the document that fit, if that matters.
    fn room(&mut self, _: &Wizard) -> io::Result<Option<u16>> {
        Ok(None)
    }

    /// Returns whether an event of a person is for the wizard, as much of it as is visible.
    fn takes(&self, _: &Wizard, _: &Event) -> io::Result<bool> {
        Ok(true)
    }

    /// Turns an input into an event: a key into the action it has in the present context.
    fn event(&self, wizard: &Wizard, input: Input) -> io::Result<Event> {
        Ok(wizard.event(input))
    }

    /// Returns the next input. Cancel safe.
    async fn next(&mut self) -> TerminalInput;

    /// Returns further events of what was typed; asked until none are left.
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

    /// Lets another program have the terminal until it ends. Two who read one terminal would share its keys.
    async fn lend(
        &mut self,
        errand: ExternalProgram,
        tools: &Tools,
        signals: &mut Signals,
    ) -> io::Result<ProgramResult>;

    /// Gives the terminal back, stops, and takes it again when continued.
    fn suspend(&mut self) -> io::Result<()>;

    /// Gives the terminal back for good.
    async fn leave(&mut self);
}

/// Result of an external program, and a signal that came in the meantime.
pub(super) type ProgramResult = (Result<(), Fault>, Option<SignalRequest>);
