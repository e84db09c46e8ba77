//! Profiles as TOML: a table each, with `base`, `user` and `org`, as the platform's older tools write them.

use super::{
    error::StorageError,
    file::{self, Old},
    lock::Lock,
    place::Folder,
    store::Store,
};
use crate::domain::{Account, Base, Profile, ProfileName, Secret};
use std::{
    path::{Path, PathBuf},
    sync::PoisonError,
};
use toml::{Table, Value};
use zeroize::Zeroizing;

/// The file they are in.
pub(super) const FILE: &str = "profiles.toml";

impl Store {
    /// The profiles kept, in the file's order; none where there is no file.
    ///
    /// # Errors
    /// A file that cannot be read, or the first profile in it that is of no use.
    pub fn profiles(&self) -> Result<Vec<Profile>, StorageError> {
        let Some(path) = self.profiles_path() else { return Ok(Vec::new()) };
        let table = self.table(&path)?;
        let tables = table.iter().filter(|(_, value)| value.is_table());
        let read = |(name, value): (&String, &Value)| {
            let wrong = |what| StorageError::Profile { path: path.clone(), profile: name.clone(), what };
            profile(name, value).map_err(wrong)
        };
        let profiles: Vec<Profile> = tables.map(read).collect::<Result<_, _>>()?;
        for profile in &profiles {
            self.see(profile);
        }
        Ok(profiles)
    }

    /// Keeps a profile, in place of one of the same name, and says where. Everything else in the file stays.
    ///
    /// # Errors
    /// A file that cannot be read is not overwritten, nor a profile that another program changed since it was read
    /// here; but the next time it is, since then the person knows. Or it cannot be written.
    pub fn save_profile(&self, profile: &Profile) -> Result<PathBuf, StorageError> {
        let folder = self.made(Folder::Config)?.ok_or(StorageError::NothingKept)?;
        let path = folder.join(FILE);
        let _lock = Lock::take(&folder)?;
        let mut table = self.table(&path)?;
        self.compare(find(&table, &profile.name), profile)?;
        insert(&mut table, profile).map_err(|what| StorageError::Profile {
            path: path.clone(),
            profile: profile.name.to_string(),
            what,
        })?;
        file::write(&path, &Zeroizing::new(table.to_string()), Old::Replaced)?;
        self.see(profile);
        Ok(path)
    }

    /// Whether a profile would replace one nobody here has seen.
    ///
    /// # Errors
    /// It would; the next time it is known. Or the file cannot be read.
    pub fn may_replace(&self, profile: &Profile) -> Result<(), StorageError> {
        let path = self.profiles_path().ok_or(StorageError::NothingKept)?;
        self.compare(find(&self.table(&path)?, &profile.name), profile)
    }

    fn compare(&self, found: Option<Profile>, wanted: &Profile) -> Result<(), StorageError> {
        let Some(found) = found.filter(|found| found.account != wanted.account) else { return Ok(()) };
        let seen = self.seen.lock().unwrap_or_else(PoisonError::into_inner);
        let known = seen.iter().any(|seen| seen.name == found.name && seen.account == found.account);
        drop(seen);
        self.see(&found);
        if known { Ok(()) } else { Err(StorageError::Changed(found.name.to_string())) }
    }

    fn see(&self, profile: &Profile) {
        let mut seen = self.seen.lock().unwrap_or_else(PoisonError::into_inner);
        seen.retain(|seen| seen.name != profile.name);
        seen.push(profile.clone());
    }

    /// The profiles of the platform's older command line tool, as they stand in its file, which is never written.
    /// Entries that are of no use here are passed over; they may be of use there.
    ///
    /// # Errors
    /// A file that cannot be read.
    pub fn read_cectl(path: &Path) -> Result<Vec<Profile>, StorageError> {
        let Some(text) = file::read_foreign(path)? else { return Ok(Vec::new()) };
        let table = parse(&text, path)?;
        Ok(table.iter().filter_map(|(name, value)| profile(name, value).ok()).collect())
    }

    fn profiles_path(&self) -> Option<PathBuf> {
        self.place(Folder::Config).map(|folder| folder.join(FILE))
    }
}

/// A file's tables, whatever they hold.
pub(super) fn parse(text: &str, path: &Path) -> Result<Table, StorageError> {
    // What the library says quotes the line, and a secret may stand in it.
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

/// One table as a profile; what is wrong with it in a few words that hold none of its values.
pub(super) fn profile(name: &str, value: &Value) -> Result<Profile, String> {
    let entry = |key: &str| {
        let text = value.get(key).ok_or_else(|| format!("`{key}` is missing"))?;
        text.as_str().filter(|t| !t.is_empty()).ok_or_else(|| format!("`{key}` is not a text"))
    };
    let base = Base::read(entry("base")?)
        .map_err(|error| format!("its `base` does not do ({})", error.to_string().trim_end_matches('.')))?;
    let account = Account { base, user: Secret::new(entry("user")?), organization: Secret::new(entry("org")?) };
    Ok(Profile { name: ProfileName::new(name), account })
}

/// Takes a profile's table out, however its name is spelled.
pub(super) fn remove(table: &mut Table, name: &ProfileName) -> Option<Value> {
    let spelled = table.iter().find(|(key, value)| value.is_table() && ProfileName::new(key) == *name)?.0.clone();
    table.remove(&spelled)
}

/// The profile of this name, if there is one that is of use.
pub(super) fn find(table: &Table, name: &ProfileName) -> Option<Profile> {
    let named = table.iter().find(|(key, _)| ProfileName::new(key) == *name);
    named.and_then(|(key, value)| profile(key, value).ok())
}

/// Puts a profile into a file's tables; what else stands there, and in the profile's own table, stays.
pub(super) fn insert(table: &mut Table, profile: &Profile) -> Result<(), String> {
    let spelled = table.keys().find(|key| ProfileName::new(key) == profile.name).cloned();
    let key = spelled.unwrap_or_else(|| profile.name.as_str().to_owned());
    let entry = table.entry(key).or_insert_with(|| Value::Table(Table::new()));
    let entry = entry.as_table_mut().ok_or("something else stands under its name")?;
    let account = &profile.account;
    let texts =
        [("base", account.base.as_str()), ("user", account.user.expose()), ("org", account.organization.expose())];
    for (key, text) in texts {
        entry.insert(key.to_owned(), Value::String(text.to_owned()));
    }
    Ok(())
}
