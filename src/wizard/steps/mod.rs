//! The steps, in the order they are taken. A step is a plain struct that answers keys, pastes, replies and time;
//! a step names the next one by the `Destination` in its answer, and uses no other step.

pub mod authorization;
pub mod call;
pub mod change;
pub mod credentials;
pub mod details;
pub mod element;
pub mod instances;
pub mod operations;
pub mod platform;
pub mod provisioning;
pub mod read;
pub mod recover;
pub mod response;
pub mod review;
pub mod sign_in;

use std::time::Duration;

/// Interval of a spinner's frames.
pub(crate) const SPIN: Duration = Duration::from_millis(100);
/// Interval of a clock's display.
pub(crate) const SECOND: Duration = Duration::from_secs(1);
