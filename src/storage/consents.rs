//! Files of pending consents, one each. They hold no secret, and may be taken to another machine.

use super::{
    StorageError, Store,
    checksum::{self, ChecksumState},
    disk::ExistingFile,
    file,
    folder::Folder,
};
use crate::domain::{BaseUrl, DraftId, KeptDraft, ProfileName, Timestamp, pending_consent::PendingConsent};
use serde::{Deserialize, Serialize};
use std::{
    fs, io,
    path::{Path, PathBuf},
};

/// The only layout so far.
const VERSION: u32 = 1;

/// Seconds for which the file of an expired consent stays: a week.
const EXPIRED_KEPT_FOR: u64 = 7 * 24 * 3600;

/// Content of a file.
#[derive(Serialize, Deserialize)]
pub(super) struct StoredConsent {
    v: u32,
    id: String,
    base: String,
    profile: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    instance: Option<String>,
    form: KeptDraft,
    callback: String,
    page: String,
    state: String,
    requested: String,
    expires: String,
}

impl Store {
    /// Stores a pending consent, and returns its file; `None` if nothing is kept.
    ///
    /// # Errors
    /// It cannot be written.
    pub fn keep_consent(&self, consent: &PendingConsent) -> Result<Option<PathBuf>, StorageError> {
        let Some(folder) = self.ensure_folder(Folder::Consents)? else { return Ok(None) };
        let path = folder.join(format!("{}.json", consent.id));
        file::write(&path, &text(consent), ExistingFile::Kept)?;
        Ok(Some(path))
    }

    /// Returns the pending consents with their files, the oldest first. A file that cannot be read is left out.
    pub fn consents(&self) -> Vec<(PathBuf, PendingConsent)> {
        let Some(folder) = self.place(Folder::Consents) else { return Vec::new() };
        let entries = fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path());
        let files = entries.filter(|path| path.extension().is_some_and(|end| end == "json"));
        let mut consents: Vec<_> =
            files.filter_map(|path| Some((path.clone(), Self::read_consent(&path).ok().flatten()?))).collect();
        consents.sort_by_key(|(_, consent)| consent.requested);
        consents
    }

    /// Reads the file of a pending consent, which may come from another machine. `None` if it is no such file.
    ///
    /// # Errors
    /// It cannot be read.
    pub fn read_consent(path: &Path) -> Result<Option<PendingConsent>, StorageError> {
        let Some(text) = file::read_foreign(path)? else {
            return Err(StorageError::io(path, "read")(io::ErrorKind::NotFound.into()));
        };
        Ok(parse(&text))
    }

    /// Moves the pending consents of a profile to its new name.
    pub(super) fn rename_consents(&self, old: &ProfileName, new: &ProfileName) -> Result<(), StorageError> {
        for (path, consent) in self.consents() {
            if consent.profile == old.as_str() {
                let renamed = PendingConsent { profile: new.to_string(), ..consent };
                file::write(&path, &text(&renamed), ExistingFile::Replaced)?;
            }
        }
        Ok(())
    }

    /// Removes the pending consents of a profile.
    pub(super) fn forget_consents(&self, profile: &ProfileName) -> Result<(), StorageError> {
        let own = |(path, consent): (PathBuf, PendingConsent)| (consent.profile == profile.as_str()).then_some(path);
        self.consents().into_iter().filter_map(own).try_for_each(|path| file::remove(&path))
    }

    /// Removes consents that expired a while ago. Until then a late answer gets the reason that it is refused.
    pub(super) fn sweep_consents(&self) {
        let now = Self::now();
        for (path, consent) in self.consents() {
            if consent.is_expired(Timestamp(now.0.saturating_sub(EXPIRED_KEPT_FOR))) {
                // One that cannot be removed now is tried again at the next start.
                let _ = file::remove(&path);
            }
        }
    }

    /// Removes the file of a completed consent.
    ///
    /// # Errors
    /// It cannot be removed.
    pub fn drop_consent(&self, path: &Path) -> Result<(), StorageError> {
        file::remove(path)
    }
}

impl From<&PendingConsent> for StoredConsent {
    fn from(consent: &PendingConsent) -> Self {
        Self {
            v: VERSION,
            id: consent.id.to_string(),
            base: consent.base.as_str().to_owned(),
            profile: consent.profile.clone(),
            instance: consent.instance.clone(),
            form: consent.form.clone(),
            callback: consent.callback.clone(),
            page: consent.page.clone(),
            state: consent.state.clone(),
            requested: consent.requested.to_string(),
            expires: consent.expires.to_string(),
        }
    }
}

impl StoredConsent {
    /// Returns the consent; `None` if a part is not valid, or of another version.
    pub(super) fn into_consent(self) -> Option<PendingConsent> {
        (self.v == VERSION).then_some(())?;
        Some(PendingConsent {
            id: DraftId::read(&self.id)?,
            base: BaseUrl::read(&self.base).ok()?,
            profile: self.profile,
            instance: self.instance,
            form: self.form,
            callback: self.callback,
            page: self.page,
            state: self.state,
            requested: Timestamp::read(&self.requested)?,
            expires: Timestamp::read(&self.expires)?,
        })
    }
}

fn text(consent: &PendingConsent) -> String {
    // A struct of texts always writes.
    let mut text = serde_json::to_string_pretty(&StoredConsent::from(consent)).unwrap_or_default();
    checksum::seal(&mut text);
    text
}

fn parse(text: &str) -> Option<PendingConsent> {
    if checksum::check(text) == ChecksumState::Broken {
        return None;
    }
    serde_json::from_str::<StoredConsent>(text).ok()?.into_consent()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn consent(id: u32, expires: u64) -> PendingConsent {
        PendingConsent {
            id: DraftId::from_number(id),
            base: BaseUrl::read("https://api.cloud-elements.com").expect("a base"),
            profile: "work".into(),
            instance: None,
            form: serde_json::from_str(r#"{"element":"xero","name":"books"}"#).expect("a form"),
            callback: "https://www.example.com/back".into(),
            page: "https://signin.example.com/?state=STATE".into(),
            state: "0".into(),
            requested: Timestamp(0),
            expires: Timestamp(expires),
        }
    }

    #[test]
    fn consent_that_expired_a_week_ago_is_swept() {
        let home = tempfile::tempdir().expect("a folder");
        let store = Store::new(home.path().join("config"), home.path().join("state"));
        let now = Store::now().0;
        for (id, age) in [(1, EXPIRED_KEPT_FOR + 60), (2, 60)] {
            store.keep_consent(&consent(id, now - age)).expect("kept");
        }
        store.sweep();
        let left: Vec<_> = store.consents().into_iter().map(|(_, consent)| consent.id).collect();
        assert_eq!(left, [DraftId::from_number(2)]);
    }
}
