//! Lock between processes, on a file of its own, since the files themselves are replaced and not changed.

use super::{error::StorageError, fallback_lock::FallbackLock, file, locked_file::LockedFile};
use std::{
    fs::{File, OpenOptions, TryLockError},
    io::{self, Read as _, Seek as _, Write as _},
    path::Path,
    thread::sleep,
    time::{Duration, Instant},
};

/// Longest wait of one elemint for another. No process holds the lock for longer than a file takes to write.
const PATIENCE: Duration = Duration::from_secs(5);
const PAUSE: Duration = Duration::from_millis(10);

/// The right to read, change and write the files of a directory. It ends with the value, and with the program
/// however that ends.
#[derive(Debug)]
pub(super) struct Lock {
    _by: By,
}

/// Kind of lock.
#[derive(Debug)]
enum By {
    File(#[expect(dead_code, reason = "the lock ends when it is dropped")] LockedFile),
    Mark(#[expect(dead_code, reason = "the mark goes when it is dropped")] FallbackLock),
}

impl Lock {
    /// Waits for the lock of a directory that exists.
    pub(super) fn take(directory: &Path) -> Result<Self, StorageError> {
        Self::within(directory, PATIENCE)
    }

    /// The same with another longest wait.
    pub(super) fn within(directory: &Path, patience: Duration) -> Result<Self, StorageError> {
        Self::on(&directory.join(".lock"), patience)
    }

    /// Waits for the lock that is this file, in a directory that exists.
    pub(super) fn on(path: &Path, patience: Duration) -> Result<Self, StorageError> {
        let path = path.to_owned();
        let mut file = open(&path).map_err(StorageError::io(&path, "opened"))?;
        // Written to below, so it must be no name of a file that is somewhere else as well.
        file::check_single(&file, &path)?;
        let deadline = Instant::now() + patience;
        loop {
            match file.try_lock() {
                Ok(()) => break,
                Err(TryLockError::WouldBlock) if Instant::now() < deadline => sleep(PAUSE),
                Err(TryLockError::WouldBlock) => return Err(StorageError::Held { path, process: holder(&mut file) }),
                Err(TryLockError::Error(error)) if is_unsupported(&error) => {
                    return FallbackLock::take(&path, patience).map(|mark| Self { _by: By::Mark(mark) });
                }
                Err(TryLockError::Error(error)) => return Err(StorageError::io(&path, "locked")(error)),
            }
        }
        // For the message of a process that waits in vain; the lock holds without it, on a full disk as well.
        let _ = file.set_len(0).and_then(|()| writeln!(file, "{}", std::process::id()));
        Ok(Self { _by: By::File(LockedFile(file)) })
    }
}

fn open(path: &Path) -> io::Result<File> {
    let mut options = OpenOptions::new();
    options.read(true).write(true).create(true).truncate(false);
    file::own_mode(&mut options);
    file::not_following(&mut options);
    options.open(path)
}

/// The number of the process that has it, as it wrote it down.
fn holder(file: &mut File) -> Option<u32> {
    let mut text = String::new();
    file.rewind().ok()?;
    file.take(16).read_to_string(&mut text).ok()?;
    text.trim().parse().ok()
}

fn is_unsupported(error: &io::Error) -> bool {
    #[cfg(unix)]
    let unsupported = rustix::io::Errno::from_io_error(error)
        .is_some_and(|errno| matches!(errno, rustix::io::Errno::NOLCK | rustix::io::Errno::NOSYS));
    #[cfg(not(unix))]
    let unsupported = false;
    unsupported || error.kind() == io::ErrorKind::Unsupported
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lock_timeout_names_the_owning_process() {
        let home = tempfile::tempdir().expect("a directory");
        let held = Lock::take(home.path()).expect("the lock");
        let error = Lock::within(home.path(), Duration::ZERO).expect_err("it is held");
        assert!(error.to_string().contains(&format!("process {}", std::process::id())), "{error}");
        drop(held);
        Lock::within(home.path(), Duration::ZERO).expect("it is free");
    }
}
