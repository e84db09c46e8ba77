//! Commands on single instances without a screen: `create`, `clone`, `reauthorize`, `edit` and `consent`.

mod agreement;
mod answers;
mod change;
mod clone;
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
mod restore;
mod verify;

pub use clone::run as clone;
pub use commands::{change, consent as consent_command};
pub use create::run as create;
pub(super) use fault::{code, described, refused};
pub(super) use requests::update_to_json;
pub use restore::run as restore;
