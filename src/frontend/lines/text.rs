//! Plain words: nothing that steers a terminal, no sign that only the eye takes in.

use crate::{
    text::{MASK, SafeText, count},
    wizard::{
        Fact, KeyTable, Keys, Notice, Sentence, Step, Tone,
        command::{Action, Command},
    },
};
use std::time::Duration;

/// Spoken form of masked text.
const HIDDEN: &str = "(hidden)";

/// Makes one line safe to be printed and fit to be read aloud. The end of a line in it becomes visible, so that no value
/// begins a line that could pass for words of elemint.
pub(super) fn plain(text: &str) -> SafeText {
    SafeText::line(&text.replace(MASK, HIDDEN).replace('\t', " "))
}

/// Formats a duration in seconds, at least one.
pub(super) fn seconds(time: Duration) -> String {
    count(usize::try_from(time.as_secs()).unwrap_or(usize::MAX).max(1), "second", "seconds")
}

/// Formats a notice, its keys named as commands.
pub(super) fn notice(notice: &Notice, step: &Step) -> Vec<String> {
    let tone = match notice.tone {
        Tone::Good => "OK",
        Tone::Plain => "Note",
        Tone::Warning => "Warning",
        Tone::Bad => "Problem",
    };
    let (text, hint) = (words(&notice.text, step), words(&notice.hint, step));
    let text = format!("{tone}: {text} {hint}");
    std::iter::once(text.trim_end().to_owned()).chain(notice.details.iter().cloned()).collect()
}

/// Formats a fact: its tone in a word where it matters, its keys named as commands. A value is said as it is.
pub(super) fn fact(fact: &Fact, step: &Step) -> String {
    let tone = match fact.tone {
        Tone::Good | Tone::Plain => "",
        Tone::Warning => "Warning: ",
        Tone::Bad => "Problem: ",
    };
    let text = words(&fact.text, step);
    match fact.label {
        Some(label) => format!("{tone}{label}: {text}"),
        None => format!("{tone}{text}"),
    }
}

/// Returns a sentence, its keys named by the words for their actions.
pub(super) fn words(sentence: &Sentence, step: &Step) -> String {
    let table = KeyTable::new(step.contexts(), Keys::default());
    sentence.render_for_lines(|action| match table.command(action) {
        Some(Command { action: Action::Accept, .. }) => "Enter".to_owned(),
        Some(command) if !command.word.is_empty() => format!(":{}", command.word),
        _ => table.label(action),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    #[rstest]
    #[case::line_feed("shop\nOK: sent")]
    #[case::carriage_return("shop\r\nOK: sent")]
    #[case::carriage_return_alone("shop\rOK: sent")]
    #[case::line_separator("shop\u{2028}OK: sent")]
    #[case::paragraph_separator("shop\u{2029}OK: sent")]
    #[case::next_line("shop\u{85}OK: sent")]
    #[case::form_feed("shop\u{c}OK: sent")]
    #[case::vertical_tab("shop\u{b}OK: sent")]
    fn end_of_a_line_in_a_value_stays_inside_its_line(#[case] text: &str) {
        assert!(!plain(text).as_str().contains(|c: char| c.is_control() || matches!(c, '\u{2028}' | '\u{2029}')));
    }
}
