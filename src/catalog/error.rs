//! Faults in catalog files.

/// Fault in a catalog file.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{file}: {problem}")]
pub struct CatalogError {
    /// Path of the file.
    pub file: String,
    /// Description of the fault, with the line if it is known.
    pub problem: String,
}

impl CatalogError {
    pub(super) fn new(file: &str, problem: String) -> Self {
        Self { file: file.to_owned(), problem }
    }
}
