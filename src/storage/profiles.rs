//! Profiles as TOML: a table each, with `base`, `user` and `org`, as the platform's older tools write them.

mod edit;
mod rename;

use super::{
    error::StorageError,
    file::{self, ExistingFile},
    folder::Folder,
    lock::Lock,
    store::Store,
    temp_part,
};
use crate::{
    domain::{Account, BaseUrl, Guard, Profile, ProfileName, reference::escaped},
    text::Secret,
};
use std::{
    fs,
    path::{Path, PathBuf},
    sync::PoisonError,
};
use toml::{Table, Value};
use zeroize::Zeroizing;
/// Name of the file.
const FILE: &str = "profiles.toml";

impl Store {
    /// The profiles kept, in the file's order; none where there is no file.
    ///
    /// # Errors
    /// A file that cannot be read, or the first profile in it that is of no use.
    pub fn profiles(&self) -> Result<Vec<Profile>, StorageError> {
        let Some(path) = self.profiles_path()? else { return Ok(Vec::new()) };
        let table = self.profiles_table(&path)?;
        let tables = table.iter().filter(|(_, value)| value.is_table());
        let read = |(name, value): (&String, &Value)| {
            let wrong = |problem| StorageError::Profile { path: path.clone(), profile: name.clone(), problem };
            profile(name, value).map_err(wrong)
        };
        let profiles: Vec<Profile> = tables.map(read).collect::<Result<_, _>>()?;
        for profile in &profiles {
            self.remember(profile);
        }
        Ok(profiles)
    }

    /// Keeps a profile, in place of one of the same name, and says where. Everything else in the file stays as it is
    /// written, comments included.
    ///
    /// # Errors
    /// A file that cannot be read is not overwritten, nor a profile that another program changed since it was read
    /// here; but the next time it is, since then the person knows. Or it cannot be written.
    pub fn save_profile(&self, profile: &Profile) -> Result<PathBuf, StorageError> {
        let folder = self.ensure_folder(Folder::Config)?.ok_or(StorageError::NothingKept)?;
        let path = linked(folder.join(FILE))?;
        let _lock = Lock::take(&folder)?;
        let text = self.profiles_text(&path)?.unwrap_or_default();
        self.compare(find(&parse(&text, &path)?, &profile.name), profile)?;
        let text =
            edit::with_profile(&text, profile).map_err(|problem| profile_error(&path, &profile.name, problem))?;
        file::write(&path, &text, ExistingFile::Replaced)?;
        self.remember(profile);
        Ok(path)
    }

    /// Sets the limits of a profile in the file, and returns the file; `None` if it has no such profile.
    ///
    /// # Errors
    /// The file could not be read or written.
    pub fn limit_profile(
        &self,
        name: &ProfileName,
        is_protected: bool,
        is_read_only: bool,
    ) -> Result<Option<PathBuf>, StorageError> {
        let folder = self.ensure_folder(Folder::Config)?.ok_or(StorageError::NothingKept)?;
        let path = linked(folder.join(FILE))?;
        let _lock = Lock::take(&folder)?;
        let Some(text) = self.profiles_text(&path)? else { return Ok(None) };
        let text = edit::with_limits(&text, name, [("protected", is_protected), ("read_only", is_read_only)]);
        let Some(text) = text.map_err(|problem| profile_error(&path, name, problem))? else { return Ok(None) };
        file::write(&path, &text, ExistingFile::Replaced)?;
        Ok(Some(path))
    }

    /// Takes a profile out of the file and returns the platform it was for, if that reads, with the profiles left.
    /// Nothing where there is no such profile.
    pub(super) fn remove_profile(&self, folder: &Path, name: &ProfileName) -> Result<Option<Removed>, StorageError> {
        let path = linked(folder.join(FILE))?;
        let _lock = Lock::take(folder)?;
        let Some(text) = self.profiles_text(&path)? else { return Ok(None) };
        let mut table = parse(&text, &path)?;
        let Some(removed) = remove(&mut table, name) else { return Ok(None) };
        let text = edit::without_profile(&text, name).map_err(|problem| profile_error(&path, name, problem))?;
        file::write(&path, &text, ExistingFile::Replaced)?;
        temp_part::sweep(file::parent(&path));
        Ok(Some(Removed { base: base_of(&removed), others: table.values().filter_map(base_of).collect() }))
    }

    /// Removes an unfinished file that a killed program left next to a linked file.
    pub(super) fn sweep_profiles(&self) {
        if let Ok(Some(path)) = self.profiles_path() {
            temp_part::sweep(file::parent(&path));
        }
    }

    /// Checks that a profile does not replace one that this session has not seen.
    ///
    /// # Errors
    /// If it would; the next time it is known. Or the file cannot be read.
    pub fn may_replace(&self, profile: &Profile) -> Result<(), StorageError> {
        let path = self.profiles_path()?.ok_or(StorageError::NothingKept)?;
        self.compare(find(&self.profiles_table(&path)?, &profile.name), profile)
    }

    fn compare(&self, found: Option<Profile>, wanted: &Profile) -> Result<(), StorageError> {
        let Some(found) = found.filter(|found| found.account != wanted.account) else { return Ok(()) };
        let seen = self.seen.lock().unwrap_or_else(PoisonError::into_inner);
        let known = seen.iter().any(|seen| seen.name == found.name && seen.account == found.account);
        drop(seen);
        self.remember(&found);
        if known { Ok(()) } else { Err(StorageError::Changed(found.name.to_string())) }
    }

    fn remember(&self, profile: &Profile) {
        let mut seen = self.seen.lock().unwrap_or_else(PoisonError::into_inner);
        seen.retain(|seen| seen.name != profile.name);
        seen.push(profile.clone());
    }

    /// Returns the profiles of the platform's older command-line tool from its file, which is never written. Entries
    /// that elemint cannot use are left out; they may be of use to that tool.
    ///
    /// # Errors
    /// If the file cannot be read.
    pub fn read_cectl(path: &Path) -> Result<Vec<Profile>, StorageError> {
        let Some(text) = file::read_foreign(path)? else { return Ok(Vec::new()) };
        let table = parse(&text, path)?;
        let profiles = table.iter().filter_map(|(name, value)| profile(name, value).ok());
        Ok(profiles.map(as_values).collect())
    }

    /// Reads the file. A file behind a link is read as it is: its permissions are the user's own choice.
    fn profiles_text(&self, path: &Path) -> Result<Option<Zeroizing<String>>, StorageError> {
        let is_linked = self.place(Folder::Config).is_none_or(|folder| folder.join(FILE) != path);
        if is_linked { self.text_as_it_is(path) } else { self.text(path) }
    }

    fn profiles_table(&self, path: &Path) -> Result<Table, StorageError> {
        self.profiles_text(path)?.map_or_else(|| Ok(Table::new()), |text| parse(&text, path))
    }

    /// Returns the file the profiles are in, where a configuration folder is known.
    fn profiles_path(&self) -> Result<Option<PathBuf>, StorageError> {
        self.place(Folder::Config).map(|folder| linked(folder.join(FILE))).transpose()
    }
}

/// Marks the secrets of a profile as values: the other tool knows no references.
fn as_values(profile: Profile) -> Profile {
    let value = |secret: &Secret| Secret::new(escaped(secret.expose()));
    let account = &profile.account;
    let account = Account { user: value(&account.user), organization: value(&account.organization), ..account.clone() };
    Profile { account, ..profile }
}

/// Platform of a removed profile, and the platforms of those that are left.
pub(super) struct Removed {
    pub(super) base: Option<BaseUrl>,
    pub(super) others: Vec<BaseUrl>,
}

fn base_of(value: &Value) -> Option<BaseUrl> {
    value.get("base")?.as_str().and_then(|base| BaseUrl::read(base).ok())
}

fn profile_error(path: &Path, name: &ProfileName, problem: String) -> StorageError {
    StorageError::Profile { path: path.to_owned(), profile: name.to_string(), problem }
}

/// Returns the file a link leads to, since users may keep theirs in another folder; the path itself if it is no link.
/// The file has to be the user's own, which is checked when it is read.
fn linked(path: PathBuf) -> Result<PathBuf, StorageError> {
    if path.is_symlink() { fs::canonicalize(&path).map_err(StorageError::io(&path, "followed")) } else { Ok(path) }
}

/// A file's tables, whatever they hold.
fn parse(text: &str, path: &Path) -> Result<Table, StorageError> {
    // The library's message quotes the line, which may hold a secret.
    text.parse().map_err(|error: toml::de::Error| {
        let at = error.span().map_or(0, |span| span.start);
        let before = text.get(..at).unwrap_or(text);
        StorageError::Damaged {
            path: path.to_owned(),
            format: "TOML",
            line: before.matches('\n').count() + 1,
            column: before.rsplit('\n').next().unwrap_or_default().chars().count() + 1,
        }
    })
}

/// Reads one table as a profile; the error is a few words that hold none of its values.
pub(super) fn profile(name: &str, value: &Value) -> Result<Profile, String> {
    let entry = |key: &str| {
        let text = value.get(key).ok_or_else(|| format!("`{key}` is missing"))?;
        text.as_str().filter(|t| !t.is_empty()).ok_or_else(|| format!("`{key}` is not a text"))
    };
    let base = BaseUrl::read(entry("base")?)
        .map_err(|error| format!("its `base` is not valid ({})", error.to_string().trim_end_matches('.')))?;
    let limit = |key: &str| match value.get(key) {
        None => Ok(false),
        // A limit that cannot be read must not be dropped.
        Some(value) => value.as_bool().ok_or_else(|| format!("`{key}` is neither true nor false")),
    };
    let guard = Guard::new(limit("protected")?, limit("read_only")?);
    let account = Account { base, user: Secret::new(entry("user")?), organization: Secret::new(entry("org")?), guard };
    Ok(Profile { name: ProfileName::new(name), account })
}

/// Takes a profile's table out, however its name is spelled.
fn remove(table: &mut Table, name: &ProfileName) -> Option<Value> {
    let spelled = table.iter().find(|(key, value)| value.is_table() && ProfileName::new(key) == *name)?.0.clone();
    table.remove(&spelled)
}

/// The profile of this name, if there is one that is of use.
fn find(table: &Table, name: &ProfileName) -> Option<Profile> {
    let named = table.iter().find(|(key, _)| ProfileName::new(key) == *name);
    named.and_then(|(key, value)| profile(key, value).ok())
}
