//! Which element?

use super::{
    FollowUp, LineOutcome, number,
    scene::{Question, Scene},
    set, text,
};
use crate::{
    catalog::Element,
    wizard::{
        Step, Wizard,
        command::Action,
        steps::element::{ChooseElement, ListRow},
    },
};

/// As many as one can listen to and still choose.
const LISTED: usize = 15;

pub(super) fn scene(step: &ChooseElement) -> Scene {
    let (filter, total) = (step.filter.text(), step.total());
    if filter.is_empty() {
        let remark = step.remark().map_or_else(String::new, |remark| format!(", {remark}"));
        let or = if listed(step) > 0 { ", or a number" } else { "" };
        return Scene {
            heading: format!("Which element? There are {total}{remark}."),
            opening: rows(step),
            ask: Question::new("element", format!("A part of its name{or}: ")),
            ..Scene::default()
        };
    }
    let mut opening = rows(step);
    let more = step.len().saturating_sub(listed(step));
    if more > 0 {
        opening.push(format!("And {more} more: more letters leave fewer."));
    }
    let prompt = if step.is_empty() { "Another part of its name: " } else { "A number, or another part of a name: " };
    Scene {
        heading: format!("{} of {total} match “{filter}”.", step.found()),
        opening,
        ask: Question::new("element", prompt),
        ..Scene::default()
    }
}

/// How many rows are read out: what matches, or while nothing is typed what was begun or used lately.
fn listed(step: &ChooseElement) -> usize {
    let lately = |row: &usize| match step.offer(*row) {
        Some(ListRow::Resume(_)) => true,
        Some(ListRow::Element(_, at)) => step.is_recent(at),
        None => false,
    };
    let all = !step.filter.text().is_empty();
    (0..step.len().min(LISTED.max(step.unfinished().len()))).take_while(|row| all || lately(row)).count()
}

fn rows(step: &ChooseElement) -> Vec<String> {
    text::numbered((0..listed(step)).filter_map(|row| step.offer(row)).map(|offer| match offer {
        ListRow::Resume(left) => {
            let rest = left.remark().unwrap_or_else(|| left.age.to_string());
            format!("Go on with the form you left: {} “{}”, {rest}", left.element, left.saved.form.name)
        }
        ListRow::Element(entry, _) => label(&entry.element()),
    }))
}

fn label(element: &Element) -> String {
    let mut ways: Vec<&str> = element.modes.iter().map(|mode| mode.label.as_str()).collect();
    ways.dedup();
    format!("{}, {}, {}, {}", element.name, element.key, element.hub, ways.join(" or "))
}

pub(super) fn answer(step: &ChooseElement, line: &str) -> LineOutcome {
    if let Some(at) = number(line, listed(step)) {
        return LineOutcome::choose(at);
    }
    if line.is_empty() {
        let words =
            "Please type a part of its name. :refresh asks the platform for its list, :back leads to the platforms.";
        return LineOutcome::Say(words.into());
    }
    LineOutcome::SendThen(vec![set(0, line)], FollowUp::Only)
}

/// Where only one is left there is nothing to choose.
pub(super) fn only(wizard: &Wizard) -> LineOutcome {
    match wizard.step() {
        Step::Choose(step) if step.len() == 1 && !step.is_guess() => LineOutcome::act(Action::Accept),
        _ => LineOutcome::nothing(),
    }
}
