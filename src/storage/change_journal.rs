//! Journal of changes of existing instances, next to the create requests: written before the change is sent, removed
//! once its outcome is known. The entries hold hashes instead of values.

use super::{
    checksum::{self, ChecksumState},
    disk,
    error::StorageError,
    file::{self, ExistingFile},
    folder::Folder,
    store::Store,
    temp_part::TempPart,
};
use crate::{
    catalog::ElementKey,
    domain::{
        BaseUrl, ChangeAnswer, ChangeEntry, ChangeKind, ChangeTarget, JournalId, Timestamp, change_entry::ExpectedValue,
    },
};
use serde::{Deserialize, Serialize};
use std::{fs, path::Path};

/// Version of the layout. Create requests have another one, so no version of elemint takes one for the other.
pub(super) const VERSION: u32 = 2;

/// Answer of a connection that ended without one.
const LOST: &str = "lost";

/// Content of the file.
#[derive(Serialize, Deserialize)]
struct StoredChange {
    v: u32,
    base: String,
    kind: String,
    instance: String,
    name: String,
    element: String,
    values: Vec<StoredValue>,
    started: String,
    /// HTTP status of an answer that leaves the outcome open, or `lost`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    answer: Option<String>,
}

#[derive(Serialize, Deserialize)]
struct StoredValue {
    place: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    before: Option<String>,
    after: String,
}

impl Store {
    /// Records a change before it is sent. It is on the disk when this returns, and locked until it is settled.
    ///
    /// # Errors
    /// It could not be written, so the change must not be sent.
    pub fn begin_change(&self, entry: &ChangeEntry) -> Result<(), StorageError> {
        let Some(directory) = self.ensure_folder(Folder::Journal)? else { return Ok(()) };
        let path = directory.join(format!("{}.json", entry.id));
        let file = TempPart::new(&directory)?.rename(&path, &text(entry), ExistingFile::Kept)?;
        self.hold_named(&directory, &entry.id, file.mark_in_use()?)
    }

    /// Adds the answer that leaves the outcome of a change of this program open. Returns true if the change is recorded.
    ///
    /// # Errors
    /// It could not be written, so the change stays recorded without an answer.
    pub fn leave_change_open(&self, entry: &ChangeEntry) -> Result<bool, StorageError> {
        if !self.held_ids().contains(&entry.id) {
            return Ok(false);
        }
        self.replace_entry(&entry.id, &text(entry)).map(|()| true)
    }

    /// Returns the changes without a known outcome that no running elemint holds, the oldest first.
    pub fn open_changes(&self) -> Vec<ChangeEntry> {
        self.changes(&[])
    }

    /// Returns the deletions without a known outcome, those of this program included.
    pub(super) fn open_deletions(&self) -> Vec<ChangeEntry> {
        if !self.keeps() {
            return Vec::new();
        }
        let mut changes = self.changes(&self.held_ids());
        changes.retain(|entry| entry.kind == ChangeKind::Delete);
        changes
    }

    /// Returns the changes without a known outcome that were begun with this store.
    pub fn own_changes(&self) -> Vec<ChangeEntry> {
        let own = self.held_ids();
        self.changes(&own).into_iter().filter(|entry| own.contains(&entry.id)).collect()
    }

    /// Returns the changes that no running elemint holds, and those with these IDs.
    fn changes(&self, own: &[JournalId]) -> Vec<ChangeEntry> {
        let Ok(Some(directory)) = self.ensure_folder(Folder::Journal) else { return Vec::new() };
        let names = fs::read_dir(&directory).into_iter().flatten().flatten().map(|entry| entry.path());
        let mut found: Vec<_> = names.filter_map(|path| read(&path, own)).collect();
        found.sort_by_key(|entry| entry.started);
        found
    }

    /// Removes the changes that a later one with a known outcome replaces, those of this program included.
    ///
    /// # Errors
    /// A file could not be removed.
    pub fn settle_earlier_changes(&self, later: &ChangeEntry) -> Result<(), StorageError> {
        let found = self.changes(&self.held_ids()).into_iter();
        let earlier: Vec<JournalId> = found.filter(|entry| later.replaces(entry)).map(|entry| entry.id).collect();
        earlier.iter().try_for_each(|id| self.settle_change(id))
    }
}

fn text(entry: &ChangeEntry) -> String {
    let value = |value: &ExpectedValue| StoredValue {
        place: value.place.clone(),
        before: value.before.clone(),
        after: value.after.clone(),
    };
    let kept = StoredChange {
        v: VERSION,
        base: entry.base.as_str().to_owned(),
        kind: entry.kind.as_str().to_owned(),
        instance: entry.target.id.clone(),
        name: entry.target.name.clone(),
        element: entry.target.element.to_string(),
        values: entry.values.iter().map(value).collect(),
        started: entry.started.to_string(),
        answer: entry.answer.map(answer_text),
    };
    // A plain struct of texts always writes.
    let mut text = serde_json::to_string_pretty(&kept).unwrap_or_default();
    checksum::seal(&mut text);
    text
}

fn answer_text(answer: ChangeAnswer) -> String {
    match answer {
        ChangeAnswer::Status(status) => status.to_string(),
        ChangeAnswer::Lost => LOST.to_owned(),
    }
}

fn parse_answer(text: &str) -> Option<ChangeAnswer> {
    if text == LOST { Some(ChangeAnswer::Lost) } else { text.parse().ok().map(ChangeAnswer::Status) }
}

/// Returns the entry of a file; `None` if it is another kind of file, damaged, or held by a running elemint, except
/// for these IDs. Damaged files are set aside where create requests are read.
fn read(path: &Path, own: &[JournalId]) -> Option<ChangeEntry> {
    let id = id(path)?;
    let file = file::open(path).ok()?;
    if !own.contains(&id) && disk::is_in_use(&file, path) {
        return None;
    }
    parse(id, path)
}

/// Returns true if a file is the entry of a change.
pub(super) fn is_change(path: &Path) -> bool {
    id(path).and_then(|id| parse(id, path)).is_some()
}

fn id(path: &Path) -> Option<JournalId> {
    path.file_name()?.to_str()?.strip_suffix(".json").and_then(JournalId::read)
}

fn parse(id: JournalId, path: &Path) -> Option<ChangeEntry> {
    let content = file::read(path).ok()??;
    if checksum::check(&content.text) == ChecksumState::Broken {
        return None;
    }
    let kept = serde_json::from_str::<StoredChange>(&content.text).ok().filter(|kept| kept.v == VERSION)?;
    let value = |value: StoredValue| ExpectedValue { place: value.place, before: value.before, after: value.after };
    Some(ChangeEntry {
        id,
        base: BaseUrl::read(&kept.base).ok()?,
        kind: ChangeKind::read(&kept.kind)?,
        target: ChangeTarget { id: kept.instance, name: kept.name, element: ElementKey::new(kept.element) },
        values: kept.values.into_iter().map(value).collect(),
        started: Timestamp::read(&kept.started)?,
        answer: kept.answer.as_deref().and_then(parse_answer),
    })
}
