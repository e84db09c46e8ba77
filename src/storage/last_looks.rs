//! Latest looks at instances, in one file for all profiles.

use super::{
    StorageError, Store,
    checksum::{self, ChecksumState},
    folder::Folder,
};
use crate::domain::{InstanceLook, LastLooks, Profile, ProfileName};
use std::path::Path;

const FILE: &str = "looks.json";

/// Largest file.
const LIMIT: u64 = 32 << 20;

impl Store {
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
        self.change_looks(|last| before = last.note(profile, id, look))?;
        Ok(before)
    }

    /// Removes the looks of a profile.
    pub(super) fn forget_looks(&self, profile: &ProfileName) -> Result<(), StorageError> {
        if self.has_looks() { self.change_looks(|last| last.forget(profile)) } else { Ok(()) }
    }

    /// Moves the looks of a profile to its new name.
    pub(super) fn rename_looks(&self, old: &ProfileName, new: &ProfileName) -> Result<(), StorageError> {
        if self.has_looks() { self.change_looks(|last| last.rename(old, new)) } else { Ok(()) }
    }

    fn has_looks(&self) -> bool {
        self.place(Folder::State).is_some_and(|folder| folder.join(FILE).exists())
    }

    fn change_looks(&self, change: impl FnOnce(&mut LastLooks)) -> Result<(), StorageError> {
        self.change_state_file(FILE, Self::read_looks, change)
    }

    fn read_looks(&self, folder: &Path) -> LastLooks {
        let content = self.content_within(&folder.join(FILE), LIMIT).ok().flatten();
        let whole = content.filter(|content| checksum::check(&content.text) == ChecksumState::Whole);
        whole.and_then(|content| serde_json::from_str(&content.text).ok()).unwrap_or_default()
    }
}
