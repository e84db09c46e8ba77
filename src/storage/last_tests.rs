//! Latest tests of instances, in one file for all profiles.

use super::{
    StorageError, Store,
    checksum::{self, ChecksumState},
    folder::Folder,
};
use crate::domain::{LastTests, Profile, ProfileName, TestRecord};
use std::{collections::BTreeMap, path::Path};

const FILE: &str = "tests.json";

/// Largest file.
const LIMIT: u64 = 16 << 20;

impl Store {
    /// Returns the latest tests of a profile's instances by their ID. A file that cannot be read is as good as none.
    pub fn last_tests(&self, profile: &Profile) -> BTreeMap<String, TestRecord> {
        let tests = self.place(Folder::State).map(|folder| self.read_tests(&folder));
        tests.unwrap_or_default().into_tests(profile)
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
        self.change_tests(|last| last.note(profile, tests))
    }

    /// Removes the tests of a profile.
    pub(super) fn forget_tests(&self, profile: &ProfileName) -> Result<(), StorageError> {
        if self.has_tests() { self.change_tests(|last| last.forget(profile)) } else { Ok(()) }
    }

    /// Moves the tests of a profile to its new name.
    pub(super) fn rename_tests(&self, old: &ProfileName, new: &ProfileName) -> Result<(), StorageError> {
        if self.has_tests() { self.change_tests(|last| last.rename(old, new)) } else { Ok(()) }
    }

    fn has_tests(&self) -> bool {
        self.place(Folder::State).is_some_and(|folder| folder.join(FILE).exists())
    }

    fn change_tests(&self, change: impl FnOnce(&mut LastTests)) -> Result<(), StorageError> {
        self.change_state_file(FILE, Self::read_tests, change)
    }

    fn read_tests(&self, folder: &Path) -> LastTests {
        let content = self.content_within(&folder.join(FILE), LIMIT).ok().flatten();
        let whole = content.filter(|content| checksum::check(&content.text) == ChecksumState::Whole);
        whole.and_then(|content| serde_json::from_str(&content.text).ok()).unwrap_or_default()
    }
}
