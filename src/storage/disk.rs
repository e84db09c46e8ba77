//! Single steps on the disk that reading and writing files are made of.

use super::error::StorageError;
use std::{
    fs::{File, OpenOptions},
    io,
    path::Path,
};

/// Treatment of a file that exists before a write.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum ExistingFile {
    /// The file is replaced.
    Replaced,
    /// The file stays, and the write is refused.
    Kept,
}

/// Opens one of our files to read it, if it is no link. Without waiting: a pipe put in its place would never open.
pub(super) fn open(path: &Path) -> io::Result<File> {
    let mut options = OpenOptions::new();
    options.read(true);
    #[cfg(unix)]
    {
        use rustix::fs::OFlags;
        let flags = OFlags::NOFOLLOW | OFlags::NONBLOCK | OFlags::CLOEXEC;
        std::os::unix::fs::OpenOptionsExt::custom_flags(&mut options, flags.bits().cast_signed());
    }
    options.open(path)
}

/// Returns the directory of a file; for a bare name the current one.
pub(super) fn parent(path: &Path) -> &Path {
    path.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

/// A name lasts only when its directory has reached the disk as well.
#[cfg(unix)]
pub(super) fn settle(directory: &Path) -> Result<(), StorageError> {
    let synced = File::open(directory).and_then(|d| d.sync_all());
    match synced {
        // Some network file systems have nothing to do here and say so.
        Err(e) if matches!(e.kind(), io::ErrorKind::InvalidInput | io::ErrorKind::Unsupported) => Ok(()),
        other => other.map_err(StorageError::io(directory, "written")),
    }
}

#[cfg(not(unix))]
pub(super) fn settle(_directory: &Path) -> Result<(), StorageError> {
    Ok(())
}
