//! One instance of the list: its card above the complete answer.

use super::{Theme, card, parts, status, viewer};
use crate::wizard::{Status, instance_card::InstanceCard, steps::details::DetailsStep};
use ratatui::{Frame, layout::Rect};

/// Draws the instance, or a question about it.
pub fn draw(frame: &mut Frame<'_>, area: Rect, step: &DetailsStep, words: &Status, card: &InstanceCard, theme: &Theme) {
    if let Some(asked) = step.asked() {
        status::draw_question(frame, parts::inner(area), words, asked.name(), theme);
        return;
    }
    card::draw(frame, area, card::rows(area, &step.viewer, card), card, theme);
    viewer::draw(frame, pane(area, step, card), &step.viewer, true, theme);
}

/// Returns the area of the document.
pub fn pane(area: Rect, step: &DetailsStep, card: &InstanceCard) -> Rect {
    parts::below(area, card::rows(area, &step.viewer, card))
}
