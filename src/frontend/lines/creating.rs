//! A create request, under way or failed.

use super::{LineOutcome, scene::busy};
use crate::wizard::{
    command::Action,
    steps::creating::{CreatingPhase, CreatingStep},
};

pub(super) fn answer(step: &CreatingStep, line: &str) -> LineOutcome {
    match step.phase() {
        CreatingPhase::Sending => busy(),
        CreatingPhase::Failed(_) if line.is_empty() => LineOutcome::act(Action::Accept),
        CreatingPhase::Failed(_) => LineOutcome::Say("Press Enter, or type :help.".into()),
    }
}
