//! Whether what is kept can be kept, and is kept from others.

use super::{Store, part::Part, place::Folder};
use crate::domain::checkup::Finding;
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

fn folder(what: &'static str, path: &Path) -> Finding {
    let shown = path.display();
    if !path.exists() {
        return Finding::good(what, format!("{shown} is not there yet; it is made when it is needed."));
    }
    if let Err(error) = Part::new(path) {
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
