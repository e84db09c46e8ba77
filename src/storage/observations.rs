//! Latest tests of instances and latest looks at them, each kind in one file for all profiles.

use super::{
    StorageError, Store,
    checksum::{self, ChecksumState},
    folder::Folder,
};
use crate::domain::{InstanceLook, Observation, Observations, Profile, ProfileName, TestRecord};
use serde::{Serialize, de::DeserializeOwned};
use std::{collections::BTreeMap, path::Path};

/// Observation with a file.
trait StoredObservation: Observation + Clone + PartialEq + Serialize + DeserializeOwned {
    const FILE: &str;
    /// Largest file in bytes.
    const LIMIT: u64;
}

impl StoredObservation for TestRecord {
    const FILE: &str = "tests.json";
    const LIMIT: u64 = 16 << 20;
}

impl StoredObservation for InstanceLook {
    const FILE: &str = "looks.json";
    const LIMIT: u64 = 32 << 20;
}

impl Store {
    /// Returns the latest tests of a profile's instances by their ID. A file that cannot be read is as good as none.
    pub fn last_tests(&self, profile: &Profile) -> BTreeMap<String, TestRecord> {
        let tests = self.place(Folder::State).map(|folder| self.read_observations(&folder));
        tests.unwrap_or_default().into_records(profile)
    }

    /// Stores tests of a profile's instances. Those that other processes stored in the meantime stay.
    ///
    /// # Errors
    /// If they cannot be written, which costs no more than testing again.
    pub fn keep_tests(
        &self,
        profile: &Profile,
        tests: impl IntoIterator<Item = (String, TestRecord)>,
    ) -> Result<(), StorageError> {
        self.change_observations(|last| last.note(profile, tests))
    }

    /// Stores a look at an instance, and returns the look before. A file that cannot be read is as good as none.
    ///
    /// # Errors
    /// If it cannot be written, which costs no more than the differences.
    pub fn keep_look(
        &self,
        profile: &Profile,
        id: &str,
        look: InstanceLook,
    ) -> Result<Option<InstanceLook>, StorageError> {
        let mut before = None;
        self.change_observations(|last| {
            before = last.get(profile, id).cloned();
            last.note(profile, [(id.to_owned(), look)]);
        })?;
        Ok(before)
    }

    /// Removes the observations of a profile's instances.
    pub(super) fn forget_observations(&self, profile: &ProfileName) -> Result<(), StorageError> {
        self.change_existing::<TestRecord>(|last| last.forget(profile))?;
        self.change_existing::<InstanceLook>(|last| last.forget(profile))
    }

    /// Moves the observations of a profile to its new name.
    pub(super) fn rename_observations(&self, old: &ProfileName, new: &ProfileName) -> Result<(), StorageError> {
        self.change_existing::<TestRecord>(|last| last.rename(old, new))?;
        self.change_existing::<InstanceLook>(|last| last.rename(old, new))
    }

    /// Changes the observations of a kind, if there is a file of them.
    fn change_existing<R: StoredObservation>(
        &self,
        change: impl FnOnce(&mut Observations<R>),
    ) -> Result<(), StorageError> {
        let exists = self.place(Folder::State).is_some_and(|folder| folder.join(R::FILE).exists());
        if exists { self.change_observations(change) } else { Ok(()) }
    }

    fn change_observations<R: StoredObservation>(
        &self,
        change: impl FnOnce(&mut Observations<R>),
    ) -> Result<(), StorageError> {
        self.change_state_file(R::FILE, Self::read_observations, change)
    }

    fn read_observations<R: StoredObservation>(&self, folder: &Path) -> Observations<R> {
        let content = self.content_within(&folder.join(R::FILE), R::LIMIT).ok().flatten();
        let whole = content.filter(|content| checksum::check(&content.text) == ChecksumState::Whole);
        whole.and_then(|content| serde_json::from_str(&content.text).ok()).unwrap_or_default()
    }
}
