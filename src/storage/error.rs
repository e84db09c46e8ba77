//! Errors of files, in sentences that hold nothing of their content.

use crate::domain::Fault;
use std::{
    io,
    path::{Path, PathBuf},
};

/// A file or directory that could not be used. The message says what happened, and [`StorageError::hint`] how to fix
/// it.
#[derive(Debug, thiserror::Error)]
pub enum StorageError {
    /// The system refused.
    #[error("{} could not be {doing}: {source}.", path.display())]
    Io {
        /// The file or directory.
        path: PathBuf,
        /// Operation, such as `written`.
        doing: &'static str,
        /// The system's word for it.
        source: io::Error,
    },
    /// The path is a link, a directory or a device instead of a plain file.
    #[error("{} is not a plain file.", .0.display())]
    NotPlain(PathBuf),
    /// A directory where the user should have named a file.
    #[error("{} is a directory.", .0.display())]
    Directory(PathBuf),
    /// Owned by another user, who decides its content.
    #[error("{} belongs to another user.", .0.display())]
    Foreign(PathBuf),
    /// There is a file of that name already.
    #[error("{} exists already.", .0.display())]
    Exists(PathBuf),
    /// Its content does not read; where it stops doing so is known.
    #[error("{} does not read as {format}: see line {line}, column {column}.", path.display())]
    Damaged {
        /// The file.
        path: PathBuf,
        /// Expected format.
        format: &'static str,
        /// The line, counted from 1.
        line: usize,
        /// The column, counted from 1.
        column: usize,
    },
    /// A profile lacks something, or holds something of no use.
    #[error("{}: the profile {profile} cannot be used: {problem}.", path.display())]
    Profile {
        /// The file.
        path: PathBuf,
        /// The profile's name.
        profile: String,
        /// Problem in a few words.
        problem: String,
    },
    /// Another elemint is at it, for longer than it should be.
    #[error("Another elemint{} has been writing there for some time: {} is locked.", named(*process), path.display())]
    Held {
        /// The lock.
        path: PathBuf,
        /// The number of its process, if it left one.
        process: Option<u32>,
    },
    /// Another program changed the profile of this name since it was read here.
    #[error("The profile {0} was changed by another elemint meanwhile, and was left as it is.")]
    Changed(String),
    /// No file is written, because the user asked for that.
    #[error("Nothing is kept, as you asked.")]
    NothingKept,
    /// The file is far larger than such a file can be.
    #[error("{} is too large: such a file is far smaller.", .0.display())]
    TooLarge(PathBuf),
}

impl StorageError {
    pub(super) fn io(path: &Path, doing: &'static str) -> impl FnOnce(io::Error) -> Self {
        let path = path.to_owned();
        move |source| Self::Io { path, doing, source }
    }

    /// Returns true if the content is no text: the disk or another program damaged it.
    pub(super) fn is_spoiled(&self) -> bool {
        matches!(self, Self::Io { source, .. } if source.kind() == io::ErrorKind::InvalidData)
    }

    /// Returns the remedy.
    pub fn hint(&self) -> String {
        match self {
            Self::Io { source, .. } => match source.kind() {
                io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => {
                    "Make some room on the disk, then try again."
                }
                io::ErrorKind::PermissionDenied => {
                    "Check who may write there, choose another place, or use --keep-nothing."
                }
                io::ErrorKind::ReadOnlyFilesystem => {
                    "Choose a place that can be written to (--state-dir), or use --keep-nothing."
                }
                io::ErrorKind::NotFound => "Check the path.",
                io::ErrorKind::InvalidData => "Save it as UTF-8 in an editor, then try again.",
                _ => "Check the disk, or choose another place.",
            }
            .into(),
            Self::NotPlain(path) if path.starts_with("/dev") || path.starts_with("/proc") => {
                "Save it in a file, or name - and pass it on standard input where the command reads that.".into()
            }
            Self::NotPlain(path) => format!("Put a plain file in its place, or move {} away.", path.display()),
            Self::Directory(_) => "Name a file.".into(),
            Self::Foreign(path) => format!("Move {} away, or have its owner changed to you.", path.display()),
            Self::Exists(_) => "Choose another name, or allow it to be overwritten.".into(),
            Self::Damaged { .. } | Self::Profile { .. } => {
                "Fix it in an editor, or move it away. It was not changed.".into()
            }
            Self::Held { .. } => "Wait for it, or end it if it hangs; then try again.".into(),
            Self::Changed(_) => "Sign in once more to replace it, or start elemint again to use it.".into(),
            Self::NothingKept => "Copy or save it before you leave.".into(),
            Self::TooLarge(_) => "Name another file, or move this one away.".into(),
        }
    }
}

fn named(process: Option<u32>) -> String {
    process.map_or_else(String::new, |number| format!(" (process {number})"))
}

impl From<StorageError> for Fault {
    fn from(error: StorageError) -> Self {
        Self::local(error.to_string(), error.hint())
    }
}
