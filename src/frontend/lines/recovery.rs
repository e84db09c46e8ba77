//! The search for an instance whose creation has an unknown outcome.

use super::{
    LineOutcome, NumberedList, number,
    scene::{Question, Scene, busy},
    text,
};
use crate::wizard::{
    Status, Step,
    command::Action,
    steps::recovery::{RecoveryPhase, RecoveryStep},
};

pub(super) fn scene(step: &RecoveryStep, status: &Status, all: &Step) -> Scene {
    let scene = Scene::of_status(status, all);
    let RecoveryPhase::Found(found) = step.phase() else { return scene };
    let instances = NumberedList::new(found.iter().map(|instance| {
        let created = instance.created.as_deref().map_or_else(String::new, |at| format!(", {at}"));
        (instance.id.clone(), format!("Instance {}, {}{created}", instance.id, step.name_of(instance)))
    }));
    let prompt = format!(
        "{}, by its number: ",
        status.question.as_ref().map(|question| text::words(question, all)).unwrap_or_default()
    );
    Scene { list: instances, ask: Question::new("found", prompt), ..scene }
}

pub(super) fn answer(step: &RecoveryStep, line: &str) -> LineOutcome {
    match step.phase() {
        RecoveryPhase::Looking(_) | RecoveryPhase::Settling { .. } | RecoveryPhase::Adopting => busy(),
        RecoveryPhase::Unclear | RecoveryPhase::Absent if line.is_empty() => LineOutcome::act(Action::Accept),
        RecoveryPhase::Unclear | RecoveryPhase::Absent => LineOutcome::Say("Press Enter, or type :help.".into()),
        RecoveryPhase::Found(found) => match number(line, found.len()) {
            Some(at) => LineOutcome::choose(at),
            None => LineOutcome::Say("Type the number of an instance.".into()),
        },
    }
}
