//! Profiles stored on this machine, with their secrets in the profile's file or in the keyring.

use crate::{
    domain::{Fault, Guard, Profile, ProfileName, Reference, account::SecretStorage, reference::literal},
    storage::{Keyring, KeyringError, StorageError, Store, forget, keyring},
    text::Secret,
};
use std::path::PathBuf;

/// Stores a profile in this place, and returns its file. A keyring that cannot be trusted is reported, and no other
/// place is used instead.
///
/// # Errors
/// The reason that nothing was stored.
pub fn keep(
    (store, keyring): (&Store, Option<&Keyring>),
    profile: &Profile,
    place: SecretStorage,
) -> Result<PathBuf, Fault> {
    let keyring = match (place, keyring) {
        (SecretStorage::File, _) => return Ok(store.save_profile(profile)?),
        (SecretStorage::Keyring, Some(keyring)) => keyring,
        (SecretStorage::Keyring, None) => {
            return Err(Fault::local(Keyring::MISSING, "Nothing was kept. Sign in again to keep it in a file."));
        }
    };
    // Before the keyring's entries of this name are replaced.
    store.may_replace(profile)?;
    keyring.probe().map_err(|error| unkept(&error))?;
    let account = &profile.account;
    let secrets = [&account.user, &account.organization];
    let mut kept = profile.clone();
    let places = [&mut kept.account.user, &mut kept.account.organization];
    let mut replaced = ReplacedEntries { keyring, before: Vec::new() };
    for ((name, secret), place) in keyring::entries(profile.name.as_str()).iter().zip(secrets).zip(places) {
        // A reference stays a reference: its value is stored in its own place already.
        if Reference::read(secret.expose()).is_none() {
            replaced.set(name, &Secret::new(literal(secret.expose()))).map_err(|error| unkept(&error))?;
            *place = Secret::new(Reference::keyring(name).as_str());
        }
    }
    let path = store.save_profile(&kept)?;
    replaced.keep();
    Ok(path)
}

/// Entries of the keyring that were replaced. Unless they are kept, those before are set again: the profile that is
/// stored names them, and must not get the user of one account with the organization of another.
struct ReplacedEntries<'a> {
    keyring: &'a Keyring,
    before: Vec<(String, Option<Secret>)>,
}

impl ReplacedEntries<'_> {
    fn set(&mut self, name: &str, secret: &Secret) -> Result<(), KeyringError> {
        let before = self.keyring.get(name)?;
        self.before.push((name.to_owned(), before));
        self.keyring.set(name, secret)
    }

    fn keep(mut self) {
        self.before.clear();
    }
}

impl Drop for ReplacedEntries<'_> {
    fn drop(&mut self) {
        for (name, before) in &self.before {
            // A keyring that fails again cannot be helped.
            let _ = match before {
                Some(secret) => self.keyring.set(name, secret),
                None => self.keyring.remove(name),
            };
        }
    }
}

/// Saves the limits of a profile, and returns the sentence about it; `None` if the file has no such profile.
///
/// # Errors
/// The reason that the limits are as before.
pub fn limit(store: &Store, name: &ProfileName, guard: &Guard) -> Result<Option<String>, StorageError> {
    let path = store.limit_profile(name, guard.is_protected, guard.is_read_only)?;
    let limits = guard.label().map_or_else(|| "has no limits".to_owned(), |label| format!("is {label}"));
    Ok(path.map(|path| format!("Profile {name} {limits}. Saved in {}.", path.display())))
}

/// Gives a profile another name, with the entries of the keyring that are named after it; `None` if the file has no
/// such profile.
///
/// # Errors
/// The reason that it keeps its name. Entries with the new name may exist by then.
pub fn rename(
    (store, keyring): (&Store, Option<&Keyring>),
    profile: &Profile,
    renamed: Profile,
) -> Result<Option<PathBuf>, Fault> {
    let entries = forget::entries(profile);
    let mut renamed = renamed;
    let new = keyring::entries(renamed.name.as_str());
    let old = keyring::entries(profile.name.as_str());
    let places = [&mut renamed.account.user, &mut renamed.account.organization];
    for ((old, new), place) in old.iter().zip(&new).zip(places) {
        if !entries.contains(old) {
            continue;
        }
        let keyring =
            keyring.ok_or_else(|| Fault::local(Keyring::MISSING, "Its secrets are there. Install it again."))?;
        let secret = keyring.get(old).map_err(|error| Fault::local(error.to_string(), error.hint()))?;
        if let Some(secret) = secret {
            keyring.set(new, &secret).map_err(|error| Fault::local(error.to_string(), error.hint()))?;
        }
        *place = Secret::new(Reference::keyring(new).as_str());
    }
    let path = store.rename_profile(&profile.name, &renamed)?;
    if let (Some(keyring), Some(_)) = (keyring, &path) {
        // An entry that stays is of no use, and does no harm.
        for entry in &entries {
            drop(keyring.remove(entry));
        }
    }
    Ok(path)
}

fn unkept(error: &KeyringError) -> Fault {
    Fault::local(format!("You are signed in, but nothing was kept. {error}"), error.hint())
}
