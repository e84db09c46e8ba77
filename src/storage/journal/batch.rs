//! Records several create requests at once: the journal is locked and read once, and the files are written side by side,
//! so that the disk collects them.

use super::RequestBlocked;
use crate::{
    domain::JournalEntry,
    storage::{error::StorageError, folder::Folder, lock::Lock, store::Store},
};
use std::thread;

impl Store {
    /// Records requests before they are sent, each with its own result. They are on the disk when this returns. The
    /// requests come from no form.
    ///
    /// # Errors
    /// The journal cannot be used, so none of them may be sent.
    pub fn begin_all(&self, entries: &[JournalEntry]) -> Result<Vec<Result<(), RequestBlocked>>, StorageError> {
        let Some(directory) = self.ensure_folder(Folder::Journal)? else {
            return Ok(entries.iter().map(|_| Ok(())).collect());
        };
        let _lock = Lock::take(&directory)?;
        let known = self.entries(&directory);
        let begin = |entry: &JournalEntry| match known.iter().find(|known| known.attempt.is_twin(entry)) {
            Some(twin) => Err(self.blocked_by(twin)),
            None => self.write_entry(&directory, entry),
        };
        let begin = &begin;
        Ok(thread::scope(|scope| {
            let started: Vec<_> = entries.iter().map(|entry| scope.spawn(move || begin(entry))).collect();
            started.into_iter().filter_map(|thread| thread.join().ok()).collect()
        }))
    }
}
