//! Store, catalog, profiles and theme as the settings name them.

use super::{args::SandboxStateArgs, command_error::CommandError, exit, settings::Settings};
use crate::{
    catalog::Catalog,
    domain::{Account, BaseUrl, Profile, ProfileName},
    frontend::tui::theme::{Look, LookError},
    runtime::sandbox_state::sandbox_state,
    sandbox::{Exported, Options, Sandbox},
    storage::{Places, Store},
    wizard::Keys,
};
use std::sync::Arc;

/// Opens the store.
///
/// # Errors
/// Its directories are unknown.
pub(super) fn store(settings: &Settings) -> Result<Store, CommandError> {
    match &settings.places {
        Places { config: None, keeps: true, .. } | Places { state: None, keeps: true, .. } => {
            let words = "Your home directory is unknown. Set HOME, or name two directories with\n\
                         --config-dir and --state-dir. --keep-nothing works without a home directory.";
            Err(CommandError::new(words.into(), exit::NEEDS_INPUT))
        }
        places => Ok(Store::over(places.clone())),
    }
}

/// Returns the theme with the name in the settings; the user's own files take precedence.
pub(super) fn look(store: &Store, settings: &Settings) -> Result<Option<Look>, CommandError> {
    if settings.plain {
        return Ok(None);
    }
    let name = &settings.theme;
    let own = store.theme(name)?;
    let look = Look::new(name, own.as_deref(), settings.depth, settings.ground).map_err(|error| match error {
        LookError::Unknown => {
            let names = Look::names().collect::<Vec<_>>().join(", ");
            CommandError::new(safe!("No theme {}. Themes: {}, and your own files.", name, names), exit::NOT_FOUND)
        }
        LookError::Fault(fault) => CommandError::new(safe!("The theme {}: {}.", name, fault), exit::FAILED),
    })?;
    Ok(Some(if settings.answers { look } else { look.unasking() }))
}

/// Returns the user's keys. Faulty entries are skipped and added to `faults`.
pub(super) fn keys(store: &Store, faults: &mut Vec<String>) -> Keys {
    let text = match store.keys() {
        Ok(text) => text.unwrap_or_default(),
        Err(error) => {
            faults.push(error.to_string());
            return Keys::default();
        }
    };
    let (keys, wrong) = Keys::read(&text);
    faults.extend(wrong.iter().map(|fault| format!("keys.toml: {fault}")));
    keys
}

/// Returns the embedded elements with the user's own, and the faults of those. A faulty file is skipped.
pub(super) fn catalog(store: &Store) -> Result<(Catalog, Vec<String>), CommandError> {
    let embedded = Catalog::embedded().map_err(|e| CommandError::new(safe!("{}", e), exit::FAILED))?;
    let (own, unread) = store.own_elements();
    if own.is_empty() && unread.is_empty() {
        return Ok((embedded, Vec::new()));
    }
    let own: Vec<(&str, &str)> = own.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
    let (catalog, faults) = embedded.with(&own);
    let faults = unread.iter().map(ToString::to_string).chain(faults.iter().map(ToString::to_string));
    Ok((catalog, faults.collect()))
}

/// Returns the user's profiles: our own, then those of cectl with other names.
pub(super) fn profiles(store: &Store, settings: &Settings) -> Result<Vec<Profile>, CommandError> {
    let mut profiles = store.profiles()?;
    if let Some(path) = settings.cectl.as_ref().filter(|p| p.exists()) {
        for profile in Store::read_cectl(path)? {
            if !profiles.iter().any(|p| p.name == profile.name) {
                profiles.push(profile);
            }
        }
    }
    for profile in &profiles {
        profile.account.withhold();
    }
    Ok(profiles)
}

/// Returns the profile that a wizard begins with and shows: that of [`choose`], or the first of several.
///
/// # Errors
/// As [`choose`], except that none of several profiles is named.
pub(super) fn choose_first(settings: &Settings, profiles: &[Profile]) -> Result<Option<Profile>, CommandError> {
    let is_named = settings.profile.is_some() || settings.base.is_some();
    match profiles {
        [first, _, ..] if !is_named && settings.user.is_none() && settings.organization.is_none() => {
            Ok(only(profiles.iter()).or(Some(first)).cloned())
        }
        _ => choose(settings, profiles),
    }
}

/// Returns the profile called "default", or the only one. `None` if there are several, or none.
fn only<'a>(profiles: impl Iterator<Item = &'a Profile> + Clone) -> Option<&'a Profile> {
    let default = profiles.clone().find(|profile| profile.name.as_str() == "default");
    let mut all = profiles;
    default.or_else(|| all.next().filter(|_| all.next().is_none()))
}

/// Returns the failure of a command for which several profiles fit.
fn several<'a>(profiles: impl Iterator<Item = &'a Profile>) -> CommandError {
    let names: Vec<&str> = profiles.map(|profile| profile.name.as_str()).collect();
    let words = safe!(
        "There are {} profiles, and none is named: {}. Add --profile NAME, or set ELEMINT_PROFILE.",
        names.len(),
        names.join(", ")
    );
    CommandError::new(words, exit::NEEDS_INPUT)
}

/// Returns the profile that flags or environment name, else the one called "default", else the only one. `None` if there
/// is none.
///
/// # Errors
/// There is no such profile, several fit, or only a part of the account is in the environment, so that another one would
/// be used.
pub(super) fn choose(settings: &Settings, profiles: &[Profile]) -> Result<Option<Profile>, CommandError> {
    let known = |name: &str| profiles.iter().find(|p| p.name.as_str() == name).cloned();
    if let Some(name) = &settings.profile {
        let names: Vec<&str> = profiles.iter().map(|p| p.name.as_str()).collect();
        let known_names = if names.is_empty() { String::new() } else { format!(" Profiles: {}.", names.join(", ")) };
        let missing = || {
            let words = safe!("No profile “{}”.{} Run elemint without --profile to create one.", name, known_names);
            CommandError::new(words, exit::NOT_FOUND)
        };
        return known(name).map(Some).ok_or_else(missing);
    }
    check_secrets(settings, profiles)?;
    match (&settings.base, &settings.user, &settings.organization) {
        // There is no usual platform: the secrets would be sent to a host that the user never named.
        (None, Some(_), Some(_)) => Err(CommandError::new(
            "CE_USER and CE_ORG are set, but CE_BASE is not. Set CE_BASE to the address of the platform, or name a \
             profile: --profile NAME."
                .into(),
            exit::NEEDS_INPUT,
        )),
        (Some(base), Some(user), Some(organization)) => {
            let base = BaseUrl::read(base)
                .map_err(|e| CommandError::new(safe!("The platform's address {}: {}", base, e), exit::MISUSED))?;
            let account = Account::new(base, user.clone(), organization.clone());
            Ok(Some(Profile { name: ProfileName::new("environment"), account }))
        }
        (Some(base), ..) => {
            let wanted = BaseUrl::read(base)
                .map_err(|e| CommandError::new(safe!("The platform's address {}: {}", base, e), exit::MISUSED))?;
            let known = profiles.iter().filter(|profile| profile.account.base == wanted);
            if known.clone().next().is_some() {
                return only(known.clone()).cloned().map(Some).ok_or_else(|| several(known));
            }
            Err({
                CommandError::new(
                    safe!("No profile has secrets for {}. Set CE_USER and CE_ORG, or sign in without --base.", wanted),
                    exit::NEEDS_INPUT,
                )
            })
        }
        _ if profiles.is_empty() => Ok(None),
        _ => only(profiles.iter()).cloned().map(Some).ok_or_else(|| several(profiles.iter())),
    }
}

/// Checks that the environment does not name half of an account, which no stored profile replaces.
///
/// # Errors
/// One of the two variables with secrets is not set, and no profile is named.
pub(super) fn check_secrets(settings: &Settings, profiles: &[Profile]) -> Result<(), CommandError> {
    let (set, missing) = match (&settings.user, &settings.organization) {
        (Some(_), None) => ("CE_USER", "CE_ORG"),
        (None, Some(_)) => ("CE_ORG", "CE_USER"),
        (Some(_), Some(_)) | (None, None) => return Ok(()),
    };
    if settings.profile.is_some() || profiles.is_empty() {
        return Ok(());
    }
    let words = safe!("{0} is set, but {1} is not. Set {1} too, or name a profile: --profile NAME.", set, missing);
    Err(CommandError::new(words, exit::NEEDS_INPUT))
}

/// Returns the options of a sandbox with these arguments. It keeps its state in the store, unless a seed makes it the same
/// each time.
pub(super) fn sandbox_options(args: &SandboxStateArgs, store: Option<&Store>, elements: Vec<Exported>) -> Options {
    let state = store.filter(|_| args.seed.is_none()).and_then(sandbox_state);
    if let Some(store) = store.filter(|_| args.fresh && state.is_some()) {
        store.forget_sandbox();
    }
    Options {
        elements,
        instances: args.instances.map_or(0, usize::from),
        state,
        fresh: args.fresh,
        seed: args.seed,
        ..Options::default()
    }
}

/// Starts the sandbox of this run. Without a store it keeps nothing.
pub(super) async fn practice(
    args: &SandboxStateArgs,
    store: Option<&Store>,
    catalog: Arc<Catalog>,
    elements: Vec<Exported>,
) -> Result<Sandbox, CommandError> {
    Sandbox::start(Options { catalog: Some(catalog), ..sandbox_options(args, store, elements) })
        .await
        .map_err(|e| CommandError::new(safe!("The sandbox did not start: {}", e), exit::FAILED))
}
