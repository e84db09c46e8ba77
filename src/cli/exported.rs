//! Exported elements for the sandbox.

use crate::{sandbox::Exported, storage::Store};
use std::path::Path;

/// Returns the elements in a directory, and the faults of skipped files.
pub fn elements(directory: Option<&Path>) -> (Vec<Exported>, Vec<String>) {
    let (texts, unread) = directory.map(Store::exported_elements).unwrap_or_default();
    let mut faults: Vec<String> = unread.iter().map(ToString::to_string).collect();
    let mut elements = Vec::new();
    for (name, text) in texts {
        match Exported::read(&text) {
            Ok(read) => elements.extend(read),
            Err(fault) => faults.push(format!("{name}: {fault}")),
        }
    }
    (elements, faults)
}
