//! A private file lent to another program.

use super::{error::StorageError, file, folder::LENT};
use std::{
    fs::{self, File, OpenOptions},
    io,
    path::{Path, PathBuf},
};
use tempfile::TempDir;

/// Begin of the name of each folder.
const PREFIX: &str = "elemint-";
/// File in each folder that is locked while elemint runs.
const OWNER: &str = ".owner";

/// File in a directory of its own, both private to the user. They are removed when it is dropped; the next start
/// removes those of a killed elemint.
#[derive(Debug)]
pub struct TempFile {
    // Closed before the folder is removed: Windows may keep a folder with an open file.
    _owner: File,
    // Removed with all that is in it, such as the backup an editor leaves.
    _directory: TempDir,
    path: PathBuf,
}

impl TempFile {
    /// Writes a file of this name with this text in the state folder, or in the system's temporary folder where none
    /// is written to.
    ///
    /// # Errors
    /// It cannot be written.
    pub fn new(name: &str, text: &str, state: Option<&Path>) -> Result<Self, StorageError> {
        let parent = match state {
            Some(state) => {
                file::own_directory(state)?;
                let folder = state.join(LENT);
                file::own_directory(&folder)?;
                folder
            }
            None => std::env::temp_dir(),
        };
        let mut builder = tempfile::Builder::new();
        builder.prefix(PREFIX);
        // Else its mode would be whatever the umask leaves.
        #[cfg(unix)]
        builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o700));
        let directory = builder.tempdir_in(&parent).map_err(StorageError::io(&parent, "written to"))?;
        // Locked before the text is written, so that no other process takes the folder for an abandoned one.
        let owner = directory.path().join(OWNER);
        let owner = own(&owner).map_err(StorageError::io(&owner, "written"))?;
        let safe = |c: &char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.');
        let name: String = name.chars().filter(safe).skip_while(|c| *c == '.').collect();
        let path = directory.path().join(if name.is_empty() { "text.json" } else { &name });
        file::write(&path, text, file::ExistingFile::Kept)?;
        Ok(Self { _directory: directory, _owner: owner, path })
    }

    /// Returns the path.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Removes the files of programs that were killed.
    pub fn sweep(state: Option<&Path>) {
        state.map(|state| state.join(LENT)).into_iter().chain([std::env::temp_dir()]).for_each(|folder| sweep(&folder));
    }
}

fn own(path: &Path) -> io::Result<File> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    file::own_mode(&mut options);
    let file = options.open(path)?;
    // On a disk that cannot lock files abandoned files stay, since they cannot be distinguished from those in use.
    let _ = file.try_lock();
    Ok(file)
}

/// Removes the folders in here whose owner has ended.
fn sweep(folder: &Path) {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let ours = entry.file_name().to_str().is_some_and(|name| name.starts_with(PREFIX));
        if !ours || !is_own_folder(&entry.path()) {
            continue;
        }
        let left = file::open(&entry.path().join(OWNER)).ok().filter(|owner| owner.try_lock().is_ok());
        if let Some(owner) = left {
            // Windows may keep a folder with an open file. Two that start at once may both remove it, without harm.
            drop(owner);
            let _ = fs::remove_dir_all(entry.path());
        }
    }
}

#[cfg(unix)]
fn is_own_folder(path: &Path) -> bool {
    use std::os::unix::fs::MetadataExt as _;
    let own = rustix::process::geteuid().as_raw();
    path.symlink_metadata().is_ok_and(|found| found.is_dir() && found.uid() == own)
}

#[cfg(not(unix))]
fn is_own_folder(path: &Path) -> bool {
    path.symlink_metadata().is_ok_and(|found| found.is_dir())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn state() -> TempDir {
        tempfile::tempdir().expect("a directory")
    }

    #[test]
    fn temp_file_is_private_and_removed_on_drop() {
        let state = state();
        let loan = TempFile::new("../../an answer.json", "{}", Some(state.path())).expect("a loan");
        let path = loan.path().to_owned();
        assert!(path.ends_with("ananswer.json") && path.starts_with(state.path().join(LENT)), "{}", path.display());
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt as _;
            let mode = |path: &Path| std::fs::metadata(path).expect("is there").permissions().mode() & 0o777;
            assert_eq!((mode(&path), mode(path.parent().expect("a parent"))), (0o600, 0o700));
        }
        drop(loan);
        assert!(!path.exists() && !path.parent().expect("a parent").exists());
    }

    #[test]
    fn file_in_use_is_not_swept() {
        let state = state();
        let loan = TempFile::new("a", "{}", Some(state.path())).expect("a loan");
        sweep(&state.path().join(LENT));
        assert!(loan.path().exists());
    }

    #[test]
    fn file_of_a_killed_program_is_swept() {
        let state = state();
        let folder = state.path().join(LENT).join("elemint-left");
        fs::create_dir_all(&folder).expect("a folder");
        drop(own(&folder.join(OWNER)).expect("an owner"));
        fs::write(folder.join("answer.json"), "secret").expect("a file");
        TempFile::sweep(Some(state.path()));
        assert!(!folder.exists());
    }

    #[cfg(unix)]
    #[test]
    fn link_in_place_of_a_folder_is_left_alone() {
        let state = state();
        let elsewhere = state.path().join("elsewhere");
        fs::create_dir_all(&elsewhere).expect("a folder");
        drop(own(&elsewhere.join(OWNER)).expect("an owner"));
        fs::create_dir_all(state.path().join(LENT)).expect("a folder");
        std::os::unix::fs::symlink(&elsewhere, state.path().join(LENT).join("elemint-x")).expect("a link");
        TempFile::sweep(Some(state.path()));
        assert!(elsewhere.join(OWNER).exists());
    }
}
