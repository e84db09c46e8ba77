//! The one form that elemints before this one saved becomes a form among others.

use super::{Store, modified, text};
use crate::{
    domain::{KeptDraft, draft_id::DraftId, unfinished::SavedDraft},
    storage::{
        StorageError,
        checksum::{self, ChecksumState},
        file::{self, ExistingFile},
        folder::Folder,
        lock::Lock,
    },
};
use ring::digest::{SHA256, digest};
use std::path::Path;
use zeroize::Zeroizing;

/// Name of the file that held the one form.
const OLD: &str = "draft.json";

impl Store {
    /// Moves the form to a file of its own. Where that cannot be, or nothing is kept, it is returned as it is.
    pub(super) fn migrated(&self) -> Vec<SavedDraft> {
        let Some(path) = self.place(Folder::State).map(|folder| folder.join(OLD)) else { return Vec::new() };
        let text = match self.text(&path) {
            Ok(Some(text)) => text,
            Err(error) if error.is_spoiled() => Zeroizing::default(),
            Ok(None) | Err(_) => return Vec::new(),
        };
        let form =
            serde_json::from_str::<KeptDraft>(&text).ok().filter(|_| checksum::check(&text) != ChecksumState::Broken);
        let Some(form) = form else {
            self.set_aside(&path);
            return Vec::new();
        };
        // Named by its content, so that a second try, or a second elemint, makes the same file.
        let name =
            digest(&SHA256, text.as_bytes()).as_ref().iter().take(4).fold(0, |n, byte| n << 8 | u32::from(*byte));
        let id = DraftId::from_number(name);
        let draft = SavedDraft { id, owner: None, saved: modified(&path), forgotten: None, form };
        match self.write_migrated(&draft, &path) {
            Ok(true) => Vec::new(),
            Ok(false) | Err(_) => vec![draft],
        }
    }

    /// Returns true once the form is in its new file, and the old one is removed.
    fn write_migrated(&self, draft: &SavedDraft, old: &Path) -> Result<bool, StorageError> {
        let Some(folder) = self.ensure_folder(Folder::Drafts)? else { return Ok(false) };
        let _lock = Lock::take(&folder)?;
        file::write(&super::path(&folder, &draft.id), &text(draft), ExistingFile::Replaced)?;
        file::remove(old)?;
        file::settle(file::parent(old))?;
        Ok(true)
    }
}
