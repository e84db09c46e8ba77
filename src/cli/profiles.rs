//! `elemint profiles`: lists, tests and protects the profiles on this machine.

use super::{
    args::{
        JsonArgs,
        profiles::{ProfilesArgs, ProfilesCommand},
    },
    command_error::CommandError,
    exit, json, net, profile_change,
    profile_result::{facts, print},
    settings::{self, Settings},
    setup,
    unattended::missing,
};
use crate::{
    domain::{Fault, Guard, Profile, ProfileName},
    platform::Client,
    runtime::{profile_storage, resolve::Resolver},
    storage::Store,
    terminal::output,
    text::SafeText,
};
use serde_json::{Value as Json, json};
use std::process::ExitCode;

const NO_PROFILE: &str = "There is no profile here. elemint creates one when you sign in.";

/// Runs the command on profiles.
pub(super) async fn run(options: &ProfilesArgs, settings: &Settings) -> Result<ExitCode, CommandError> {
    let store = setup::store(settings)?;
    match &options.command {
        None => list(&store, settings, &options.output).await,
        Some(ProfilesCommand::List { output }) => list(&store, settings, output).await,
        Some(ProfilesCommand::Test { names, output }) => test(names, output, &store, settings).await,
        Some(ProfilesCommand::Add { name, platform, secrets, output, .. }) => {
            profile_change::add(name, platform, (secrets, output), (&store, settings)).await
        }
        Some(ProfilesCommand::Secrets { name, secrets, output, .. }) => {
            profile_change::secrets(name, (secrets, output), (&store, settings)).await
        }
        Some(ProfilesCommand::Rename { name, new, output, .. }) => {
            profile_change::rename(name, new, output, (&store, settings)).await
        }
        Some(ProfilesCommand::Protect { name, read_only, output, .. }) => {
            limit(&store, name, (true, *read_only), output).await
        }
        Some(ProfilesCommand::Unprotect { name, yes, output }) => {
            if !yes && !missing::confirmed(&safe!("Remove the limits of profile {}?", name))? {
                return Err(CommandError::declined("Nothing was changed."));
            }
            limit(&store, name, (false, false), output).await
        }
    }
}

async fn list(store: &Store, settings: &Settings, options: &JsonArgs) -> Result<ExitCode, CommandError> {
    let profiles = setup::profiles(store, settings)?;
    if options.is_wanted() {
        let all: Vec<Json> = profiles.iter().map(facts).collect();
        return json::print(&Json::from(all), options).await.map(|()| ExitCode::SUCCESS);
    }
    for profile in &profiles {
        let limits = profile.account.guard.label().unwrap_or_default();
        let line = safe!("{}  {}  {}", profile.name, profile.account.base.host(), limits);
        let _ = output::line(&SafeText::line(line.as_str().trim_end()));
    }
    if profiles.is_empty() {
        output::note(&NO_PROFILE.into());
    }
    Ok(ExitCode::SUCCESS)
}

async fn test(
    names: &[String],
    options: &JsonArgs,
    store: &Store,
    settings: &Settings,
) -> Result<ExitCode, CommandError> {
    let known = setup::profiles(store, settings)?;
    if known.is_empty() && names.is_empty() {
        // A job that tests the sign-in must not pass without a test.
        return Err(CommandError::new(NO_PROFILE.into(), exit::NEEDS_INPUT));
    }
    let find = |name: &String| known.iter().find(|profile| profile.name == ProfileName::new(name)).cloned();
    let missing = |name: &String| CommandError::new(safe!("No profile “{}”.", name), exit::NOT_FOUND);
    let chosen = names.iter().map(|name| find(name).ok_or_else(|| missing(name)));
    let profiles = if names.is_empty() { known.clone() } else { chosen.collect::<Result<Vec<_>, _>>()? };
    let net = net::net(settings)?;
    let resolver = Resolver::new(settings::variable, settings.keyring.clone());
    let (mut all, mut failed) = (Vec::new(), 0);
    for profile in &profiles {
        let result = match (Client::over(&profile.account.base, &net), resolver.account(&profile.account).await) {
            (Ok(client), Ok(account)) => client.check(&account).await,
            (Err(fault), _) | (_, Err(fault)) => Err(fault),
        };
        failed += usize::from(result.is_err());
        if options.is_wanted() {
            all.push(tested(profile, &result));
        } else {
            let host = profile.account.base.host();
            let line = match &result {
                Ok(()) => safe!("{}  {}  accepted", profile.name, host),
                Err(fault) => safe!("{}  {}  failed: {}", profile.name, host, fault),
            };
            let _ = output::line(&line);
        }
    }
    if options.is_wanted() {
        json::print(&Json::from(all), options).await?;
    }
    Ok(ExitCode::from(if failed > 0 { exit::FAILED } else { 0 }))
}

fn tested(profile: &Profile, result: &Result<(), Fault>) -> Json {
    let fault = result.as_ref().err();
    json!({
        "name": profile.name.as_str(),
        "base": profile.account.base.as_str(),
        "outcome": if fault.is_some() { "failed" } else { "accepted" },
        "status": fault.and_then(|fault| fault.status),
        "reason": fault.map(ToString::to_string),
    })
}

/// Writes the limits of a profile into its file.
async fn limit(
    store: &Store,
    name: &str,
    (protected, read_only): (bool, bool),
    options: &JsonArgs,
) -> Result<ExitCode, CommandError> {
    let name = ProfileName::new(name);
    let guard = Guard::new(protected, read_only);
    let Some(words) = profile_storage::limit(store, &name, &guard)? else {
        let words = safe!("No profile “{}” in the file of elemint. elemint profiles lists them.", name);
        return Err(CommandError::new(words, exit::NOT_FOUND));
    };
    let words = safe!("{}", words);
    let profile = store.profiles()?.into_iter().find(|profile| profile.name == name);
    match profile {
        Some(profile) => print(&profile, &words, options).await,
        None => Ok(exit::printed(output::line(&words))),
    }
}
