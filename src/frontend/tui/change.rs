//! Change of an existing instance.

use super::{Theme, parts, status};
use crate::wizard::{
    Fact, Status,
    steps::change::{ChangeStep, ShownDifference},
};
use ratatui::{Frame, layout::Rect};
use std::borrow::Cow;
use unicode_width::UnicodeWidthStr as _;

/// Width from which a difference is shown with its complete values.
const WIDE: u16 = 60;

/// Draws the change: a question and the line of its answer, or its progress.
pub fn draw(frame: &mut Frame<'_>, area: Rect, step: &ChangeStep, words: &Status, theme: &Theme) {
    let area = status::pane(area);
    if step.name_line().is_some() {
        status::draw_question(frame, area, words, step.name_line(), theme);
    } else if area.width < WIDE {
        status::draw_from(frame, area, &shortened(step, words, area.width), step.top(), theme);
    } else {
        status::draw_from(frame, area, words, step.top(), theme);
    }
}

/// Returns the last part of the words that they can begin with in this area; `None` while a question takes their place.
pub fn last_top(area: Rect, step: &ChangeStep, words: &Status, theme: &Theme) -> Option<usize> {
    let area = status::pane(area);
    let is_narrow = area.width < WIDE;
    let words = if is_narrow { Cow::Owned(shortened(step, words, area.width)) } else { Cow::Borrowed(words) };
    step.name_line().is_none().then(|| status::last_top_in(area, &words, theme))
}

/// Returns the words with each difference in one line of this width. The differences are the last facts.
fn shortened(step: &ChangeStep, words: &Status, width: u16) -> Status {
    let differences = step.differences();
    let others = words.facts.len().saturating_sub(differences.len());
    let lines = differences.iter().map(|difference| Fact::plain(line(difference, usize::from(width))));
    let facts = words.facts.iter().take(others).cloned().chain(lines).collect();
    Status { facts, ..words.clone() }
}

/// Returns a difference in one line of this width. Where both values do not fit, the beginning that they share is left
/// out before their ends are.
fn line(difference: &ShownDifference, width: usize) -> String {
    let label = parts::cut(&difference.label, width / 3);
    let (before, after) = (difference.before.as_str(), difference.after.as_str());
    let after = if difference.is_new_secret { "new secret" } else { after };
    let room = width.saturating_sub(label.width() + ": ".width() + " → ".width());
    if before.width() + after.width() <= room {
        return format!("{label}: {before} → {after}");
    }
    let shared = before.chars().zip(after.chars()).take_while(|(a, b)| a == b).count();
    let tail = |text: &str, from: usize| text.chars().skip(from).collect::<String>();
    let rests = tail(before, shared).width() + tail(after, shared).width();
    // As much of the shared beginning is kept as there is room for, behind the mark of each value.
    let left_out = shared.saturating_sub(room.saturating_sub(rests + 2) / 2);
    let rest = |text: &str| if left_out > 1 { format!("…{}", tail(text, left_out)) } else { text.to_owned() };
    let (before, after) = (rest(before), rest(after));
    let half = room / 2;
    let before_width = before.width().min(half.max(room.saturating_sub(after.width())));
    let before = parts::cut(&before, before_width);
    let after = parts::cut(&after, room.saturating_sub(before.width()));
    format!("{label}: {before} → {after}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    fn difference(before: &str, after: &str) -> ShownDifference {
        let (before, after) = (before.to_owned(), after.to_owned());
        ShownDifference { label: "Store URL".into(), before, after, is_new_secret: false }
    }

    #[rstest]
    #[case::fits("a", "b", "Store URL: a → b")]
    #[case::shared("https://shop.example/one", "https://shop.example/two", "Store URL: …example/one → …example/two")]
    #[case::one_long("x", "https://shop.example/a/long/path", "Store URL: x → https://shop.example/a…")]
    #[case::both_long("https://one.example/a", "http://other.example/b", "Store URL: …s://one.ex… → …://other.e…")]
    fn difference_takes_one_line(#[case] before: &str, #[case] after: &str, #[case] expected: &str) {
        let line = line(&difference(before, after), 38);
        assert!(line.width() <= 38, "{line}");
        assert_eq!(line, expected);
    }
}
