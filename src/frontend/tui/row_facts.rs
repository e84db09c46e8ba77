//! Facts of the row under the cursor, below a list.

use super::{Theme, parts};
use crate::wizard::Fact;
use ratatui::{
    Frame,
    layout::Rect,
    text::{Line, Span},
};
use unicode_width::UnicodeWidthStr as _;

/// Columns from which the facts are in two columns.
const BESIDE: u16 = 70;
/// Rows from which there is room for the facts.
const TALL: u16 = 16;
/// Rows of the facts.
const ROWS: u16 = 7;
/// Minimum width of the labels.
const LABEL: usize = 10;

/// Returns the number of rows for the facts in a body of this height; 0 if there is no room for them.
pub(super) fn rows(body: Rect) -> u16 {
    if body.height > TALL { ROWS } else { 0 }
}

/// Draws the name of the row, the reason of its failure if there is one, and its facts.
pub(super) fn draw(
    frame: &mut Frame<'_>,
    area: Rect,
    name: &str,
    failure: Option<&str>,
    facts: &[Fact],
    theme: &Theme,
) {
    let inner = parts::inner(area);
    parts::put(frame, inner, 0, Line::styled(parts::cut(name, usize::from(inner.width)), theme.strong));
    let mut y = 1;
    if let Some(failure) = failure {
        let room = Rect { height: 2, ..parts::below(inner, y) };
        y += parts::wrapped(frame, room, failure, theme.bad).min(2);
    }
    let columns = if inner.width >= BESIDE { 2 } else { 1 };
    let width = inner.width / columns;
    let labels = facts.iter().filter_map(|fact| fact.label).map(|label| label.width() + 2);
    let labels = labels.max().unwrap_or_default().max(LABEL);
    for (at, fact) in (0_u16..).zip(facts) {
        let column = parts::after(parts::below(inner, y + at / columns), at % columns * width);
        let label = Span::styled(format!("{:<labels$}", fact.label.unwrap_or_default()), theme.dim);
        let text = parts::cut(&theme.words(&fact.text), usize::from(width).saturating_sub(labels + 2));
        let line = Line::from(vec![label, Span::styled(text, theme.text)]);
        parts::put(frame, Rect { width, ..column }, 0, line);
    }
}
