//! Choice of one of several pasted requests.

use super::{LineOutcome, NumberedList, number, scene::Question};
use crate::wizard::{RequestChoice, RequestRow, command::Action};

pub(super) fn ask(choice: &RequestChoice) -> Question {
    let list = NumberedList::of_texts(choice.rows().iter().map(RequestRow::describe));
    Question::new("requests", "Type its number; an empty line pastes none of them: ")
        .introduced([choice.question()])
        .listing(list)
}

pub(super) fn answer(choice: &RequestChoice, line: &str) -> LineOutcome {
    match number(line, choice.rows().len()) {
        Some(row) => LineOutcome::choose(row),
        None if line.trim().is_empty() => LineOutcome::act(Action::Back),
        None => LineOutcome::Say("Type the number of a request, or an empty line for none of them.".into()),
    }
}
