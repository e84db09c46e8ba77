//! Another name for a profile, and for everything that is stored under its name.

use super::{FILE, edit, find, linked, parse, profile_error};
use crate::{
    domain::{Profile, ProfileName},
    storage::{
        error::StorageError,
        file::{self, ExistingFile},
        folder::Folder,
        lock::Lock,
        store::Store,
    },
};
use std::path::PathBuf;

impl Store {
    /// Gives a profile in the file another name and its new account, and returns the file; `None` if there is no such
    /// profile. The last values, the unfinished forms, the pending consents, the deleted instances and the state of the
    /// last apply go with it.
    ///
    /// # Errors
    /// Another profile has the new name, or a file could not be read or written.
    pub fn rename_profile(&self, old: &ProfileName, renamed: &Profile) -> Result<Option<PathBuf>, StorageError> {
        let folder = self.ensure_folder(Folder::Config)?.ok_or(StorageError::NothingKept)?;
        let path = linked(folder.join(FILE))?;
        {
            let _lock = Lock::take(&folder)?;
            let Some(text) = self.profiles_text(&path)? else { return Ok(None) };
            if find(&parse(&text, &path)?, &renamed.name).is_some() {
                return Err(StorageError::Changed(renamed.name.to_string()));
            }
            let text = edit::with_name(&text, old, renamed).map_err(|problem| profile_error(&path, old, problem))?;
            let Some(text) = text else { return Ok(None) };
            file::write(&path, &text, ExistingFile::Replaced)?;
        }
        self.remember(renamed);
        self.rename_last(old, &renamed.name)?;
        self.rename_drafts(old, renamed)?;
        self.rename_consents(old, &renamed.name)?;
        self.rename_observations(old, &renamed.name)?;
        self.trash().rename(old, &renamed.name)?;
        self.rename_applied(old, &renamed.name)?;
        // The list can be had again.
        self.forget_known_instances(old)?;
        Ok(Some(path))
    }
}
