//! List of instances.

use super::{
    LineOutcome, NumberedList, facets, number,
    scene::{Question, Scene},
    set, text, yes_or_no,
};
use crate::wizard::{
    Event, Session, Status, Step, command::Action, confirmation::Confirmation, instances::InstanceRow,
    steps::instances::InstancesStep,
};

/// Most rows that are listed.
const LISTED: usize = 15;

/// Words that act on a row by its number, or without a number on the selected ones.
const ROW_WORDS: [(&str, Action); 8] = [
    ("open", Action::Accept),
    ("select", Action::Select),
    ("test", Action::Ping),
    ("call", Action::Call),
    ("enable", Action::Enable),
    ("disable", Action::Disable),
    ("delete", Action::Delete),
    ("trace", Action::Trace),
];

pub(super) fn scene(step: &InstancesStep, session: &Session, status: &Status, all: &Step) -> Scene {
    let scene = Scene::of_status(status, all);
    if let Some(asked) = step.asked() {
        return asking(scene, status, asked);
    }
    if let Some(narrowing) = step.narrowing() {
        return facets::scene(narrowing);
    }
    if status.progress.is_some() {
        return scene;
    }
    let listed = step.len().min(LISTED);
    let rows = (0..listed).filter_map(|at| step.row(at, session));
    let rows = rows.map(|row| (row.instance.id.clone(), describe(row, step, session)));
    let more = step.len().saturating_sub(listed);
    let more = (more > 0).then(|| format!("And {more} more; type more letters to see fewer."));
    let filter = step.filter.text().trim();
    let filter = if filter.is_empty() { String::new() } else { format!(" “{filter}”") };
    let question = status.question.as_ref().map(|question| text::words(question, all)).unwrap_or_default();
    let prompt = if listed > 0 { format!("{question}, or a number: ") } else { format!("{question}: ") };
    let work = session.instances.describe_progress();
    let facts = scene.facts.into_iter().filter(|fact| Some(fact) != work.as_ref());
    let facts = progress(step, session).into_iter().chain(facts).collect();
    Scene {
        facts,
        heading: format!("{}{filter}: {}.", status.headline, step.describe_count(session)),
        list: NumberedList::new(rows).followed_by(more),
        ask: Question::new("instances", prompt),
        ..Scene::default()
    }
}

/// Describes a row: the instance, its last test or work, and the expiry of its token.
fn describe(row: &InstanceRow, step: &InstancesStep, session: &Session) -> String {
    let test = || row.facts.describe_test(session.now).map(|test| format!("test {test}"));
    let work = session.instances.work(&row.instance.id).map(|work| work.mark().words).or_else(test);
    let expiry = row.expiry(session.now).map(|expiry| expiry.words);
    let selected = step.is_selected(&row.instance.id).then(|| "selected".to_owned());
    let parts = std::iter::once(row.describe()).chain([work, expiry, selected].into_iter().flatten());
    parts.collect::<Vec<_>>().join(", ")
}

/// Describes work on several instances. The sentence changes with each tenth of it, since each change is read out.
fn progress(step: &InstancesStep, session: &Session) -> Option<String> {
    let tenths = session.instances.tenths_done()?;
    let how = match (step.stops(), session.instances.is_stopping()) {
        (true, _) => " Type stop to leave out the rest.",
        (false, true) => " No more requests are sent.",
        (false, false) => "",
    };
    Some(format!("{} % of the work is done.{how}", tenths * 10))
}

/// A question to be answered with yes or no, or with a name.
pub(super) fn asking(scene: Scene, status: &Status, asked: &Confirmation) -> Scene {
    if asked.name().is_some() {
        return Scene { ask: named(scene.ask), ..scene };
    }
    yes_or_no_question(scene, status)
}

/// A question to be answered with yes or no.
pub(super) fn yes_or_no_question(scene: Scene, status: &Status) -> Scene {
    let prompt = format!("{} Yes or no: ", status.headline);
    let ask = Question::new(status.headline.clone(), prompt).introduced(scene.facts);
    Scene { ask, heading: scene.heading, ..Scene::default() }
}

/// Adds the way out of a question for a name.
pub(super) fn named(ask: Question) -> Question {
    let prompt = ask.prompt.replace(": ", ", or Enter to change nothing: ");
    Question { prompt, ..ask }
}

/// Reads the name of an instance.
pub(super) fn name_answer(line: &str) -> LineOutcome {
    if line.is_empty() {
        return LineOutcome::act(Action::Back);
    }
    LineOutcome::Send(vec![set(0, line), Event::Action(Action::Accept)])
}

pub(super) fn answer_question(asked: &Confirmation, line: &str) -> LineOutcome {
    if asked.name().is_some() {
        return name_answer(line);
    }
    yes_or_no_answer(line)
}

/// Reads yes or no.
pub(super) fn yes_or_no_answer(line: &str) -> LineOutcome {
    match yes_or_no(line) {
        Some(true) => LineOutcome::act(Action::Accept),
        Some(false) => LineOutcome::act(Action::Back),
        None => LineOutcome::Say("Answer yes or no.".into()),
    }
}

pub(super) fn answer(step: &InstancesStep, line: &str) -> LineOutcome {
    if let Some(asked) = step.asked() {
        return answer_question(asked, line);
    }
    if let Some(narrowing) = step.narrowing() {
        return facets::answer(narrowing, line);
    }
    let listed = step.len().min(LISTED);
    if let Some(at) = number(line, listed) {
        return LineOutcome::choose(at);
    }
    if line == "stop" {
        return if step.stops() {
            LineOutcome::act(Action::Back)
        } else {
            LineOutcome::Say("Nothing is left to stop.".into())
        };
    }
    let (word, rest) = line.split_once(' ').unwrap_or((line, ""));
    let action = ROW_WORDS.iter().find(|(known, _)| *known == word).map(|(_, action)| *action);
    match (action, number(rest, listed)) {
        (Some(action), Some(_)) if step.selected() > 0 && !is_of_row(action) => {
            let selected = match step.selected() {
                1 => "1 instance is selected".to_owned(),
                count => format!("{count} instances are selected"),
            };
            LineOutcome::Say(format!("{selected}. Type {word} alone, or select with a number to select no longer."))
        }
        (Some(action), Some(at)) => LineOutcome::Send(vec![Event::Select(at), Event::Action(action)]),
        (Some(action), None) if rest.is_empty() && step.selected() > 0 => LineOutcome::act(action),
        (Some(_), None) if rest.is_empty() => LineOutcome::Say(format!("Type {word} with a number, such as {word} 1.")),
        (_, _) if line.is_empty() && step.filter.text().is_empty() => LineOutcome::Say(usage(step)),
        (_, _) => LineOutcome::Send(vec![set(0, line)]),
    }
}

/// Returns true for actions on the row of the number, whatever is selected.
fn is_of_row(action: Action) -> bool {
    matches!(action, Action::Accept | Action::Select | Action::Call)
}

/// Names the possible answers.
fn usage(step: &InstancesStep) -> String {
    if step.is_empty() {
        return "Type a part of a name.".to_owned();
    }
    let words = ROW_WORDS.iter().filter(|(_, action)| !matches!(action, Action::Accept | Action::Ping));
    let words: Vec<&str> = words.filter(|(_, action)| step.offers(*action)).map(|(word, _)| *word).collect();
    format!("Type a part of a name, or a number to open one. “test 1” tests it; other words are {}.", words.join(", "))
}
