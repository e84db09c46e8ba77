//! Records and removes several create requests at once: the journal is locked and read once, the files are written side
//! by side, and the folder is flushed once for all of them.

use super::{RequestBlocked, found, path, text, write_entry};
use crate::{
    domain::{JournalEntry, JournalId, unfinished::Settlement},
    storage::{
        error::StorageError,
        file::{self, ExistingFile},
        folder::Folder,
        lock::Lock,
        side_by_side::side_by_side,
        store::Store,
        temp_part::TempPart,
    },
};
use std::path::Path;

impl Store {
    /// Records requests before they are sent, each with its own result. They are on the disk when this returns. The
    /// requests come from no form, and none is the same as another of this program.
    ///
    /// # Errors
    /// The journal cannot be used, so none of them may be sent.
    pub fn begin_all(&self, entries: &[JournalEntry]) -> Result<Vec<Result<(), RequestBlocked>>, StorageError> {
        let Some(directory) = self.ensure_folder(Folder::Journal)? else {
            return Ok(entries.iter().map(|_| Ok(())).collect());
        };
        let _lock = Lock::take(&directory)?;
        let known = self.entries_except(&directory, &self.held_ids());
        let twin = |entry: &JournalEntry| known.iter().find(|known| known.entry.is_twin(entry));
        let free: Vec<JournalEntry> = entries.iter().filter(|entry| twin(entry).is_none()).cloned().collect();
        let place = directory.clone();
        let mut written = side_by_side(free, move |entry| write_entry(&place, &entry)).into_iter();
        let result = |entry: &JournalEntry| match twin(entry) {
            Some(twin) => Err(self.blocked_by(twin)),
            None => {
                if let Some(file) = written.next() {
                    self.hold(entry.id.clone(), file?);
                }
                Ok(())
            }
        };
        let begun: Vec<Result<(), RequestBlocked>> = entries.iter().map(result).collect();
        if let Err(error) = file::settle(&directory) {
            let written = entries.iter().zip(&begun).filter(|(_, begun)| begun.is_ok());
            let _ = self.remove_entries(&directory, &written.map(|(entry, _)| entry.id.clone()).collect::<Vec<_>>());
            return Err(error);
        }
        Ok(begun)
    }

    /// Replaces an entry of this program by one with a later time, just before its request is sent. It is on the disk when
    /// this returns, and was never without its lock, except on Windows, which does not replace a file that is held.
    ///
    /// # Errors
    /// It could not be written, so the request must not be sent.
    pub fn renew(&self, entry: &JournalEntry) -> Result<(), StorageError> {
        self.replace_entry(&entry.id, &text(entry))
    }

    /// Replaces the file of an entry of this program.
    pub(in crate::storage) fn replace_entry(&self, id: &JournalId, text: &str) -> Result<(), StorageError> {
        let Some(directory) = self.ensure_folder(Folder::Journal)? else { return Ok(()) };
        let _lock = Lock::take(&directory)?;
        if cfg!(windows) {
            self.held().retain(|(held, _)| held != id);
        }
        let part = TempPart::new(&directory)?;
        let file = part.finish(&path(&directory, id), text, ExistingFile::Replaced)?.mark_in_use()?;
        let mut held = self.held();
        held.retain(|(held, _)| held != id);
        held.push((id.clone(), file));
        Ok(())
    }

    /// Settles several requests as [`Store::settle`] does one, and flushes the folder once.
    ///
    /// # Errors
    /// A file could not be changed or removed, so requests stay open.
    pub fn settle_all(&self, ids: &[JournalId], how: Settlement) -> Result<(), StorageError> {
        let Some(directory) = self.ensure_folder(Folder::Journal)? else { return Ok(()) };
        if self.has_drafts() {
            let read = |id: &JournalId| found(id.clone(), &path(&directory, id)).ok().flatten();
            let entries: Vec<_> = ids.iter().filter_map(read).map(|found| found.entry).collect();
            self.settle_drafts(&entries, how)?;
        }
        self.remove_entries(&directory, ids)
    }

    /// Removes entries, and flushes the folder once.
    pub(super) fn remove_entries(&self, directory: &Path, ids: &[JournalId]) -> Result<(), StorageError> {
        for id in ids {
            file::remove(&path(directory, id))?;
        }
        file::settle(directory)?;
        self.held().retain(|(held, _)| !ids.contains(held));
        Ok(())
    }
}
