//! `elemint profiles add`, `rename` and `secrets`: changes of the profiles on this machine.

use super::{
    args::{JsonArgs, profiles::SecretsArgs},
    command_error::CommandError,
    exit, net, profile_result, profile_secrets,
    settings::{self, Settings},
    unattended::refused,
};
use crate::{
    domain::{Account, BaseUrl, Profile, ProfileName, account::SecretStorage},
    platform::Client,
    runtime::{profile_storage, resolve::Resolver},
    storage::Store,
};
use std::process::ExitCode;

/// Names by which the account of the environment and the sandbox are reported.
const RESERVED: [&str; 3] = ["environment", "sandbox", Profile::PRACTICE];

/// Creates a profile, after the platform accepted its secrets.
pub(super) async fn add(
    name: &str,
    platform: &str,
    (options, output): (&SecretsArgs, &JsonArgs),
    (store, settings): (&Store, &Settings),
) -> Result<ExitCode, CommandError> {
    let base = BaseUrl::read(platform)
        .map_err(|error| CommandError::new(safe!("The platform's address {}: {}", platform, error), exit::MISUSED))?;
    let name = new_name(name)?;
    if own(store)?.iter().any(|profile| profile.name == name) {
        let words = safe!("A profile “{0}” exists. elemint profiles secrets {0} changes its secrets.", name);
        return Err(CommandError::new(words, exit::CONFLICT));
    }
    let account = checked(options, &base, settings).await?;
    let place = if options.keyring { SecretStorage::Keyring } else { SecretStorage::File };
    let profile = Profile { name, account };
    let path = profile_storage::keep((store, settings.keyring.as_ref()), &profile, place).map_err(|f| refused(&f))?;
    let line = safe!("Created profile {} for {}. Saved in {}.", profile.name, base.host(), path.display());
    profile_result::print(&profile, &line, output).await
}

/// Replaces the secrets of a profile, after the platform accepted the new ones.
pub(super) async fn secrets(
    name: &str,
    (options, output): (&SecretsArgs, &JsonArgs),
    (store, settings): (&Store, &Settings),
) -> Result<ExitCode, CommandError> {
    let before = named(store, name)?;
    let account = checked(options, &before.account.base, settings).await?;
    let is_in_keyring = SecretStorage::from_account(&before.account) == SecretStorage::Keyring;
    let place = if options.keyring || is_in_keyring { SecretStorage::Keyring } else { SecretStorage::File };
    // New secrets do not lift the limits of a profile.
    let account = Account { guard: before.account.guard.clone(), ..account };
    let profile = Profile { name: before.name, account };
    let path = profile_storage::keep((store, settings.keyring.as_ref()), &profile, place).map_err(|f| refused(&f))?;
    let line = safe!("Changed the secrets of profile {}. Saved in {}.", profile.name, path.display());
    profile_result::print(&profile, &line, output).await
}

/// Gives a profile another name. Its forms and its entries of the keyring get the new name, too.
pub(super) async fn rename(
    old: &str,
    new: &str,
    output: &JsonArgs,
    (store, settings): (&Store, &Settings),
) -> Result<ExitCode, CommandError> {
    let before = named(store, old)?;
    let name = new_name(new)?;
    if own(store)?.iter().any(|profile| profile.name == name) {
        return Err(CommandError::new(safe!("A profile “{}” exists.", name), exit::CONFLICT));
    }
    let renamed = Profile { name, account: before.account.clone() };
    let changed = renamed.clone();
    let done =
        profile_storage::rename((store, settings.keyring.as_ref()), &before, renamed).map_err(|f| refused(&f))?;
    if done.is_none() {
        return Err(unknown(old));
    }
    let line = safe!("Profile {} is now called {}.", before.name, changed.name);
    profile_result::print(&changed, &line, output).await
}

/// Returns the name of a new profile.
///
/// # Errors
/// It has other characters than those of a name, or means something else.
fn new_name(typed: &str) -> Result<ProfileName, CommandError> {
    let name = ProfileName::new(typed);
    let words = if name.as_str() != typed {
        safe!("“{}” cannot be the name of a profile. Use at most 64 letters, digits, and - _ . inside.", typed)
    } else if RESERVED.contains(&typed) {
        safe!("“{}” is not the name of a profile: elemint uses it itself. Choose another one.", typed)
    } else {
        return Ok(name);
    };
    Err(CommandError::new(words, exit::MISUSED))
}

/// Returns the account with new secrets that the platform accepted.
async fn checked(options: &SecretsArgs, base: &BaseUrl, settings: &Settings) -> Result<Account, CommandError> {
    let net = net::net(settings)?;
    let client = Client::over(base, &net).map_err(|fault| refused(&fault))?;
    let account = profile_secrets::account(options, base, &client).await?;
    account.withhold();
    let resolver = Resolver::new(settings::variable, settings.keyring.clone());
    let known = resolver.account(&account).await.map_err(|fault| refused(&fault))?;
    client.check(&known).await.map_err(|fault| refused(&fault).after("Nothing was saved. "))?;
    Ok(account)
}

fn own(store: &Store) -> Result<Vec<Profile>, CommandError> {
    if !store.keeps() {
        return Err(CommandError::new("With --keep-nothing no profile is changed.".into(), exit::MISUSED));
    }
    Ok(store.profiles()?)
}

fn named(store: &Store, name: &str) -> Result<Profile, CommandError> {
    let wanted = ProfileName::new(name);
    own(store)?.into_iter().find(|profile| profile.name == wanted).ok_or_else(|| unknown(name))
}

fn unknown(name: &str) -> CommandError {
    let words = safe!("No profile “{}” in the file of elemint. elemint profiles lists them.", name);
    CommandError::new(words, exit::NOT_FOUND)
}
