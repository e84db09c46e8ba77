//! The provider's consent.

use super::{
    FollowUp, LineOutcome, NumberedList, number,
    scene::{Question, Scene, busy},
    text,
};
use crate::{
    domain::{Grant, grant::GrantReading},
    text::Secret,
    wizard::{
        Event, Status, Step, Wizard,
        command::Action,
        steps::consent::{ConsentPhase, ConsentStep, Waiting, remedy},
    },
};
use std::time::Duration;

/// Times left that are announced.
const LEFT: [(Duration, &str); 2] =
    [(Duration::from_secs(300), "5 minutes left."), (Duration::from_secs(60), "1 minute left.")];

pub(super) fn scene(step: &ConsentStep, status: &Status, all: &Step) -> Scene {
    let scene = Scene::of_status(status, all);
    let ConsentPhase::Waiting(waiting) = step.phase() else { return scene };
    if waiting.refused.is_some() || step.is_late() {
        let ask = Question { hidden: true, ..ask_at_end(waiting, status, all, scene.ask) };
        return Scene { ask, ..scene };
    }
    let left = waiting.until.saturating_sub(step.since);
    let left = LEFT.iter().filter(|(at, _)| left <= *at).map(|(_, words)| (*words).to_owned());
    let facts = scene.facts.into_iter().chain(left).collect();
    let ask = Question { hidden: true, ..ask(waiting, status, all) };
    Scene { opening: link(waiting, all), facts, ask, ..scene }
}

/// Returns the link alone on its line, from the first column on, so that it can be copied in one piece. If the browser
/// is on another machine, the command that forwards the callback's port precedes it.
fn link(waiting: &Waiting, all: &Step) -> Vec<String> {
    let tunnel = waiting.tunnel().filter(|_| waiting.is_by_hand());
    let lead = waiting.is_by_hand().then(|| Waiting::link_lead(tunnel.is_some()).to_owned());
    let tunnel = tunnel.map(|command| vec![text::words(&Waiting::tunnel_lead(), all), command]);
    tunnel.into_iter().flatten().chain(lead).chain([waiting.authorization.shown()]).collect()
}

/// Returns the question for the answer. An answer that arrived, or several to select from, introduce it.
fn ask(waiting: &Waiting, status: &Status, all: &Step) -> Question {
    let question = waiting.question();
    let answers = waiting.choices();
    let facts = status.input.iter().map(|fact| text::fact(fact, all));
    if !answers.is_empty() {
        let id = format!("choices {} {}", answers.len(), waiting.offers.count());
        let answers = NumberedList::of_texts(answers.iter().map(Grant::summary));
        return Question::new(id, format!("{question}, by its number, or paste another address or code: "))
            .introduced(facts)
            .listing(answers);
    }
    let id = if status.input.is_empty() { "consent" } else { "offered" };
    let hidden = "It is not shown.".to_owned();
    Question::new(id, format!("{question}: ")).introduced(facts.chain([hidden]))
}

/// Returns the question after the wait, with the answers that arrived all the same.
fn ask_at_end(waiting: &Waiting, status: &Status, all: &Step, usual: Question) -> Question {
    if !waiting.choices().is_empty() {
        return ask(waiting, status, all);
    }
    if status.input.is_empty() {
        return usual;
    }
    let facts = status.input.iter().map(|fact| text::fact(fact, all));
    Question { id: format!("offered {}", waiting.offers.count()), ..usual }.introduced(facts)
}

pub(super) fn answer(step: &ConsentStep, line: &str) -> LineOutcome {
    match step.phase() {
        ConsentPhase::Asking => busy(),
        ConsentPhase::Waiting(waiting) if number(line, waiting.choices().len()).is_some() => {
            LineOutcome::choose(number(line, waiting.choices().len()).unwrap_or_default())
        }
        ConsentPhase::Waiting(_) if !line.trim().is_empty() => {
            LineOutcome::SendThen(vec![Event::Paste(Secret::new(line))], FollowUp::Consent)
        }
        ConsentPhase::Waiting(_) | ConsentPhase::Failed(_) | ConsentPhase::Granted(_) => {
            LineOutcome::act(Action::Accept)
        }
    }
}

/// Uses the pasted answer, or explains why it is of no use and empties the line.
pub(super) fn judge(wizard: &Wizard) -> LineOutcome {
    let Step::Consent(step) = wizard.step() else { return LineOutcome::nothing() };
    let ConsentPhase::Waiting(waiting) = step.phase() else { return LineOutcome::nothing() };
    match &waiting.reading {
        GrantReading::Empty | GrantReading::Several(_) => LineOutcome::nothing(),
        GrantReading::Found(_) | GrantReading::Refused(_) => LineOutcome::act(Action::Accept),
        other => {
            let (summary, remedy) = (other.summary(), remedy(other));
            let words = format!("Problem: {summary} {}", text::words(&remedy, wizard.step()));
            LineOutcome::SayAndSend(words, vec![Event::Action(Action::Back)])
        }
    }
}
