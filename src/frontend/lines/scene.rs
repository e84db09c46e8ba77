//! Scenes: the text for a state of the wizard.

use super::{LineOutcome, NumberedList, text};
use crate::wizard::{Status, Step};

/// Text for a state, in the order it is printed.
#[derive(Debug, Default)]
pub(super) struct Scene {
    /// Name of the place. While it stays the same only the question is repeated.
    pub heading: String,
    /// Text printed with the heading.
    pub opening: Vec<String>,
    /// Numbered list behind it. Both are printed again when a number means another row.
    pub list: NumberedList,
    /// Facts that came up since; each is printed once.
    pub facts: Vec<String>,
    /// Question.
    pub ask: Question,
}

/// A question.
#[derive(Debug, Default)]
pub(super) struct Question {
    /// Identifier of the question; a new question is introduced.
    pub id: String,
    /// Its introduction.
    pub preface: Vec<String>,
    /// Numbered list behind the introduction. Both are printed again when a number means another row.
    pub list: NumberedList,
    /// Fault of the answer so far.
    pub fault: Option<String>,
    /// Text before the cursor.
    pub prompt: String,
    /// True if the answer is hidden.
    pub hidden: bool,
    /// Awaited result, if no answer is needed.
    pub waits: Option<String>,
}

impl Question {
    /// A question that introduces itself.
    pub fn new(id: impl Into<String>, prompt: impl Into<String>) -> Self {
        Self { id: id.into(), prompt: prompt.into(), ..Self::default() }
    }

    /// Creates a wait for work, which is named first where the heading does not name it.
    pub fn wait(activity: &str, is_named: bool) -> Self {
        let preface = if is_named { vec![format!("{activity}.")] } else { Vec::new() };
        Self { preface, waits: Some(activity.to_owned()), ..Self::new(activity, "") }
    }

    /// With an introduction.
    pub fn introduced(self, preface: impl IntoIterator<Item = String>) -> Self {
        Self { preface: preface.into_iter().collect(), ..self }
    }

    /// With a numbered list.
    pub fn listing(self, list: NumberedList) -> Self {
        Self { list, ..self }
    }
}

impl Scene {
    /// Lays out the words of a step: its facts and hints, then its question.
    pub fn of_status(status: &Status, step: &Step) -> Self {
        let facts = status.facts.iter().map(|fact| text::fact(fact, step));
        let hints = status.hints.iter().map(|hint| text::words(hint, step));
        let ask = match (&status.progress, &status.question) {
            (Some(progress), _) => Question::wait(&progress.activity, *status.headline != progress.activity),
            (None, Some(question)) => {
                let question = text::words(question, step);
                Question::new(question.as_str(), format!("{question}: "))
            }
            (None, None) => Question::default(),
        };
        Self { heading: status.headline.clone(), facts: facts.chain(hints).collect(), ask, ..Self::default() }
    }
}

/// For a line that came while nothing was asked.
pub(super) fn busy() -> LineOutcome {
    LineOutcome::Say("No answer is needed now. :help lists the commands.".into())
}
