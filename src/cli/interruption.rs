//! Signals while a command may have a request on its way: the user learns of its unknown outcome.

use super::{args::OutputForm, command_error::CommandError, signal_watch};
use crate::{
    document::mask::Mask,
    domain::{ChangeEntry, ChangeKind, JournalEntry},
    runtime::log::line,
    storage::{Log, Store},
    text::SafeText,
};
use serde_json::{Value as Json, json};
use std::sync::Arc;

/// Ends the program with the next signal, from here on, and reports the requests of this store without an outcome. The log,
/// if there is one, gets the last line of the command.
pub(super) fn watch(store: Arc<Store>, output: OutputForm, log: Option<Arc<Log>>) {
    // Without the handlers a signal ends the program at once; the journal still has the request.
    let _ = signal_watch::watch(move |number| {
        let code = 128 + number;
        let _ = failure(&store, code).print(output);
        if let Some(log) = &log {
            log.add(&line("end", json!({ "exit": code })));
        }
    });
}

/// Returns the failure of an interrupted command.
fn failure(store: &Store, code: u8) -> CommandError {
    let (requests, changes) = (store.own_requests(), store.own_changes());
    let lines: Vec<String> = requests.iter().map(create_line).chain(changes.iter().map(change_line)).collect();
    if lines.is_empty() {
        let words = if store.keeps() {
            "Interrupted. No request with an unknown outcome is recorded."
        } else {
            "Interrupted. A request that was sent may have been carried out; with --keep-nothing none is recorded."
        };
        return CommandError::new(words.into(), code).with("status", Json::from("interrupted"));
    }
    let reason = format!("Interrupted. {}", lines.join(" "));
    let (id, hint) = match (requests.as_slice(), changes.as_slice()) {
        ([request], []) => (Some(&request.id), format!("elemint recover {} --look finds out.", request.id)),
        ([], [change]) => (Some(&change.id), format!("elemint recover {} --look finds out.", change.id)),
        _ => (None, "elemint recover --look finds out.".to_owned()),
    };
    let mut words = SafeText::default();
    words.push(&safe!("{}", reason));
    words.push(&safe!("\n{}", hint));
    let instance = match changes.as_slice() {
        [change] => Json::from(change.target.id.as_str()),
        _ => Json::Null,
    };
    CommandError::new(words, code)
        .with("status", Json::from("unknown"))
        .with("reason", Json::from(reason))
        .with("hint", Json::from(hint))
        .with("recover", Json::from(id.map(ToString::to_string)))
        .with("id", instance)
}

fn create_line(request: &JournalEntry) -> String {
    let name = Mask::default().cover_text(&request.name).into_owned();
    format!("The instance “{name}” of {} may have been created.", request.element)
}

fn change_line(change: &ChangeEntry) -> String {
    let name = Mask::default().cover_text(&change.target.name).into_owned();
    let done = match change.kind {
        ChangeKind::Reauthorize => "re-authorized",
        ChangeKind::Update => "changed",
        ChangeKind::Enable => "enabled",
        ChangeKind::Disable => "disabled",
        ChangeKind::Delete => "deleted",
    };
    format!("Instance {} “{name}” may have been {done}.", change.target.id)
}
