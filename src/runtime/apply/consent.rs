//! Requests the provider's consent for a declared instance. The consent is completed later.

use super::context::ApplyContext;
use crate::{
    domain::{Consent, draft::Resolved},
    runtime::consent_request::{self, ConsentFault, RequestedConsent},
};

/// Requests a consent, with the values of the references, and leaves it pending.
///
/// # Errors
/// [`ConsentFault`].
pub(super) async fn request(
    context: &ApplyContext,
    consent: &Consent,
    values: &Resolved,
) -> Result<RequestedConsent, ConsentFault> {
    let mut attempts = context.attempts();
    loop {
        attempts.wait().await;
        let place = (&**context.store(), context.profile());
        match consent_request::leave(context.platform(), place, consent, values.clone()).await {
            Err(ConsentFault::Failed(fault)) if attempts.repeats(&fault) => {}
            requested => return requested,
        }
    }
}
