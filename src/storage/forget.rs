//! Removes what is stored of a profile or an instance. Nothing is changed on the platform.

use super::{
    catalog,
    checksum::{self, ChecksumState},
    drafts::modified,
    error::StorageError,
    file,
    folder::Folder,
    instances::TokenFields,
    store::Store,
    temp_part,
};
use crate::{
    catalog::ElementKey,
    domain::{
        BaseUrl, DraftId, Profile, ProfileName, Reference, Timestamp, reference::ReferenceSource,
        unfinished::MadeInstance,
    },
    text::Secret,
};
use serde::Deserialize;
use std::{
    fs, io,
    path::{Path, PathBuf},
};

/// Stored facts of an instance. Its token is not read.
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
    /// True if it was created on a sandbox, and ended with it.
    pub practice: bool,
    /// Time at which its file was written.
    pub kept: Timestamp,
}

impl From<StoredRecord> for MadeInstance {
    fn from(record: StoredRecord) -> Self {
        let StoredRecord { id, name, element, base, draft, kept, .. } = record;
        Self { id, base, element: ElementKey::new(element), name, draft, kept }
    }
}

/// First part of the names of files of instances on a sandbox.
const LOCAL: &str = "127.0.0.1";

/// Content of the file.
#[derive(Deserialize)]
struct RecordFile {
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
    /// Returns what is stored of instances, in the order of their files. Files that cannot be read are left out.
    pub fn records(&self) -> Vec<StoredRecord> {
        self.records_since(Timestamp(0))
    }

    /// Returns the records of one instance, the latest last.
    pub fn records_of(&self, base: &BaseUrl, id: &str) -> Vec<StoredRecord> {
        let mut records = self.records();
        records.retain(|record| record.base == base.as_str() && record.id == id);
        records.sort_by_key(|record| record.kept);
        records
    }

    /// Returns what is stored of instances whose files were written at this time or later.
    pub(super) fn records_since(&self, since: Timestamp) -> Vec<StoredRecord> {
        let folder = self.place(Folder::Instances).into_iter();
        let entries = folder.flat_map(|folder| fs::read_dir(folder).into_iter().flatten().flatten());
        let mut paths: Vec<_> = entries.map(|entry| entry.path()).collect();
        paths.retain(|path| path.extension().is_some_and(|extension| extension == "json") && modified(path) >= since);
        paths.sort();
        paths.iter().filter_map(|path| record(path)).collect()
    }

    /// Removes what is left of instances on sandboxes that ended: a running sandbox locks the files of its own.
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

    /// Returns the token in the file of an instance; `None` if it is in the keyring, or the file was altered.
    ///
    /// # Errors
    /// The file could not be read.
    pub fn stored_token(&self, record: &StoredRecord) -> Result<Option<Secret>, StorageError> {
        let Some(text) = self.text(&record.path)? else { return Ok(None) };
        if checksum::check(&text) == ChecksumState::Broken {
            return Ok(None);
        }
        Ok(serde_json::from_str::<TokenFields<'_>>(&text).ok().and_then(|fields| fields.token()))
    }

    /// Removes what is stored of an instance, unfinished files included.
    ///
    /// # Errors
    /// If it could not be removed.
    pub fn forget_record(&self, record: &StoredRecord) -> Result<(), StorageError> {
        let folder = self.ensure_folder(Folder::Instances)?.ok_or(StorageError::NothingKept)?;
        remove(&record.path)?;
        temp_part::sweep(&folder);
        file::settle(&folder)
    }

    /// Removes a profile with the last values of its instances, its deleted instances, the list of its instances, and the list of its platform's
    /// elements if no other profile uses that platform. The rest of the file stays. Returns true if there was such a profile.
    ///
    /// # Errors
    /// If it could not be removed.
    pub fn forget_profile(&self, name: &ProfileName) -> Result<bool, StorageError> {
        let folder = self.ensure_folder(Folder::Config)?.ok_or(StorageError::NothingKept)?;
        let Some(removed) = self.remove_profile(&folder, name)? else { return Ok(false) };
        temp_part::sweep(&folder);
        self.forget_last(name)?;
        self.trash().empty(Some(name))?;
        self.forget_known_instances(name)?;
        self.forget_applied(name)?;
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
    let RecordFile { id, name, element, base, draft, practice } = serde_json::from_str(&content.text).ok()?;
    let token: TokenFields<'_> = serde_json::from_str(&content.text).ok()?;
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
