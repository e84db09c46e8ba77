//! Commands of this front end.

use super::document;
use crate::wizard::{
    Overlay, Wizard,
    command::{Action, LEAVE, REQUESTS},
};
use serde_json::Value as Json;

/// Returns the actions that apply now, with their titles.
pub(super) fn commands(wizard: &Wizard) -> Vec<(Action, &'static str)> {
    match wizard.overlay() {
        // The question is answered before anything else.
        Overlay::Leave => LEAVE.commands.iter().map(|command| (command.action, command.title)).collect(),
        Overlay::Requests(_) => {
            let all = REQUESTS.commands.iter().filter(|command| substitute(command.action).is_none());
            all.map(|command| (command.action, command.title)).collect()
        }
        Overlay::None | Overlay::Help(_) | Overlay::Commands(_) if document::replaced(wizard.step()).is_some() => {
            vec![(Action::Accept, "replace the file"), (Action::Back, "write nothing")]
        }
        Overlay::None | Overlay::Help(_) | Overlay::Commands(_) => {
            let all = wizard.commands().into_iter().chain(wizard.global_commands()).map(|bound| bound.command);
            all.filter(|command| substitute(command.action).is_none())
                .map(|command| (command.action, command.title))
                .collect()
        }
    }
}

/// Returns the part of the protocol that takes the place of an action; `None` if the action is itself a request.
pub fn substitute(action: Action) -> Option<&'static str> {
    if is_of_document(action) {
        return Some("the state has the whole document");
    }
    let text = match action {
        // In a form they also check the value.
        Action::Next | Action::Previous => return None,
        action if action.is_move() => "`select` names a row, and `list` the first row of a page",
        Action::Copy
        | Action::CopyAll
        | Action::CopyPath
        | Action::CopyRequest
        | Action::CopyTunnel
        | Action::Switch => "the state has the text",
        Action::CopyToken | Action::Page | Action::Take => "`save` and `save-secrets` write a file",
        Action::Reveal | Action::RevealAll => "secrets are never written to standard output",
        Action::Alone | Action::Picture => "the state has the link",
        Action::Redraw | Action::Suspend | Action::EndTour => "it concerns only a screen",
        Action::Commands | Action::Help => "the state has the commands with their titles",
        Action::Pick(_) => "it is the key of a menu",
        _ => return None,
    };
    Some(text)
}

/// Returns true for actions that move through a document or change its layout.
fn is_of_document(action: Action) -> bool {
    matches!(
        action,
        Action::Fold
            | Action::Unfold
            | Action::Close
            | Action::CloseHere
            | Action::OpenHere
            | Action::CloseSiblings
            | Action::OpenSiblings
            | Action::Level
            | Action::NextSibling
            | Action::PreviousSibling
            | Action::Search
            | Action::NextFound
            | Action::PreviousFound
            | Action::Word
            | Action::Filter
            | Action::Compare
            | Action::Numbers
            | Action::Wrap
            | Action::Json
            | Action::Mouse
    )
}

/// Returns the name of an action, as in `keys.toml`. `select` is a request of its own, which names a row.
pub fn name(action: Action) -> Json {
    if action == Action::Select {
        return "toggle".into();
    }
    serde_json::to_value(action).unwrap_or_default()
}
