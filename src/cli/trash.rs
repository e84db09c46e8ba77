//! `elemint trash`: lists deleted instances, opens the form of one to create it again, or removes all for good.

use super::{
    args::{
        Args, JsonArgs,
        trash::{RestoreArgs, TrashArgs, TrashCommand},
    },
    command_error::CommandError,
    exit, json,
    settings::Settings,
    setup, start,
    unattended::missing,
};
use crate::{
    catalog::{Catalog, FieldKey},
    domain::TrashedInstance,
    storage::{Store, TrashRecord},
    terminal::output,
    text::{SafeText, count},
    wizard::{Notice, Prefill, prefill::restored_notice},
};
use serde_json::{Value as Json, json};
use std::process::ExitCode;

/// Runs the commands that need no wizard.
pub(super) async fn run(options: &TrashArgs, settings: &Settings) -> Result<ExitCode, CommandError> {
    match &options.command {
        Some(TrashCommand::Empty { yes, output }) => empty(*yes, output, settings).await,
        Some(TrashCommand::List { output }) => list(output, settings).await,
        // `restore` is run by the wizard, or without a screen.
        Some(TrashCommand::Restore(_)) | None => list(&options.output, settings).await,
    }
}

async fn list(options: &JsonArgs, settings: &Settings) -> Result<ExitCode, CommandError> {
    let store = setup::store(settings)?;
    store.sweep();
    let records = store.trash().list();
    for note in store.notes() {
        output::note(&safe!("{}", note));
    }
    if options.is_wanted() {
        let all: Vec<Json> = records.iter().map(facts).collect();
        return json::print(&Json::from(all), options).await.map(|()| ExitCode::SUCCESS);
    }
    for record in &records {
        let _ = output::line(&line(record));
    }
    let words = match (records.is_empty(), store.keeps()) {
        (true, true) => "No deleted instance is kept here.",
        (true, false) => "No deleted instance is kept here, and with --keep-nothing none is.",
        (false, _) => "elemint trash restore ID opens the form of one. Each is kept for 30 days.",
    };
    output::note(&words.into());
    Ok(ExitCode::SUCCESS)
}

/// Returns the line of a deleted instance in a list.
pub(super) fn line(record: &TrashRecord) -> SafeText {
    let TrashedInstance { id, name, element, base, .. } = &record.instance;
    let deletion = record.to_entry().describe_deletion(Store::now());
    safe!("{}  {}  “{}”  {}  {}  {}", id, element, name, base.host(), deletion, record.stem())
}

fn facts(record: &TrashRecord) -> Json {
    let instance = &record.instance;
    json!({
        "id": instance.id,
        "name": instance.name,
        "element": instance.element.as_str(),
        "tags": instance.tags,
        "platform": instance.base.as_str(),
        "profile": instance.profile_label(),
        "deleted": instance.deleted.to_string(),
        "expires": instance.expires().to_string(),
        "uncertain": record.is_uncertain,
        "restored": instance.restored,
    })
}

async fn empty(is_confirmed: bool, options: &JsonArgs, settings: &Settings) -> Result<ExitCode, CommandError> {
    let store = setup::store(settings)?;
    if !store.keeps() {
        return Err(CommandError::new("With --keep-nothing the trash is not changed.".into(), exit::MISUSED));
    }
    store.sweep();
    let records = store.trash().list();
    let deleted = count(records.len(), "deleted instance", "deleted instances");
    if !is_confirmed && !records.is_empty() && !missing::confirmed(&safe!("Remove {} for good?", deleted))? {
        return Err(CommandError::declined("Nothing was removed."));
    }
    // Only those of the question: another elemint may have added one in the meantime.
    records.iter().try_for_each(|record| store.trash().remove(record))?;
    if options.is_wanted() {
        let all: Vec<Json> = records.iter().map(facts).collect();
        return json::print(&Json::from(all), options).await.map(|()| ExitCode::SUCCESS);
    }
    if records.is_empty() {
        output::note(&"No deleted instance is kept here.".into());
    } else {
        let _ = output::line(&safe!("Removed {}.", deleted));
    }
    Ok(ExitCode::SUCCESS)
}

/// Values of a deleted instance, and a notice about them.
pub(super) struct Restored {
    pub(super) given: Prefill,
    pub(super) notice: Notice,
}

/// Returns the values for `trash restore`. The profile that the instance was deleted with is used, unless the command
/// line names another.
///
/// # Errors
/// No deleted instance has this ID, several have it, or it was deleted in the sandbox.
pub(super) fn restored(
    args: &Args,
    options: &RestoreArgs,
    settings: &mut Settings,
    (store, catalog): (&Store, &Catalog),
) -> Result<Restored, CommandError> {
    let RestoreArgs { id, name, values, .. } = options;
    let records = store.trash().get(id.trim());
    let [record] = records.as_slice() else {
        let words = if records.is_empty() {
            safe!("No deleted instance {} is kept here. elemint trash lists them.", id)
        } else {
            safe!("Several deleted instances are called {}. Use the last word of a line that elemint trash prints.", id)
        };
        return Err(CommandError::new(words, exit::NOT_FOUND));
    };
    let instance = &record.instance;
    let is_practice = instance.profile.is_practice(&instance.base);
    if is_practice && !args.sandbox && settings.profile.is_none() {
        let words =
            "It was deleted in the sandbox. Add --sandbox to create it there, or --profile for another platform.";
        return Err(CommandError::new(words.into(), exit::MISUSED));
    }
    if !args.sandbox && settings.profile.is_none() && settings.base.is_none() {
        let profiles = setup::profiles(store, settings)?;
        let known = profiles.iter().any(|profile| profile.name == instance.profile);
        settings.profile = known.then(|| instance.profile.to_string());
    }
    let element = catalog.find(instance.element.as_str());
    let mut given = Prefill::from_trash(instance, element.as_deref());
    given.record = Some(record.stem().into_owned());
    given.given = values.iter().map(|(key, value)| (FieldKey::new(key), value.clone())).collect();
    given.name = name.clone().or(given.name);
    let given = given.checked(catalog).map_err(|error| start::misused(&error))?;
    Ok(Restored { given, notice: restored_notice(instance) })
}
