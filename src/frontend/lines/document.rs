//! Document of a file or a pipe.

use super::{
    LineOutcome, reading,
    scene::{Question, Scene},
};
use crate::wizard::{Status, Step, command::Action, steps::document::DocumentStep};

/// Returns the commands, with the word for each. The last one leaves the document.
fn words(step: &DocumentStep) -> [(&'static str, &'static str); 4] {
    [
        ("read", "read it, secrets masked; “read words” for lines with these words"),
        ("show", "“show words” for masked values with these words"),
        ("save", "save it to a file, secrets masked; “save B” with them"),
        if step.is_over { ("back", "go back") } else { ("done", "leave") },
    ]
}

pub(super) fn scene(step: &DocumentStep, status: &Status, all: &Step) -> Scene {
    let usual = || Question::new("read", reading::PROMPT).listing(reading::listed(&words(step)));
    Scene { ask: reading::asked(&step.viewer).unwrap_or_else(usual), ..Scene::of_status(status, all) }
}

pub(super) fn answer(step: &DocumentStep, line: &str) -> LineOutcome {
    if let Some(answer) = reading::answered(&step.viewer, line) {
        return answer;
    }
    let known = words(step);
    let [.., (last, _)] = known;
    match reading::word(line, &known) {
        (word, _) if word == last => LineOutcome::act(Action::Quit),
        (word, rest) => reading::document_word(&step.viewer, word, rest)
            .unwrap_or_else(|| LineOutcome::Say(reading::expected(&known))),
    }
}
