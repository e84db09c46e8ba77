//! Store: folders and file names of everything that is kept.

use super::{
    catalog::{self, StoredCatalog},
    error::StorageError,
    file::{self, ExistingFile, FileContent, FileExposure},
    folder::Folder,
    known_draft::KnownDraft,
    locked_file::LockedFile,
    temp_file::TempFile,
    temp_part,
};
use crate::{
    catalog::Described,
    domain::{Account, JournalId, ListValidator, Profile},
};
use std::{
    path::{Path, PathBuf},
    sync::{Mutex, PoisonError, atomic::AtomicBool},
    time::SystemTime,
};
use zeroize::Zeroizing;

/// Store in two directories, if any are known.
#[derive(Debug)]
pub struct Store {
    pub(super) places: Places,
    notes: Mutex<Vec<String>>,
    /// The profiles as they were when they were read or written here last.
    pub(super) seen: Mutex<Vec<Profile>>,
    /// The journal's entries of this program, locked.
    pub(super) held: Mutex<Vec<(JournalId, LockedFile)>>,
    /// The unfinished forms this program read or wrote.
    pub(super) forms: Mutex<Vec<KnownDraft>>,
    /// Files of instances on a sandbox of this program, locked for as long as it runs.
    pub(super) practice: Mutex<Vec<LockedFile>>,
    /// True if the sandbox of this program keeps its instances for the next run.
    pub(super) keeps_sandbox: AtomicBool,
}

/// Directories of the store, as far as they are known, and permission to write to them.
#[derive(Clone, Debug, Default)]
pub struct Places {
    /// Directory of profiles and of files that the user wrote; `None` if no home directory is known.
    pub config: Option<PathBuf>,
    /// Directory of drafts and instances.
    pub state: Option<PathBuf>,
    /// True if anything may be written.
    pub keeps: bool,
}

impl Store {
    /// A store in these directories; neither needs to exist yet.
    pub fn new(config: PathBuf, state: PathBuf) -> Self {
        Self::over(Places { config: Some(config), state: Some(state), keeps: true })
    }

    /// Creates a store in these directories. If nothing is kept, existing files are read unchanged; an unknown
    /// directory holds nothing.
    pub fn over(places: Places) -> Self {
        Self {
            places,
            notes: Mutex::default(),
            seen: Mutex::default(),
            held: Mutex::default(),
            forms: Mutex::default(),
            practice: Mutex::default(),
            keeps_sandbox: AtomicBool::default(),
        }
    }

    /// Returns repairs made in passing, a sentence each; every note is returned once.
    pub fn notes(&self) -> Vec<String> {
        std::mem::take(&mut *self.notes.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// Removes unfinished files that killed programs left in these directories.
    pub fn sweep(&self) {
        let folders = Folder::ALL.into_iter().filter_map(|folder| self.place(folder));
        folders.filter(|_| self.keeps()).for_each(|folder| temp_part::sweep(&folder));
        TempFile::sweep(self.place(Folder::State).filter(|_| self.keeps()).as_deref());
        if self.keeps() {
            self.sweep_profiles();
            self.sweep_practice();
            self.sweep_consents();
            self.trash().sweep();
        }
    }

    /// The bytes of a file that a person named; `None` where there is none.
    ///
    /// # Errors
    /// It is no plain file, too large, or cannot be read.
    pub fn read_bytes(path: &Path) -> Result<Option<Zeroizing<Vec<u8>>>, StorageError> {
        file::read_foreign_bytes(path)
    }

    /// Returns true if a file belongs to this user and no other user may change it.
    pub fn is_own_file(path: &Path) -> bool {
        #[cfg(unix)]
        {
            use std::os::unix::fs::MetadataExt as _;
            let own = rustix::process::geteuid().as_raw();
            path.metadata().is_ok_and(|found| [own, 0].contains(&found.uid()) && found.mode() & 0o022 == 0)
        }
        #[cfg(not(unix))]
        path.exists()
    }

    /// A secret in a file of the person's own making, without the line's end behind it; `None` where there is no file.
    ///
    /// # Errors
    /// It cannot be read.
    pub fn read_secret(path: &Path) -> Result<Option<Zeroizing<String>>, StorageError> {
        let text = file::read_foreign_within(path, file::SECRET_LIMIT)?;
        Ok(text.map(|mut text| {
            let end = text.trim_end_matches(['\r', '\n']).len();
            text.truncate(end);
            text
        }))
    }

    /// Keeps a platform's list of elements with the time it was taken, in place of the last.
    ///
    /// # Errors
    /// It cannot be written, which costs no more than asking again.
    pub fn keep_catalog(
        &self,
        account: &Account,
        elements: &[Described],
        validator: &ListValidator,
        taken: SystemTime,
    ) -> Result<(), StorageError> {
        let Some(directory) = self.ensure_folder(Folder::Catalog)? else { return Ok(()) };
        file::write(
            &directory.join(catalog::file_name(&account.base)),
            &catalog::text(account, elements, validator, taken),
            ExistingFile::Replaced,
        )
    }

    /// Returns the stored list of elements of an account's platform. An invalid file counts as none, because the list
    /// can be requested again.
    pub fn catalog(&self, account: &Account) -> Option<StoredCatalog> {
        let path = self.place(Folder::Catalog)?.join(catalog::file_name(&account.base));
        catalog::read(&path, account, self.keeps())
    }

    /// Writes a text to a file of the person's choosing, for the person alone.
    ///
    /// # Errors
    /// [`StorageError::Exists`] where there is one already and it may not be overwritten; or it cannot be written.
    pub fn save_private(path: &Path, text: &str, overwrite: bool) -> Result<(), StorageError> {
        file::directory(file::parent(path))?;
        file::write(path, text, if overwrite { ExistingFile::Replaced } else { ExistingFile::Kept })
    }

    /// Writes a file that everyone may read, such as a page of the manual.
    ///
    /// # Errors
    /// If it cannot be written.
    pub fn publish(path: &Path, text: &str) -> Result<(), StorageError> {
        std::fs::create_dir_all(file::parent(path)).map_err(StorageError::io(path, "written"))?;
        std::fs::write(path, text).map_err(StorageError::io(path, "written"))
    }

    pub(super) fn text(&self, path: &Path) -> Result<Option<Zeroizing<String>>, StorageError> {
        Ok(self.content(path)?.map(|content| self.noted(path, content)))
    }

    /// Reads a file without narrowing it to its owner.
    pub(super) fn text_as_it_is(&self, path: &Path) -> Result<Option<Zeroizing<String>>, StorageError> {
        Ok(file::look(path)?.map(|content| self.noted(path, content)))
    }

    /// Returns the text, with a note where others can read the file.
    fn noted(&self, path: &Path, content: FileContent) -> Zeroizing<String> {
        let shown = path.display();
        match content.openness {
            FileExposure::Private => {}
            FileExposure::Narrowed => self.note(format!("{shown} could be read by others; now only you can.")),
            FileExposure::Open => self.note(format!("{shown} can be read by others; chmod 600 closes it to them.")),
        }
        content.text
    }

    /// A file of ours. Where nothing is kept, nothing is put right either.
    fn content(&self, path: &Path) -> Result<Option<FileContent>, StorageError> {
        if self.keeps() { file::read(path) } else { file::look(path) }
    }

    /// The same up to a length.
    pub(super) fn content_within(&self, path: &Path, limit: u64) -> Result<Option<FileContent>, StorageError> {
        file::read_within(path, limit, self.keeps())
    }

    /// Adds a note that is shown once.
    pub(super) fn note(&self, note: String) {
        self.notes.lock().unwrap_or_else(PoisonError::into_inner).push(note);
    }

    /// Moves a file that cannot be used out of the way, and says so.
    pub(super) fn set_aside(&self, path: &Path) {
        if !self.keeps() {
            return self.note(format!("{} could not be read. It was not changed.", path.display()));
        }
        self.note(match file::set_aside(path) {
            Ok(target) => format!("{} does not read; it is kept as {}.", path.display(), target.display()),
            Err(error) => format!("{} does not read. {error}", path.display()),
        });
    }
}
