//! The platform's list of elements as it was the last time, so that it is there at once, and without a network.
//!
//! A file has a line about the list, a line with the values that a list shows of each element, and a line with the
//! description of each element. A start reads the first two; a description is read when its element is opened.

use super::{checksum::hex_digest, file, file_parts::FileParts, instance_name::safe};
use crate::{
    catalog::{Described, StoredDescription, StoredTexts},
    domain::{Account, BaseUrl, ListValidator},
};
use serde::{Deserialize, Serialize};
use std::{
    ops::Range,
    path::Path,
    sync::Arc,
    time::{Duration, SystemTime, UNIX_EPOCH},
};

/// Version of the format.
const VERSION: u8 = 2;

/// Bytes that the first line has at most.
const HEADER: u64 = 8 << 10;

/// Stored list of a platform's elements.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredCatalog {
    /// The elements.
    pub elements: Vec<Described>,
    /// Time at which the platform sent the list.
    pub taken: SystemTime,
    /// Marks by which the platform recognizes the list.
    pub validator: ListValidator,
    /// True if the list was sent to this account. Another account of the platform may have other elements.
    pub is_own: bool,
}

/// First line of the file.
#[derive(Serialize, Deserialize)]
struct ListHeader {
    v: u8,
    base: String,
    taken: u64,
    account: String,
    #[serde(flatten)]
    validator: ListValidator,
    /// Bytes of the second line.
    values: u64,
}

/// Returns the text of the file.
pub(super) fn text(account: &Account, elements: &[Described], validator: &ListValidator, taken: SystemTime) -> String {
    let taken = taken.duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs());
    let (stored, texts): (Vec<_>, Vec<_>) = elements.iter().map(Described::to_stored).unzip();
    // Writing JSON values into memory cannot fail.
    let values = serde_json::to_string(&stored).unwrap_or_default();
    let header = ListHeader {
        v: VERSION,
        base: account.base.as_str().to_owned(),
        taken,
        account: account_mark(account, taken),
        validator: validator.clone(),
        values: values.len() as u64,
    };
    let mut text = serde_json::to_string(&header).unwrap_or_default();
    for line in [&*values].into_iter().chain(texts.iter().map(|text| &**text)) {
        text.push('\n');
        text.push_str(line);
    }
    text.push('\n');
    text
}

/// Returns the list of an account's platform; `None` if there is none, if the file was altered, or if it belongs to
/// another platform. `narrows` if a file that others may read is narrowed to its owner.
pub(super) fn read(path: &Path, account: &Account, narrows: bool) -> Option<StoredCatalog> {
    let file = FileParts::open(path, file::LIMIT, narrows).ok()??;
    let line = file.first_line(HEADER)?;
    let header: ListHeader = serde_json::from_str(&line).ok()?;
    if header.v != VERSION || header.base != account.base.as_str() {
        return None;
    }
    let at = line.len() as u64 + 1;
    let end = at.checked_add(header.values)?;
    let stored: Vec<StoredDescription> = serde_json::from_str(&file.read(at..end)?).ok()?;
    let taken = UNIX_EPOCH.checked_add(Duration::from_secs(header.taken))?;
    let is_own = header.account == account_mark(account, header.taken);
    let elements = described(stored, file, end + 1)?;
    (!elements.is_empty()).then_some(StoredCatalog { elements, taken, validator: header.validator, is_own })
}

/// Returns the elements, whose texts begin at a byte of the file; `None` if the file has another length.
fn described(stored: Vec<StoredDescription>, file: FileParts, begin: u64) -> Option<Vec<Described>> {
    let mut at = begin;
    let mut places = Vec::with_capacity(stored.len());
    for description in &stored {
        let end = at.checked_add(description.length)?;
        places.push(at..end);
        at = end.checked_add(1)?;
    }
    if at != file.length() {
        return None;
    }
    let texts: Arc<dyn StoredTexts> = Arc::new(file);
    let elements = stored.into_iter().zip(places);
    Some(elements.map(|(stored, bytes)| Described::from_stored(stored, texts.clone(), bytes)).collect())
}

impl StoredTexts for FileParts {
    fn read(&self, bytes: Range<u64>) -> Option<String> {
        Self::read(self, bytes)
    }
}

/// Returns the digest that recognizes the account of a list, which has the values of its references. The time of the list
/// makes it another one each time.
pub(super) fn account_mark(account: &Account, taken: u64) -> String {
    let parts = [&taken.to_string(), account.user.expose(), account.organization.expose()];
    hex_digest(parts.join("\0").as_bytes())
}

/// Returns the name of the file, one for each address: two platforms may share a host.
pub(super) fn file_name(base: &BaseUrl) -> String {
    let whole = base.as_str();
    format!("{}.json", safe(whole.split_once("://").map_or(whole, |(_, rest)| rest)))
}
