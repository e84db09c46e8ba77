//! The request, under way, and what to do when it fails.

use super::{
    LineOutcome,
    scene::{Question, Scene, busy},
    text,
};
use crate::wizard::{
    Step,
    command::Action,
    steps::provisioning::{CreationPhase, Provisioning},
};

pub(super) fn scene(step: &Provisioning, all: &Step) -> Scene {
    match step.phase() {
        CreationPhase::Sending => waits(
            format!("Making “{}”", step.provision().filled().name()),
            "The platform talks to the provider meanwhile; that often takes 8 to 30 seconds.",
            "Still being made",
        ),
        CreationPhase::Failed(fault) => Scene {
            heading: "No instance was made.".into(),
            opening: text::fault(fault, all),
            ask: Question::new(
                "failed",
                format!("Press Enter to go on ({}), or :back: ", all.words(Action::Accept, "go on")),
            ),
            ..Scene::default()
        },
    }
}

/// Something is awaited; now and then it is said that it still is.
pub(super) fn waits(heading: String, opening: &str, still: &str) -> Scene {
    let opening = Some(opening).filter(|words| !words.is_empty()).map(str::to_owned);
    let ask = Question { waits: Some(still.to_owned()), ..Question::new(still, "") };
    Scene { heading, opening: opening.into_iter().collect(), ask, ..Scene::default() }
}

pub(super) fn answer(step: &Provisioning, line: &str) -> LineOutcome {
    match step.phase() {
        CreationPhase::Sending => busy(),
        CreationPhase::Failed(_) if line.is_empty() => LineOutcome::act(Action::Accept),
        CreationPhase::Failed(_) => LineOutcome::Say("Press Enter, or say :help.".into()),
    }
}
