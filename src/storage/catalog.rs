//! The platform's list of elements as it was the last time, so that it is there at once, and without a network.

use super::checksum::hex_digest;
use super::instance_name::safe;
use crate::{
    catalog::Described,
    domain::{Account, BaseUrl},
};
use serde::{Deserialize, Serialize};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

/// Stored list of a platform's elements.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredCatalog {
    /// The elements.
    pub elements: Vec<Described>,
    /// Time at which the platform sent the list.
    pub taken: SystemTime,
    /// True if the list was sent to this account. Another account of the platform may have other elements.
    pub is_own: bool,
}

#[derive(Serialize)]
struct CatalogToStore<'a> {
    v: u8,
    base: &'a str,
    taken: u64,
    account: &'a str,
    elements: &'a [Described],
}

#[derive(Deserialize)]
struct CatalogFile {
    v: u8,
    base: String,
    taken: u64,
    #[serde(default)]
    account: String,
    elements: Vec<Described>,
}

/// Returns the text of the file.
pub(super) fn text(account: &Account, elements: &[Described], taken: SystemTime) -> String {
    let taken = taken.duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs());
    let (base, mark) = (account.base.as_str(), account_mark(account, taken));
    // Writing JSON values into memory cannot fail.
    serde_json::to_string(&CatalogToStore { v: 1, base, taken, account: &mark, elements }).unwrap_or_default()
}

/// Returns the list; `None` if the file was altered, or belongs to another platform.
pub(super) fn read(text: &str, account: &Account) -> Option<StoredCatalog> {
    let file: CatalogFile = serde_json::from_str(text).ok()?;
    let taken = UNIX_EPOCH.checked_add(Duration::from_secs(file.taken))?;
    let is_own = file.account == account_mark(account, file.taken);
    let is_valid = file.v == 1 && file.base == account.base.as_str() && !file.elements.is_empty();
    is_valid.then_some(StoredCatalog { elements: file.elements, taken, is_own })
}

/// Returns the digest that recognizes the account of a list. The time of the list makes it another one each time.
pub(super) fn account_mark(account: &Account, taken: u64) -> String {
    let parts = [&taken.to_string(), account.user.expose(), account.organization.expose()];
    hex_digest(parts.join("\0").as_bytes())
}

/// Returns the name of the file, one for each address: two platforms may share a host.
pub(super) fn file_name(base: &BaseUrl) -> String {
    let whole = base.as_str();
    format!("{}.json", safe(whole.split_once("://").map_or(whole, |(_, rest)| rest)))
}
