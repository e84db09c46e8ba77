//! Credential Manager of Windows. Each call runs on a thread of its own, so that it can have a deadline.

use super::error::KeyringError;
use crate::text::Secret;
use keyring_core::{Entry, Error, api::CredentialStoreApi as _};
use std::{collections::HashMap, sync::mpsc, thread, time::Duration};
use windows_native_keyring_store::Store;
use zeroize::Zeroizing;

/// Returns the secret of a name; `None` where there is none.
pub(super) fn get(service: &str, name: &str, patience: Duration) -> Result<Option<Secret>, KeyringError> {
    let found = within(service, name, patience, |entry| entry.get_secret().map(Zeroizing::new))?;
    let text = |bytes: Zeroizing<Vec<u8>>| Secret::new(std::str::from_utf8(&bytes).unwrap_or_default());
    Ok(found.map(text).filter(|secret| !secret.is_empty()))
}

/// Keeps a secret under a name. It stays on this machine: others of the domain do not get it.
pub(super) fn set(service: &str, name: &str, secret: &Secret, patience: Duration) -> Result<(), KeyringError> {
    let bytes = Zeroizing::new(secret.expose().as_bytes().to_vec());
    within(service, name, patience, move |entry| entry.set_secret(&bytes)).map(drop)
}

/// Removes the entry of a name, if there is one.
pub(super) fn remove(service: &str, name: &str, patience: Duration) -> Result<(), KeyringError> {
    within(service, name, patience, Entry::delete_credential).map(drop)
}

/// Returns the result of a call; `None` if there is no such entry.
fn within<T: Send + 'static>(
    service: &str,
    name: &str,
    patience: Duration,
    call: impl FnOnce(&Entry) -> keyring_core::Result<T> + Send + 'static,
) -> Result<Option<T>, KeyringError> {
    let (service, name, (sender, result)) = (service.to_owned(), name.to_owned(), mpsc::channel());
    thread::spawn(move || {
        let modifiers = HashMap::from([("persistence", "Local")]);
        let entry = Store::new().and_then(|store| store.build(&service, &name, Some(&modifiers)));
        let _ = sender.send(entry.and_then(|entry| call(&entry)));
    });
    match result.recv_timeout(patience).map_err(|_ended| KeyringError::Silent(patience))? {
        Ok(value) => Ok(Some(value)),
        Err(Error::NoEntry) => Ok(None),
        Err(error) => Err(KeyringError::Refused(reason(&error))),
    }
}

/// Returns the reason of an error, without the value that some errors hold.
fn reason(error: &Error) -> String {
    match error {
        Error::PlatformFailure(source) | Error::NoStorageAccess(source) => source.to_string(),
        Error::TooLong(_, limit) => format!("a value has at most {limit} bytes there"),
        _ => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEST: &str = "elemint-test";
    const PATIENCE: Duration = Duration::from_secs(20);

    /// Name of an entry of this test alone.
    fn name(test: &str) -> String {
        format!("test/{test}/{}", std::process::id())
    }

    #[test]
    fn stored_secret_is_returned_and_removed() {
        let (name, secret) = (name("stored"), Secret::new("schlüssel"));
        set(TEST, &name, &secret, PATIENCE).expect("it is kept");
        assert_eq!(get(TEST, &name, PATIENCE).expect("an answer"), Some(secret));
        remove(TEST, &name, PATIENCE).expect("it is removed");
        assert_eq!(get(TEST, &name, PATIENCE).expect("an answer"), None);
    }

    #[test]
    fn removal_of_a_missing_entry_succeeds() {
        assert_eq!(remove(TEST, &name("missing"), PATIENCE), Ok(()));
    }

    #[test]
    fn secret_that_is_too_long_is_refused_without_repeating_it() {
        let error =
            set(TEST, &name("long"), &Secret::new("secret".repeat(1000)), PATIENCE).expect_err("it is too long");
        assert!(matches!(&error, KeyringError::Refused(why) if !why.contains("secretsecret")), "{error}");
    }
}
