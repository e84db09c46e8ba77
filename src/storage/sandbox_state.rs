//! State of the sandbox between runs: one file, which one sandbox has at a time.

use super::{
    StorageError, Store,
    checksum::{self, ChecksumState},
    file::{self, ExistingFile},
    folder::Folder,
    lock::Lock,
};
use crate::text::Secret;
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;
use std::{
    path::{Path, PathBuf},
    sync::atomic::Ordering,
    time::Duration,
};

const FILE: &str = "state.json";

/// Largest file: 10,000 instances take about 20 MB.
const LIMIT: u64 = 64 << 20;

/// File with the state of the sandbox. It is locked for as long as this exists.
#[derive(Debug)]
pub struct SandboxStateFile {
    path: PathBuf,
    text: Option<Secret>,
    _lock: Lock,
}

/// Content of the file.
#[derive(Serialize, Deserialize)]
struct StoredState<'a> {
    #[serde(borrow)]
    state: &'a RawValue,
}

impl Store {
    /// Returns the file with the state of the sandbox; `None` if nothing is kept, if another sandbox has it, or if it
    /// cannot be used, which is noted.
    pub fn sandbox_state(&self) -> Option<SandboxStateFile> {
        match self.open_sandbox_state() {
            Ok(state) => {
                self.keeps_sandbox.store(state.is_some(), Ordering::Relaxed);
                state
            }
            Err(StorageError::Held { .. }) => {
                self.note("Another sandbox is running, so this one starts without instances and keeps none.".into());
                None
            }
            Err(error) => {
                self.note(format!("The sandbox keeps no instances. {error}"));
                None
            }
        }
    }

    fn open_sandbox_state(&self) -> Result<Option<SandboxStateFile>, StorageError> {
        let Some(folder) = self.ensure_folder(Folder::Sandbox)? else { return Ok(None) };
        let lock = Lock::within(&folder, Duration::ZERO)?;
        let path = folder.join(FILE);
        let text = self.read_sandbox_state(&path)?;
        Ok(Some(SandboxStateFile { path, text, _lock: lock }))
    }

    /// Reads the file. A damaged one is set aside.
    fn read_sandbox_state(&self, path: &Path) -> Result<Option<Secret>, StorageError> {
        let content = match self.content_within(path, LIMIT) {
            Err(error) if error.is_spoiled() => None,
            Ok(None) => return Ok(None),
            read => read?,
        };
        let whole = content.filter(|content| checksum::check(&content.text) == ChecksumState::Whole);
        let state = whole.and_then(|content| {
            let stored: StoredState<'_> = serde_json::from_str(&content.text).ok()?;
            Some(Secret::new(stored.state.get()))
        });
        if state.is_none() {
            self.set_aside(path);
        }
        Ok(state)
    }
}

impl SandboxStateFile {
    /// Returns the state as it was when the file was opened.
    pub fn text(&self) -> Option<Secret> {
        self.text.clone()
    }

    /// Replaces the state.
    ///
    /// # Errors
    /// It is not JSON, or cannot be written.
    pub fn write(&self, state: &Secret) -> Result<(), StorageError> {
        let invalid = |error| StorageError::io(&self.path, "written")(std::io::Error::other(error));
        let stored = StoredState { state: serde_json::from_str(state.expose()).map_err(invalid)? };
        let mut text = zeroize::Zeroizing::new(serde_json::to_string_pretty(&stored).map_err(invalid)?);
        checksum::seal(&mut text);
        file::write(&self.path, &text, ExistingFile::Replaced)
    }
}
