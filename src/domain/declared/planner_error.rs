//! Reasons that a file and a platform do not give a plan.

/// Reason that a declared instance has no step.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlanError {
    /// Line of the instance in the file.
    pub line: usize,
    /// Kind of the fault.
    pub kind: PlanErrorKind,
    /// Sentence that states the fault.
    pub problem: String,
}

/// Kinds of faults of a plan.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PlanErrorKind {
    /// The platform has several instances of this element and name.
    Ambiguous,
    /// The platform has no instance with the declared ID.
    NotFound,
    /// Values at these places are needed, and are not declared or cannot be used.
    Incomplete(Vec<String>),
}

impl PlanError {
    /// Returns the places of the values that are needed: `name`, or `configuration.` and a key.
    pub fn places(&self) -> &[String] {
        match &self.kind {
            PlanErrorKind::Incomplete(places) => places,
            PlanErrorKind::Ambiguous | PlanErrorKind::NotFound => &[],
        }
    }
}
