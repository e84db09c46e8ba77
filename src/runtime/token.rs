//! Tokens of instances on this machine: stored where the account's own secrets are, and read from there.

use super::task_error;
use crate::{
    domain::{Account, BaseUrl, Fault, Instance, ListedInstance, TokenPlace, account::SecretStorage, instance_check},
    platform::Client,
    storage::{Keyring, KeyringError, Reservation, Store, StoredRecord, TokenLocation, TokenOrigin, keyring},
    text::Secret,
};
use std::sync::Arc;
use tokio::task::spawn_blocking;

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

/// Returns an instance with its token: as listed, as the platform has it now, or as it is stored here. `account` has the
/// secrets themselves.
///
/// # Errors
/// There is no token, or the platform, the file or the keyring could not be read.
pub async fn find(
    listed: &ListedInstance,
    (client, account): (&Client, &Account),
    (store, keyring): (&Arc<Store>, Option<&Keyring>),
) -> Result<Instance, Fault> {
    if let Some(token) = listed.token.clone() {
        return Ok(listed.clone().with_token(token));
    }
    let read = client.listed_instance(&listed.id, account).await?;
    if let Some(token) = read.token.clone() {
        return Ok(read.with_token(token));
    }
    let (store, keyring, base, id) = (store.clone(), keyring.cloned(), account.base.clone(), read.id.clone());
    let stored = move || {
        let record = store.records_of(&base, &id)?.pop();
        record.map_or(Ok(None), |record| self::read((&store, keyring.as_ref()), &record))
    };
    let token = spawn_blocking(stored).await.map_err(task_error::fault)??;
    token.map(|token| read.with_token(token)).ok_or_else(instance_check::without_token)
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
