//! What the build packed: every file under `assets/catalog`, read and checked, in the order of the names.

use super::entry::Packed;
use crate::catalog::element::AuthFlow::{OAuth1, OAuth2, Plain};

include!(concat!(env!("OUT_DIR"), "/catalog.rs"));
