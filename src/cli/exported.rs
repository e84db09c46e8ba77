//! Exported elements for the sandbox.

use super::{command_error::CommandError, exit};
use crate::{sandbox::Exported, storage::Store};
use std::path::Path;

/// Returns the elements in a directory, and the faults of skipped files.
///
/// # Errors
/// The directory does not exist, or it is a file.
pub fn elements(directory: Option<&Path>) -> Result<(Vec<Exported>, Vec<String>), CommandError> {
    if let Some(directory) = directory.filter(|directory| !directory.is_dir()) {
        let path = directory.display();
        return Err(if directory.exists() {
            CommandError::new(
                safe!("{} is not a directory. --elements takes a directory of JSON files.", path),
                exit::MISUSED,
            )
        } else {
            CommandError::new(
                safe!("{} does not exist. --elements takes a directory of JSON files.", path),
                exit::NOT_FOUND,
            )
        });
    }
    Ok(in_directory(directory))
}

fn in_directory(directory: Option<&Path>) -> (Vec<Exported>, Vec<String>) {
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
