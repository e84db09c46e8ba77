//! Choice of the element.

use super::{
    FollowUp, LineOutcome, NumberedList, facets, number,
    scene::{Question, Scene},
    set, text,
};
use crate::{
    catalog::Element,
    wizard::{
        Status, Step, Wizard,
        command::Action,
        steps::element::{ElementStep, ListRow},
    },
};

/// Most rows that are listed.
const LISTED: usize = 15;

pub(super) fn scene(step: &ElementStep, status: &Status, all: &Step) -> Scene {
    if let Some(narrowing) = step.narrowing() {
        return facets::scene(narrowing);
    }
    let (filter, total) = (step.filter.text().trim(), step.total());
    let facts = Scene::of_status(status, all).facts;
    if filter.is_empty() {
        let remark = step.remark().map_or_else(String::new, |remark| format!(", {remark}"));
        let question = status.question.as_ref().map(|words| text::words(words, all)).unwrap_or_default();
        let or = if listed(step) > 0 { ", or a number" } else { "" };
        return Scene {
            heading: format!("{} There are {total}{remark}.", status.headline),
            list: rows(step),
            ask: Question::new("element", format!("{question}{or}: ")),
            facts,
            ..Scene::default()
        };
    }
    let more = step.len().saturating_sub(listed(step));
    let more = (more > 0).then(|| format!("And {more} more; type more letters to see fewer."));
    let prompt = if step.is_empty() {
        "Type another part of its name: "
    } else {
        "Type a number, or another part of its name: "
    };
    Scene {
        heading: format!("{} {} of {total} match “{filter}”.", status.headline, step.found()),
        list: rows(step).followed_by(more),
        ask: Question::new("element", prompt),
        facts,
        ..Scene::default()
    }
}

/// Returns the number of rows that are listed: matches, or while nothing is typed, unfinished forms and recent elements.
fn listed(step: &ElementStep) -> usize {
    let lately = |row: &usize| match step.offer(*row) {
        Some(ListRow::Resume(_)) => true,
        Some(ListRow::Element(_, at)) => step.is_recent(at),
        None => false,
    };
    let all = !step.filter.text().is_empty();
    (0..step.len().min(LISTED.max(step.unfinished().len()))).take_while(|row| all || lately(row)).count()
}

fn rows(step: &ElementStep) -> NumberedList {
    NumberedList::of_texts((0..listed(step)).filter_map(|row| step.offer(row)).map(|offer| match offer {
        ListRow::Resume(left) => left.describe(),
        ListRow::Element(entry, _) => label(&entry.element()),
    }))
}

fn label(element: &Element) -> String {
    let mut ways: Vec<&str> = element.modes.iter().map(|mode| mode.label.as_str()).collect();
    ways.dedup();
    format!("{}, {}, {}, {}", element.name, element.key, element.hub, ways.join(" or "))
}

pub(super) fn answer(step: &ElementStep, line: &str) -> LineOutcome {
    if let Some(narrowing) = step.narrowing() {
        return facets::answer(narrowing, line);
    }
    if let Some(at) = number(line, listed(step)) {
        return LineOutcome::choose(at);
    }
    if line.is_empty() {
        let words = "Type a part of its name. :refresh asks the platform for its list, :back returns to the platforms.";
        return LineOutcome::Say(words.into());
    }
    LineOutcome::SendThen(vec![set(0, line)], FollowUp::Only)
}

/// Opens the element if only one is left.
pub(super) fn only(wizard: &Wizard) -> LineOutcome {
    let is_only = matches!(wizard.step(), Step::Element(step) if step.len() == 1 && !step.is_guess());
    if is_only { LineOutcome::act(Action::Accept) } else { LineOutcome::nothing() }
}
