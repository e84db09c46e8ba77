//! State file of a session of another program. It holds no secret, and one session uses it at a time.

use super::{
    StorageError,
    checksum::{self, ChecksumState},
    consents::StoredConsent,
    disk::ExistingFile,
    file,
    lock::Lock,
    temp_part,
};
use crate::domain::{
    BaseUrl, DraftId, KeptDraft, SavedForm, SavedSession, Timestamp, draft::ChangeForm, unfinished::DraftOwner,
};
use serde::{Deserialize, Serialize};
use std::{
    path::{Path, PathBuf},
    time::Duration,
};

/// The only layout so far.
const VERSION: u32 = 1;

/// Longest wait for a session that is about to end.
const PATIENCE: Duration = Duration::from_secs(2);

/// State file that is in use by this process until it is dropped.
#[derive(Debug)]
pub struct SessionFile {
    path: PathBuf,
    _lock: Lock,
}

/// Reason that a state file cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum SessionFileError {
    /// Another session uses it.
    #[error("Another session{} uses {}.", named(*process), path.display())]
    InUse {
        /// The file.
        path: PathBuf,
        /// Process ID of that session, if known.
        process: Option<u32>,
    },
    /// The file is no state of a session, or its content was changed.
    #[error("{} is no state of a session, or damaged.", .0.display())]
    Damaged(PathBuf),
    /// Another version of elemint wrote the file.
    #[error("{} was written by a newer elemint.", .0.display())]
    Newer(PathBuf),
    /// The file cannot be read or written.
    #[error(transparent)]
    Storage(#[from] StorageError),
}

impl SessionFileError {
    /// Returns the remedy.
    pub fn hint(&self) -> String {
        match self {
            Self::InUse { .. } => "End it, or name another file.".into(),
            Self::Damaged(_) | Self::Newer(_) => "Name another file, or remove this one. It was not changed.".into(),
            Self::Storage(error) => error.hint(),
        }
    }
}

fn named(process: Option<u32>) -> String {
    process.map_or_else(String::new, |number| format!(" (process {number})"))
}

/// Content of the file.
#[derive(Serialize, Deserialize)]
struct StoredSession {
    v: u32,
    saved: String,
    step: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    owner: Option<DraftOwner>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    platform: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    form: Option<StoredForm>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    secrets: Vec<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    consents: Vec<StoredConsent>,
}

/// Form in the file.
#[derive(Serialize, Deserialize)]
struct StoredForm {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    id: Option<String>,
    purpose: StoredPurpose,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    instance: Option<String>,
    submitted: bool,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    values: Option<KeptDraft>,
}

/// Purpose of a form in the file.
#[derive(Clone, Copy, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum StoredPurpose {
    Create,
    Edit,
    Reauthorize,
}

impl SessionFile {
    /// Opens a state file, which is created with the first state, and returns the session in it, if there is one.
    ///
    /// # Errors
    /// Another session uses the file, or its content is not one of this version.
    pub fn open(path: &Path) -> Result<(Self, Option<SavedSession>), SessionFileError> {
        let folder = file::parent(path);
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        let lock = Lock::on(&folder.join(format!(".{name}.lock")), PATIENCE).map_err(|error| match error {
            StorageError::Held { process, .. } => SessionFileError::InUse { path: path.to_owned(), process },
            error => error.into(),
        })?;
        temp_part::sweep(folder);
        let saved = match file::read(path) {
            Err(error) if error.is_spoiled() => return Err(SessionFileError::Damaged(path.to_owned())),
            read => read?.map(|content| parse(&content.text, path)).transpose()?,
        };
        Ok((Self { path: path.to_owned(), _lock: lock }, saved))
    }

    /// Replaces the saved session. After a failure the file is as it was before.
    ///
    /// # Errors
    /// It cannot be written.
    pub fn write(&self, session: &SavedSession) -> Result<(), StorageError> {
        file::write(&self.path, &text(session), ExistingFile::Replaced)
    }

    /// Returns the path of the file.
    pub fn path(&self) -> &Path {
        &self.path
    }
}

fn text(session: &SavedSession) -> String {
    let layout = StoredSession {
        v: VERSION,
        saved: session.saved.to_string(),
        step: session.step.clone(),
        owner: session.owner.clone(),
        platform: session.platform.as_ref().map(|base| base.as_str().to_owned()),
        form: session.form.as_ref().map(StoredForm::from),
        secrets: session.secrets.clone(),
        consents: session.consents.iter().map(StoredConsent::from).collect(),
    };
    // A struct of texts always writes.
    let mut text = serde_json::to_string_pretty(&layout).unwrap_or_default();
    checksum::seal(&mut text);
    text
}

fn parse(text: &str, path: &Path) -> Result<SavedSession, SessionFileError> {
    #[derive(Deserialize)]
    struct SessionVersion {
        v: u32,
    }
    let damaged = || SessionFileError::Damaged(path.to_owned());
    let version = serde_json::from_str::<SessionVersion>(text).ok().ok_or_else(damaged)?.v;
    if version > VERSION {
        return Err(SessionFileError::Newer(path.to_owned()));
    }
    if checksum::check(text) != ChecksumState::Whole {
        return Err(damaged());
    }
    serde_json::from_str::<StoredSession>(text).ok().and_then(StoredSession::into_session).ok_or_else(damaged)
}

impl StoredSession {
    fn into_session(self) -> Option<SavedSession> {
        let platform = match self.platform {
            None => None,
            Some(base) => Some(BaseUrl::read(&base).ok()?),
        };
        let form = match self.form {
            None => None,
            Some(form) => Some(form.into_form()?),
        };
        Some(SavedSession {
            saved: Timestamp::read(&self.saved)?,
            step: self.step,
            owner: self.owner,
            platform,
            form,
            secrets: self.secrets,
            consents: self.consents.into_iter().map(StoredConsent::into_consent).collect::<Option<_>>()?,
        })
    }
}

impl From<&SavedForm> for StoredForm {
    fn from(form: &SavedForm) -> Self {
        let purpose = match &form.change {
            None => StoredPurpose::Create,
            Some((ChangeForm::Edit, _)) => StoredPurpose::Edit,
            Some((ChangeForm::Reauthorize, _)) => StoredPurpose::Reauthorize,
        };
        Self {
            id: form.id.as_ref().map(ToString::to_string),
            purpose,
            instance: form.change.as_ref().map(|(_, id)| id.clone()),
            submitted: form.is_submitted,
            values: form.values.clone(),
        }
    }
}

impl StoredForm {
    fn into_form(self) -> Option<SavedForm> {
        let change = match (self.purpose, self.instance) {
            (StoredPurpose::Create, None) => None,
            (StoredPurpose::Edit, Some(id)) => Some((ChangeForm::Edit, id)),
            (StoredPurpose::Reauthorize, Some(id)) => Some((ChangeForm::Reauthorize, id)),
            (StoredPurpose::Create, Some(_)) | (StoredPurpose::Edit | StoredPurpose::Reauthorize, None) => return None,
        };
        let id = match self.id {
            None => None,
            Some(id) => Some(DraftId::read(&id)?),
        };
        Some(SavedForm { id, change, is_submitted: self.submitted, values: self.values })
    }
}

#[cfg(test)]
mod tests;
