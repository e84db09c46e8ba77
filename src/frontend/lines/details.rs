//! One instance of the list.

use super::{
    LineOutcome, command_words, instances, reading,
    scene::{Question, Scene},
};
use crate::wizard::{Wizard, command::Action, steps::details::DetailsStep};

/// Words that read the answer and its token. The other words are those of the command table.
pub(super) const WORDS: [(&str, &str); 4] = [
    ("read", "read the answer, secrets masked; “read words” for lines with these words"),
    ("copy", "copy the instance token, or print it here where there is no clipboard"),
    ("show", "“show words” for masked values with these words"),
    ("save", "save the answer to a file, secrets masked; “save B” with them"),
];

/// Returns the words that can be typed now, each with its title.
fn words(wizard: &Wizard) -> Vec<(&'static str, &'static str)> {
    let own = command_words::of_step(wizard).into_iter().filter(|command| command.action != Action::CopyToken);
    let own = own.filter(|command| WORDS.iter().all(|(word, _)| *word != command.word));
    WORDS.into_iter().chain(own.map(|command| (command.word, command.title))).collect()
}

pub(super) fn scene(step: &DetailsStep, wizard: &Wizard) -> Scene {
    let status = wizard.status();
    let scene = Scene::of_status(&status, wizard.step());
    if let Some(asked) = step.asked() {
        return instances::asking(scene, &status, asked);
    }
    let usual = || Question::new("details", reading::PROMPT).listing(reading::listed(&words(wizard)));
    Scene { ask: reading::asked(&step.viewer).unwrap_or_else(usual), ..scene }
}

pub(super) fn answer(step: &DetailsStep, line: &str, wizard: &Wizard) -> LineOutcome {
    if let Some(asked) = step.asked() {
        return instances::answer_question(asked, line);
    }
    if let Some(answer) = reading::answered(&step.viewer, line) {
        return answer;
    }
    let words = words(wizard);
    let (word, rest) = reading::word(line, &words);
    if let Some(answer) = reading::document_word(&step.viewer, word, rest) {
        return answer;
    }
    let action = if word == "copy" { Some(Action::CopyToken) } else { command_words::action(wizard, word) };
    action.map_or_else(|| LineOutcome::Say(reading::expected(&words)), LineOutcome::act)
}
