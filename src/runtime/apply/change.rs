//! Changes and deletes existing instances. Each is read first, so that nothing is overwritten that changed since the plan.

use super::context::{ApplyContext, StepFailure};
use crate::{
    domain::{
        ChangeRequest, ExistingInstance, Fault, InstanceUpdate, ListedInstance, draft::Resolved, fault::FaultKind,
    },
    runtime::{instance_change::InstanceChange, instance_deletion, resolve::bad_callback},
};

/// Sends an update of an instance that is as it was when it was planned.
///
/// # Errors
/// The reason that nothing was changed, or that the instance may have been changed.
pub(super) async fn update(
    context: &ApplyContext,
    planned: &ExistingInstance,
    update: &InstanceUpdate,
) -> Result<(), StepFailure> {
    let listed = unchanged(context, planned).await?;
    send(context, InstanceChange::Update(update), &listed).await
}

/// Replaces the credentials of an instance, and enables it if it is disabled.
///
/// # Errors
/// As [`update`].
pub(super) async fn reauthorize(
    context: &ApplyContext,
    planned: &ExistingInstance,
    request: &ChangeRequest,
    values: Resolved,
) -> Result<(), StepFailure> {
    let listed = unchanged(context, planned).await?;
    let ChangeRequest::Reauthorize(resolved) = request.clone().resolved(values).map_err(bad_callback)? else {
        return Err(Fault::local("The plan has no new credentials.", "Run elemint plan again.").into());
    };
    send(context, InstanceChange::Reauthorize(request, &resolved), &listed).await?;
    if !listed.disabled {
        return Ok(());
    }
    let disabled = "The credentials were replaced, but the instance is still disabled.";
    send(context, InstanceChange::Enable, &listed).await.map_err(|failure| match failure {
        StepFailure::Stopped => Fault::local(disabled, "Run elemint apply again.").into(),
        StepFailure::Failed(fault) => Fault { problem: format!("{disabled} {}", fault.problem), ..fault }.into(),
    })
}

/// Deletes an instance. A copy goes to the trash first.
///
/// # Errors
/// The reason that nothing was deleted, or that the instance may have been deleted.
pub(super) async fn delete(context: &ApplyContext, id: &str) -> Result<(), StepFailure> {
    let listed = read(context, id).await?;
    let tokens = (context.store(), context.keyring());
    let mut attempts = context.attempts();
    loop {
        attempts.wait().await?;
        let copy = context.trashed(&listed);
        let deleted = instance_deletion::delete(&listed, copy, context.platform(), tokens, context.journal()).await;
        match deleted {
            Err(fault) if attempts.repeats(&fault) => {}
            Err(fault) => return Err(fault.into()),
            // A token that cannot be removed is listed by `elemint forget`.
            Ok(_) => break,
        }
    }
    context.throttle.accepted();
    Ok(())
}

async fn send(context: &ApplyContext, change: InstanceChange<'_>, listed: &ListedInstance) -> Result<(), StepFailure> {
    let mut attempts = context.attempts();
    loop {
        attempts.wait().await?;
        match change.send(listed, context.platform(), context.journal()).await {
            Err(fault) if attempts.repeats(&fault) => {}
            Err(fault) => return Err(fault.into()),
            Ok(()) => break,
        }
    }
    context.throttle.accepted();
    Ok(())
}

async fn read(context: &ApplyContext, id: &str) -> Result<ListedInstance, StepFailure> {
    let (client, account) = context.platform();
    let mut attempts = context.attempts();
    loop {
        attempts.wait().await?;
        match client.listed_instance(id, account).await {
            Err(fault) if attempts.repeats(&fault) => {}
            read => return Ok(read?),
        }
    }
}

/// Returns the instance, if it is still as it was planned.
async fn unchanged(context: &ApplyContext, planned: &ExistingInstance) -> Result<ListedInstance, StepFailure> {
    let listed = read(context, &planned.id).await?;
    if ExistingInstance::from_listed(&listed) == *planned {
        return Ok(listed);
    }
    let problem = "The instance was changed on the platform since the plan, so nothing was sent.";
    Err(Fault::new(FaultKind::Refused, problem, "Run elemint plan again.").into())
}
