//! The request, before it is sent.

use super::{
    LineOutcome, said_yes,
    scene::{Question, Scene},
};
use crate::{
    domain::Grant,
    wizard::{
        command::Action,
        steps::review::{RequestFormat, Review},
    },
};

pub(super) fn scene(step: &Review) -> Scene {
    let to = step.base.as_ref().map_or_else(String::new, |base| format!("It goes to {base}/instances:"));
    let (id, other) = match step.form {
        RequestFormat::Json => ("json", "curl command"),
        RequestFormat::Curl => ("curl", "JSON"),
    };
    let text = step.text();
    let text = text.lines().map(str::to_owned);
    let hint = format!(":switch reads it as {other}, :copy copies it, :back changes it.");
    Scene {
        heading: format!("Make the instance “{}”?", step.provision().filled().name()),
        opening: step.provision().grant().and_then(Grant::doubt).into_iter().chain([to]).collect(),
        ask: Question::new(id, "Send it, yes or no: ").introduced(text.chain([hint])),
        ..Scene::default()
    }
}

/// What makes something is said, not only waved through.
pub(super) fn answer(line: &str) -> LineOutcome {
    match said_yes(line) {
        Some(true) => LineOutcome::act(Action::Accept),
        Some(false) => LineOutcome::act(Action::Back),
        None => LineOutcome::Say("Please answer yes to make the instance, or no to go back.".into()),
    }
}
