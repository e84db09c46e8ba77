//! Commands of this front end.

use crate::wizard::{Wizard, command::Action};
use serde_json::Value as Json;

/// Returns the actions that are of use in this front end and apply now.
pub(super) fn commands(wizard: &Wizard) -> Vec<(Action, &'static str)> {
    let all = wizard.commands().into_iter().chain(wizard.global_commands()).map(|bound| bound.command);
    let usable = all.filter(|command| command.action == Action::Accept || !command.word.is_empty());
    usable.filter(|command| !needs_screen(command.action)).map(|command| (command.action, command.title)).collect()
}

/// Returns true for actions that show secrets, write to a clipboard, or open a list that the state has already.
fn needs_screen(action: Action) -> bool {
    matches!(
        action,
        Action::Reveal
            | Action::RevealAll
            | Action::Copy
            | Action::CopyAll
            | Action::CopyPath
            | Action::CopyToken
            | Action::CopyRequest
            | Action::CopyTunnel
            | Action::Save
            | Action::SaveSecrets
            | Action::Take
            | Action::Page
            | Action::Commands
            | Action::Help
    )
}

/// Returns the name of an action, as in `keys.toml`.
pub(super) fn name(action: Action) -> Json {
    serde_json::to_value(action).unwrap_or_default()
}
