//! The embedded catalog: every file under `assets/catalog`, checked by the build and sorted by name.

use super::entry::Packed;
use crate::catalog::element::AuthFlow::{OAuth1, OAuth2, Plain};

include!(concat!(env!("OUT_DIR"), "/catalog.rs"));
