//! Reads and writes files; no other code does.
//!
//! A write goes to a new file in the same folder, is flushed to the disk, and takes the old one's name in one step. A
//! crash or a full disk therefore leaves the old content or the new, never half of either. Links are not followed.

pub(super) use super::disk::{ExistingFile, not_following, open, own_mode, parent, remove, settle};

use super::{error::StorageError, held_open::until_released, temp_part::TempPart};
use std::{
    fs::{self, File, OpenOptions},
    io::{self, Read as _},
    path::{Path, PathBuf},
    time::{SystemTime, UNIX_EPOCH},
};
use zeroize::Zeroizing;

/// Largest file that is read: larger than any list of elements.
pub(super) const LIMIT: u64 = 16 << 20;

/// Largest secret in a file of its own.
pub(super) const SECRET_LIMIT: u64 = 1 << 20;

/// A file's text, and who else could read it.
pub(super) struct FileContent {
    pub(super) text: Zeroizing<String>,
    pub(super) openness: FileExposure,
}

/// Access that other users had to a file of ours.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum FileExposure {
    Private,
    /// They could; no more.
    Narrowed,
    Open,
}

/// Creates a directory for the person alone, with all that leads there.
pub(super) fn directory(path: &Path) -> Result<(), StorageError> {
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(path).map_err(StorageError::io(path, "created"))
}

/// Creates one of our own directories, or narrows the permissions of an existing one. The checks apply to the directory
/// that was opened, even if its name was given to another since.
///
/// # Errors
/// [`StorageError::Foreign`] if another user owns it, or the link that leads to it, and could read or change its files.
/// A directory of the system that only some users may write to, as in a container, is accepted.
pub(super) fn own_directory(path: &Path) -> Result<(), StorageError> {
    directory(path)?;
    #[cfg(unix)]
    {
        use std::os::unix::fs::{MetadataExt as _, PermissionsExt as _};
        let own = rustix::process::geteuid().as_raw();
        let link = path.symlink_metadata().map_err(StorageError::io(path, "read"))?;
        let folder = File::open(path).map_err(StorageError::io(path, "read"))?;
        let found = folder.metadata().map_err(StorageError::io(path, "read"))?;
        if ![own, 0].contains(&link.uid()) || !is_trusted(own, found.uid(), found.mode()) {
            return Err(StorageError::Foreign(path.to_owned()));
        }
        if is_to_narrow(own, found.uid(), found.mode()) {
            let narrow = fs::Permissions::from_mode(0o700);
            folder.set_permissions(narrow).map_err(StorageError::io(path, "narrowed to its owner"))?;
        }
    }
    Ok(())
}

/// Returns true if a directory with this owner and mode may hold files of the user `own`.
#[cfg(unix)]
fn is_trusted(own: u32, owner: u32, mode: u32) -> bool {
    owner == own || owner == 0 && mode & 0o002 == 0
}

/// Returns true if a directory with this owner and mode belongs to the user `own` and has other permissions than 0700.
#[cfg(unix)]
fn is_to_narrow(own: u32, owner: u32, mode: u32) -> bool {
    owner == own && mode & 0o777 != 0o700
}

/// Writes a private file, completely or not at all. Its directory has to exist.
pub(super) fn write(path: &Path, text: &str, old: ExistingFile) -> Result<(), StorageError> {
    TempPart::new(parent(path))?.finish(path, text, old).map(drop)
}

/// Returns true if a file could be written there, or its folders created. Nothing is written: an attempt would leave a
/// trace.
#[cfg(unix)]
pub(super) fn is_writable(folder: &Path) -> bool {
    // A relative path ends in the current directory, which its ancestors do not name.
    let folder = std::path::absolute(folder).unwrap_or_else(|_| folder.to_owned());
    let there = folder.ancestors().find(|path| path.symlink_metadata().is_ok());
    there.is_some_and(|path| path.is_dir() && rustix::fs::access(path, rustix::fs::Access::WRITE_OK).is_ok())
}

/// Access rights of Windows cannot be asked for without a library of its own.
#[cfg(not(unix))]
pub(super) fn is_writable(folder: &Path) -> bool {
    folder.ancestors().find(|path| path.symlink_metadata().is_ok()).is_some_and(Path::is_dir)
}

/// Reads one of our files; `None` where there is none. One that others may read is narrowed to its owner.
pub(super) fn read(path: &Path) -> Result<Option<FileContent>, StorageError> {
    read_within(path, LIMIT, true)
}

/// The same, and nothing is changed.
pub(super) fn look(path: &Path) -> Result<Option<FileContent>, StorageError> {
    read_within(path, LIMIT, false)
}

/// Reads one of our files up to a length; `narrows` if one that others may read is narrowed to its owner.
pub(super) fn read_within(path: &Path, limit: u64, narrows: bool) -> Result<Option<FileContent>, StorageError> {
    let Some((file, openness)) = open_own(path, narrows)? else { return Ok(None) };
    text_within(file, path, limit).map(|text| Some(FileContent { text, openness }))
}

/// Opens one of our files to read it; `None` where there is none. `narrows` if one that others may read is narrowed to
/// its owner.
pub(super) fn open_own(path: &Path, narrows: bool) -> Result<Option<(File, FileExposure)>, StorageError> {
    let Some(file) = opened(path)? else { return Ok(None) };
    let openness = match (narrows, is_open(&file, path)?) {
        (_, false) => FileExposure::Private,
        (true, true) => narrow(&file, path).map(|_| FileExposure::Narrowed)?,
        (false, true) => FileExposure::Open,
    };
    Ok(Some((file, openness)))
}

fn opened(path: &Path) -> Result<Option<File>, StorageError> {
    match open(path) {
        Ok(file) => Ok(Some(file)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        // A socket cannot be opened at all.
        Err(_) if path.symlink_metadata().is_ok_and(|found| !found.is_file()) => {
            Err(StorageError::NotPlain(path.to_owned()))
        }
        Err(error) => Err(StorageError::io(path, "read")(error)),
    }
}

/// Renames a file that cannot be used, unchanged, and returns its new path.
pub(super) fn set_aside(path: &Path) -> Result<PathBuf, StorageError> {
    let now = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |passed| passed.as_secs());
    let named = |at: u64| PathBuf::from(format!("{}.corrupt-{at}", path.display()));
    let target = (now..=u64::MAX).map(named).find(|target| target.symlink_metadata().is_err());
    let target = target.unwrap_or_else(|| named(now));
    until_released(|| fs::rename(path, &target)).map_err(StorageError::io(path, "moved away"))?;
    settle(parent(path))?;
    Ok(target)
}

/// Reads a file that is not one of ours; links are followed, since the user may have placed it anywhere.
pub(super) fn read_foreign(path: &Path) -> Result<Option<Zeroizing<String>>, StorageError> {
    read_foreign_within(path, LIMIT)
}

/// The same up to a length.
pub(super) fn read_foreign_within(path: &Path, limit: u64) -> Result<Option<Zeroizing<String>>, StorageError> {
    opened_foreign(path)?.map(|file| text_within(file, path, limit)).transpose()
}

/// Reads the bytes of a file that is not one of ours.
pub(super) fn read_foreign_bytes(path: &Path) -> Result<Option<Zeroizing<Vec<u8>>>, StorageError> {
    opened_foreign(path)?.map(|file| bytes(file, path, LIMIT)).transpose()
}

/// Opens a plain file without blocking. Its kind is checked before, since opening a device may have effects, and again
/// by the reader.
fn opened_foreign(path: &Path) -> Result<Option<File>, StorageError> {
    let opened = fs::metadata(path).and_then(|found| {
        let mut options = OpenOptions::new();
        options.read(true);
        #[cfg(unix)]
        {
            use rustix::fs::OFlags;
            let flags = OFlags::NONBLOCK | OFlags::NOCTTY | OFlags::CLOEXEC;
            std::os::unix::fs::OpenOptionsExt::custom_flags(&mut options, flags.bits().cast_signed());
        }
        if found.is_file() { options.open(path).map(Some) } else { Ok(None) }
    });
    match opened {
        Ok(Some(file)) => Ok(Some(file)),
        Ok(None) if path.is_dir() => Err(StorageError::Directory(path.to_owned())),
        Ok(None) => Err(StorageError::NotPlain(path.to_owned())),
        Err(error) if matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory) => Ok(None),
        Err(error) => Err(StorageError::io(path, "read")(error)),
    }
}

fn text_within(file: File, path: &Path, limit: u64) -> Result<Zeroizing<String>, StorageError> {
    let mut bytes = bytes(file, path, limit)?;
    // Not copied: a copy of a secret would be left behind.
    let text = String::from_utf8(std::mem::take(&mut *bytes)).map_err(|error| {
        drop(Zeroizing::new(error.into_bytes()));
        StorageError::io(path, "read")(io::Error::new(io::ErrorKind::InvalidData, "stream did not contain valid UTF-8"))
    })?;
    Ok(Zeroizing::new(text))
}

fn bytes(file: File, path: &Path, limit: u64) -> Result<Zeroizing<Vec<u8>>, StorageError> {
    let found = file.metadata().map_err(StorageError::io(path, "read"))?;
    if !found.is_file() {
        return Err(StorageError::NotPlain(path.to_owned()));
    }
    if found.len() > limit {
        return Err(StorageError::TooLarge(path.to_owned()));
    }
    // Room for all of it from the start: growing would leave copies of secrets behind.
    let mut bytes = Zeroizing::new(Vec::with_capacity(usize::try_from(found.len()).unwrap_or(0) + 1));
    let mut file = file.take(limit + 1);
    // Bytes that were read before an error stay, and are not read again.
    until_released(|| file.read_to_end(&mut bytes)).map_err(StorageError::io(path, "read"))?;
    // Some files of the system have no length and no end.
    if bytes.len() as u64 > limit {
        return Err(StorageError::TooLarge(path.to_owned()));
    }
    Ok(bytes)
}

/// Narrows the permissions of an open file to its owner. Returns true if that was needed.
pub(super) fn narrow(file: &File, path: &Path) -> Result<bool, StorageError> {
    let open = is_open(file, path)?;
    #[cfg(unix)]
    if open {
        let narrow = std::os::unix::fs::PermissionsExt::from_mode(0o600);
        file.set_permissions(narrow).map_err(StorageError::io(path, "narrowed to its owner"))?;
    }
    Ok(open)
}

/// Returns the access that other users have to an open file. Refuses what is no plain file, and files of other users.
#[cfg(unix)]
fn is_open(file: &File, path: &Path) -> Result<bool, StorageError> {
    use std::os::unix::fs::MetadataExt as _;
    let found = file.metadata().map_err(StorageError::io(path, "read"))?;
    if !found.is_file() {
        return Err(StorageError::NotPlain(path.to_owned()));
    }
    if found.uid() != rustix::process::geteuid().as_raw() {
        return Err(StorageError::Foreign(path.to_owned()));
    }
    Ok(found.mode() & 0o077 != 0)
}

/// On Windows a file has the access rights of its folder.
#[cfg(not(unix))]
fn is_open(file: &File, path: &Path) -> Result<bool, StorageError> {
    let found = file.metadata().map_err(StorageError::io(path, "read"))?;
    if found.is_file() { Ok(false) } else { Err(StorageError::NotPlain(path.to_owned())) }
}

/// Checks that a file that was opened is a plain one of this person's, with no other name.
#[cfg(unix)]
pub(super) fn check_single(file: &File, path: &Path) -> Result<(), StorageError> {
    is_open(file, path)?;
    let found = file.metadata().map_err(StorageError::io(path, "read"))?;
    if std::os::unix::fs::MetadataExt::nlink(&found) > 1 {
        return Err(StorageError::NotPlain(path.to_owned()));
    }
    Ok(())
}

#[cfg(not(unix))]
pub(super) fn check_single(file: &File, path: &Path) -> Result<(), StorageError> {
    is_open(file, path).map(drop)
}

#[cfg(test)]
#[cfg(unix)]
mod tests;
