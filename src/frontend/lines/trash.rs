//! List of deleted instances.

use super::{
    LineOutcome, NumberedList, instances, number,
    scene::{Question, Scene, busy},
};
use crate::{
    domain::Timestamp,
    wizard::{Event, Status, Step, command::Action, steps::trash::TrashStep},
};

/// Most rows that are listed.
const LISTED: usize = 50;

pub(super) fn scene(step: &TrashStep, now: Timestamp, status: &Status, all: &Step) -> Scene {
    let scene = Scene::of_status(status, all);
    if step.is_asking() {
        return instances::yes_or_no_question(scene, status);
    }
    if status.progress.is_some() {
        return scene;
    }
    let entries = step.entries();
    let rows = entries.iter().take(LISTED).map(|entry| (entry.record.clone(), entry.describe(now)));
    let more = entries.len().saturating_sub(LISTED);
    let more = (more > 0).then(|| format!("And {more} more."));
    let prompt = if entries.is_empty() {
        ":back returns: "
    } else {
        "A number shows one, “restore 1” opens its form, “delete 1” removes it, “empty” all, :back returns: "
    };
    let count = step.count().map(|count| format!(": {count}")).unwrap_or_default();
    Scene {
        heading: format!("{}{count}.", status.headline),
        list: NumberedList::new(rows).followed_by(more),
        ask: Question::new("trash", prompt),
        ..scene
    }
}

pub(super) fn answer(step: &TrashStep, line: &str) -> LineOutcome {
    if step.is_asking() {
        return instances::yes_or_no_answer(line);
    }
    if step.is_reading() {
        return busy();
    }
    let listed = step.entries().len().min(LISTED);
    let (word, rest) = line.split_once(' ').unwrap_or((line, ""));
    match (number(line, listed), word, number(rest, listed)) {
        (Some(at), _, _) => LineOutcome::choose(at),
        (None, "restore", Some(at)) => LineOutcome::Send(vec![Event::Select(at), Event::Action(Action::Restore)]),
        (None, "delete", Some(at)) => LineOutcome::Send(vec![Event::Select(at), Event::Action(Action::Delete)]),
        (None, "empty", None) if rest.is_empty() => LineOutcome::act(Action::EmptyTrash),
        (None, _, _) => {
            LineOutcome::Say("Type a number, “restore” or “delete” with a number, or “empty”. :back returns.".into())
        }
    }
}
