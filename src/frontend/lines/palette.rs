//! The list of commands, to be answered by a line.

use super::{FollowUp, LineOutcome, NumberedList, number, scene::Question, set};
use crate::wizard::{Overlay, Palette, PaletteCommand, Wizard, command::Action};

/// The commands one can choose by a line, each with its row in the list.
fn offered(palette: &Palette) -> Vec<(usize, String)> {
    let commands = palette.found().iter().enumerate();
    commands.filter_map(|(row, command)| Some((row, describe(command)?))).collect()
}

pub(super) fn ask(palette: &Palette) -> Question {
    let offered = offered(palette);
    let list = NumberedList::of_texts(offered.iter().map(|(_, words)| words));
    let id = format!("commands {}", palette.filter.text());
    Question::new(id, "Type a number, or a part of the words; an empty line closes the list: ")
        .introduced(["Commands here:".to_owned()])
        .listing(list)
}

pub(super) fn answer(palette: &Palette, line: &str) -> LineOutcome {
    let offered = offered(palette);
    match number(line, offered.len()).and_then(|at| offered.get(at)) {
        Some((row, _)) => LineOutcome::choose(*row),
        None if line.trim().is_empty() => LineOutcome::act(Action::Back),
        None => LineOutcome::SendThen(vec![set(0, line)], FollowUp::OnlyDeed),
    }
}

/// Chooses the entry if only one is left; without any the list is complete again.
pub(super) fn only(wizard: &Wizard) -> LineOutcome {
    let Overlay::Commands(palette) = wizard.overlay() else { return LineOutcome::nothing() };
    match offered(palette).as_slice() {
        [(row, _)] => LineOutcome::choose(*row),
        [] => LineOutcome::SayAndSend("No command matches.".into(), vec![set(0, "")]),
        _ => LineOutcome::nothing(),
    }
}

/// Describes a command with its word; `None` where it is of use only with a screen.
fn describe(command: &PaletteCommand) -> Option<String> {
    match (command.action, command.word) {
        (Action::Accept, _) => Some(command.title.to_owned()),
        (_, "") => None,
        (_, word) => Some(format!("{}, :{word}", command.title)),
    }
}
