//! Profiles as TOML: a table each, with `base`, `user` and `org`, as the platform's older tools write them.

use super::error::StorageError;
use crate::domain::{Account, Base, Profile, ProfileName, Secret};
use std::path::Path;
use toml::{Table, Value};

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
