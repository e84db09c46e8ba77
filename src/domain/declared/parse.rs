//! Parses files of instances.

use super::{
    check, csv_file,
    error::{DeclaredError, Positions},
    instance::DeclaredFile,
    raw, toml_file,
};
use crate::catalog::Catalog;

/// Format of a file of instances.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DeclaredFormat {
    /// TOML with a table for each instance.
    Toml,
    /// CSV with a row for each instance.
    Csv,
}

impl DeclaredFile {
    /// Parses a file and checks it against the elements of the catalog.
    ///
    /// # Errors
    /// All faults, in the file's order.
    pub fn parse(text: &str, format: DeclaredFormat, catalog: &Catalog) -> Result<Self, Vec<DeclaredError>> {
        let positions = Positions::new(text);
        let raw = read(text, format, &positions)?;
        check::check(raw, catalog, &positions)
    }

    /// Returns the keys of the elements that the file names and the catalog does not have, each once.
    pub fn unknown_elements(text: &str, format: DeclaredFormat, catalog: &Catalog) -> Vec<String> {
        let positions = Positions::new(text);
        let Ok(raw) = read(text, format, &positions) else { return Vec::new() };
        let mut unknown: Vec<String> = Vec::new();
        for element in raw.instances.into_iter().filter_map(|instance| instance.element) {
            if catalog.entry(&element.value).is_none() && !unknown.contains(&element.value) {
                unknown.push(element.value);
            }
        }
        unknown
    }

    /// Returns the profile that a file names, if it can be read.
    pub fn profile_of(text: &str, format: DeclaredFormat) -> Option<String> {
        let positions = Positions::new(text);
        read(text, format, &positions).ok()?.profile.map(|profile| profile.value)
    }
}

fn read(text: &str, format: DeclaredFormat, positions: &Positions<'_>) -> Result<raw::RawFile, Vec<DeclaredError>> {
    match format {
        DeclaredFormat::Toml => toml_file::read(text, positions),
        DeclaredFormat::Csv => csv_file::read(text, positions),
    }
}
