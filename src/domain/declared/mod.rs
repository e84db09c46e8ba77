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
pub mod escape;
pub mod export;
mod instance;
mod keyed_hash;
mod parse;
pub mod plan;
mod planner;
mod planner_error;
mod raw;
mod taken_variables;
mod toml_file;

pub use applied::{AppliedInstance, AppliedState};
pub use error::DeclaredError;
pub use instance::{DeclaredFile, DeclaredInstance};
pub use keyed_hash::KeyedHash;
pub use parse::DeclaredFormat;
pub use plan::{Plan, SavedPlan};
pub use planner::Planner;
pub use planner_error::{PlanError, PlanErrorKind};

#[cfg(test)]
mod tests;

#[cfg(test)]
mod mode_tests;

#[cfg(test)]
mod plan_tests;

#[cfg(test)]
mod proxy_tests;
