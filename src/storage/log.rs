//! Log that the user asked for: one line for each event, in a file for them alone.

use super::{error::StorageError, file};
use crate::text::SafeText;
use serde_json::Value as Json;
use std::{
    fs::{File, OpenOptions},
    io::{self, Write as _},
    path::{Path, PathBuf},
    sync::{Mutex, PoisonError},
};

/// Log that is appended to.
#[derive(Debug)]
pub struct Log {
    file: Mutex<File>,
}

impl Log {
    /// Opens the log, and closes it to other users.
    ///
    /// # Errors
    /// If it is a link or a device, belongs to another user, or cannot be written.
    pub fn open(path: &Path) -> Result<Self, StorageError> {
        let path: PathBuf = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
        let opened = open(&path);
        let file = match opened {
            Err(_) if path.is_symlink() => return Err(StorageError::NotPlain(path)),
            opened => opened.map_err(StorageError::io(&path, "opened"))?,
        };
        file::narrow(&file, &path)?;
        Ok(Self { file: Mutex::new(file) })
    }

    /// Appends a complete line, so that two programs with one log do not mix their lines. A failure is ignored: it is
    /// no reason to stop.
    pub fn add(&self, event: &Json) {
        let mut file = self.file.lock().unwrap_or_else(PoisonError::into_inner);
        let _ = file.write_all(format!("{}\n", SafeText::json(&event.to_string())).as_bytes());
    }
}

fn open(path: &Path) -> io::Result<File> {
    let mut options = OpenOptions::new();
    options.append(true).create(true);
    file::own_mode(&mut options);
    file::not_following(&mut options);
    options.open(path)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn log_lines_are_appended_to_a_private_file() {
        let home = tempfile::tempdir().expect("a directory");
        let path = home.path().join("log");
        for number in 0..2 {
            Log::open(&path).expect("a log").add(&serde_json::json!({ "event": number }));
        }
        assert_eq!(std::fs::read_to_string(&path).expect("text"), "{\"event\":0}\n{\"event\":1}\n");
        #[cfg(unix)]
        {
            use std::os::unix::fs::{MetadataExt as _, symlink};
            assert_eq!(path.metadata().expect("metadata").mode() & 0o777, 0o600);
            symlink(&path, home.path().join("link")).expect("a link");
            assert!(matches!(Log::open(&home.path().join("link")), Err(StorageError::NotPlain(_))));
        }
        assert!(Log::open(home.path()).is_err());
    }
}
