//! Words that read any document line by line: each value with the path that leads to it.

use super::{LineOutcome, NumberedList, number, scene::Question, set, yes_or_no};
use crate::{
    document::json::{Node, NodePart},
    text::{count, safe::display_safe},
    wizard::{
        Event,
        command::Action,
        viewer::{Prompt, Viewer},
    },
};

/// Lines that are read at a time.
const LINES: usize = 100;

pub(super) const PROMPT: &str = "Next, a word or a number: ";

/// Returns the commands, numbered.
pub(super) fn listed(words: &[(&str, &str)]) -> NumberedList {
    NumberedList::new(words.iter().map(|(word, title)| (*word, format!("{word}: {title}"))))
}

/// Returns the word of a line, found by its number if one was typed, and the rest of the line.
pub(super) fn word<'a>(line: &'a str, words: &[(&'a str, &str)]) -> (&'a str, &'a str) {
    let (word, rest) = line.split_once(' ').unwrap_or((line, ""));
    let by_number = number(word, words.len()).and_then(|at| words.get(at)).map(|(word, _)| *word);
    (by_number.unwrap_or(word), rest.trim())
}

/// Returns the sentence for a line that is none of the words.
pub(super) fn expected(words: &[(&str, &str)]) -> String {
    let mut words: Vec<_> = words.iter().map(|(word, _)| *word).collect();
    let last = words.pop().unwrap_or_default();
    format!("Type {} or {last}.", words.join(", "))
}

/// Returns the question of the document's prompt, if one is open.
pub(super) fn asked(viewer: &Viewer) -> Option<Question> {
    match viewer.prompt() {
        Prompt::Save(line, letter) => {
            let saved = format!("Save {}, in a file only you can read.", viewer.describe_save(*letter));
            Some(Question::new("save", format!("File name [{}]: ", line.text())).introduced([saved]))
        }
        Prompt::Replace(path, _) => {
            let there = format!("{} exists.", path.display());
            Some(Question::new("replace", "Replace it, yes or no: ").introduced([there]))
        }
        Prompt::None | Prompt::Search(..) | Prompt::Filter(..) | Prompt::Copy | Prompt::Take | Prompt::Reveal => None,
    }
}

/// Answers the document's prompt.
pub(super) fn answered(viewer: &Viewer, line: &str) -> Option<LineOutcome> {
    match viewer.prompt() {
        Prompt::Save(..) if line.is_empty() => Some(LineOutcome::act(Action::Accept)),
        Prompt::Save(..) => Some(LineOutcome::Send(vec![set(0, line), Event::Action(Action::Accept)])),
        Prompt::Replace(..) => Some(match yes_or_no(line) {
            Some(yes) => LineOutcome::act(if yes { Action::Pick('y') } else { Action::Back }),
            None => LineOutcome::Say("Answer yes or no.".into()),
        }),
        Prompt::None | Prompt::Search(..) | Prompt::Filter(..) | Prompt::Copy | Prompt::Take | Prompt::Reveal => None,
    }
}

/// Answers a word that reads or saves the document; `None` for another word.
pub(super) fn document_word(viewer: &Viewer, word: &str, rest: &str) -> Option<LineOutcome> {
    Some(match (word, rest) {
        ("read", words) => LineOutcome::SayLines(read(viewer, words, false)),
        ("show", words) => LineOutcome::SayLines(read(viewer, words, true)),
        ("save", "") => LineOutcome::act(Action::Save),
        ("save", letter) => export(letter),
        _ => return None,
    })
}

/// Opens the menu of exports and picks the entry with this letter.
fn export(letter: &str) -> LineOutcome {
    let letter = letter.chars().next().map(Action::Pick);
    LineOutcome::Send(std::iter::once(Action::Take).chain(letter).map(Event::Action).collect())
}

/// Returns the document as lines of a path and a value. Folded values stay folded unless they are requested.
pub(super) fn read(viewer: &Viewer, words: &str, open: bool) -> Vec<String> {
    let words = words.to_lowercase();
    let mut cover = viewer.cover();
    let mut lines: Vec<String> = viewer
        .document()
        .nodes()
        .filter(|node| !node.kind().is_container() || node.children() == 0)
        .filter(|node| {
            let mut covers = |part: NodePart<'_>| cover(part).hides();
            !open || covers(NodePart::Value(*node)) || node.path(&mut covers) != node.path(|_| false)
        })
        .map(|node| line(viewer, node, open))
        .filter(|line| line.to_lowercase().contains(&words))
        .collect();
    let more = lines.len().saturating_sub(LINES);
    lines.truncate(LINES);
    if lines.is_empty() {
        lines.push("No line has these words.".into());
    }
    if more > 0 {
        lines.push(format!(
            "And {}. “read words” lists fewer, save writes all to a file.",
            count(more, "more line", "more lines")
        ));
    }
    lines
}

fn line(viewer: &Viewer, node: Node<'_>, open: bool) -> String {
    let shown = if open { node.text() } else { viewer.shown(node).0 };
    // On one line: a value must not pass for words of elemint.
    let value = display_safe(&shown);
    if node.is_line() {
        return format!("{}: {value}", node.row());
    }
    let path = node.path(|part| !open && viewer.covers(part));
    format!("{} is {value}", path.trim_start_matches('.'))
}
