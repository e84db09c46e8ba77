//! Steps of a plan as work for a run, and the records of what was applied.

use super::{
    load::Loaded,
    pending::{EarlierConsents, PendingRow},
    row_result::RowResult,
};
use crate::{
    domain::{
        Account,
        declared::{
            AppliedInstance, Plan,
            plan::{PlanStep, StepRequest},
        },
    },
    runtime::apply::{ApplyContext, ApplyStep, StepWork},
};

impl Loaded {
    /// Returns the context of a run with this account.
    pub(super) fn context(&self, account: Account) -> ApplyContext {
        let access = &self.access;
        let (_, keyring) = access.tokens();
        let store = (access.store.clone(), keyring.cloned());
        let (client, profile, catalog) = (access.client.clone(), access.profile.clone(), access.catalog.clone());
        ApplyContext::new(client, account, profile, store, catalog, access.is_practice())
    }

    /// Returns the record of a step that was applied, or whose consent was requested; `None` for any other step.
    pub(super) fn record(&self, plan: &Plan, result: &RowResult) -> Option<AppliedInstance> {
        let consent = result.waiting().and_then(PendingRow::requested);
        if !result.is_applied() && consent.is_none() {
            return None;
        }
        // An instance that waits for its first consent has no ID yet.
        let id = result.id.as_deref().or(consent.map(|_| ""))?;
        let Some(step) = plan.steps.get(result.index) else { return Some(AppliedInstance::removed(id)) };
        let (declared, values) = (self.file.instances.get(step.row)?, self.values.get(step.row)?);
        let record = AppliedInstance::new(declared, id, values, &self.place, &self.hash);
        Some(match consent {
            Some(consent) => record.waiting_for(consent.id.to_string()),
            None => record,
        })
    }
}

/// Returns the steps that send something. The index of a step is its position in the plan; deletions follow. Consents that
/// are pending already are not requested again.
pub(super) fn steps(loaded: &Loaded, plan: &Plan, pending: &EarlierConsents, prunes: bool) -> Vec<ApplyStep> {
    let work = |step: &PlanStep| {
        let values = || loaded.values.get(step.row).cloned().unwrap_or_default();
        match (&step.request, &step.existing) {
            (StepRequest::Create(request), _) => Some(StepWork::Create(request.clone(), values())),
            (StepRequest::Update(update), Some(existing)) => Some(StepWork::Update(existing.clone(), update.clone())),
            (StepRequest::Reauthorize(request), Some(existing)) => {
                Some(StepWork::Reauthorize(existing.clone(), request.clone(), values()))
            }
            // The sandbox of this run ends before an answer could arrive.
            (StepRequest::Consent(Some(consent)), _) if !loaded.access.is_practice() => {
                Some(StepWork::Consent(consent.clone(), values()))
            }
            (StepRequest::Nothing | StepRequest::Consent(_), _)
            | (StepRequest::Update(_) | StepRequest::Reauthorize(_), None) => None,
        }
    };
    let steps = plan.steps.iter().enumerate().filter(|(index, _)| !pending.waiting.contains_key(index));
    let steps = steps.filter_map(|(index, step)| Some(ApplyStep { index, work: work(step)? }));
    let deleted = plan.prunable().filter(|_| prunes).enumerate();
    let deleted =
        deleted.map(|(at, other)| ApplyStep { index: plan.steps.len() + at, work: StepWork::Delete(other.id.clone()) });
    steps.chain(deleted).collect()
}
