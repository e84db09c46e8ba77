//! State of the last apply of each profile: keyed hashes, a line for each instance. Lines are appended while an apply
//! runs; if some are lost, the next apply compares less and sends more, which does no harm.

use super::{
    error::StorageError,
    file::{self, ExistingFile},
    folder::Folder,
    held_open::until_released,
    instance_name::safe,
    lock::Lock,
    store::Store,
};
use crate::domain::{
    Profile, ProfileName,
    declared::{AppliedInstance, AppliedState, KeyedHash},
};
use serde::{Deserialize, Serialize};
use std::{
    fs::{self, File, OpenOptions},
    io::{self, Write as _},
    path::{Path, PathBuf},
    time::Duration,
};

/// The only layout so far.
const VERSION: u32 = 1;

/// Largest file: 100,000 instances with twenty values each take about 200 MB, far more than a platform lists.
const LIMIT: u64 = 256 << 20;

/// Digits of the account's hash in a file name.
const ACCOUNT: usize = 16;

/// First line of a file.
#[derive(Serialize, Deserialize)]
struct Header {
    v: u32,
    /// Hash that recognizes the account. Hashes of another account cannot be compared.
    key: String,
}

/// State that an apply adds to. No other apply of the profile runs as long as it lives.
#[derive(Debug)]
pub struct AppliedLog {
    file: File,
    path: PathBuf,
    _lock: Lock,
}

impl Store {
    /// Returns the state of the last apply of a profile; empty if there is none that can be used.
    pub fn applied(&self, profile: &Profile, hash: &KeyedHash) -> AppliedState {
        let folder = self.place(Folder::Applied);
        let state = folder.and_then(|folder| self.read_applied(&folder, profile, hash)).unwrap_or_default();
        if !state.has_requests() {
            return state;
        }
        // The file of a consent is removed when the consent is completed.
        state.with_pending(self.consents().into_iter().map(|(_, consent)| consent.id.to_string()))
    }

    /// Begins an apply of a profile; `None` if nothing is kept.
    ///
    /// # Errors
    /// [`StorageError::Held`] if another apply of the profile is in progress, or the state cannot be written.
    pub fn begin_apply(&self, profile: &Profile, hash: &KeyedHash) -> Result<Option<AppliedLog>, StorageError> {
        let Some(folder) = self.ensure_folder(Folder::Applied)? else { return Ok(None) };
        let path = path(&folder, profile, hash);
        file::own_directory(file::parent(&path))?;
        let lock = Lock::within(file::parent(&path), Duration::ZERO)?;
        let state = self.read_applied(&folder, profile, hash).unwrap_or_default();
        file::write(&path, &text(&state, hash), ExistingFile::Replaced)?;
        let file = open(&path).map_err(StorageError::io(&path, "opened"))?;
        Ok(Some(AppliedLog { file, path, _lock: lock }))
    }

    fn read_applied(&self, folder: &Path, profile: &Profile, hash: &KeyedHash) -> Option<AppliedState> {
        let read = |path: PathBuf| self.read_applied_file(&path, hash);
        read(path(folder, profile, hash)).or_else(|| read(earlier_path(folder, profile)))
    }

    fn read_applied_file(&self, path: &Path, hash: &KeyedHash) -> Option<AppliedState> {
        let content = self.content_within(path, LIMIT).ok()??;
        let mut lines = content.text.lines();
        let header: Header = serde_json::from_str(lines.next()?).ok()?;
        if header.v != VERSION || header.key != hash.id() {
            return None;
        }
        // The last line of a killed program may be torn.
        Some(AppliedState::from_records(lines.filter_map(|line| serde_json::from_str(line).ok())))
    }

    /// Moves the state of a profile to its new name. A state that an earlier profile of this name left is replaced.
    pub(super) fn rename_applied(&self, old: &ProfileName, new: &ProfileName) -> Result<(), StorageError> {
        let Some(folder) = self.ensure_folder(Folder::Applied)? else { return Ok(()) };
        let old = folder.join(safe(old.as_str()));
        if old.symlink_metadata().is_err() {
            return Ok(());
        }
        self.forget_applied(new)?;
        until_released(|| fs::rename(&old, folder.join(safe(new.as_str())))).map_err(StorageError::io(&old, "renamed"))
    }

    /// Removes the state of a profile.
    pub(super) fn forget_applied(&self, profile: &ProfileName) -> Result<(), StorageError> {
        let Some(folder) = self.ensure_folder(Folder::Applied)? else { return Ok(()) };
        let folder = folder.join(safe(profile.as_str()));
        match fs::remove_dir_all(&folder) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => Err(StorageError::io(&folder, "removed")(error)),
            _ => Ok(()),
        }
    }
}

impl AppliedLog {
    /// Adds an instance. A later record replaces an earlier one.
    ///
    /// # Errors
    /// It could not be written.
    pub fn add(&mut self, record: &AppliedInstance) -> Result<(), StorageError> {
        let mut line = line(record);
        line.push('\n');
        self.file.write_all(line.as_bytes()).map_err(StorageError::io(&self.path, "written"))
    }
}

/// Returns the file of a profile and an account, in a folder of the profile, which is locked. Several accounts may have one
/// profile name: that of the environment.
fn path(folder: &Path, profile: &Profile, hash: &KeyedHash) -> PathBuf {
    let (host, account) = (safe(profile.account.base.as_str()), hash.id());
    let account = account.get(..ACCOUNT).unwrap_or(&account);
    folder.join(safe(profile.name.as_str())).join(format!("{host}.{account}.jsonl"))
}

/// Returns the file of version 0.1.0, which all accounts of a profile name shared.
fn earlier_path(folder: &Path, profile: &Profile) -> PathBuf {
    let host = safe(profile.account.base.as_str());
    folder.join(safe(profile.name.as_str())).join(format!("{host}.jsonl"))
}

fn line(record: &impl Serialize) -> String {
    // A plain struct of texts always writes.
    serde_json::to_string(record).unwrap_or_default()
}

fn text(state: &AppliedState, hash: &KeyedHash) -> String {
    let mut text = line(&Header { v: VERSION, key: hash.id() });
    text.push('\n');
    for record in state.all_records() {
        text.push_str(&line(record));
        text.push('\n');
    }
    text
}

fn open(path: &Path) -> io::Result<File> {
    let mut options = OpenOptions::new();
    options.append(true);
    file::not_following(&mut options);
    options.open(path)
}
