//! The element a pasted request names.

use crate::{
    catalog::{Catalog, Element},
    domain::paste::squeeze,
};
use std::sync::Arc;

/// Meaning of a name.
pub(super) enum LookupResult {
    /// This element.
    Found(Arc<Element>),
    /// None; the key that comes closest, if any does.
    Unknown(Option<String>),
}

/// Finds an element by its key, its number or its name; case and marks between words do not matter.
pub(super) fn element(catalog: &Catalog, named: &str) -> LookupResult {
    let named = named.trim();
    if let Some(element) = catalog.find(named) {
        return LookupResult::Found(element);
    }
    let squeezed = squeeze(named);
    let number = named.parse::<u64>().ok();
    let entries = || catalog.entries().iter();
    let found = entries()
        .find(|entry| entry.key.as_str().eq_ignore_ascii_case(named))
        .or_else(|| entries().find(|entry| number.is_some() && entry.id == number))
        .or_else(|| {
            entries().find(|entry| squeeze(entry.key.as_str()) == squeezed || squeeze(&entry.name) == squeezed)
        });
    match found {
        Some(entry) => LookupResult::Found(entry.element()),
        None => LookupResult::Unknown(closest(catalog, &squeezed)),
    }
}

/// Returns the key that a mistyped one most likely means.
fn closest(catalog: &Catalog, squeezed: &str) -> Option<String> {
    let most = (squeezed.chars().count() / 4).clamp(1, 3);
    let ranked = catalog.entries().iter().filter_map(|entry| {
        let key = squeeze(entry.key.as_str());
        let extends =
            squeezed.len() >= 4 && (key.starts_with(squeezed) || squeezed.starts_with(&key) && key.len() >= 4);
        let steps = distance(&key, squeezed).min(distance(&squeeze(&entry.name), squeezed));
        let rank = if extends { steps.min(most) } else { steps };
        (rank <= most).then(|| (rank, steps, entry.key.as_str().to_owned()))
    });
    ranked.min().map(|(.., key)| key)
}

/// Letters to add, take away or change between two words.
fn distance(one: &str, other: &str) -> usize {
    let other: Vec<char> = other.chars().collect();
    let mut row: Vec<usize> = (0..=other.len()).collect();
    for (at, c) in one.chars().enumerate() {
        let mut next = vec![at + 1];
        for (column, (d, above)) in other.iter().zip(row.windows(2)).enumerate() {
            let (diagonal, up) = (above.first().copied().unwrap_or(0), above.last().copied().unwrap_or(0));
            let left = next.get(column).copied().unwrap_or(0);
            next.push((diagonal + usize::from(*d != c)).min(up + 1).min(left + 1));
        }
        row = next;
    }
    row.last().copied().unwrap_or(0)
}
