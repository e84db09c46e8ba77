//! Single steps on the disk that reading and writing files are made of.

use super::{error::StorageError, locked_file::LockedFile};
use std::{
    fs::{self, File, OpenOptions},
    io,
    path::Path,
    thread::sleep,
    time::{Duration, Instant},
};
use tempfile::{NamedTempFile, PersistError};

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
pub(super) fn mark_in_use(file: File, _: &Path) -> io::Result<LockedFile> {
    Ok(LockedFile(file))
}

/// On Windows a lock would keep others from reading as well. A handle that shares no writing marks the file instead.
#[cfg(windows)]
pub(super) fn mark_in_use(file: File, path: &Path) -> io::Result<LockedFile> {
    // Wine reports an error for a lock that it releases; closing the file releases it in any case.
    let _ = file.unlock();
    drop(file);
    // FILE_SHARE_READ and FILE_SHARE_DELETE.
    std::os::windows::fs::OpenOptionsExt::share_mode(OpenOptions::new().write(true), 0x1 | 0x4)
        .open(path)
        .map(LockedFile)
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

/// Time in which a file that another program has open, such as a virus scanner, is replaced at last.
const RELEASED_WITHIN: Duration = Duration::from_secs(2);

/// Replaces a file; on Windows again and again for a while, where another program has it open.
pub(super) fn replace(mut part: NamedTempFile, path: &Path) -> Result<File, PersistError> {
    let deadline = Instant::now() + RELEASED_WITHIN;
    loop {
        match part.persist(path) {
            Err(failed) if is_held_open(&failed.error) && Instant::now() < deadline => part = failed.file,
            result => return result,
        }
        sleep(Duration::from_millis(20));
    }
}

/// Returns true if a file may be replaced in a moment: access denied, a sharing violation or a lock violation.
fn is_held_open(error: &io::Error) -> bool {
    cfg!(windows) && matches!(error.raw_os_error(), Some(5 | 32 | 33))
}

/// Returns the directory of a file; for a bare name the current one.
pub(super) fn parent(path: &Path) -> &Path {
    path.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

/// Removes a file, if there is one.
pub(super) fn remove(path: &Path) -> Result<(), StorageError> {
    match fs::remove_file(path) {
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
