//! Choice of a read through an instance.

use super::{
    LineOutcome, NumberedList, number,
    scene::{Question, Scene, busy},
    set,
};
use crate::wizard::{Status, Step, command::Action, steps::calls::CallsStep};

/// Most rows that are listed.
const LISTED: usize = 15;

pub(super) fn scene(step: &CallsStep, status: &Status, all: &Step) -> Scene {
    let scene = Scene::of_status(status, all);
    if status.progress.is_some() || step.is_failed() {
        return scene;
    }
    let listed = step.len().min(LISTED);
    let rows = (0..listed).filter_map(|at| step.row(at));
    let text = |path: &str, summary: &str| {
        if summary.is_empty() { path.to_owned() } else { format!("{path}, {summary}") }
    };
    let rows = rows.map(|one| (one.path.clone(), text(&one.path, &one.summary)));
    let more = step.len().saturating_sub(listed);
    let more = (more > 0).then(|| format!("And {more} more; type more letters to see fewer."));
    let filter = step.filter.text();
    let filter = if filter.is_empty() { String::new() } else { format!(", “{filter}”") };
    let or = if listed > 0 { ", or a number" } else { "" };
    Scene {
        heading: format!("{}{filter}: {}.", status.headline, step.describe_count()),
        list: NumberedList::new(rows).followed_by(more),
        ask: Question::new("calls", format!("Type a part of the path{or}: ")),
        ..scene
    }
}

pub(super) fn answer(step: &CallsStep, line: &str) -> LineOutcome {
    if step.is_failed() {
        return LineOutcome::act(Action::Accept);
    }
    if !step.is_known() {
        return busy();
    }
    match number(line, step.len().min(LISTED)) {
        Some(at) => LineOutcome::choose(at),
        None if line.is_empty() => LineOutcome::Say("Type a part of the path, or a number. :back returns.".into()),
        None => LineOutcome::Send(vec![set(0, line)]),
    }
}
