//! Exported elements for the practice platform.

use crate::{sandbox::Exported, storage::Store};
use std::path::Path;

/// The elements in a directory, and what is wrong with the files that are left out.
pub fn elements(directory: Option<&Path>) -> (Vec<Exported>, Vec<String>) {
    let (texts, unread) = directory.map(Store::exported_elements).unwrap_or_default();
    let mut faults: Vec<String> = unread.iter().map(ToString::to_string).collect();
    let mut elements = Vec::new();
    for (name, text) in texts {
        match Exported::read(&text) {
            Ok(read) => elements.extend(read),
            Err(what) => faults.push(format!("{name}: {what}")),
        }
    }
    (elements, faults)
}
