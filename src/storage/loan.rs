//! A private file lent to another program.

use super::{error::StorageError, file};
use std::path::{Path, PathBuf};
use tempfile::TempDir;

/// A file in a directory of its own, both for this person alone. They are gone when it is dropped.
#[derive(Debug)]
pub struct Loan {
    // Removed with all that is in it, such as the backup an editor leaves.
    _directory: TempDir,
    path: PathBuf,
}

impl Loan {
    /// A file of this name with this text.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn new(name: &str, text: &str) -> Result<Self, StorageError> {
        let parent = std::env::temp_dir();
        let mut builder = tempfile::Builder::new();
        builder.prefix("elemint-");
        // Else its mode would be whatever the umask leaves.
        #[cfg(unix)]
        builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o700));
        let directory = builder.tempdir_in(&parent).map_err(StorageError::io(&parent, "written to"))?;
        let safe = |c: &char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.');
        let name: String = name.chars().filter(safe).skip_while(|c| *c == '.').collect();
        let path = directory.path().join(if name.is_empty() { "text.json" } else { &name });
        file::write(&path, text, file::Old::Kept)?;
        Ok(Self { _directory: directory, path })
    }

    /// Where it is.
    pub fn path(&self) -> &Path {
        &self.path
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_loan_is_private_and_gone_when_it_is_dropped() {
        let loan = Loan::new("../../an answer.json", "{}").expect("a loan");
        let path = loan.path().to_owned();
        assert!(path.ends_with("ananswer.json"), "{}", path.display());
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt as _;
            let mode = |path: &Path| std::fs::metadata(path).expect("is there").permissions().mode() & 0o777;
            assert_eq!((mode(&path), mode(path.parent().expect("a parent"))), (0o600, 0o700));
        }
        drop(loan);
        assert!(!path.exists() && !path.parent().expect("a parent").exists());
    }
}
