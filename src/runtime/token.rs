//! Tokens of instances on this machine: stored where the account's own secrets are, and read from there.

use crate::{
    domain::{BaseUrl, Fault, Instance, TokenPlace, account::SecretStorage},
    storage::{Keyring, KeyringError, Reservation, Store, StoredRecord, TokenLocation, TokenOrigin, keyring},
    text::Secret,
};

/// Stores a token where the account's own secrets are, and nowhere else. If that is the keyring, the file says so.
///
/// # Errors
/// The token could not be stored.
pub(super) fn keep(
    (store, keyring): (&Store, Option<&Keyring>),
    reserved: Option<(Reservation, TokenOrigin)>,
    instance: &Instance,
    base: &BaseUrl,
    place: SecretStorage,
) -> Result<TokenPlace, Fault> {
    let kept = write((store, keyring), reserved, instance, base, place)?;
    store.settle_instances()?;
    Ok(kept)
}

/// Stores a token as [`keep`] does. The name of its file is on the disk only after [`Store::settle_instances`], which
/// flushes the folder once for several files.
pub(super) fn write(
    (store, keyring): (&Store, Option<&Keyring>),
    reserved: Option<(Reservation, TokenOrigin)>,
    instance: &Instance,
    base: &BaseUrl,
    place: SecretStorage,
) -> Result<TokenPlace, Fault> {
    let (reserved, origin) = reserved.unzip();
    let file = |location| store.write_instance(reserved, instance, location, origin.as_ref(), base);
    if place == SecretStorage::File || !store.keeps() {
        return Ok(TokenPlace::File(file(TokenLocation::File)?));
    }
    let name = keyring::entry_name(base, &instance.id);
    known(keyring)?.set(&name, &instance.token).map_err(|error| refused(&error))?;
    file(TokenLocation::Keyring)?;
    Ok(TokenPlace::Keyring(name))
}

/// Stores the token of an instance that this session did not create.
///
/// # Errors
/// The token could not be stored.
pub fn adopt(
    store: (&Store, Option<&Keyring>),
    instance: &Instance,
    base: &BaseUrl,
    place: SecretStorage,
) -> Result<TokenPlace, Fault> {
    keep(store, None, instance, base, place)
}

/// Returns the stored token of an instance; `None` if its file has none.
///
/// # Errors
/// The file or the keyring could not be read.
pub fn read((store, keyring): (&Store, Option<&Keyring>), record: &StoredRecord) -> Result<Option<Secret>, Fault> {
    match &record.entry {
        Some(entry) => known(keyring)?.get(entry).map_err(|error| refused(&error)),
        None => Ok(store.stored_token(record)?),
    }
}

/// Removes the stored token of an instance that no longer exists, with the file about it.
///
/// # Errors
/// It could not be removed.
pub fn remove((store, keyring): (&Store, Option<&Keyring>), record: &StoredRecord) -> Result<(), Fault> {
    // The file that names an entry stays as long as the entry does.
    if let Some(entry) = &record.entry {
        known(keyring)?.remove(entry).map_err(|error| refused(&error))?;
    }
    Ok(store.forget_record(record)?)
}

/// Returns the keyring.
///
/// # Errors
/// There is none.
pub(super) fn known(keyring: Option<&Keyring>) -> Result<&Keyring, Fault> {
    let hint = "Install it again, or sign in again to keep secrets in a file.";
    keyring.ok_or_else(|| Fault::local(Keyring::MISSING, hint))
}

pub(super) fn refused(error: &KeyringError) -> Fault {
    Fault::local(error.to_string(), error.hint())
}
