//! Last values of instances, in one file: a start reads it once, for any profile.

use super::{
    StorageError, Store,
    checksum::{self, ChecksumState},
    folder::Folder,
};
use crate::domain::{KeptDraft, LastValues, ProfileName};
use std::path::Path;
use zeroize::Zeroizing;

const FILE: &str = "last.json";

impl Store {
    /// Returns the last values of all profiles. A file that cannot be read is set aside and reported.
    pub fn last(&self) -> LastValues {
        self.place(Folder::State).map(|folder| self.read_last(&folder)).unwrap_or_default()
    }

    /// Stores the form of an instance. Values that other processes stored in the meantime stay.
    ///
    /// # Errors
    /// If it cannot be written; the values then have to be typed again next time.
    pub fn keep_last(&self, profile: &ProfileName, form: KeptDraft) -> Result<(), StorageError> {
        self.change_last(|last| last.note(profile, form))
    }

    /// Removes the last values of a profile.
    pub(super) fn forget_last(&self, profile: &ProfileName) -> Result<(), StorageError> {
        self.change_last(|last| last.forget(profile))
    }

    /// Moves the last values of a profile to its new name.
    pub(super) fn rename_last(&self, old: &ProfileName, new: &ProfileName) -> Result<(), StorageError> {
        self.change_last(|last| last.rename(old, new))
    }

    fn change_last(&self, change: impl FnOnce(&mut LastValues)) -> Result<(), StorageError> {
        self.change_state_file(FILE, Self::read_last, change)
    }

    fn read_last(&self, folder: &Path) -> LastValues {
        let path = folder.join(FILE);
        let text = match self.text(&path) {
            Ok(Some(text)) => text,
            Err(error) if error.is_spoiled() => Zeroizing::default(),
            Ok(None) | Err(_) => return LastValues::default(),
        };
        let last = serde_json::from_str(&text).ok().filter(|_| checksum::check(&text) != ChecksumState::Broken);
        last.unwrap_or_else(|| {
            self.set_aside(&path);
            LastValues::default()
        })
    }
}
