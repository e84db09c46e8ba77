//! `elemint instances enable`, `disable` and `delete`: writes on several instances, with one line and one exit code.

use super::{
    access::Access,
    agree::{self, GivenConfirmation, agree, change, enable},
    named::{NamedInstances, UnknownInstance},
    outcome,
    row::PrintedInstance,
};
use crate::{
    cli::{
        args::{DeleteArgs, JsonArgs, SwitchArgs},
        command_error::CommandError,
        exit, json,
    },
    domain::{Fault, Write, fault::FaultKind},
    runtime::instance_change::InstanceChange,
    terminal::output,
    text::{SafeText, count},
};
use serde_json::{Value as Json, json};
use std::process::ExitCode;

/// Instance with the result of a write.
pub(super) struct Written {
    pub(super) row: PrintedInstance,
    pub(super) result: Result<(), Fault>,
}

/// Enables or disables instances.
pub(super) async fn switch(options: &SwitchArgs, is_enabled: bool, access: &Access) -> Result<ExitCode, CommandError> {
    let named = NamedInstances::read(access, &options.ids).await?;
    named.note_unknown();
    let NamedInstances { rows, unknown } = named;
    // Both can be undone, so they are confirmed on a protected profile only.
    let given = GivenConfirmation { yes: true, names: &options.confirm };
    let (write, verb): (fn(&str) -> Write<'_>, _) = if is_enabled { (enable, "Enable") } else { (change, "Disable") };
    let Some(account) = agree(access, &rows, write, &question(verb, &rows, access), given)? else {
        return Err(CommandError::declined("Nothing was changed."));
    };
    let mut done = Vec::new();
    for row in rows {
        let change = if is_enabled { InstanceChange::Enable } else { InstanceChange::Disable };
        let result = access.send(change, &row.listed, &account).await;
        done.push(Written { row, result });
    }
    end(&done, &unknown, if is_enabled { "enabled" } else { "disabled" }, &options.output).await
}

/// Deletes instances. Each is put into the trash first, so that it can be created again.
pub(super) async fn delete(options: &DeleteArgs, access: &Access) -> Result<ExitCode, CommandError> {
    let named = NamedInstances::read(access, &options.ids).await?;
    named.note_unknown();
    let NamedInstances { rows, unknown } = named;
    let mut text = question("Delete", &rows, access);
    text.push(&SafeText::from(if access.store.keeps() {
        " The token of a deleted instance stops working. elemint trash keeps the rest for 30 days."
    } else {
        " The token of a deleted instance stops working. Nothing is kept, because of --keep-nothing."
    }));
    let given = GivenConfirmation { yes: options.yes, names: &options.confirm };
    let Some(account) = agree(access, &rows, agree::delete, &text, given)? else {
        return Err(CommandError::declined("Nothing was deleted."));
    };
    if options.yes && !access.store.keeps() {
        output::note(&"No copy is kept, because of --keep-nothing.".into());
    }
    let mut done = Vec::new();
    for row in rows {
        let result = access.delete(&row.listed, &account).await;
        done.push(Written { row, result });
    }
    end(&done, &unknown, "deleted", &options.output).await
}

/// Returns the question, with one line for each instance.
fn question(verb: &'static str, rows: &[PrintedInstance], access: &Access) -> SafeText {
    let mut text = SafeText::default();
    for PrintedInstance { listed, name, facts, .. } in rows {
        text.push_line(&safe!("{}  {}  “{}”  {}", listed.id, listed.element, name, facts.state));
    }
    let host = access.account.base.host();
    text.push(&safe!("{} {} on {}?", verb, count(rows.len(), "instance", "instances"), host));
    text
}

/// Prints the results and returns the exit code.
pub(super) async fn end(
    done: &[Written],
    unknown: &[UnknownInstance],
    verb: &'static str,
    options: &JsonArgs,
) -> Result<ExitCode, CommandError> {
    if options.is_wanted() {
        let unknown = unknown.iter().map(|one| one.json(&["name", "element"]));
        let all = Json::from(done.iter().map(|one| one.json(verb)).chain(unknown).collect::<Vec<_>>());
        json::print(&all, options).await?;
    } else {
        for one in done {
            one.print(verb);
        }
    }
    let codes: Vec<u8> = done.iter().filter_map(|one| one.result.as_ref().err()).map(outcome::exit_code).collect();
    Ok(ExitCode::from(match codes.as_slice() {
        _ if !unknown.is_empty() => exit::MIXED,
        [] => 0,
        [first, rest @ ..] if codes.len() == done.len() && rest.iter().all(|code| code == first) => *first,
        _ => exit::MIXED,
    }))
}

impl Written {
    fn print(&self, verb: &'static str) {
        let PrintedInstance { listed, name, .. } = &self.row;
        match &self.result {
            Ok(()) => drop(output::line(&safe!("{}  {}  {}  “{}”", listed.id, verb, listed.element, name))),
            Err(fault) => {
                let not = if fault.kind == FaultKind::Unclear { "may be" } else { "not" };
                let mut text = safe!("{}  {} {}  {}  “{}”", listed.id, not, verb, listed.element, name);
                for line in outcome::described_lines(fault) {
                    text.push(&safe!("\n  {}", line));
                }
                output::note(&text);
            }
        }
    }

    /// Returns the result as JSON. The fields are documented in the help.
    fn json(&self, verb: &'static str) -> Json {
        let fault = self.result.as_ref().err();
        let outcome = match fault {
            None => verb,
            Some(fault) if fault.kind == FaultKind::Unclear => "unknown",
            Some(_) => "failed",
        };
        json!({
            "id": self.row.listed.id,
            "name": self.row.name,
            "element": self.row.listed.element.as_str(),
            "outcome": outcome,
            "status": fault.and_then(|fault| fault.status),
            "reason": fault.map(|fault| &fault.problem),
            "platformMessage": fault.and_then(|fault| fault.message.as_ref()),
        })
    }
}
