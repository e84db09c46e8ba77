//! Choice of the platform.

use super::{
    LineOutcome, NumberedList, instances, number,
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
    if step.asked().is_some() {
        return instances::yes_or_no_question(scene, status);
    }
    let has_profile = step.rows().iter().any(|row| matches!(row, PlatformChoice::Kept(_)));
    let more = has_profile.then(|| "“test 1” tests the account of a profile, “limit 1” changes its limits.".to_owned());
    let list = NumberedList::of_texts(step.rows().iter().map(label)).followed_by(more);
    let ask = Question { fault: status.input.first().map(|fact| text::words(&fact.text, all)), ..scene.ask };
    Scene { list, ask, ..scene }
}

fn label(home: &PlatformChoice) -> String {
    format!("{}, {}", home.name(), home.detail())
}

/// Returns the work on a profile that a word asks for.
fn work(word: &str) -> Option<Action> {
    match word {
        "test" => Some(Action::TestAccount),
        "limit" => Some(Action::Limit),
        _ => None,
    }
}

pub(super) fn answer(step: &PlatformStep, line: &str) -> LineOutcome {
    let rows = step.rows();
    if step.asked().is_some() {
        return instances::yes_or_no_answer(line);
    }
    if step.work().is_some() {
        return busy();
    }
    if line.is_empty() {
        return LineOutcome::Say("Type a number, a name or an address.".into());
    }
    if let Some((word, rest)) = line.split_once(' ')
        && let (Some(action), Some(at)) = (work(word), number(rest, rows.len()))
    {
        return LineOutcome::Send(vec![Event::Select(at), Event::Action(action)]);
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
