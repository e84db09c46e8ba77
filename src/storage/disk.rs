//! Single steps on the disk that reading and writing files are made of.

use super::{
    error::StorageError,
    held_open::{Wait, until_released},
    locked_file::LockedFile,
};
use std::{
    fs::{self, File, OpenOptions},
    io,
    path::Path,
};
use tempfile::NamedTempFile;

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
    not_following(&mut options);
    options.open(path)
}

/// Has a file created for its owner alone. On Windows the folder decides who may open it.
pub(super) fn own_mode(options: &mut OpenOptions) {
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(options, 0o600);
    #[cfg(not(unix))]
    let _ = options;
}

/// Has a link opened itself, or refused, and a pipe opened without waiting.
pub(super) fn not_following(options: &mut OpenOptions) {
    #[cfg(unix)]
    {
        use rustix::fs::OFlags;
        let flags = OFlags::NOFOLLOW | OFlags::NONBLOCK | OFlags::CLOEXEC;
        std::os::unix::fs::OpenOptionsExt::custom_flags(options, flags.bits().cast_signed());
    }
    // FILE_FLAG_OPEN_REPARSE_POINT: the link is opened, which is no plain file.
    #[cfg(windows)]
    std::os::windows::fs::OpenOptionsExt::custom_flags(options, 0x0020_0000);
}

/// Marks a file as in use until the returned value is dropped. `file` is this file, open and locked.
///
/// # Errors
/// If it cannot be opened again.
#[cfg(unix)]
#[expect(clippy::unnecessary_wraps, reason = "as on other systems")]
pub(super) fn mark_in_use(file: LockedFile, _: &Path) -> io::Result<LockedFile> {
    Ok(file)
}

/// On Windows a lock would keep others from reading as well. A handle that shares no writing marks the file instead.
/// One that looks if the file is in use has it open for writing, so this may have to be repeated.
#[cfg(windows)]
pub(super) fn mark_in_use(file: LockedFile, path: &Path) -> io::Result<LockedFile> {
    drop(file);
    // FILE_SHARE_READ and FILE_SHARE_DELETE.
    let open =
        || std::os::windows::fs::OpenOptionsExt::share_mode(OpenOptions::new().write(true), 0x1 | 0x4).open(path);
    until_released(open).map(LockedFile)
}

/// Returns true if a running program marked a file as in use. `file` is this file, open.
#[cfg(unix)]
pub(super) fn is_in_use(file: &File, _: &Path) -> bool {
    // Shared, so that two programs that look at once do not take one another for the holder.
    let shared = file.try_lock_shared();
    let _ = file.unlock();
    matches!(shared, Err(std::fs::TryLockError::WouldBlock))
}

#[cfg(windows)]
pub(super) fn is_in_use(_: &File, path: &Path) -> bool {
    let opened = std::os::windows::fs::OpenOptionsExt::share_mode(OpenOptions::new().write(true), 0x7).open(path);
    opened.is_err_and(|error| error.raw_os_error() == Some(SHARING_VIOLATION))
}

/// Error of Windows for a file that another program has open (`ERROR_SHARING_VIOLATION`).
#[cfg(windows)]
pub(super) const SHARING_VIOLATION: i32 = 32;

/// Gives a temporary file its name.
///
/// # Errors
/// The name exists and is to be kept, or the file that exists cannot be replaced.
pub(super) fn persist(mut part: NamedTempFile, path: &Path, old: ExistingFile) -> io::Result<File> {
    let wait = Wait::new();
    loop {
        let named = match old {
            ExistingFile::Replaced => part.persist(path),
            ExistingFile::Kept => part.persist_noclobber(path),
        };
        match named {
            Err(failed) if wait.again(&failed.error) => part = failed.file,
            result => return Ok(result?),
        }
    }
}

/// Returns the directory of a file; for a bare name the current one.
pub(super) fn parent(path: &Path) -> &Path {
    path.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

/// Removes a file, if there is one.
pub(super) fn remove(path: &Path) -> Result<(), StorageError> {
    match until_released(|| fs::remove_file(path)) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(StorageError::io(path, "removed")(error)),
        _ => Ok(()),
    }
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
#[expect(clippy::unnecessary_wraps, reason = "as on other systems")]
pub(super) fn settle(_directory: &Path) -> Result<(), StorageError> {
    Ok(())
}
