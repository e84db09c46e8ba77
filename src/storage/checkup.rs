//! Checks of the directories, the profiles and the keyring.

use super::{Keyring, Store, error::StorageError, file, folder::Folder, temp_part::TempPart};
use crate::domain::{Profile, Reference, checkup::Finding, reference::ReferenceSource};
use crate::text::count;
use std::{fs, io, path::Path};

impl Store {
    /// Checks that a directory can be read or, if it does not exist, be created. If nothing is kept, none is created.
    ///
    /// # Errors
    /// It cannot.
    pub fn check_directory(path: &Path, keeps: bool) -> Result<(), StorageError> {
        match fs::read_dir(path) {
            Ok(_) => Ok(()),
            Err(error) if error.kind() == io::ErrorKind::NotFound && (!keeps || file::is_writable(path)) => Ok(()),
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                Err(StorageError::io(path, "created")(io::ErrorKind::PermissionDenied.into()))
            }
            Err(error) => Err(StorageError::io(path, "read")(error)),
        }
    }

    /// Checks the directories and the profiles, without changes.
    pub fn checkup(&self) -> Vec<Finding> {
        // The directories come first, because reading narrows wide modes.
        let folders = [("Settings", Folder::Config), ("State", Folder::State)].map(|(subject, place)| {
            let nothing = || Finding::good(subject, "Nothing is saved, because of --keep-nothing.");
            self.place(place).filter(|_| self.keeps()).map_or_else(nothing, |path| folder(subject, &path))
        });
        let profiles = match self.profiles() {
            Ok(profiles) if profiles.is_empty() => Finding::good("Profiles", "None yet. Signing in creates one."),
            Ok(profiles) => Finding::good("Profiles", format!("{} readable.", count(profiles.len(), "is", "are"))),
            Err(error) => Finding::bad("Profiles", error.to_string(), error.hint()),
        };
        folders.into_iter().chain([profiles]).collect()
    }
}

impl Keyring {
    /// Checks that there is a keyring and that it answers, without writing. It is required if it has a profile's
    /// secrets, else optional.
    pub fn checkup(keyring: Option<&Self>, profiles: &[Profile]) -> Finding {
        let kept = |secret: &str| {
            matches!(Reference::read(secret).map(|r| r.source().clone()), Some(ReferenceSource::Keyring(_)))
        };
        let secrets = profiles.iter().flat_map(|profile| [&profile.account.user, &profile.account.organization]);
        let needed = secrets.into_iter().any(|secret| kept(secret.expose()));
        let (found, fix) = match keyring.map(Self::answers) {
            Some(Ok(())) => return Finding::good("Keyring", "It answers."),
            Some(Err(error)) => (error.to_string(), error.hint()),
            None => (
                Self::MISSING.to_owned(),
                "To use one, install libsecret-tools (Debian, Ubuntu) or libsecret (other Linux).",
            ),
        };
        if needed {
            return Finding::bad("Keyring", format!("{found} A profile has its secrets there."), fix);
        }
        Finding::less("Keyring", format!("{found} Secrets go to files that only you can read."), fix)
    }
}

fn folder(subject: &'static str, path: &Path) -> Finding {
    let shown = path.display();
    if let Err(error) = Store::check_directory(path, true) {
        return Finding::bad(subject, error.to_string(), error.hint());
    }
    if !path.exists() {
        return Finding::good(subject, format!("{shown} does not exist yet; elemint creates it when needed."));
    }
    if let Err(error) = TempPart::new(path) {
        return Finding::bad(subject, error.to_string(), error.hint());
    }
    match exposure(path) {
        None => Finding::good(subject, format!("{shown} is writable, and only you can open it.")),
        Some((problem, fix)) => Finding::less(subject, problem, fix),
    }
}

/// Returns the problem and its fix if other users may open a folder.
#[cfg(unix)]
fn exposure(path: &Path) -> Option<(String, String)> {
    let shown = path.display();
    let fix = || format!("elemint narrows its mode at the next write; or run: chmod 700 '{shown}'");
    is_open(path).then(|| (format!("Other users of this machine can open {shown}."), fix()))
}

/// On Windows a user's own folders are closed to other users; the access rights of others are not read.
#[cfg(not(unix))]
fn exposure(path: &Path) -> Option<(String, String)> {
    let home = directories::BaseDirs::new();
    let is_at_home = home.is_some_and(|dirs| path.starts_with(dirs.home_dir()));
    let shown = path.display();
    let fix = format!("Check its access rights with: icacls \"{shown}\"");
    (!is_at_home).then(|| (format!("{shown} is outside your own folders, so other users may be able to open it."), fix))
}

#[cfg(unix)]
fn is_open(path: &Path) -> bool {
    use std::os::unix::fs::MetadataExt as _;
    std::fs::metadata(path).is_ok_and(|found| found.mode() & 0o077 != 0)
}
