//! One instance of the list: its card above the complete answer.

use super::{Theme, card, parts, status, viewer};
use crate::wizard::{Status, instance_card::InstanceCard, mouse::Spot, steps::details::DetailsStep};
use ratatui::{
    Frame,
    layout::{Position, Rect},
};

/// Draws the instance, or a question about it.
pub fn draw(frame: &mut Frame<'_>, area: Rect, step: &DetailsStep, words: &Status, card: &InstanceCard, theme: &Theme) {
    if let Some(asked) = step.asked() {
        status::draw_question(frame, parts::inner(area), words, asked.name(), theme);
        return;
    }
    card::draw(frame, area, card::rows(area, &step.viewer), card, theme);
    viewer::draw(frame, pane(area, step), &step.viewer, true, theme);
}

/// Returns the rows of the document that fit.
pub fn room(area: Rect, step: &DetailsStep) -> u16 {
    viewer::rows(pane(area, step), &step.viewer).height
}

/// Returns the target of the mouse at a position.
pub fn spot(area: Rect, step: &DetailsStep, at: Position) -> Spot {
    viewer::row_at(pane(area, step), &step.viewer, at.y).map_or(Spot::Nothing, Spot::Row)
}

fn pane(area: Rect, step: &DetailsStep) -> Rect {
    parts::below(area, card::rows(area, &step.viewer))
}
