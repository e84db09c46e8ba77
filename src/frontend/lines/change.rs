//! The change of an existing instance.

use super::{
    LineOutcome, instances,
    scene::{Question, Scene, busy},
    yes_or_no,
};
use crate::wizard::{
    Status, Step,
    command::Action,
    steps::change::{ChangePhase, ChangeStep},
};

pub(super) fn scene(step: &ChangeStep, status: &Status, all: &Step) -> Scene {
    let scene = Scene::of_status(status, all);
    if step.name_line().is_some() {
        return Scene { ask: instances::named(scene.ask), ..scene };
    }
    match step.phase() {
        ChangePhase::Review(request) if !request.is_empty() => {
            Scene { ask: Question::new("change", "Send it, yes or no: "), ..scene }
        }
        ChangePhase::Review(_)
        | ChangePhase::Reading(..)
        | ChangePhase::Unread(..)
        | ChangePhase::Sending(_)
        | ChangePhase::Done(..)
        | ChangePhase::Earlier(_)
        | ChangePhase::Looking(_)
        | ChangePhase::Found(..) => scene,
    }
}

/// Reads the answer: sending takes a word, not only Enter.
pub(super) fn answer(step: &ChangeStep, line: &str) -> LineOutcome {
    if step.name_line().is_some() {
        return instances::name_answer(line);
    }
    match (step.phase(), yes_or_no(line)) {
        (ChangePhase::Reading(..) | ChangePhase::Sending(_) | ChangePhase::Looking(_), _) => busy(),
        (ChangePhase::Review(_), Some(true)) => LineOutcome::act(Action::Accept),
        (ChangePhase::Review(_), Some(false)) => LineOutcome::act(Action::Back),
        (ChangePhase::Review(request), None) if request.is_empty() => {
            LineOutcome::Say("There is nothing to send. Answer no to go back to the form.".into())
        }
        (ChangePhase::Review(_), None) => LineOutcome::Say("Answer yes to send it, or no to go back.".into()),
        (ChangePhase::Unread(..) | ChangePhase::Done(..) | ChangePhase::Earlier(_) | ChangePhase::Found(..), _) => {
            match line {
                "" => LineOutcome::act(Action::Accept),
                _ => LineOutcome::Say("Press Enter, or type :help.".into()),
            }
        }
    }
}
