//! Applies a plan: many requests side by side, each recorded in the journal before it is sent.

mod change;
mod consent;
mod context;
mod creation;
mod disk_queues;
mod engine;
mod group_writes;
mod outcome;
mod resume;
mod throttle;

pub use context::{ApplyContext, StopRequest};
pub use engine::{ApplyStep, StepEvent, StepWork, apply};
pub use outcome::StepOutcome;
pub use resume::{OpenCreations, Resumed};
pub use throttle::FirstPause;
