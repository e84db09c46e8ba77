//! Instances of a file before they are checked: names and texts with their places.

use super::error::DeclaredError;

/// Text with its byte offset in the file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Placed<T> {
    pub(super) value: T,
    pub(super) at: usize,
}

/// Configuration value as written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum RawValue {
    Text(String),
    Flag(bool),
    Integer(i64),
}

/// Configuration entry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct RawEntry {
    pub(super) key: Placed<String>,
    pub(super) value: Placed<RawValue>,
}

/// Instance of a file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct RawInstance {
    /// Byte offset of its beginning.
    pub(super) at: usize,
    pub(super) element: Option<Placed<String>>,
    pub(super) name: Option<Placed<String>>,
    pub(super) id: Option<Placed<String>>,
    pub(super) mode: Option<Placed<String>>,
    pub(super) proxy: Option<Placed<String>>,
    pub(super) tags: Option<Placed<Vec<String>>>,
    pub(super) values: Vec<RawEntry>,
}

/// File of instances.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct RawFile {
    pub(super) profile: Option<Placed<String>>,
    pub(super) instances: Vec<RawInstance>,
    /// Faults of its structure.
    pub(super) faults: Vec<DeclaredError>,
}

impl<T> Placed<T> {
    pub(super) fn new(value: T, at: usize) -> Self {
        Self { value, at }
    }
}

impl RawValue {
    /// Returns the value as it is typed into a form.
    pub(super) fn text(&self) -> String {
        match self {
            Self::Text(text) => text.clone(),
            Self::Flag(flag) => flag.to_string(),
            Self::Integer(number) => number.to_string(),
        }
    }
}
