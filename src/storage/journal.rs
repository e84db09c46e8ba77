//! Journal of create requests, each in a file of its own: written before the request leaves, removed once its outcome
//! is known and stored. A file that still exists is a request with an unknown outcome.
//!
//! The process that sent the request keeps its file locked, so that other processes can distinguish a request in
//! progress from an abandoned one.

use super::{
    change_journal,
    checksum::{self, ChecksumState},
    disk,
    error::StorageError,
    fallback_lock::is_running,
    file::{self, ExistingFile},
    folder::Folder,
    lock::Lock,
    locked_file::LockedFile,
    store::Store,
    temp_part::TempPart,
};
use crate::{
    catalog::ElementKey,
    domain::{BaseUrl, DraftId, JournalEntry, JournalId, Timestamp, unfinished::Settlement},
};
use serde::{Deserialize, Serialize};
use std::{
    fs,
    path::{Path, PathBuf},
    sync::PoisonError,
};

/// The only layout there is so far.
const VERSION: u32 = 1;

/// Reasons that a request may not be sent.
#[derive(Debug)]
pub enum RequestBlocked {
    /// The journal could not be written.
    Storage(StorageError),
    /// Another elemint, in this process, is making the very same request.
    UnderWay(u32),
    /// The very same request was made before, or another from this form, and its outcome is not known.
    Unsettled(Box<JournalEntry>),
    /// This instance was made from the same form already.
    AlreadyMade(String),
}

impl From<StorageError> for RequestBlocked {
    fn from(error: StorageError) -> Self {
        Self::Storage(error)
    }
}

/// Content of the file.
#[derive(Serialize, Deserialize)]
struct StoredEntry {
    v: u32,
    base: String,
    element: String,
    name: String,
    tags: Vec<String>,
    body: String,
    started: String,
    process: u32,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    draft: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    profile: Option<String>,
}

/// Entry that was found, and its holder.
struct JournalRecord {
    entry: JournalEntry,
    process: u32,
    busy: bool,
}

/// A create request without a known outcome.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OpenRequest {
    /// The request.
    pub entry: JournalEntry,
    /// State of the process that waits for its answer.
    pub holder: EntryHolder,
}

/// Holder of an open request. The lock on its file decides: a process number may be reused, or be one of another
/// container.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EntryHolder {
    /// No running elemint holds it.
    None,
    /// A running elemint holds it, of this process number where such a process is there.
    Running(Option<u32>),
}

impl Store {
    /// Writes down a request before it leaves. It is on the disk when this returns.
    ///
    /// # Errors
    /// Why it may not leave.
    pub fn begin(&self, entry: &JournalEntry) -> Result<(), RequestBlocked> {
        let Some(directory) = self.ensure_folder(Folder::Journal)? else { return Ok(()) };
        // Two windows with one form may get here at once.
        let _lock = Lock::take(&directory)?;
        let entry = &JournalEntry { draft: entry.draft.as_ref().map(|id| self.draft_file(id)), ..entry.clone() };
        let is_same_form = |found: &JournalRecord| entry.draft.is_some() && found.entry.draft == entry.draft;
        let twin = |found: &JournalRecord| found.entry.is_twin(entry) || is_same_form(found);
        if let Some(twin) = self.entries(&directory).into_iter().find(twin) {
            return Err(self.blocked_by(&twin));
        }
        if let Some(made) =
            self.records().into_iter().find(|record| record.draft.is_some() && record.draft == entry.draft)
        {
            return Err(RequestBlocked::AlreadyMade(made.id));
        }
        Ok(self.hold_named(&directory, &entry.id, write_entry(&directory, entry)?)?)
    }

    /// Holds an entry whose file has its name, and flushes the folder.
    ///
    /// # Errors
    /// The folder could not be flushed. The entry is removed: its request is not sent, so it must not be taken for one with
    /// an unknown outcome.
    pub(super) fn hold_named(&self, directory: &Path, id: &JournalId, file: LockedFile) -> Result<(), StorageError> {
        // Before the flush, which may take long: the program may be interrupted during it.
        self.hold(id.clone(), file);
        file::settle(directory).inspect_err(|_| {
            let _ = self.remove_entries(directory, std::slice::from_ref(id));
        })
    }

    /// Returns the reason that a request is not sent, because the journal has the same one.
    fn blocked_by(&self, twin: &JournalRecord) -> RequestBlocked {
        let is_own = self.held_ids().contains(&twin.entry.id);
        if twin.busy && !is_own {
            RequestBlocked::UnderWay(twin.process)
        } else {
            RequestBlocked::Unsettled(Box::new(twin.entry.clone()))
        }
    }

    /// Settles a request, and with it the form it was made from: first the form, so that one of a request that is still
    /// open is never taken for one nothing was requested from.
    ///
    /// # Errors
    /// A file could not be changed or removed, so the request stays open.
    pub fn settle(&self, id: &JournalId, how: Settlement) -> Result<(), StorageError> {
        self.settle_all(std::slice::from_ref(id), how)
    }

    /// Returns the requests without a known outcome that no running elemint holds, the oldest first.
    pub fn unsettled(&self) -> Vec<JournalEntry> {
        let open = self.open_requests().into_iter().filter(|open| open.holder == EntryHolder::None);
        open.map(|open| open.entry).collect()
    }

    /// Returns all requests without a known outcome, the oldest first. Where nothing is kept, nothing can be settled
    /// either, so there are none.
    pub fn open_requests(&self) -> Vec<OpenRequest> {
        let Ok(Some(directory)) = self.ensure_folder(Folder::Journal) else { return Vec::new() };
        let open = |found: JournalRecord| {
            let running = || Some(found.process).filter(|process| is_running(*process));
            let holder = if found.busy { EntryHolder::Running(running()) } else { EntryHolder::None };
            OpenRequest { entry: found.entry, holder }
        };
        let mut requests: Vec<_> = self.entries(&directory).into_iter().map(open).collect();
        requests.sort_by_key(|open| open.entry.started);
        requests
    }

    /// Returns the requests without a known outcome that were begun with this store.
    pub fn own_requests(&self) -> Vec<JournalEntry> {
        let own = self.held_ids();
        let open = self.open_requests().into_iter().filter(|open| own.contains(&open.entry.id));
        open.map(|open| open.entry).collect()
    }

    /// Returns all entries that can be read. A file that cannot be read is set aside and reported, since it may be the
    /// only trace of a request.
    fn entries(&self, directory: &Path) -> Vec<JournalRecord> {
        self.entries_except(directory, &[])
    }

    /// The same without some entries, which are not read.
    fn entries_except(&self, directory: &Path, known: &[JournalId]) -> Vec<JournalRecord> {
        let names = fs::read_dir(directory).into_iter().flatten().flatten().map(|entry| entry.path());
        let read = |path: PathBuf| {
            let id = path.file_name()?.to_str()?.strip_suffix(".json").and_then(JournalId::read)?;
            if known.contains(&id) {
                return None;
            }
            match found(id, &path) {
                Ok(found) => found,
                // `change_journal` reads the changes of existing instances.
                Err(change_journal::VERSION) if change_journal::is_change(&path) => None,
                Err(newer) if newer > VERSION => {
                    self.note(format!("{} was written by a newer elemint and is left to it.", path.display()));
                    None
                }
                Err(_) => {
                    self.set_aside(&path);
                    None
                }
            }
        };
        names.filter_map(read).collect()
    }

    /// Settles a change: its outcome is known, or the user forgets it.
    ///
    /// # Errors
    /// Its file could not be removed, so it stays open.
    pub fn settle_change(&self, id: &JournalId) -> Result<(), StorageError> {
        self.settle(id, Settlement::NotMade)
    }

    /// Keeps the locked file of an entry until the entry is settled.
    pub(super) fn hold(&self, id: JournalId, file: LockedFile) {
        self.held().push((id, file));
    }

    /// Returns the IDs of the entries of this program.
    pub(super) fn held_ids(&self) -> Vec<JournalId> {
        self.held().iter().map(|(id, _)| id.clone()).collect()
    }

    fn held(&self) -> std::sync::MutexGuard<'_, Vec<(JournalId, LockedFile)>> {
        self.held.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn path(directory: &Path, id: &JournalId) -> PathBuf {
    directory.join(format!("{id}.json"))
}

fn text(entry: &JournalEntry) -> String {
    let kept = StoredEntry {
        v: VERSION,
        base: entry.base.as_str().to_owned(),
        element: entry.element.to_string(),
        name: entry.name.clone(),
        tags: entry.tags.clone(),
        body: entry.body.clone(),
        started: entry.started.to_string(),
        process: std::process::id(),
        draft: entry.draft.as_ref().map(ToString::to_string),
        profile: entry.profile.clone(),
    };
    // A plain struct of texts always writes.
    let mut text = serde_json::to_string_pretty(&kept).unwrap_or_default();
    checksum::seal(&mut text);
    text
}

/// Returns one entry; `None` if it was resolved in the meantime. An entry that cannot be read returns its version as
/// the error, or 0.
fn found(id: JournalId, path: &Path) -> Result<Option<JournalRecord>, u32> {
    #[derive(Deserialize)]
    struct JournalVersion {
        v: u32,
    }
    let Ok(file) = file::open(path) else { return Ok(None) };
    let busy = disk::is_in_use(&file, path);
    let content = match file::read(path) {
        Ok(Some(content)) => content,
        Err(error) if error.is_spoiled() => return Err(0),
        Ok(None) | Err(_) => return Ok(None),
    };
    // Before anything in it is believed, its version included: every layout is sealed in this way.
    if checksum::check(&content.text) == ChecksumState::Broken {
        return Err(0);
    }
    let version = serde_json::from_str::<JournalVersion>(&content.text).map_or(0, |read| read.v);
    let kept = serde_json::from_str::<StoredEntry>(&content.text).ok().filter(|_| version == VERSION).ok_or(version)?;
    let base = BaseUrl::read(&kept.base).ok().ok_or(0_u32)?;
    let started = Timestamp::read(&kept.started).ok_or(0_u32)?;
    let element = ElementKey::new(kept.element);
    let draft = kept.draft.as_deref().and_then(DraftId::read);
    let (tags, profile) = (kept.tags, kept.profile);
    let entry = JournalEntry { id, base, element, name: kept.name, tags, body: kept.body, started, draft, profile };
    Ok(Some(JournalRecord { entry, process: kept.process, busy }))
}

mod batch;
/// Writes an entry, which this program holds. Its name is on the disk when the folder is flushed.
fn write_entry(directory: &Path, entry: &JournalEntry) -> Result<LockedFile, StorageError> {
    TempPart::new(directory)?.rename(&path(directory, &entry.id), &text(entry), ExistingFile::Kept)?.mark_in_use()
}

#[cfg(test)]
mod tests;
