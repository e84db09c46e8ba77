//! Folders of the store.

use super::{error::StorageError, file, folder::Folder, store::Store};
use std::path::{Path, PathBuf};

impl Store {
    /// Returns true unless the session keeps nothing.
    pub fn keeps(&self) -> bool {
        self.places.keeps
    }

    /// The first of the two folders nothing can be kept in, as far as that shows without writing.
    pub fn shut(&self) -> Option<&Path> {
        let both = [&self.places.config, &self.places.state].into_iter().flatten();
        both.map(PathBuf::as_path).find(|folder| self.keeps() && !file::is_writable(folder))
    }

    /// Returns the path of a folder, which may not exist yet; `None` if no home directory is known.
    pub(super) fn place(&self, folder: Folder) -> Option<PathBuf> {
        let parent = if folder == Folder::Config { &self.places.config } else { &self.places.state };
        let parent = parent.as_ref()?;
        Some(folder.below().map_or_else(|| parent.clone(), |name| parent.join(name)))
    }

    /// A folder to write in, made for this person alone if it is not there yet; nothing where nothing is kept.
    pub(super) fn ensure_folder(&self, folder: Folder) -> Result<Option<PathBuf>, StorageError> {
        let Some(path) = self.place(folder).filter(|_| self.keeps()) else { return Ok(None) };
        if folder.below().is_some() {
            self.ensure_folder(Folder::State)?;
        }
        file::own_directory(&path)?;
        Ok(Some(path))
    }
}
