//! Commands on single instances without a screen: `create`, and `new --yes`, which is the same.

mod agreement;
mod answers;
mod change;
mod commands;
mod complete;
mod consent;
mod create;
mod existing;
mod fault;
mod form;
mod input;
pub(super) mod missing;
mod place;
mod proxy;
mod report;
mod request_consent;
mod requests;
mod verify;

pub use commands::{change, consent as consent_command};
pub use create::{run as create, run_prefilled as create_prefilled};
pub(super) use fault::{code, described, refused};
