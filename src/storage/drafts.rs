//! Unfinished forms, each in a file of its own, so that one never replaces another.
//!
//! A form that another elemint changed, or that had another name in an earlier session, is not overwritten: the newer
//! form is saved as one of its own.

mod layout;
mod migrate;

use layout::{Unread, parse, text};

use super::{
    StorageError, Store,
    file::{self, ExistingFile},
    folder::Folder,
    known_draft::KnownDraft,
    lock::Lock,
};
use crate::domain::{
    JournalEntry, Profile, ProfileName, Timestamp,
    draft_id::{DraftId, DraftIds},
    unfinished::{DraftOwner, Ledger, MOST, MadeInstance, SavedDraft, Settlement},
};
use std::{
    fs,
    path::{Path, PathBuf},
    sync::{MutexGuard, PoisonError},
    time::{SystemTime, UNIX_EPOCH},
};
use zeroize::Zeroizing;

/// Seconds by which the file of an instance may be older than its form: the form may be saved once more while the
/// program ends.
const SLACK: u64 = 600;

impl Store {
    /// Returns names for the forms of a session, which hardly any other session gives.
    pub fn draft_ids() -> DraftIds {
        let mut bytes = [0; 4];
        // Names that meet cost nothing: a file of another form is never replaced.
        let seed = if getrandom::fill(&mut bytes).is_ok() { u32::from_be_bytes(bytes) } else { std::process::id() };
        DraftIds::from_seed(seed)
    }

    /// Returns the time of this machine's clock.
    pub fn now() -> Timestamp {
        Timestamp(SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |passed| passed.as_secs()))
    }

    /// Saves an unfinished form.
    ///
    /// # Errors
    /// It cannot be written.
    pub fn keep_draft(&self, draft: &SavedDraft) -> Result<(), StorageError> {
        let Some(folder) = self.ensure_folder(Folder::Drafts)? else { return Ok(()) };
        let _lock = Lock::take(&folder)?;
        let known = self.known_drafts().iter().find(|known| known.id == draft.id).cloned();
        let file = self.file_for(&folder, draft, known.as_ref());
        // That a request was forgotten stays on record.
        let before = self.read_draft(&path(&folder, &file), &file).ok().and_then(|(before, _)| before.forgotten);
        let text = text(&SavedDraft { forgotten: draft.forgotten.or(before), ..draft.clone() });
        file::write(&path(&folder, &file), &text, ExistingFile::Replaced)?;
        let own = known.as_ref().is_none_or(|known| known.file != file);
        let inherited = known.and_then(|known| known.inherited).filter(|_| !own);
        self.know(KnownDraft { id: draft.id.clone(), file, text, inherited });
        self.drop_oldest(&folder);
        Ok(())
    }

    /// Returns the unfinished forms, the one saved last first. A file that does not read is set aside and noted.
    pub fn drafts(&self) -> Vec<SavedDraft> {
        let mut drafts = self.migrated();
        let folder = self.place(Folder::Drafts);
        for (id, path) in folder.iter().flat_map(|folder| files(folder)) {
            match self.read_draft(&path, &id) {
                Ok((draft, text)) => {
                    let inherited = Some(draft.form.name.trim().to_owned()).filter(|name| !name.is_empty());
                    if !self.known_drafts().iter().any(|known| known.file == id) {
                        self.know(KnownDraft { id: id.clone(), file: id, text, inherited });
                    }
                    drafts.push(draft);
                }
                Err(Unread::Missing) => {}
                Err(Unread::Newer) => {
                    self.note(format!("{} was written by a newer elemint and is left to it.", path.display()));
                }
                Err(Unread::Damaged) => self.set_aside(&path),
            }
        }
        drafts.sort_by(|a, b| b.saved.cmp(&a.saved).then_with(|| a.id.cmp(&b.id)));
        drafts
    }

    /// Drops an unfinished form.
    ///
    /// # Errors
    /// It is still there.
    pub fn drop_draft(&self, id: &DraftId) -> Result<(), StorageError> {
        let Some(folder) = self.ensure_folder(Folder::Drafts)? else { return Ok(()) };
        let _lock = Lock::take(&folder)?;
        remove(&folder, &self.draft_file(id))
    }

    /// Returns everything on this machine that shows the outcome of these forms.
    pub fn ledger(&self, drafts: &[SavedDraft]) -> Ledger {
        let mut ledger = Ledger::default();
        for request in self.open_requests() {
            match request.holder {
                super::EntryHolder::None => ledger.open.push(request.entry),
                super::EntryHolder::Running(process) => ledger.held.push((request.entry, process)),
            }
        }
        if let Some(oldest) = drafts.iter().map(|draft| draft.saved).min() {
            let records = self.records_since(Timestamp(oldest.0.saturating_sub(SLACK)));
            ledger.made = records.into_iter().filter(|record| !record.practice).map(MadeInstance::from).collect();
        }
        ledger
    }

    /// Returns true if there are forms that the outcome of a request may change.
    pub(super) fn has_drafts(&self) -> bool {
        self.place(Folder::Drafts).is_some_and(|folder| files(&folder).next().is_some())
    }

    /// Brings the forms that requests were made from to the outcome of these requests: forms of instances are removed, and
    /// those of forgotten requests are marked.
    pub(super) fn settle_drafts(&self, entries: &[JournalEntry], how: Settlement) -> Result<(), StorageError> {
        if entries.is_empty() || how == Settlement::NotMade {
            return Ok(());
        }
        let Some(folder) = self.ensure_folder(Folder::Drafts)? else { return Ok(()) };
        let _lock = Lock::take(&folder)?;
        for (id, path) in files(&folder) {
            let Ok((draft, _)) = self.read_draft(&path, &id) else { continue };
            let Some(entry) = entries.iter().find(|entry| draft.is_origin_of(entry)) else { continue };
            if how == Settlement::Made {
                remove(&folder, &id)?;
            } else {
                self.rewrite(&path, &id, &SavedDraft { forgotten: Some(entry.started), ..draft })?;
            }
        }
        Ok(())
    }

    /// Moves the unfinished forms of a profile to its new name.
    pub(super) fn rename_drafts(&self, old: &ProfileName, renamed: &Profile) -> Result<(), StorageError> {
        let Some(folder) = self.ensure_folder(Folder::Drafts)? else { return Ok(()) };
        let _lock = Lock::take(&folder)?;
        let owner = DraftOwner::from_profile(renamed);
        for (id, path) in files(&folder) {
            let Ok((draft, _)) = self.read_draft(&path, &id) else { continue };
            let is_own = draft.owner.as_ref().is_some_and(|it| it.profile == old.as_str() && it.base == owner.base);
            if is_own {
                self.rewrite(&path, &id, &SavedDraft { owner: Some(owner.clone()), ..draft })?;
            }
        }
        Ok(())
    }

    /// Writes a changed form into the file it was read from. `id` is the name of the file.
    fn rewrite(&self, path: &Path, id: &DraftId, draft: &SavedDraft) -> Result<(), StorageError> {
        let text = text(draft);
        file::write(path, &text, ExistingFile::Replaced)?;
        if let Some(known) = self.known_drafts().iter_mut().find(|known| known.file == *id) {
            known.text = text;
        }
        Ok(())
    }

    /// Returns the name of a form's file.
    pub(super) fn draft_file(&self, id: &DraftId) -> DraftId {
        let known = self.known_drafts().iter().find(|known| known.id == *id).map(|known| known.file.clone());
        known.unwrap_or_else(|| id.clone())
    }

    /// Returns the file a form is saved to: its own, unless that is another form's by now.
    fn file_for(&self, folder: &Path, draft: &SavedDraft, known: Option<&KnownDraft>) -> DraftId {
        let mut file = known.map_or(&draft.id, |known| &known.file).clone();
        loop {
            let Ok(current) = self.text(&path(folder, &file)) else { return free(folder, &file) };
            let Some(current) = current else { return file };
            let seen = known.is_some_and(|known| known.file == file && known.text == *current);
            let renamed = known.and_then(|known| known.inherited.as_ref());
            let renamed = renamed.is_some_and(|name| !is_same_name(name, &draft.form.name));
            if (seen && !renamed) || is_same_form(&current, draft) {
                return file;
            }
            file = free(folder, &file);
        }
    }

    fn read_draft(&self, path: &Path, id: &DraftId) -> Result<(SavedDraft, String), Unread> {
        let text = match self.text(path) {
            Err(error) if error.is_spoiled() => return Err(Unread::Damaged),
            Ok(Some(text)) => text,
            Ok(None) => return Err(Unread::Missing),
            Err(error) => {
                self.note(error.to_string());
                return Err(Unread::Missing);
            }
        };
        let draft = parse(&text, id)?;
        Ok((draft, text.to_string()))
    }

    /// Drops the forms saved longest ago where there are too many.
    fn drop_oldest(&self, folder: &Path) {
        let files: Vec<_> = files(folder).collect();
        let Some(over) = files.len().checked_sub(MOST).filter(|over| *over > 0) else { return };
        let saved = |(id, path): (DraftId, PathBuf)| Some((self.read_draft(&path, &id).ok()?.0.saved, id));
        let mut dated: Vec<_> = files.into_iter().filter_map(saved).collect();
        dated.sort();
        for (_, id) in dated.into_iter().take(over) {
            // One that cannot be dropped now is tried again with the next.
            let _ = remove(folder, &id);
        }
    }

    fn know(&self, draft: KnownDraft) {
        let mut known = self.known_drafts();
        known.retain(|known| known.id != draft.id);
        known.push(draft);
    }

    fn known_drafts(&self) -> MutexGuard<'_, Vec<KnownDraft>> {
        self.forms.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn path(folder: &Path, id: &DraftId) -> PathBuf {
    folder.join(format!("{id}.json"))
}

/// Returns the files of forms, whatever they hold.
fn files(folder: &Path) -> impl Iterator<Item = (DraftId, PathBuf)> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path());
    entries.filter_map(|path| {
        let id = DraftId::read(path.file_name()?.to_str()?.strip_suffix(".json")?)?;
        Some((id, path))
    })
}

fn free(folder: &Path, id: &DraftId) -> DraftId {
    let mut next = id.next();
    while path(folder, &next).symlink_metadata().is_ok() {
        next = next.next();
    }
    next
}

fn remove(folder: &Path, id: &DraftId) -> Result<(), StorageError> {
    file::remove(&path(folder, id))?;
    file::settle(folder)
}

/// Returns when a file was written last.
pub(super) fn modified(path: &Path) -> Timestamp {
    let time = path.symlink_metadata().and_then(|found| found.modified()).ok();
    Timestamp(time.and_then(|time| time.duration_since(UNIX_EPOCH).ok()).map_or(0, |passed| passed.as_secs()))
}

/// A form without a name yet is given one; nothing is lost by that.
fn is_same_name(old: &str, new: &str) -> bool {
    old.trim() == new.trim() || new.trim().is_empty()
}

/// Returns true if a file holds the very form that is to be saved.
fn is_same_form(text: &Zeroizing<String>, draft: &SavedDraft) -> bool {
    parse(text, &draft.id).is_ok_and(|kept| kept.form == draft.form && kept.owner == draft.owner)
}
