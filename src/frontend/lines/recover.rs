//! A request nobody heard the end of, and what came of it.

use super::{
    LineOutcome, number, provisioning,
    scene::{Question, Scene, busy},
    text,
};
use crate::wizard::{
    Step,
    command::Action,
    retention::Retention,
    steps::recover::{Recover, RecoverOrigin, RecoveryPhase},
};

pub(super) fn scene(step: &Recover, retention: Retention, all: &Step) -> Scene {
    let name = step.name();
    match step.phase() {
        RecoveryPhase::Unclear => unclear(step, all),
        RecoveryPhase::Looking(_) => {
            provisioning::waits(format!("Looking for “{name}” on the platform"), "", "Still looking")
        }
        RecoveryPhase::Settling { .. } => provisioning::waits(
            "Nothing is there yet.".into(),
            "The platform may be at it for two minutes: until then elemint looks every ten seconds. :back stops looking.",
            "Waiting to look again",
        ),
        RecoveryPhase::Adopting => provisioning::waits(retention.adopting().into(), "", "Still at it"),
        RecoveryPhase::Absent => Scene {
            heading: "The platform has no such instance: nothing was made.".into(),
            ask: Question::new("absent", format!("Press Enter to {}: ", again(step))),
            ..Scene::default()
        },
        RecoveryPhase::Found(found) => {
            let young = found.iter().filter(|instance| step.attempt().may_have_created(instance)).count();
            let heading = match (found.len(), young) {
                (1, 1) => "It was made after all.",
                (_, 0) => "Nothing was made since, but there are older ones of that name.",
                _ => "These may have come of it.",
            };
            Scene {
                heading: heading.into(),
                opening: text::numbered(found.iter().map(|instance| {
                    let created = instance.created.as_deref().map_or_else(String::new, |at| format!(", {at}"));
                    format!("Instance {}, {}{created}", instance.id, step.name_of(instance))
                })),
                ask: Question::new("found", "The number of the one to take over, or :forget if it is none of them: "),
                ..Scene::default()
            }
        }
    }
}

fn unclear(step: &Recover, all: &Step) -> Scene {
    let attempt = step.attempt();
    let look = format!("Press Enter to look for “{}” on the platform: ", step.name());
    match step.origin() {
        RecoverOrigin::Now(_, fault) => Scene {
            heading: "Whether the instance was made is not known.".into(),
            opening: text::fault(fault, all),
            ask: Question::new("unclear", look),
            ..Scene::default()
        },
        RecoverOrigin::Earlier => Scene {
            heading: format!("Whether “{}” was made is not known.", step.name()),
            opening: vec![
                format!(
                    "elemint asked {} for this instance of {} on {} and ended before the answer was there.",
                    attempt.base.host(),
                    attempt.element,
                    attempt.started.words(),
                ),
                ":back leaves that for the next start, :forget forgets it.".into(),
            ],
            ask: Question::new("unclear", look),
            ..Scene::default()
        },
    }
}

fn again(step: &Recover) -> &'static str {
    match step.provision().map(|provision| provision.grant().is_some()) {
        Some(true) => "try again, beginning with the provider's consent: a code can be used once",
        Some(false) => "try again with the same values",
        None => "go on",
    }
}

pub(super) fn answer(step: &Recover, line: &str) -> LineOutcome {
    match step.phase() {
        RecoveryPhase::Looking(_) | RecoveryPhase::Settling { .. } | RecoveryPhase::Adopting => busy(),
        RecoveryPhase::Unclear | RecoveryPhase::Absent if line.is_empty() => LineOutcome::act(Action::Accept),
        RecoveryPhase::Unclear | RecoveryPhase::Absent => LineOutcome::Say("Press Enter, or say :help.".into()),
        RecoveryPhase::Found(found) => match number(line, found.len()) {
            Some(at) => LineOutcome::choose(at),
            None => LineOutcome::Say("Please give a number.".into()),
        },
    }
}
