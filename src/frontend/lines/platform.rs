//! Choice of the platform.

use super::{
    LineOutcome, NumberedList, number,
    scene::{Question, Scene, busy},
    set, text,
};
use crate::wizard::{
    Event, Status, Step,
    command::Action,
    steps::platform::{PlatformChoice, PlatformStep},
};

pub(super) fn scene(step: &PlatformStep, status: &Status, all: &Step) -> Scene {
    let scene = Scene::of_status(status, all);
    let list = NumberedList::of_texts(step.rows().iter().map(label));
    let ask =
        Question { fault: status.input.first().map(|fact| text::words(&fact.text, all).into_owned()), ..scene.ask };
    Scene { list, ask, ..scene }
}

fn label(home: &PlatformChoice) -> String {
    format!("{}, {}", home.name(), home.detail())
}

pub(super) fn answer(step: &PlatformStep, line: &str) -> LineOutcome {
    let rows = step.rows();
    if step.starting {
        return busy();
    }
    if line.is_empty() {
        return LineOutcome::Say("Type a number, a name or an address.".into());
    }
    let lower = line.to_lowercase();
    let mut named = (0..rows.len()).filter(|at| {
        rows.get(*at)
            .is_some_and(|home| !matches!(home, PlatformChoice::Other) && label(home).to_lowercase().contains(&lower))
    });
    let chosen = number(line, rows.len()).or_else(|| named.next().filter(|_| named.next().is_none()));
    match chosen.map(|at| (at, rows.get(at))) {
        Some((_, Some(PlatformChoice::Other))) => {
            LineOutcome::Say("Type its address, such as api.cloud-elements.com.".into())
        }
        Some((at, _)) => LineOutcome::choose(at),
        None if line.contains(['.', ':']) => {
            LineOutcome::Send(vec![set(rows.len().saturating_sub(1), line), Event::Action(Action::Accept)])
        }
        None => LineOutcome::Say(format!("{line} matches none of these, or several. Type a number.")),
    }
}
