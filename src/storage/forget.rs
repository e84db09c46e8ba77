//! Removes what is stored of a profile or an instance. Nothing is changed on the platform.

use super::{
    catalog,
    checksum::{self, ChecksumState},
    drafts::modified,
    error::StorageError,
    file,
    folder::Folder,
    instances::{TokenFields, is_file_of},
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
    /// True if it was created on a sandbox of elemint.
    pub practice: bool,
    /// True if that sandbox keeps the instance for its next run.
    pub lasting: bool,
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
    #[serde(default)]
    lasting: bool,
}

impl Store {
    /// Returns what is stored of instances, in the order of their files. Files that cannot be read are left out.
    pub fn records(&self) -> Vec<StoredRecord> {
        self.records_since(Timestamp(0))
    }

    /// Returns the records of one instance, the latest last. Files that cannot be read are left out if their names are
    /// those of other instances.
    ///
    /// # Errors
    /// The folder, or a file of the instance, could not be read. It may hold a token.
    pub fn records_of(&self, base: &BaseUrl, id: &str) -> Result<Vec<StoredRecord>, StorageError> {
        let mut records = Vec::new();
        for path in self.record_paths()? {
            match read_record(&path) {
                Ok(record) => records.extend(record.filter(|record| record.base == base.as_str() && record.id == id)),
                Err(error) if is_file_of(&path, base, id) => return Err(error),
                Err(_) => {}
            }
        }
        records.sort_by_key(|record| record.kept);
        Ok(records)
    }

    /// Returns what is stored of instances whose files were written at this time or later.
    pub(super) fn records_since(&self, since: Timestamp) -> Vec<StoredRecord> {
        let paths = self.record_paths().unwrap_or_default();
        paths.iter().filter(|path| modified(path) >= since).filter_map(|path| record(path)).collect()
    }

    /// Returns the errors of the files of instances that cannot be read. They may hold tokens.
    pub fn unreadable_records(&self) -> Vec<StorageError> {
        match self.record_paths() {
            Ok(paths) => paths.iter().filter_map(|path| read_record(path).err()).collect(),
            Err(error) => vec![error],
        }
    }

    /// Returns the files of instances, in the order of their names.
    fn record_paths(&self) -> Result<Vec<PathBuf>, StorageError> {
        let Some(folder) = self.place(Folder::Instances) else { return Ok(Vec::new()) };
        let entries = match fs::read_dir(&folder) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
            entries => entries.map_err(StorageError::io(&folder, "read"))?,
        };
        let paths = entries.map(|entry| entry.map(|entry| entry.path())).collect::<io::Result<Vec<_>>>();
        let mut paths = paths.map_err(StorageError::io(&folder, "read"))?;
        paths.retain(|path| path.extension().is_some_and(|extension| extension == "json"));
        paths.sort();
        Ok(paths)
    }

    /// Removes what is left of instances on sandboxes that kept none.
    pub(super) fn sweep_practice(&self) {
        self.remove_practice(|record| !record.lasting);
    }

    /// Removes what is left of instances on sandboxes, those of the sandbox that is begun anew included.
    pub fn forget_sandbox(&self) {
        if self.keeps() {
            self.remove_practice(|_| true);
        }
    }

    /// Removes files of instances on sandboxes: a running sandbox locks the files of its own.
    fn remove_practice(&self, is_gone: impl Fn(&StoredRecord) -> bool) {
        let paths = self.record_paths().unwrap_or_default();
        let is_local = |path: &&PathBuf| path.file_name().is_some_and(|name| name.to_string_lossy().starts_with(LOCAL));
        let records = paths.iter().filter(is_local).filter_map(|path| record(path));
        for record in records.filter(|record| record.practice && is_gone(record)) {
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
        file::remove(&record.path)?;
        temp_part::sweep(&folder);
        file::settle(&folder)
    }

    /// Removes a profile with the last values, the deleted instances, the pending consents, the list and the last apply of
    /// its instances, and the list of its platform's elements if no other profile uses that platform. The rest of the file stays. Returns
    /// true if there was such a profile.
    ///
    /// # Errors
    /// If it could not be removed.
    pub fn forget_profile(&self, name: &ProfileName) -> Result<bool, StorageError> {
        let folder = self.ensure_folder(Folder::Config)?.ok_or(StorageError::NothingKept)?;
        let Some(removed) = self.remove_profile(&folder, name)? else { return Ok(false) };
        temp_part::sweep(&folder);
        self.forget_last(name)?;
        self.forget_observations(name)?;
        self.trash().empty(Some(name))?;
        self.forget_known_instances(name)?;
        self.forget_applied(name)?;
        self.forget_consents(name)?;
        let base = removed.base.filter(|base| !removed.others.contains(base));
        if let (Some(base), Some(lists)) = (base, self.ensure_folder(Folder::Catalog)?) {
            file::remove(&lists.join(catalog::file_name(&base)))?;
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
    read_record(path).ok().flatten()
}

/// Reads the file of an instance; `None` if it does not exist any more.
fn read_record(path: &Path) -> Result<Option<StoredRecord>, StorageError> {
    let Some(content) = file::look(path)? else { return Ok(None) };
    let damaged = |error: serde_json::Error| StorageError::Damaged {
        path: path.to_owned(),
        format: "the file of an instance",
        line: error.line(),
        column: error.column(),
    };
    let RecordFile { id, name, element, base, draft, practice, lasting } =
        serde_json::from_str(&content.text).map_err(damaged)?;
    let token: TokenFields<'_> = serde_json::from_str(&content.text).map_err(damaged)?;
    let entry = BaseUrl::read(&base).ok().and_then(|base| token.entry(&base, &id));
    let draft = draft.as_deref().and_then(DraftId::read);
    let (path, kept) = (path.to_owned(), modified(path));
    Ok(Some(StoredRecord { path, id, name, element, base, entry, draft, practice, lasting, kept }))
}
