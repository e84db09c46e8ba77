//! Trash: deleted instances, a file each, so that they can be created again. Files hold no secret, only masks and
//! references.

mod stored;

use super::{StorageError, Store, disk::ExistingFile, file, folder::Folder, instance_name::file_stem, temp_part};
use crate::domain::{ChangeEntry, ProfileName, TrashEntry, TrashedInstance};
use std::{
    borrow::Cow,
    cmp::Reverse,
    fs,
    path::{Path, PathBuf},
};
use stored::{TrashFault, parse, text};

/// First part of the names of files. Without it an instance whose token is kept and its deleted twin would share a name.
const PREFIX: &str = "deleted-";

/// Trash of a store.
#[derive(Debug)]
pub struct Trash<'s>(&'s Store);

/// Deleted instance with its file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TrashRecord {
    /// The file.
    pub path: PathBuf,
    /// The instance.
    pub instance: TrashedInstance,
    /// True if the outcome of its deletion is unknown.
    pub is_uncertain: bool,
}

/// Copy of an instance that is about to be deleted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TrashCopy {
    /// The file.
    pub path: PathBuf,
    /// False if it replaced a copy of an earlier deletion, whose outcome may be unknown.
    pub is_new: bool,
}

impl TrashRecord {
    /// Returns the entry for a list.
    pub fn to_entry(&self) -> TrashEntry {
        let (record, instance) = (self.stem().into_owned(), self.instance.clone());
        TrashEntry { record, instance, is_uncertain: self.is_uncertain }
    }

    /// Returns the name of the file without extension, which is unique.
    pub fn stem(&self) -> Cow<'_, str> {
        self.path.file_stem().unwrap_or_default().to_string_lossy()
    }

    /// Returns true if a name given by the user means this record: the instance's ID, or the name of the file.
    pub fn is_called(&self, name: &str) -> bool {
        self.instance.id == name || self.stem() == name
    }
}

impl Store {
    /// Returns the trash.
    pub fn trash(&self) -> Trash<'_> {
        Trash(self)
    }
}

impl Trash<'_> {
    /// Keeps an instance before it is deleted, with the references of the form it was created from; `None` if nothing is
    /// kept in this session. An earlier copy of the same instance is replaced.
    ///
    /// # Errors
    /// If it could not be written; the instance should then not be deleted without a question.
    pub fn put(&self, instance: TrashedInstance) -> Result<Option<TrashCopy>, StorageError> {
        let Some(folder) = self.0.ensure_folder(Folder::Trash)? else { return Ok(None) };
        let last = self.0.last();
        let instance = match last.form_for(&instance.profile, &instance.element) {
            Some(form) => instance.with_references(form),
            None => instance,
        };
        let text = text(&instance);
        let stem = format!("{PREFIX}{}", file_stem(&instance.base, &instance.id));
        if let Some(path) = self.earlier_copy(&instance, &stem) {
            file::write(&path, &text, ExistingFile::Replaced)?;
            return Ok(Some(TrashCopy { path, is_new: false }));
        }
        let mut path = folder.join(format!("{stem}.json"));
        for number in 2_u32.. {
            match file::write(&path, &text, ExistingFile::Kept) {
                Err(StorageError::Exists(_)) => path = folder.join(format!("{stem}-{number}.json")),
                written => return written.map(|()| Some(TrashCopy { path, is_new: true })),
            }
        }
        Err(StorageError::Exists(path))
    }

    /// Returns the file of an earlier copy of an instance, whose name begins with this stem.
    fn earlier_copy(&self, instance: &TrashedInstance, stem: &str) -> Option<PathBuf> {
        let is_named = |path: &PathBuf| path.file_name().is_some_and(|name| name.to_string_lossy().starts_with(stem));
        let records = self.files().into_iter().filter(is_named).filter_map(|path| self.record(path, &[]));
        records.filter(|record| record.instance.is_copy_of(instance)).map(|record| record.path).next()
    }

    /// Returns all deleted instances, the latest first. A file that cannot be read is set aside and reported.
    pub fn list(&self) -> Vec<TrashRecord> {
        let deletions = self.0.open_deletions();
        let mut records: Vec<_> = self.files().into_iter().filter_map(|path| self.record(path, &deletions)).collect();
        records.sort_by_key(|record| Reverse(record.instance.deleted));
        records
    }

    /// Returns the deleted instances with this name: the instance's ID, or the name of the file.
    pub fn get(&self, name: &str) -> Vec<TrashRecord> {
        let mut records = self.list();
        records.retain(|record| record.is_called(name));
        records
    }

    /// Removes one for good.
    ///
    /// # Errors
    /// If it could not be removed.
    pub fn remove(&self, record: &TrashRecord) -> Result<(), StorageError> {
        let folder = self.0.ensure_folder(Folder::Trash)?.ok_or(StorageError::NothingKept)?;
        file::remove(&record.path)?;
        temp_part::sweep(&folder);
        file::settle(&folder)
    }

    /// Removes all for good, or those of one profile, and returns their number.
    ///
    /// # Errors
    /// If one could not be removed; others may be gone by then.
    pub fn empty(&self, profile: Option<&ProfileName>) -> Result<usize, StorageError> {
        let records = self.list();
        let own = records.iter().filter(|record| profile.is_none_or(|name| record.instance.profile == *name));
        own.map(|record| self.remove(record)).collect::<Result<Vec<()>, _>>().map(|removed| removed.len())
    }

    /// Notes the ID of the instance that was created from a record. A record that is gone is not noted.
    ///
    /// # Errors
    /// If it could not be written.
    pub fn note_restored(&self, stem: &str, id: &str) -> Result<(), StorageError> {
        let Some(TrashRecord { path, instance, .. }) = self.list().into_iter().find(|record| record.stem() == stem)
        else {
            return Ok(());
        };
        let instance = TrashedInstance { restored: Some(id.to_owned()), ..instance };
        self.0
            .ensure_folder(Folder::Trash)?
            .map_or(Ok(()), |_| file::write(&path, &text(&instance), ExistingFile::Replaced))
    }

    /// Moves the deleted instances of a profile to its new name.
    pub(super) fn rename(&self, old: &ProfileName, new: &ProfileName) -> Result<(), StorageError> {
        for TrashRecord { path, instance, .. } in
            self.list().into_iter().filter(|record| record.instance.profile == *old)
        {
            let instance = TrashedInstance { profile: new.clone(), ..instance };
            file::write(&path, &text(&instance), ExistingFile::Replaced)?;
        }
        Ok(())
    }

    /// Removes those that were kept long enough.
    pub(super) fn sweep(&self) {
        let now = Store::now();
        for record in self.list().iter().filter(|record| record.instance.is_expired(now)) {
            // One that cannot be removed now is tried again at the next start.
            let _ = self.remove(record);
        }
    }

    fn files(&self) -> Vec<PathBuf> {
        let folder = self.0.place(Folder::Trash).into_iter();
        let entries = folder.flat_map(|folder| fs::read_dir(folder).into_iter().flatten().flatten());
        let is_record = |path: &PathBuf| {
            let name = path.file_name().unwrap_or_default().to_string_lossy();
            name.starts_with(PREFIX) && path.extension().is_some_and(|extension| extension == "json")
        };
        entries.map(|entry| entry.path()).filter(is_record).collect()
    }

    fn record(&self, path: PathBuf, deletions: &[ChangeEntry]) -> Option<TrashRecord> {
        match self.read(&path) {
            Ok(instance) => {
                let is_same = |entry: &ChangeEntry| entry.target.id == instance.id && entry.base == instance.base;
                let is_uncertain = deletions.iter().any(is_same);
                Some(TrashRecord { path, instance, is_uncertain })
            }
            Err(TrashFault::Missing) => None,
            Err(TrashFault::Newer) => {
                self.0.note(format!("{} was written by a newer elemint and is left to it.", path.display()));
                None
            }
            Err(TrashFault::Damaged) => {
                self.0.set_aside(&path);
                None
            }
        }
    }

    fn read(&self, path: &Path) -> Result<TrashedInstance, TrashFault> {
        match self.0.text(path) {
            Ok(Some(text)) => parse(&text),
            Ok(None) => Err(TrashFault::Missing),
            Err(error) if error.is_spoiled() => Err(TrashFault::Damaged),
            Err(error) => {
                self.0.note(error.to_string());
                Err(TrashFault::Missing)
            }
        }
    }
}
