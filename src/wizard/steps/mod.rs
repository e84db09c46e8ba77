//! The steps, in the order they are taken. A step is a plain struct that answers keys, pastes, replies and time;
//! steps talk to one another only by the [`super::transition::Transition`] they return.

pub mod authorization;
pub mod credentials;
pub mod element;
pub mod platform;
pub mod provisioning;
pub mod read;
pub mod recover;
pub mod response;
pub mod review;
pub mod sign_in;

use std::time::Duration;

/// How often a spinner turns while something is awaited.
pub(crate) const SPIN: Duration = Duration::from_millis(100);
/// How often a clock moves on.
pub(crate) const SECOND: Duration = Duration::from_secs(1);
