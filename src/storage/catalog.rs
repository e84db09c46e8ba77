//! The platform's list of elements as it was the last time, so that it is there at once, and without a network.

use super::instance_name::safe;
use crate::{catalog::Described, domain::BaseUrl};
use serde::{Deserialize, Serialize};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

#[derive(Serialize)]
struct CatalogToStore<'a> {
    v: u8,
    base: &'a str,
    taken: u64,
    elements: &'a [Described],
}

#[derive(Deserialize)]
struct StoredCatalog {
    v: u8,
    base: String,
    taken: u64,
    elements: Vec<Described>,
}

/// Returns the text of the file.
pub(super) fn text(base: &BaseUrl, elements: &[Described], taken: SystemTime) -> String {
    let taken = taken.duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs());
    // Writing JSON values into memory cannot fail.
    serde_json::to_string(&CatalogToStore { v: 1, base: base.as_str(), taken, elements }).unwrap_or_default()
}

/// Returns the list with the time it was fetched; `None` if the file was altered, or belongs to another platform.
pub(super) fn read(text: &str, base: &BaseUrl) -> Option<(Vec<Described>, SystemTime)> {
    let kept: StoredCatalog = serde_json::from_str(text).ok()?;
    let taken = UNIX_EPOCH.checked_add(Duration::from_secs(kept.taken))?;
    (kept.v == 1 && kept.base == base.as_str() && !kept.elements.is_empty()).then_some((kept.elements, taken))
}

/// Returns the name of the file, one for each address: two platforms may share a host.
pub(super) fn file_name(base: &BaseUrl) -> String {
    let whole = base.as_str();
    format!("{}.json", safe(whole.split_once("://").map_or(whole, |(_, rest)| rest)))
}
