//! Reads through an instance: the request, the answer, and the memory of the choice of an operation.

use super::{form::Form, instances::InstanceRow};
use crate::{
    domain::{ListedInstance, RequestHeader, ResourceOperation, ResourcePath},
    text::Secret,
};
use std::sync::Arc;

/// Read of a resource through an instance.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ResourceCall {
    /// Instance.
    pub listed: ListedInstance,
    /// Resource.
    pub path: ResourcePath,
    /// Headers in addition to those that elemint sets itself.
    pub headers: Vec<RequestHeader>,
}

/// Answer to a read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CallAnswer {
    /// Body, whatever it is.
    pub text: Secret,
    /// Token of the next page, if there is one.
    pub next: Option<String>,
    /// Token of the instance, which is masked everywhere.
    pub token: Secret,
}

/// Choice of an operation as it was left.
#[derive(Clone, Debug)]
pub struct CallMemory {
    /// Instance.
    pub row: Arc<InstanceRow>,
    /// True if it was opened from the list of instances; false if from the details of the instance.
    pub is_from_list: bool,
    /// Operations of the instance; `None` until they are known.
    pub operations: Option<Arc<Vec<ResourceOperation>>>,
    /// Typed filter.
    pub filter: String,
    /// Row with the cursor.
    pub cursor: usize,
    /// Form filled in last, with the number of its operation.
    pub tried: Option<(usize, Form)>,
}

impl CallMemory {
    /// Creates the memory of a choice that has not begun.
    pub fn new(row: Arc<InstanceRow>, is_from_list: bool) -> Self {
        Self { row, is_from_list, operations: None, filter: String::new(), cursor: 0, tried: None }
    }
}
