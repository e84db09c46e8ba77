//! `elemint instances update`: changes name, tags and configuration. Only values that differ are sent.

use super::{
    access::Access,
    agree::{self, GivenConfirmation, agree, change},
    outcome,
    row::PrintedInstance,
    write::{Written, end},
};
use crate::{
    catalog::{Field, FieldKey},
    cli::{
        args::{EventsArgs, JsonArgs, Switch, TraceArgs, UpdateArgs},
        command_error::CommandError,
        exit, json, start,
        unattended::update_to_json,
    },
    document::mask::{is_secret_name, is_secret_text, is_stand_in},
    domain::{Fault, InstanceUpdate, Reference, instance_events::EventSwitch},
    runtime::instance_change::InstanceChange,
    terminal::output,
    text::{MASK, SafeText, count},
    wizard::PrefillError,
};
use serde_json::Value as Json;
use std::process::ExitCode;

/// Changes an instance.
pub(super) async fn run(options: &UpdateArgs, access: &Access) -> Result<ExitCode, CommandError> {
    let mut row = access.row(&options.id).await?;
    let (update, lines) = changes(options, &row, access).await?;
    if options.dry_run && options.output.is_wanted() {
        let about = [&*row.listed.id, &*row.name, row.listed.element.as_str()];
        let planned = update_to_json(about, &update, &access.account);
        return json::print(&planned, &options.output).await.map(|()| ExitCode::SUCCESS);
    }
    if update.is_empty() {
        output::note(&"Nothing differs, so nothing was sent.".into());
        return reported(Written { row, result: Ok(()) }, "unchanged", &options.output, None).await;
    }
    let mut text = safe!("Changes of instance {} “{}”:\n", row.listed.id, row.name);
    for line in &lines {
        text.push_line(line);
    }
    if options.dry_run {
        return Ok(exit::printed(output::print(&text)));
    }
    if options.yes {
        output::ask(&text);
    }
    text.push(&"Send them?".into());
    let given = GivenConfirmation { yes: options.yes, names: &options.confirm };
    let Some(account) = agree(access, std::slice::from_ref(&row), change, &text, given)? else {
        return Err(CommandError::declined("Nothing was sent."));
    };
    let result = access.send(InstanceChange::Update(&update), &row.listed, &account).await;
    if let (Ok(()), Some(name)) = (&result, &update.name) {
        row.name = access.mask().cover_text(name).into_owned();
    }
    let line = safe!("Changed instance {} “{}” of {}.", row.listed.id, row.name, row.listed.element);
    reported(Written { row, result }, "changed", &options.output, Some(line)).await
}

/// Prints the result of a change: as JSON, or this line for a success.
///
/// # Errors
/// The reason of a failure, unless it was printed as JSON.
async fn reported(
    done: Written,
    verb: &'static str,
    options: &JsonArgs,
    line: Option<SafeText>,
) -> Result<ExitCode, CommandError> {
    if options.is_wanted() {
        return end(&[done], &[], verb, options).await;
    }
    done.result.map_err(|fault| outcome::refused_for(&done.row.listed.id, &fault))?;
    Ok(line.map_or(ExitCode::SUCCESS, |line| exit::printed(output::line(&line))))
}

/// Returns the values that differ from those of the instance, and a line about each.
async fn changes(
    options: &UpdateArgs,
    row: &PrintedInstance,
    access: &Access,
) -> Result<(InstanceUpdate, Vec<SafeText>), CommandError> {
    let (mut update, mut lines) = (InstanceUpdate::default(), Vec::new());
    let mask = access.mask();
    if options.name.as_ref().is_some_and(|name| name.trim().is_empty()) {
        return Err(CommandError::new("An instance needs a name: --name NAME.".into(), exit::MISUSED));
    }
    if let Some(name) = options.name.as_ref().filter(|name| **name != row.listed.name) {
        lines.push(safe!("  name  {} → {}", row.name, mask.cover_text(name)));
        update.name = Some(name.clone());
    }
    if let Some(tags) = &options.tags {
        let tags: Vec<String> = tags.iter().map(|tag| tag.trim().to_owned()).filter(|tag| !tag.is_empty()).collect();
        if tags != row.listed.tags {
            lines.push(safe!("  tags  {} → {}", row.tags.join(", "), mask.cover_text(&tags.join(", "))));
            update.tags = Some(tags);
        }
    }
    let configuration = configuration(row);
    for (key, typed) in &options.values {
        let key = FieldKey::new(key);
        let before = configuration.get(key.as_str());
        let is_secret = is_secret_key(&key, before, row, access);
        let reference = Reference::read(typed);
        if reference.is_none() && (is_secret || is_secret_text(typed)) {
            return Err(secret_argument(&key));
        }
        check_key(&key, before.is_some(), row, access)?;
        let value = access.resolve(typed).await?;
        if is_secret || reference.is_some() {
            // The platform masks its value, so a secret is always sent.
            let shown = reference.map_or_else(|| MASK.to_owned(), |reference| reference.to_string());
            lines.push(safe!("  {}  {} → {}", key, MASK, shown));
            update.set_secret(key, value);
        } else if before.and_then(Json::as_str) != Some(value.expose()) {
            let before = before.map_or_else(|| "(none)".to_owned(), plain);
            lines.push(safe!("  {}  {} → {}", key, mask.cover_text(&before), value.expose()));
            update.set(key, value.expose());
        }
    }
    Ok((update, lines))
}

fn plain(value: &Json) -> String {
    match value {
        Json::String(text) => text.clone(),
        Json::Null => "(none)".to_owned(),
        Json::Bool(_) | Json::Number(_) | Json::Array(_) | Json::Object(_) => value.to_string(),
    }
}

fn configuration(row: &PrintedInstance) -> serde_json::Map<String, Json> {
    let answer: Json = serde_json::from_str(row.listed.raw.expose()).unwrap_or_default();
    answer.get("configuration").and_then(Json::as_object).cloned().unwrap_or_default()
}

/// Returns true if a value of this key is secret: by the element's form, the platform's mask, or the name.
fn is_secret_key(key: &FieldKey, before: Option<&Json>, row: &PrintedInstance, access: &Access) -> bool {
    let element = access.catalog.find(row.listed.element.as_str());
    let field = element.as_ref().and_then(|element| element.fields().find(|field| field.key == *key));
    let is_masked = before.and_then(Json::as_str).is_some_and(|text| !text.is_empty() && is_stand_in(text));
    is_masked || field.map_or_else(|| is_secret_name(key.as_str()), Field::is_secret)
}

/// Checks that a key is one of the instance or of its element, if that is known. The platform ignores all others.
///
/// # Errors
/// There is no such key.
fn check_key(key: &FieldKey, is_set: bool, row: &PrintedInstance, access: &Access) -> Result<(), CommandError> {
    let Some(element) = access.catalog.find(row.listed.element.as_str()).filter(|_| !is_set) else { return Ok(()) };
    if element.fields().any(|field| field.key == *key) {
        return Ok(());
    }
    Err(start::misused(&PrefillError::unknown(&element, key)))
}

fn secret_argument(key: &FieldKey) -> CommandError {
    let words = safe!(
        "{} is a secret. Other users can read arguments, and the shell saves them.\n\
         Pass a reference: --set {}=env:NAME, file:PATH, cmd:COMMAND or keyring:NAME.",
        key,
        key
    );
    CommandError::new(words, exit::MISUSED)
}

/// Turns the events of an instance on or off, without new credentials.
pub(super) async fn events(options: &EventsArgs, access: &Access) -> Result<ExitCode, CommandError> {
    let row = access.row(&options.id).await?;
    let is_on = options.state == Switch::On;
    let state = if is_on { "on" } else { "off" };
    let question = safe!("Turn the events of instance {} “{}” {}?", row.listed.id, row.name, state);
    let switch = EventSwitch { is_on, callback: options.callback.clone() };
    let change = InstanceChange::Events(&switch);
    let Some(result) = switched(change, &row, &question, &options.confirm, access).await? else {
        return Ok(ExitCode::SUCCESS);
    };
    let line = safe!("Events of instance {} are {}.", row.listed.id, state);
    reported(Written { row, result }, "changed", &options.output, Some(line)).await
}

/// Turns trace logging of an instance on for a while, or off.
pub(super) async fn trace(options: &TraceArgs, access: &Access) -> Result<ExitCode, CommandError> {
    let row = access.row(&options.id).await?;
    let minutes = (options.state == Switch::On).then_some(options.minutes);
    let words = minutes.map_or_else(
        || "off".to_owned(),
        |minutes| format!("on for {}", count(usize::try_from(minutes).unwrap_or(usize::MAX), "minute", "minutes")),
    );
    let question = safe!("Turn trace logging of instance {} “{}” {}?", row.listed.id, row.name, words);
    let change = InstanceChange::Trace(minutes);
    let Some(result) = switched(change, &row, &question, &options.confirm, access).await? else {
        return Ok(ExitCode::SUCCESS);
    };
    let line = safe!("Trace logging of instance {} is {}.", row.listed.id, words);
    reported(Written { row, result }, "changed", &options.output, Some(line)).await
}

/// Sends a change that can be undone, so that it is confirmed on a protected profile only. Returns its result;
/// `None` if the user does not agree.
async fn switched(
    change: InstanceChange<'_>,
    row: &PrintedInstance,
    question: &SafeText,
    names: &[String],
    access: &Access,
) -> Result<Option<Result<(), Fault>>, CommandError> {
    let given = GivenConfirmation { yes: true, names };
    let Some(account) = agree(access, std::slice::from_ref(row), agree::change, question, given)? else {
        return Err(CommandError::declined("Nothing was sent."));
    };
    Ok(Some(access.send(change, &row.listed, &account).await))
}
