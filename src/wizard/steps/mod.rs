//! The steps, in the order they are taken. A step is a plain struct that answers keys, pastes, replies and time;
//! a step names the next one by the `Destination` in its answer, and uses no other step.

pub mod call;
pub mod calls;
pub mod change;
pub mod consent;
pub mod creating;
pub mod credentials;
pub mod details;
pub mod document;
pub mod element;
pub mod instance;
pub mod instances;
pub mod platform;
pub mod recovery;
pub mod review;
pub mod sign_in;
pub mod trash;

use std::time::Duration;

/// Interval of a spinner's frames.
pub(crate) const SPIN: Duration = Duration::from_millis(100);
/// Interval of a clock's display.
pub(crate) const SECOND: Duration = Duration::from_secs(1);
