//! Choice of one of several pasted requests.

use super::{Theme, parts};
use crate::wizard::{RequestChoice, command::Action, list::Cursor, sentence};
use ratatui::{
    Frame,
    text::{Line, Span},
};

/// The widest it gets.
const WIDEST: u16 = 76;

/// Draws the requests over the step, each in one line.
pub fn draw(frame: &mut Frame<'_>, choice: &RequestChoice, theme: &Theme) {
    let screen = frame.area();
    let width = WIDEST.min(screen.width - 2);
    let (lead, uses) = if width < 60 { ("Which request? ", " · ") } else { ("Which request? · ", " uses it · ") };
    let title = sentence![lead, Action::Accept, uses, Action::Back, " none"];
    let all = choice.rows().len();
    let rows = u16::try_from(all).unwrap_or(u16::MAX).min(screen.height.saturating_sub(4));
    let area = parts::window(frame, &theme.words(&title), width, rows + 2, theme);
    let top = Cursor::at_row(choice.row()).window(all, usize::from(rows.max(1)));
    for (y, (at, row)) in (0..rows).zip(choice.rows().iter().enumerate().skip(top)) {
        let is_chosen = at == choice.row();
        let pointer = Span::styled(if is_chosen { "❯ " } else { "  " }, theme.accent);
        let words = parts::cut(&row.describe(), usize::from(area.width).saturating_sub(2));
        let style = if is_chosen { theme.chosen } else { theme.text };
        parts::put(frame, area, y, Line::from(vec![pointer, Span::styled(words, style)]));
    }
}
