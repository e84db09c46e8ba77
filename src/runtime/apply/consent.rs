//! Requests the provider's consent for a declared instance. The consent is completed later.

use super::{
    context::{ApplyContext, StepFailure},
    outcome::StepOutcome,
};
use crate::{
    domain::{Consent, draft::Resolved},
    runtime::consent_request::{self, ConsentFault},
};

/// Requests a consent, with the values of the references, and leaves it pending.
pub(super) async fn request(context: &ApplyContext, consent: &Consent, values: &Resolved) -> StepOutcome {
    let mut attempts = context.attempts();
    loop {
        if let Err(StepFailure::Stopped) = attempts.wait().await {
            return StepOutcome::NotStarted;
        }
        let place = (&**context.store(), context.profile());
        match consent_request::leave(context.platform(), place, consent, values.clone()).await {
            Err(ConsentFault::Failed(fault)) if attempts.repeats(&fault) => {}
            Ok(requested) => {
                context.throttle.accepted();
                return StepOutcome::Consent(Ok(Box::new(requested)));
            }
            Err(ConsentFault::NotPending(reason)) => return StepOutcome::Consent(Err(reason)),
            Err(ConsentFault::Failed(fault)) => return StepOutcome::Failed(fault),
        }
    }
}
