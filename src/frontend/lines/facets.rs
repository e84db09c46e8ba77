//! Facets that filter a list.

use super::{
    LineOutcome, NumberedList, number,
    scene::{Question, Scene},
};
use crate::wizard::{command::Action, narrowing::Narrowing};

pub(super) fn scene(narrowing: &Narrowing) -> Scene {
    let rows = narrowing.facets().iter().map(|facet| {
        let chosen = if facet.chosen { ", chosen" } else { "" };
        (facet.typed(), format!("{} {}, {}{chosen}", facet.group.heading, facet.label, facet.count))
    });
    Scene {
        heading: "Filters, each with the number of rows it would leave:".into(),
        list: NumberedList::new(rows),
        ask: Question::new("facets", "Type a number, or Enter to go back to the list: "),
        ..Scene::default()
    }
}

pub(super) fn answer(narrowing: &Narrowing, line: &str) -> LineOutcome {
    match number(line, narrowing.facets().len()) {
        Some(at) => LineOutcome::choose(at),
        None if line.is_empty() => LineOutcome::act(Action::Back),
        None => LineOutcome::Say("Type the number of a filter, or Enter to go back to the list.".into()),
    }
}
