//! Commands of the table that have a word for plain lines.

use crate::wizard::{
    Wizard,
    command::{Action, Command},
};

/// Returns the commands of the step with a word that can act now.
pub(super) fn of_step(wizard: &Wizard) -> Vec<Command> {
    let own = wizard.commands().into_iter().map(|bound| bound.command);
    own.filter(|command| !command.word.is_empty()).collect()
}

/// Returns the commands with a word that can act now, those of every step included.
pub(super) fn all(wizard: &Wizard) -> impl Iterator<Item = Command> {
    let global = wizard.global_commands().into_iter().map(|bound| bound.command);
    of_step(wizard).into_iter().chain(global.filter(|command| !command.word.is_empty()))
}

/// Returns the action of a word, if it can act now.
pub(super) fn action(wizard: &Wizard, word: &str) -> Option<Action> {
    all(wizard).find(|command| command.word == word).map(|command| command.action)
}
