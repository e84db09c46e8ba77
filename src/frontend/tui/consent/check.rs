//! Facts of the wait for consent, one below the other. A fact that is only good to know takes one row and is cut there.

use crate::{
    frontend::tui::{Theme, parts, tones},
    wizard::{Fact, Tone},
};
use ratatui::{
    Frame,
    layout::Rect,
    text::{Line, Span},
};

/// Returns the place of a fact where there is no room for all: problems come first.
pub(super) fn rank(fact: &Fact) -> u8 {
    u8::from(!is_problem(fact))
}

/// Draws a fact in the rows there are and returns those it took.
pub(super) fn draw(frame: &mut Frame<'_>, area: Rect, fact: &Fact, theme: &Theme) -> u16 {
    let beside = parts::after(area, 2);
    let text = theme.words(&fact.text);
    // Half an address is of no use; half a sentence on a problem still helps.
    let fits = !fact.is_exact || parts::wrap(&text, beside.width).len() <= usize::from(area.height);
    if area.height == 0 || !fits {
        return 0;
    }
    parts::put(frame, area, 0, Line::from(sign(fact.tone, theme)));
    if fact.is_exact || is_problem(fact) {
        return parts::wrapped(frame, beside, &text, theme.text).min(area.height);
    }
    parts::put(frame, beside, 0, Line::styled(parts::cut(&text, usize::from(beside.width)), theme.text));
    1
}

/// Returns the sign of a tone, with a blank behind it.
pub(super) fn sign(tone: Tone, theme: &Theme) -> Span<'static> {
    Span::styled(tones::sign(tone), tones::style(tone, theme.dim, theme))
}

fn is_problem(fact: &Fact) -> bool {
    matches!(fact.tone, Tone::Bad | Tone::Warning)
}
