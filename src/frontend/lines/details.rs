//! One instance of the list.

use super::{
    LineOutcome, instances, reading,
    scene::{Question, Scene},
};
use crate::wizard::{Status, Step, command::Action, steps::details::DetailsStep};

/// Words for an instance.
pub(super) const DEEDS: [(&str, &str); 10] = [
    ("read", "read the answer, secrets hidden; “read words” for lines with these words"),
    ("copy", "copy the token, or print it here where there is no clipboard"),
    ("show", "“show words” for hidden values with these words"),
    ("save", "save the answer to a file, secrets hidden; “save B” with them"),
    ("test", "test the instance: ask the provider through it"),
    ("call", "call it: read data of the provider with it"),
    ("enable", "enable it"),
    ("disable", "disable it"),
    ("delete", "delete it, after a question"),
    ("back", "back to the list"),
];

pub(super) fn scene(step: &DetailsStep, status: &Status, all: &Step) -> Scene {
    let scene = Scene::of_status(status, all);
    if let Some(asked) = step.asked() {
        return instances::asking(scene, status, asked);
    }
    let usual = || Question::new("details", reading::PROMPT).introduced(reading::listed(&DEEDS));
    Scene { ask: reading::asked(&step.viewer).unwrap_or_else(usual), ..scene }
}

pub(super) fn answer(step: &DetailsStep, line: &str) -> LineOutcome {
    if let Some(asked) = step.asked() {
        return instances::answer_question(asked, line);
    }
    if let Some(answer) = reading::answered(&step.viewer, line) {
        return answer;
    }
    match reading::word(line, &DEEDS) {
        ("read", words) => LineOutcome::SayLines(reading::read(&step.viewer, words, false)),
        ("show", words) => LineOutcome::SayLines(reading::read(&step.viewer, words, true)),
        ("copy", _) => LineOutcome::act(Action::CopyToken),
        ("save", "") => LineOutcome::act(Action::Save),
        ("save", letter) => reading::export(letter),
        ("test", _) => LineOutcome::act(Action::Ping),
        ("call", _) => LineOutcome::act(Action::Call),
        ("enable", _) => LineOutcome::act(Action::Enable),
        ("disable", _) => LineOutcome::act(Action::Disable),
        ("delete", _) => LineOutcome::act(Action::Delete),
        ("back", _) => LineOutcome::act(Action::Back),
        _ => LineOutcome::Say("Type read, copy, show, save, test, call, enable, disable, delete or back.".into()),
    }
}
