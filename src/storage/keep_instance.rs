//! Stores instances with their tokens, one at a time or several with one flush of their folder.

use super::{
    error::StorageError,
    file::{self, ExistingFile},
    folder::Folder,
    instances::{self, Reservation, StoredToken, TokenOrigin},
    side_by_side::side_by_side,
    store::Store,
    temp_part::TempPart,
};
use crate::{
    catalog::ElementKey,
    domain::{BaseUrl, Instance},
};
use std::{
    path::{Path, PathBuf},
    sync::{PoisonError, atomic::Ordering},
};

/// Far more than an answer with its token takes.
const ROOM: usize = 64 << 10;

/// Kind of place at which the token of an instance is stored.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TokenLocation {
    /// File of the instance.
    File,
    /// Keyring, under a name that elemint chose.
    Keyring,
}

impl Store {
    /// Takes room for an instance before it is asked for, and makes sure that it can be kept at all.
    ///
    /// # Errors
    /// It could not be; better known now than when there is a token to lose.
    pub fn reserve(&self) -> Result<Reservation, StorageError> {
        reserve_in(self.ensure_folder(Folder::Instances)?.as_deref())
    }

    /// Takes room for several instances.
    ///
    /// # Errors
    /// As [`Self::reserve`], for each of them.
    pub fn reserve_all(&self, number: usize) -> Vec<Result<Reservation, StorageError>> {
        match self.ensure_folder(Folder::Instances) {
            Ok(directory) => side_by_side(vec![(); number], move |()| reserve_in(directory.as_deref())),
            // Each has an error of its own.
            Err(_) => (0..number).map(|_| self.reserve()).collect(),
        }
    }

    /// Stores an instance with its token and the platform's complete answer, and returns the place.
    ///
    /// # Errors
    /// If it could not be stored; the token is then in memory only.
    pub fn keep_instance(
        &self,
        reserved: Option<Reservation>,
        instance: &Instance,
        origin: Option<&TokenOrigin>,
        base: &BaseUrl,
    ) -> Result<PathBuf, StorageError> {
        let path = self.write_instance(reserved, instance, TokenLocation::File, origin, base)?;
        self.settle_instances()?;
        Ok(path)
    }

    /// Flushes the folder of instances, so that files of [`Self::write_instance`] are on the disk with their names.
    ///
    /// # Errors
    /// It could not be flushed, so the files may be lost.
    pub fn settle_instances(&self) -> Result<(), StorageError> {
        self.place(Folder::Instances).map_or(Ok(()), |folder| file::settle(&folder))
    }

    /// Returns true if there is a file of the instance with this ID.
    pub fn has_instance(&self, base: &BaseUrl, id: &str) -> bool {
        let folder = self.place(Folder::Instances);
        folder.is_some_and(|folder| instances::is_stored(&folder, base, id))
    }

    /// Writes the file of an instance, and returns its path. Its name is on the disk after [`Self::settle_instances`],
    /// which serves several files at once.
    ///
    /// # Errors
    /// It could not be written; the token is then in memory only.
    pub fn write_instance(
        &self,
        reserved: Option<Reservation>,
        instance: &Instance,
        location: TokenLocation,
        origin: Option<&TokenOrigin>,
        base: &BaseUrl,
    ) -> Result<PathBuf, StorageError> {
        let token = &match location {
            TokenLocation::File => StoredToken::InFile(instance.token.clone()),
            TokenLocation::Keyring => StoredToken::InKeyring,
        };
        let Reservation(part) = match reserved {
            Some(reserved) => reserved,
            None => self.reserve()?,
        };
        let folder = self.place(Folder::Instances);
        let (Some(part), Some(folder)) = (part, folder) else { return Err(StorageError::NothingKept) };
        let named = |origin: &TokenOrigin| TokenOrigin {
            draft: origin.draft.as_ref().map(|id| self.draft_file(id)),
            ..origin.clone()
        };
        let origin = origin.map(named);
        let path = instances::free_path(&folder, base, instance, token);
        let is_practice = origin.as_ref().is_some_and(|origin| origin.practice);
        let is_lasting = is_practice && self.keeps_sandbox.load(Ordering::Relaxed);
        let text = instances::text(instance, token, (origin.as_ref(), is_lasting), base);
        let file = part.rename(&path, &text, ExistingFile::Replaced)?;
        if is_practice {
            let file = file.mark_in_use()?;
            self.practice.lock().unwrap_or_else(PoisonError::into_inner).push(file);
        }
        Ok(path)
    }

    /// The elements instances were made of last, as their files say: the newest first, each once. A file that does not
    /// read is passed over, since nothing depends on it.
    pub fn recent(&self) -> Vec<ElementKey> {
        self.place(Folder::Instances).map(|folder| instances::recent(&folder)).unwrap_or_default()
    }
}

/// Takes room for an instance in this folder; none without a folder.
fn reserve_in(directory: Option<&Path>) -> Result<Reservation, StorageError> {
    let Some(directory) = directory else { return Ok(Reservation(None)) };
    let mut part = TempPart::new(directory)?;
    part.reserve(ROOM).map_err(StorageError::io(directory, "written to"))?;
    Ok(Reservation(Some(part)))
}
