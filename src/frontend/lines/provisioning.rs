//! A create request, under way or failed.

use super::{LineOutcome, scene::busy};
use crate::wizard::{
    command::Action,
    steps::provisioning::{CreationPhase, Provisioning},
};

pub(super) fn answer(step: &Provisioning, line: &str) -> LineOutcome {
    match step.phase() {
        CreationPhase::Sending => busy(),
        CreationPhase::Failed(_) if line.is_empty() => LineOutcome::act(Action::Accept),
        CreationPhase::Failed(_) => LineOutcome::Say("Press Enter, or type :help.".into()),
    }
}
