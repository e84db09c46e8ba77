//! Locked file of this program.

use std::fs::File;

/// Open file that is marked as in use until the value is dropped.
///
/// The lock is released explicitly, and not only by closing the file. A program that another thread starts has the open
/// file too for a moment, until it runs, and would keep the lock for that long.
#[derive(Debug)]
pub(super) struct LockedFile(pub(super) File);

impl Drop for LockedFile {
    fn drop(&mut self) {
        // Where files cannot be locked there is nothing to release.
        let _ = self.0.unlock();
    }
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;
    use std::fs::TryLockError;

    #[test]
    fn lock_is_released_although_a_copy_of_the_open_file_exists() {
        let path = tempfile::NamedTempFile::new().expect("a file").into_temp_path();
        let (file, other) = (File::open(&path).expect("the file"), File::open(&path).expect("the file"));
        file.try_lock().expect("the lock");
        let copy = file.try_clone().expect("a copy");
        let locked = LockedFile(file);
        assert!(matches!(other.try_lock(), Err(TryLockError::WouldBlock)));
        drop(locked);
        other.try_lock().expect("the released lock");
        drop(copy);
    }
}
