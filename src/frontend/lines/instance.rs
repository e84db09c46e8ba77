//! The created instance, its token, and the answer.

use super::{
    LineOutcome, reading,
    scene::{Question, Scene},
};
use crate::wizard::{Status, Step, command::Action, steps::instance::InstanceStep};

/// Commands with their words.
pub(super) const WORDS: [(&str, &str); 8] = [
    ("read", "read the answer, secrets masked; “read words” for lines with these words"),
    ("copy", "copy the instance token, or print it here where there is no clipboard"),
    ("show", "show the token, which stays in the scrollback; “show words” for masked values with these words"),
    ("save", "save the answer to a file, secrets masked; “save B” with them"),
    ("test", "test the instance: ask the provider through it"),
    ("sent", "read the request"),
    ("another", "create another instance"),
    ("done", "leave"),
];

pub(super) fn scene(step: &InstanceStep, status: &Status, all: &Step) -> Scene {
    let usual = || Question::new("instance", reading::PROMPT).listing(reading::listed(&WORDS).followed_by(more(step)));
    Scene { ask: reading::asked(step.viewer()).unwrap_or_else(usual), ..Scene::of_status(status, all) }
}

/// Returns the other texts that can be saved.
fn more(step: &InstanceStep) -> impl Iterator<Item = String> {
    let exports = step.viewer().exports().iter().filter(|export| export.text.is_some());
    let said = exports.map(|export| format!("“save {}” saves {}.", export.letter, export.label));
    said.chain(["A capital letter saves it with its secrets.".to_owned()])
}

pub(super) fn answer(step: &InstanceStep, line: &str) -> LineOutcome {
    if let Some(answer) = reading::answered(step.viewer(), line) {
        return answer;
    }
    match reading::word(line, &WORDS) {
        ("show", "") => LineOutcome::Say(step.made.instance.token.expose().to_owned()),
        ("sent", words) => match &step.request {
            Some(request) => LineOutcome::SayLines(reading::read(request, words, false)),
            None => LineOutcome::Say("The request is no longer available.".into()),
        },
        ("copy", _) => LineOutcome::act(Action::CopyToken),
        ("test", _) => LineOutcome::act(Action::Ping),
        ("another", _) => LineOutcome::act(Action::Another),
        ("done", _) => LineOutcome::act(Action::Quit),
        (word, rest) => reading::document_word(&step.answer, word, rest)
            .unwrap_or_else(|| LineOutcome::Say(reading::expected(&WORDS))),
    }
}
