//! Front end of a session: the full screen, or a dialog line by line. The loop and the wizard are the same.

mod lines;
mod tui;

pub(super) use lines::LinesFrontend;
pub(super) use tui::TuiFrontend;

use super::{
    external_program::{ExternalProgram, Tools},
    signals::{SignalRequest, Signals},
};
use crate::{
    domain::Fault,
    terminal::keyboard::TerminalInput,
    wizard::{
        Input, Wizard,
        mouse::{Mouse, Spot},
    },
};
use std::io;

/// A way to show the wizard and to hear a person.
pub(super) trait Frontend {
    /// Shows the wizard as it stands.
    fn show(&mut self, wizard: &Wizard) -> io::Result<()>;

    /// How many rows of what is read fit, where that matters.
    fn room(&mut self, _: &Wizard) -> io::Result<Option<u16>> {
        Ok(None)
    }

    /// Whether an input is for the wizard, as much of it as can be seen.
    fn takes(&self, _: &Wizard, _: &Input) -> io::Result<bool> {
        Ok(true)
    }

    /// What the mouse points at.
    fn spot(&self, _: &Wizard, _: Mouse) -> io::Result<Spot> {
        Ok(Spot::Nothing)
    }

    /// What was typed next. Safe to be dropped while it waits.
    async fn next(&mut self) -> TerminalInput;

    /// What else the wizard is to hear of what was typed, as it stands now; asked until nothing is left.
    fn more(&mut self, _: &Wizard) -> Vec<Input> {
        Vec::new()
    }

    /// What an interrupt from the keyboard means, where it comes as a signal.
    fn interrupted(&self) -> Option<Input> {
        None
    }

    /// Hands a sequence for the clipboard to the terminal; whether it may.
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

/// What became of another program, and the signal that came meanwhile.
pub(super) type ProgramResult = (Result<(), Fault>, Option<SignalRequest>);
