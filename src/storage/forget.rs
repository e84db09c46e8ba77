//! Forgetting what is kept: a profile, or what is known here of an instance. Nothing is done on the platform.

use super::{
    catalog, drafts::modified, error::StorageError, file, folders::Folder, instances::TokenPlace, store::Store,
    temp_part,
};
use crate::{
    catalog::ElementKey,
    domain::{
        BaseUrl, DraftId, Profile, ProfileName, Reference, Timestamp, reference::ReferenceSource,
        unfinished::MadeInstance,
    },
};
use serde::Deserialize;
use std::{
    fs, io,
    path::{Path, PathBuf},
};

/// What is kept of an instance. Its token is left where it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredRecord {
    /// The file.
    pub path: PathBuf,
    /// The platform's number for it.
    pub id: String,
    /// Its name.
    pub name: String,
    /// The element.
    pub element: String,
    /// The platform.
    pub base: String,
    /// The keyring's entry with its token, where it is not in the file.
    pub entry: Option<String>,
    /// The form it was made from, where that was noted.
    pub draft: Option<DraftId>,
    /// Whether it is on a practice platform, and ended with it.
    pub practice: bool,
    /// When its file was written.
    pub kept: Timestamp,
}

impl From<StoredRecord> for MadeInstance {
    fn from(record: StoredRecord) -> Self {
        let StoredRecord { id, name, element, base, draft, kept, .. } = record;
        Self { id, base, element: ElementKey::new(element), name, draft, kept }
    }
}

/// Beginning of the names of files of instances on a practice platform.
const LOCAL: &str = "127.0.0.1";

/// As it is in the file.
#[derive(Deserialize)]
struct StoredToken {
    id: String,
    #[serde(default)]
    name: String,
    element: String,
    base: String,
    #[serde(default)]
    draft: Option<String>,
    #[serde(default)]
    practice: bool,
}

impl Store {
    /// What is kept of instances, in the order of their files. A file that does not read is passed over.
    pub fn records(&self) -> Vec<StoredRecord> {
        self.records_since(Timestamp(0))
    }

    /// Returns what is kept of instances whose files were written at this time or later.
    pub(super) fn records_since(&self, since: Timestamp) -> Vec<StoredRecord> {
        let folder = self.place(Folder::Instances).into_iter();
        let entries = folder.flat_map(|folder| fs::read_dir(folder).into_iter().flatten().flatten());
        let mut paths: Vec<_> = entries.map(|entry| entry.path()).collect();
        paths.retain(|path| path.extension().is_some_and(|extension| extension == "json") && modified(path) >= since);
        paths.sort();
        paths.iter().filter_map(|path| record(path)).collect()
    }

    /// Removes what is left of instances on practice platforms that ended: the elemint of a running one holds their files.
    pub(super) fn sweep_practice(&self) {
        let folder = self.place(Folder::Instances).into_iter();
        let entries = folder.flat_map(|folder| fs::read_dir(folder).into_iter().flatten().flatten());
        let local = entries.filter(|entry| entry.file_name().to_string_lossy().starts_with(LOCAL));
        for record in local.filter_map(|entry| record(&entry.path())).filter(|record| record.practice) {
            let file = file::open(&record.path).ok();
            if let Some(file) = file.filter(|file| file.try_lock().is_ok()) {
                let _ = fs::remove_file(&record.path);
                drop(file);
            }
        }
    }

    /// Removes what is kept of an instance, with what was left half written beside it.
    ///
    /// # Errors
    /// It is still there.
    pub fn forget_record(&self, record: &StoredRecord) -> Result<(), StorageError> {
        let folder = self.ensure_folder(Folder::Instances)?.ok_or(StorageError::NothingKept)?;
        remove(&record.path)?;
        temp_part::sweep(&folder);
        file::settle(&folder)
    }

    /// Removes a profile with what its instances were made with, and the list of its platform's elements if no other
    /// profile is there. What else stands in the file stays. Whether there was one.
    ///
    /// # Errors
    /// It is still there.
    pub fn forget_profile(&self, name: &ProfileName) -> Result<bool, StorageError> {
        let folder = self.ensure_folder(Folder::Config)?.ok_or(StorageError::NothingKept)?;
        let Some(removed) = self.remove_profile(&folder, name)? else { return Ok(false) };
        temp_part::sweep(&folder);
        self.forget_last(name)?;
        let base = removed.base.filter(|base| !removed.others.contains(base));
        if let (Some(base), Some(lists)) = (base, self.ensure_folder(Folder::Catalog)?) {
            remove(&lists.join(catalog::file_name(&base)))?;
        }
        Ok(true)
    }
}

/// The keyring's entries a profile names that are of our own making.
pub fn entries(profile: &Profile) -> Vec<String> {
    let account = &profile.account;
    let named =
        [&account.user, &account.organization].into_iter().filter_map(|secret| Reference::read(secret.expose()));
    let own = super::keyring::entries(profile.name.as_str());
    let entry = |reference: Reference| match reference.source() {
        ReferenceSource::Keyring(name) => Some(name.clone()).filter(|name| own.contains(name)),
        _ => None,
    };
    named.filter_map(entry).collect()
}

fn record(path: &Path) -> Option<StoredRecord> {
    let content = file::look(path).ok()??;
    let StoredToken { id, name, element, base, draft, practice } = serde_json::from_str(&content.text).ok()?;
    let token: TokenPlace<'_> = serde_json::from_str(&content.text).ok()?;
    let entry = BaseUrl::read(&base).ok().and_then(|base| token.entry(&base, &id));
    let draft = draft.as_deref().and_then(DraftId::read);
    Some(StoredRecord { path: path.to_owned(), id, name, element, base, entry, draft, practice, kept: modified(path) })
}

fn remove(path: &Path) -> Result<(), StorageError> {
    match fs::remove_file(path) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(StorageError::io(path, "removed")(error)),
        _ => Ok(()),
    }
}
