//! Result of one step of an apply.

use super::pending::PendingRow;
use crate::{
    cli::{exit, instances::outcome},
    domain::{
        Fault,
        declared::{Plan, plan::PlanAction},
    },
    runtime::apply::StepOutcome,
};

/// Labels of results, in the order of the summary.
pub(super) const LABELS: [&str; 9] = [
    "created",
    "created without token",
    "updated",
    "re-authorized",
    "deleted",
    "failed",
    "unknown",
    "not started",
    "pending",
];

/// Result of a step.
pub(super) struct RowResult {
    /// Position of the step in the plan; deletions follow the steps.
    pub(super) index: usize,
    /// ID of the instance, as far as it is known.
    pub(super) id: Option<String>,
    state: RowState,
}

enum RowState {
    Ended(StepOutcome),
    Pending(PendingRow),
}

impl RowResult {
    /// Creates the result of a step that ended.
    pub(super) fn new(index: usize, outcome: StepOutcome, plan: &Plan) -> Self {
        let outcome = match outcome {
            StepOutcome::Unknown(fault) => StepOutcome::Unknown(Fault {
                hint: "Run elemint apply again: it finds out the outcome first.".into(),
                ..fault
            }),
            outcome @ (StepOutcome::Created(..)
            | StepOutcome::Done
            | StepOutcome::Failed(_)
            | StepOutcome::NotStarted
            | StepOutcome::Consent(_)) => outcome,
        };
        let id = match &outcome {
            StepOutcome::Created(id, _) => Some(id.clone()),
            StepOutcome::Done
            | StepOutcome::Failed(_)
            | StepOutcome::Unknown(_)
            | StepOutcome::NotStarted
            | StepOutcome::Consent(_) => known_id(index, plan),
        };
        Self { index, id, state: RowState::Ended(outcome) }
    }

    /// Creates the result of a step that waits for the provider's consent.
    pub(super) fn pending(index: usize, row: PendingRow, plan: &Plan) -> Self {
        Self { index, id: known_id(index, plan), state: RowState::Pending(row) }
    }

    /// Returns true if the platform now has the declared instance.
    pub(super) fn is_applied(&self) -> bool {
        matches!(self.state, RowState::Ended(StepOutcome::Created(..) | StepOutcome::Done))
    }

    /// Returns the state of a step that waits for the provider's consent.
    pub(super) fn waiting(&self) -> Option<&PendingRow> {
        match &self.state {
            RowState::Pending(row) => Some(row),
            RowState::Ended(_) => None,
        }
    }

    /// Returns the failure.
    pub(super) fn fault(&self) -> Option<&Fault> {
        match &self.state {
            RowState::Ended(
                StepOutcome::Failed(fault) | StepOutcome::Unknown(fault) | StepOutcome::Created(_, Err(fault)),
            ) => Some(fault),
            RowState::Ended(
                StepOutcome::Created(_, Ok(_)) | StepOutcome::Done | StepOutcome::NotStarted | StepOutcome::Consent(_),
            )
            | RowState::Pending(_) => None,
        }
    }

    /// Returns the exit code of the step alone.
    pub(super) fn code(&self) -> u8 {
        match &self.state {
            RowState::Ended(StepOutcome::Created(_, Ok(_)) | StepOutcome::Done) => 0,
            RowState::Ended(StepOutcome::Created(_, Err(_))) => exit::NOT_KEPT,
            RowState::Ended(StepOutcome::Unknown(_)) => exit::UNKNOWN,
            RowState::Ended(StepOutcome::Failed(fault)) => outcome::exit_code(fault),
            RowState::Ended(StepOutcome::NotStarted) => exit::FAILED,
            RowState::Ended(StepOutcome::Consent(_)) | RowState::Pending(_) => exit::NEEDS_INPUT,
        }
    }

    /// Returns the outcome in words, one of [`LABELS`]. `action` is that of the step; `None` for a deletion.
    pub(super) fn label(&self, action: Option<PlanAction>) -> &'static str {
        match &self.state {
            RowState::Ended(StepOutcome::Created(_, Ok(_))) => "created",
            RowState::Ended(StepOutcome::Created(_, Err(_))) => "created without token",
            RowState::Ended(StepOutcome::Done) => match action {
                None => "deleted",
                Some(PlanAction::Reauthorize) => "re-authorized",
                Some(PlanAction::Create | PlanAction::Update | PlanAction::Unchanged) => "updated",
            },
            RowState::Ended(StepOutcome::Failed(_)) => "failed",
            RowState::Ended(StepOutcome::Unknown(_)) => "unknown",
            RowState::Ended(StepOutcome::NotStarted) => "not started",
            RowState::Ended(StepOutcome::Consent(_)) | RowState::Pending(_) => "pending",
        }
    }
}

fn known_id(index: usize, plan: &Plan) -> Option<String> {
    match plan.steps.get(index) {
        Some(step) => step.existing.as_ref().map(|existing| existing.id.clone()),
        None => plan.deleted_at(index).map(|other| other.id.clone()),
    }
}
