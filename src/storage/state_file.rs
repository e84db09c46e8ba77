//! Files of the state folder that hold one value for all profiles, and end with a checksum.

use super::{
    StorageError, Store, checksum,
    file::{self, ExistingFile},
    folder::Folder,
    lock::Lock,
};
use serde::Serialize;
use std::path::Path;

impl Store {
    /// Changes the value of a file. Changes that other processes stored in the meantime stay, since the file is read
    /// again while it is locked. A value that stays the same is not written.
    ///
    /// # Errors
    /// If the file cannot be locked or written.
    pub(super) fn change_state_file<T: Clone + PartialEq + Serialize>(
        &self,
        name: &str,
        read: impl FnOnce(&Self, &Path) -> T,
        change: impl FnOnce(&mut T),
    ) -> Result<(), StorageError> {
        let Some(folder) = self.ensure_folder(Folder::State)? else { return Ok(()) };
        let _lock = Lock::take(&folder)?;
        let before = read(self, &folder);
        let mut after = before.clone();
        change(&mut after);
        if after == before {
            return Ok(());
        }
        // Writing texts into memory cannot fail.
        let mut text = serde_json::to_string_pretty(&after).unwrap_or_default();
        checksum::seal(&mut text);
        file::write(&folder.join(name), &text, ExistingFile::Replaced)
    }
}
