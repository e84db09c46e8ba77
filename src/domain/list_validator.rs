//! Marks of a list by which a server recognizes that it is unchanged (RFC 9110, section 8.8).

use serde::{Deserialize, Serialize};

/// Longest mark that is kept, in bytes.
const LONGEST: usize = 1024;

/// Marks that a server sent with a list. Without any, the list is requested completely each time.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ListValidator {
    /// `ETag` of the list.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub etag: Option<String>,
    /// `Last-Modified` of the list.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub modified: Option<String>,
}

impl ListValidator {
    /// Creates a validator from the headers of an answer. Marks that are too long are left out.
    pub fn new(etag: Option<&str>, modified: Option<&str>) -> Self {
        let kept = |mark: Option<&str>| mark.filter(|mark| (1..=LONGEST).contains(&mark.len())).map(str::to_owned);
        Self { etag: kept(etag), modified: kept(modified) }
    }

    /// Returns true if the server sent no mark.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}
