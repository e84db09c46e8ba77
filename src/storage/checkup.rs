//! Whether what is kept can be kept, and is kept from others.

use super::{Keyring, Store, folders::Folder, temp_part::TempPart};
use crate::domain::{Profile, Reference, checkup::Finding, reference::ReferenceSource};
use std::path::Path;

impl Store {
    /// Looks at the folders and the profiles, and changes nothing.
    pub fn checkup(&self) -> Vec<Finding> {
        // Before anything is read: reading narrows what is open to others.
        let folders = [("Settings", Folder::Config), ("State", Folder::State)].map(|(what, place)| {
            let nothing = || Finding::good(what, "Nothing is kept, as you asked.");
            self.place(place).filter(|_| self.keeps()).map_or_else(nothing, |path| folder(what, &path))
        });
        let profiles = match self.profiles() {
            Ok(profiles) if profiles.is_empty() => {
                Finding::good("Profiles", "There is none yet; signing in makes one.")
            }
            Ok(profiles) => Finding::good("Profiles", format!("{} can be read.", profiles.len())),
            Err(error) => Finding::bad("Profiles", error.to_string(), error.hint()),
        };
        folders.into_iter().chain([profiles]).collect()
    }
}

impl Keyring {
    /// Whether there is one and it answers; nothing is written. Where it has a profile's secrets it is needed, else
    /// only good to have.
    pub fn checkup(found: Option<&Self>, profiles: &[Profile]) -> Finding {
        let kept = |secret: &str| {
            matches!(Reference::read(secret).map(|r| r.source().clone()), Some(ReferenceSource::Keyring(_)))
        };
        let secrets = profiles.iter().flat_map(|profile| [&profile.account.user, &profile.account.organization]);
        let needed = secrets.into_iter().any(|secret| kept(secret.expose()));
        let (what, fix) = match found.map(Self::answers) {
            Some(Ok(())) => return Finding::good("Keyring", "It answers."),
            Some(Err(error)) => (error.to_string(), error.hint()),
            None => {
                (Self::MISSING.to_owned(), "Install it: libsecret-tools on Debian and Ubuntu, libsecret elsewhere.")
            }
        };
        if needed {
            return Finding::bad("Keyring", format!("{what} A profile has its secrets there."), fix);
        }
        Finding::less("Keyring", format!("{what} Secrets go to files only you can read."), fix)
    }
}

fn folder(what: &'static str, path: &Path) -> Finding {
    let shown = path.display();
    if !path.exists() {
        return Finding::good(what, format!("{shown} is not there yet; it is made when it is needed."));
    }
    if let Err(error) = TempPart::new(path) {
        return Finding::bad(what, error.to_string(), error.hint());
    }
    if is_open(path) {
        let fix = format!("elemint narrows it the next time it writes there; or: chmod 700 '{shown}'");
        return Finding::less(what, format!("{shown} can be opened by others on this machine."), fix);
    }
    Finding::good(what, format!("{shown} can be written, and opened by you alone."))
}

#[cfg(unix)]
fn is_open(path: &Path) -> bool {
    use std::os::unix::fs::MetadataExt as _;
    std::fs::metadata(path).is_ok_and(|found| found.mode() & 0o077 != 0)
}

#[cfg(not(unix))]
fn is_open(_: &Path) -> bool {
    false
}
