//! Instances of each profile as they were listed the last time, so that a list is there at once, and without a network.

use super::{
    StorageError, Store,
    catalog::account_mark,
    checksum::{self, ChecksumState},
    file::{self, ExistingFile},
    folder::Folder,
    instance_name::safe,
};
use crate::domain::{KnownInstances, MaskedPart, Profile, ProfileName, Timestamp};
use crate::text::Secret;
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;
use std::{borrow::Cow, path::Path, path::PathBuf};

/// The only layout so far.
const VERSION: u8 = 1;

/// Largest file: a list of 10,000 instances takes about 5 MB.
const LIMIT: u64 = 64 << 20;

/// Content of a file.
#[derive(Serialize, Deserialize)]
struct StoredList<'a> {
    v: u8,
    #[serde(borrow)]
    profile: Cow<'a, str>,
    #[serde(borrow)]
    base: Cow<'a, str>,
    fetched: u64,
    /// Digest that recognizes the account: another account of the platform has other instances.
    #[serde(borrow)]
    account: Cow<'a, str>,
    #[serde(borrow)]
    instances: &'a RawValue,
}

impl Store {
    /// Keeps the complete list of a profile in place of the last.
    ///
    /// # Errors
    /// It cannot be written, which costs no more than asking again.
    pub fn keep_known_instances(
        &self,
        profile: &Profile,
        parts: &[MaskedPart],
        fetched: Timestamp,
    ) -> Result<(), StorageError> {
        let Some(folder) = self.ensure_folder(Folder::Lists)? else { return Ok(()) };
        let path = path(&folder, &profile.name);
        match text(profile, &MaskedPart::join(parts), fetched).filter(|text| text.len() as u64 <= LIMIT) {
            Some(text) => file::write(&path, &text, ExistingFile::Replaced),
            // An older list would be shown as if it was the last one.
            None => file::remove(&path),
        }
    }

    /// Returns the instances of a profile as they were listed the last time. A file that is of no use, or of another
    /// account, is as good as none: the list can be had again.
    pub fn known_instances(&self, profile: &Profile) -> Option<KnownInstances> {
        let path = path(&self.place(Folder::Lists)?, &profile.name);
        let content = self.content_within(&path, LIMIT).ok()??;
        if checksum::check(&content.text) != ChecksumState::Whole {
            return None;
        }
        let stored: StoredList<'_> = serde_json::from_str(&content.text).ok()?;
        let account = &profile.account;
        let is_own = stored.v == VERSION
            && stored.profile == profile.name.as_str()
            && stored.base == account.base.as_str()
            && stored.account == account_mark(account, stored.fetched);
        if !is_own {
            return None;
        }
        KnownInstances::from_masked(stored.instances.get(), Timestamp(stored.fetched))
    }

    /// Removes the list of a profile.
    pub(super) fn forget_known_instances(&self, profile: &ProfileName) -> Result<(), StorageError> {
        self.ensure_folder(Folder::Lists)?.map_or(Ok(()), |folder| file::remove(&path(&folder, profile)))
    }
}

fn path(folder: &Path, profile: &ProfileName) -> PathBuf {
    folder.join(format!("{}.json", safe(profile.as_str())))
}

fn text(profile: &Profile, list: &Secret, fetched: Timestamp) -> Option<String> {
    let stored = StoredList {
        v: VERSION,
        profile: profile.name.as_str().into(),
        base: profile.account.base.as_str().into(),
        fetched: fetched.0,
        account: account_mark(&profile.account, fetched.0).into(),
        instances: serde_json::from_str(list.expose()).ok()?,
    };
    let mut text = serde_json::to_string_pretty(&stored).ok()?;
    checksum::seal(&mut text);
    Some(text)
}
