//! Outcome of a step.

use crate::{
    domain::{Fault, TokenPlace, pending_consent::NotPending},
    runtime::consent_request::RequestedConsent,
};

/// Outcome of a step.
#[derive(Debug)]
pub enum StepOutcome {
    /// The instance with this ID was created. Its token is stored there, or could not be stored.
    Created(String, Result<TokenPlace, Fault>),
    /// The instance was changed or deleted.
    Done,
    /// The provider's consent was requested, and is completed later; or it cannot be completed later.
    Consent(Result<Box<RequestedConsent>, NotPending>),
    /// Nothing was changed.
    Failed(Fault),
    /// The instance may have been created or changed. The journal has the request.
    Unknown(Fault),
    /// Nothing was sent, because the run was stopped.
    NotStarted,
}
