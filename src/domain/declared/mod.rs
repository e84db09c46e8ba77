//! Instances declared in a file: its types, its parsing, the plan it gives, and its export.
//!
//! ```toml
//! profile = "staging"
//!
//! [[instance]]
//! element = "magentosoapv19"
//! name = "shop-eu"
//! tags = ["team-a"]
//! [instance.configuration]
//! userName = "svc-elements"
//! password = "env:SHOP_EU_PASSWORD"
//! ```

mod applied;
mod check;
mod comparison;
mod csv_file;
mod error;
pub mod export;
mod keyed_hash;
pub mod plan;
mod planner;
mod planner_error;
mod raw;
mod toml_file;

pub use applied::{AppliedInstance, AppliedState};
pub use error::DeclaredError;
pub use keyed_hash::KeyedHash;
pub use plan::{Plan, SavedPlan};
pub use planner::Planner;
pub use planner_error::{PlanError, PlanErrorKind};

use super::{Draft, Reference};
use crate::{
    catalog::{AuthFlow, Catalog, Element, FieldKey},
    text::Secret,
};
use error::Positions;
use std::sync::Arc;

/// Format of a file of instances.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DeclaredFormat {
    /// TOML with a table for each instance.
    Toml,
    /// CSV with a row for each instance.
    Csv,
}

/// File of instances, checked: every element and key is known, and no secret is written in clear.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DeclaredFile {
    /// Profile that the instances belong to, if the file names one.
    pub profile: Option<String>,
    /// Instances in the file's order.
    pub instances: Vec<DeclaredInstance>,
}

/// Instance of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DeclaredInstance {
    /// ID on the platform, if the file names it, so that the instance can be renamed.
    pub id: Option<String>,
    /// True if the file lists its tags. Otherwise the tags of an existing instance stay.
    pub has_tags: bool,
    /// Configuration keys that the file lists. All other values of an existing instance stay.
    pub keys: Vec<FieldKey>,
    /// Form with the values of the file.
    pub draft: Draft,
    /// Line of its beginning in the file.
    pub line: usize,
}

impl DeclaredInstance {
    /// Returns the element.
    pub fn element(&self) -> &Arc<Element> {
        self.draft.element()
    }

    /// Returns the name.
    pub fn name(&self) -> &str {
        self.draft.name.trim()
    }

    /// Returns the references of its values.
    pub fn references(&self) -> impl Iterator<Item = (&FieldKey, &Reference)> {
        self.draft.references()
    }

    /// Checks the value of a reference like a typed one. A reason does not repeat the value, which may be secret.
    ///
    /// # Errors
    /// The reason that the value cannot be used.
    pub fn check_value(&self, key: &FieldKey, reference: &Reference, value: Secret) -> Result<Secret, String> {
        match self.draft.field(key).and_then(|field| field.complaint(value.expose())) {
            Some(_) => Err(format!("The value of {reference} cannot be used for this key.")),
            None => Ok(value),
        }
    }

    /// Returns true if the provider's consent is needed to create it.
    pub fn needs_consent(&self) -> bool {
        self.draft.flow() != AuthFlow::Plain
    }
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

#[cfg(test)]
mod tests;

#[cfg(test)]
mod plan_tests;
