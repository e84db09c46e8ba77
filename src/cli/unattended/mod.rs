//! Commands on single instances without a screen: `create`, and `new --yes`, which is the same.

mod agreement;
mod answers;
mod change;
mod create;
mod existing;
mod fault;
mod form;
mod missing;
mod place;
mod report;
mod requests;
mod verify;

pub use create::{run as create, run_prefilled as create_prefilled};
pub(super) use fault::{code, described};
