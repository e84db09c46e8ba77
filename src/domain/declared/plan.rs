//! Plan: the steps that bring a platform to the state that a file declares.

use super::keyed_hash::KeyedHash;
use crate::domain::{
    change_request::ChangeRequest,
    create_request::{Consent, CreateRequest},
    existing_instance::ExistingInstance,
    instance_update::InstanceUpdate,
};
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// Steps in the file's order, and the instances that the file does not declare.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Plan {
    /// A step for each declared instance.
    pub steps: Vec<PlanStep>,
    /// Instances of the platform that the file does not declare.
    pub others: Vec<OtherInstance>,
}

/// Step for one declared instance.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlanStep {
    /// Index of the instance in the file.
    pub row: usize,
    /// Action.
    pub action: PlanAction,
    /// Instance on the platform; `None` if it is created.
    pub existing: Option<Arc<ExistingInstance>>,
    /// Values that change.
    pub changes: Vec<PlanChange>,
    /// Remarks that are no changes, a sentence each.
    pub notes: Vec<String>,
    /// Request of the step.
    pub request: StepRequest,
    /// Hash of all that the step depends on. Equal steps have equal hashes.
    pub fingerprint: String,
}

/// Action of a step.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum PlanAction {
    /// Creates the instance.
    Create,
    /// Changes name, tags or configuration.
    Update,
    /// Replaces the credentials; ID and token stay.
    Reauthorize,
    /// Nothing differs.
    Unchanged,
}

/// Request of a step. References in it are not resolved.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum StepRequest {
    /// Nothing is sent.
    Nothing,
    /// Creates the instance.
    Create(Box<CreateRequest>),
    /// Changes the instance.
    Update(Box<InstanceUpdate>),
    /// Replaces the credentials of the instance.
    Reauthorize(Box<ChangeRequest>),
    /// The provider's consent is needed first, which no file can give. `None` if the form needs further values for it.
    Consent(Option<Box<Consent>>),
}

/// Value that changes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlanChange {
    /// Place of the value: `name`, `tags`, or `configuration.` and a key.
    pub place: String,
    /// Value before.
    pub before: PlanValue,
    /// Value after.
    pub after: PlanValue,
    /// True if the platform has another value than the last apply sent.
    pub is_drift: bool,
}

/// Value of a plan, without secrets.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PlanValue {
    /// No value.
    Nothing,
    /// A value that may be shown.
    Shown(String),
    /// A secret.
    Hidden,
    /// A reference to the value.
    Reference(String),
}

/// Instance that the file does not declare.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OtherInstance {
    /// ID on the platform.
    pub id: String,
    /// Key of its element.
    pub element: String,
    /// Name.
    pub name: String,
    /// True if an earlier apply of this file managed it, so that it may be deleted.
    pub was_declared: bool,
}

/// Number of steps by action.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct PlanCounts {
    /// Instances to create.
    pub create: usize,
    /// Instances to change.
    pub update: usize,
    /// Instances to re-authorize.
    pub reauthorize: usize,
    /// Instances to delete.
    pub delete: usize,
    /// Instances without a difference.
    pub unchanged: usize,
    /// Instances that the file does not declare, and that stay.
    pub other: usize,
}

impl PlanStep {
    /// Returns true if the provider's consent is needed.
    pub fn needs_consent(&self) -> bool {
        matches!(self.request, StepRequest::Consent(_))
    }
}

impl PlanAction {
    /// Returns the action as a verb.
    pub fn label(self) -> &'static str {
        match self {
            Self::Create => "create",
            Self::Update => "update",
            Self::Reauthorize => "re-authorize",
            Self::Unchanged => "unchanged",
        }
    }
}

impl Plan {
    /// Returns the instances that a run with `--prune` deletes: those of an earlier apply of this file.
    pub fn prunable(&self) -> impl Iterator<Item = &OtherInstance> {
        self.others.iter().filter(|other| other.was_declared)
    }

    /// Returns the instance that is deleted at this position of a run: deletions follow the steps.
    pub fn deleted_at(&self, index: usize) -> Option<&OtherInstance> {
        self.prunable().nth(index.checked_sub(self.steps.len())?)
    }

    /// Returns true if there is a step that sends something, or an instance that is deleted.
    pub fn has_changes(&self, prunes: bool) -> bool {
        self.steps.iter().any(|step| step.action != PlanAction::Unchanged) || (prunes && self.prunable().count() > 0)
    }

    /// Counts the steps.
    pub fn counts(&self, prunes: bool) -> PlanCounts {
        let number = |action| self.steps.iter().filter(|step| step.action == action).count();
        let delete = if prunes { self.prunable().count() } else { 0 };
        PlanCounts {
            create: number(PlanAction::Create),
            update: number(PlanAction::Update),
            reauthorize: number(PlanAction::Reauthorize),
            delete,
            unchanged: number(PlanAction::Unchanged),
            other: self.others.len() - delete,
        }
    }

    /// Returns the plan as it is saved.
    pub fn to_saved(&self, profile: &str, base: &str, prunes: bool, hash: &KeyedHash) -> SavedPlan {
        let deletes = self.prunable().filter(|_| prunes).map(|other| other.id.clone()).collect();
        SavedPlan {
            v: SavedPlan::VERSION,
            profile: profile.to_owned(),
            base: base.to_owned(),
            key: hash.id(),
            steps: self.steps.iter().map(|step| step.fingerprint.clone()).collect(),
            deletes,
        }
    }
}

/// Plan in a file: hashes of its steps, so that an apply sends these steps or none.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SavedPlan {
    /// Version of the layout.
    pub v: u32,
    /// Profile.
    pub profile: String,
    /// Address of the platform.
    pub base: String,
    /// Hash that recognizes the account.
    pub key: String,
    /// Hash of each step.
    pub steps: Vec<String>,
    /// IDs of the instances to delete.
    pub deletes: Vec<String>,
}

impl SavedPlan {
    /// The only layout so far.
    pub const VERSION: u32 = 1;

    /// Returns the indexes of the steps that differ from those of another plan; steps of only one of them included.
    pub fn differing(&self, other: &Self) -> Vec<usize> {
        let most = self.steps.len().max(other.steps.len());
        (0..most).filter(|at| self.steps.get(*at) != other.steps.get(*at)).collect()
    }
}
