//! Everything that can be done, as a list one can answer.

use super::{FollowUp, LineOutcome, commands, key, number, scene::Question, text, walk};
use crate::wizard::{Input, Key, KeyCode, Overlay, Palette, Step, Wizard};

/// The deeds one can choose by a line, each with its row in the list.
fn offered(palette: &Palette, step: &Step) -> Vec<(usize, String)> {
    let deeds = palette.found().iter().enumerate();
    deeds.filter_map(|(row, deed)| Some((row, commands::describe(step, deed)?))).collect()
}

pub(super) fn ask(palette: &Palette, step: &Step) -> Question {
    let offered = offered(palette, step);
    let list = text::numbered(offered.iter().map(|(_, words)| words));
    let list = std::iter::once("What can be done here:".to_owned()).chain(list);
    let id = format!("commands {}", palette.filter.text());
    Question::new(id, "A number, or a part of the words; an empty line closes the list: ").introduced(list)
}

pub(super) fn answer(palette: &Palette, step: &Step, line: &str) -> LineOutcome {
    let offered = offered(palette, step);
    match number(line, offered.len()).and_then(|at| offered.get(at)) {
        Some((row, _)) => LineOutcome::Press(choose(palette, *row)),
        None if line.trim().is_empty() => LineOutcome::Press(vec![key(KeyCode::Esc)]),
        None => LineOutcome::PressThen(typed(line), FollowUp::OnlyDeed),
    }
}

/// Where only one is left it is what was meant; where none is, the list is whole again.
pub(super) fn only(wizard: &Wizard) -> LineOutcome {
    let Overlay::Commands(palette) = wizard.overlay() else { return LineOutcome::Press(Vec::new()) };
    match offered(palette, wizard.step()).as_slice() {
        [(row, _)] => LineOutcome::Press(choose(palette, *row)),
        [] => LineOutcome::SayAndPress("Nothing here is called that.".into(), typed("")),
        _ => LineOutcome::Press(Vec::new()),
    }
}

/// Words in place of those before, key by key: the list takes no paste, which could be a secret gone astray.
fn typed(words: &str) -> Vec<Input> {
    let emptied = [key(KeyCode::End), Input::Key(Key::ctrl('u'))];
    emptied.into_iter().chain(words.chars().map(|c| key(KeyCode::Char(c)))).collect()
}

fn choose(palette: &Palette, row: usize) -> Vec<Input> {
    walk(palette.row(), row).chain([key(KeyCode::Enter)]).collect()
}
