//! Unfinished files: written next to their final name, and locked while they are written, so that the files of a killed
//! program can be distinguished from those in progress.

use super::{
    disk::{self, ExistingFile},
    error::StorageError,
    locked_file::LockedFile,
};
use std::{
    fs::{self, File, TryLockError},
    io::{self, Seek as _, Write as _},
    path::{Path, PathBuf},
};
use tempfile::NamedTempFile;

const PREFIX: &str = ".elemint-";
const SUFFIX: &str = ".part";

/// A new file without a name of its own yet, readable by its owner only. Dropping it removes it.
#[derive(Debug)]
pub(super) struct TempPart(NamedTempFile);

impl TempPart {
    /// Begins a file in this directory.
    pub(super) fn new(directory: &Path) -> Result<Self, StorageError> {
        let failed = StorageError::io(directory, "written to");
        Self::locked(directory).map_err(failed)
    }

    fn locked(directory: &Path) -> io::Result<Self> {
        loop {
            let part = tempfile::Builder::new().prefix(PREFIX).suffix(SUFFIX).tempfile_in(directory)?;
            match part.as_file().try_lock() {
                // Someone tidying up was faster: between its making and its locking it looked like left behind.
                Ok(()) if is_gone(part.as_file()) => {}
                Err(TryLockError::WouldBlock) => {}
                // On a disk that cannot lock files nothing is swept either.
                Ok(()) | Err(TryLockError::Error(_)) => return Ok(Self(part)),
            }
        }
    }

    /// Takes this much room on the disk. Written, not only measured: a file of holes has no room of its own.
    pub(super) fn reserve(&mut self, bytes: usize) -> io::Result<()> {
        self.0.write_all(&vec![b' '; bytes])?;
        self.0.as_file().sync_all()
    }

    /// Writes a text and renames the file to its final name. Both are on the disk when this returns.
    pub(super) fn finish(self, path: &Path, text: &str, old: ExistingFile) -> Result<NamedPart, StorageError> {
        let file = self.rename(path, text, old)?;
        disk::settle(disk::parent(path))?;
        Ok(file)
    }

    /// Renames the file as [`Self::finish`] does. The name is on the disk only when the folder is flushed, which is done
    /// once for several files.
    pub(super) fn rename(mut self, path: &Path, text: &str, old: ExistingFile) -> Result<NamedPart, StorageError> {
        match fs::symlink_metadata(path) {
            Ok(_) if old == ExistingFile::Kept => return Err(StorageError::Exists(path.to_owned())),
            // Renaming would replace a link with a file, which its owner did not intend.
            Ok(found) if !found.is_file() => return Err(StorageError::NotPlain(path.to_owned())),
            _ => {}
        }
        self.fill(text).map_err(StorageError::io(path, "written"))?;
        let file = disk::persist(self.0, path, old).map_err(|error| match error.kind() {
            io::ErrorKind::AlreadyExists => StorageError::Exists(path.to_owned()),
            _ => StorageError::io(path, "written")(error),
        })?;
        Ok(NamedPart { file: LockedFile(file), path: path.to_owned() })
    }

    fn fill(&mut self, text: &str) -> io::Result<()> {
        let file = self.0.as_file_mut();
        file.rewind()?;
        file.write_all(text.as_bytes())?;
        file.set_len(text.len() as u64)?;
        file.sync_all()
    }
}

/// File that has its final name, and is still locked. Dropping it releases the lock.
pub(super) struct NamedPart {
    file: LockedFile,
    path: PathBuf,
}

impl NamedPart {
    /// Marks the file as in use until the returned value is dropped.
    ///
    /// # Errors
    /// It could not be marked.
    pub(super) fn mark_in_use(self) -> Result<LockedFile, StorageError> {
        disk::mark_in_use(self.file, &self.path).map_err(StorageError::io(&self.path, "opened"))
    }
}

/// Removes unfinished files of killed programs in a directory of ours: they may hold secrets, and take space.
pub(super) fn sweep(directory: &Path) {
    for entry in fs::read_dir(directory).into_iter().flatten().flatten() {
        let name = entry.file_name();
        let ours = name.to_str().is_some_and(|name| name.starts_with(PREFIX) && name.ends_with(SUFFIX));
        let left = if ours { disk::open(&entry.path()).ok() } else { None };
        // Locked until it is removed: otherwise a process that has just created it would lose it.
        if let Some(left) = left.filter(|left| left.try_lock().is_ok()) {
            let _ = fs::remove_file(entry.path());
            drop(left);
        }
    }
}

#[cfg(unix)]
fn is_gone(file: &File) -> bool {
    file.metadata().is_ok_and(|found| std::os::unix::fs::MetadataExt::nlink(&found) == 0)
}

#[cfg(not(unix))]
fn is_gone(_file: &File) -> bool {
    false
}
