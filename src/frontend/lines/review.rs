//! The request, before it is sent.

use super::{
    Answer, key, said_yes,
    scene::{Ask, Scene},
};
use crate::{
    domain::Grant,
    wizard::{
        Code,
        steps::review::{Review, Written},
    },
};

pub(super) fn scene(step: &Review) -> Scene {
    let to = step.base.as_ref().map_or_else(String::new, |base| format!("It goes to {base}/instances:"));
    let (id, other) = match step.form {
        Written::Json => ("json", "curl command"),
        Written::Curl => ("curl", "JSON"),
    };
    let text = step.text();
    let text = text.lines().map(str::to_owned);
    let hint = format!(":switch reads it as {other}, :copy copies it, :back changes it.");
    Scene {
        heading: format!("Make the instance “{}”?", step.provision().filled().name()),
        opening: step.provision().grant().and_then(Grant::doubt).into_iter().chain([to]).collect(),
        ask: Ask::new(id, "Send it, yes or no: ").introduced(text.chain([hint])),
        ..Scene::default()
    }
}

/// What makes something is said, not only waved through.
pub(super) fn answer(line: &str) -> Answer {
    match said_yes(line) {
        Some(true) => Answer::Press(vec![key(Code::Enter)]),
        Some(false) => Answer::Press(vec![key(Code::Esc)]),
        None => Answer::Say("Please answer yes to make the instance, or no to go back.".into()),
    }
}
