//! The request, before it is sent.

use super::{
    LineOutcome,
    scene::{Question, Scene},
    yes_or_no,
};
use crate::wizard::{
    Status, Step,
    command::Action,
    steps::review::{RequestFormat, ReviewStep},
};

pub(super) fn scene(step: &ReviewStep, status: &Status, all: &Step) -> Scene {
    let (id, other) = match step.form {
        RequestFormat::Json => ("json", "curl command"),
        RequestFormat::Curl => ("curl", "JSON"),
    };
    let text = step.text();
    let text = text.lines().map(str::to_owned);
    let hint = format!(":switch shows the {other}, :copy copies it, :back returns to the form.");
    let ask = Question::new(id, "Send it, yes or no: ").introduced(text.chain([hint]));
    Scene { ask, ..Scene::of_status(status, all) }
}

/// Reads the answer: creating takes a word, not only Enter.
pub(super) fn answer(line: &str) -> LineOutcome {
    match yes_or_no(line) {
        Some(true) => LineOutcome::act(Action::Accept),
        Some(false) => LineOutcome::act(Action::Back),
        None => LineOutcome::Say("Answer yes to create the instance, or no to go back.".into()),
    }
}
