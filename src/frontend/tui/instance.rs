//! Created instance above, the complete answer below, next to the request if there is room.

use super::{Theme, card, parts, viewer};
use crate::{
    document::compare::Change,
    wizard::steps::instance::{InstanceStep, Side},
};
use ratatui::{
    Frame,
    layout::{Position, Rect},
    text::{Line, Span},
};

/// Columns from which both documents fit next to each other.
const WIDE: u16 = 120;

/// Draws the instance and the answer.
pub fn draw(frame: &mut Frame<'_>, area: Rect, step: &InstanceStep, theme: &Theme) {
    let card = step.card();
    card::draw(frame, area, card::rows(area, step.viewer(), &card), &card, theme);
    for (side, pane) in panes(area, step) {
        let shown = match (side, &step.request) {
            (Side::Request, Some(request)) => request,
            _ => &step.answer,
        };
        let pane = if step.comparing {
            parts::put(frame, pane, 0, title(step, side, theme));
            parts::below(pane, 1)
        } else {
            pane
        };
        viewer::draw(frame, pane, shown, side == step.side, theme);
    }
}

/// Returns the area of the document that the keys move in.
pub fn pane(area: Rect, step: &InstanceStep) -> Rect {
    let pane = panes(area, step).into_iter().find(|(side, _)| *side == step.side).map_or(area, |(_, pane)| pane);
    if step.comparing { parts::below(pane, 1) } else { pane }
}

/// Returns true if a position is in the other of two documents.
pub fn is_beside(area: Rect, step: &InstanceStep, at: Position) -> bool {
    panes(area, step).into_iter().any(|(side, pane)| side != step.side && pane.contains(at))
}

/// Returns the areas of the visible documents, titles included.
fn panes(area: Rect, step: &InstanceStep) -> Vec<(Side, Rect)> {
    let below = parts::below(area, card::rows(area, step.viewer(), &step.card()));
    if !step.comparing || area.width < WIDE {
        return vec![(step.side, below)];
    }
    let half = area.width / 2;
    let left = Rect { width: half - 1, ..below };
    vec![(Side::Request, left), (Side::Answer, parts::after(below, half))]
}

fn title(step: &InstanceStep, side: Side, theme: &Theme) -> Line<'static> {
    let (name, signs): (_, &[Change]) = match side {
        Side::Request => ("Request", &[Change::Dropped]),
        Side::Answer => ("Answer", &[Change::Added, Change::Changed, Change::Masked]),
    };
    let here = side == step.side;
    let name = if here { format!(" ‹ {name} ›  ") } else { format!("   {name}    ") };
    let mut line = vec![Span::styled(name, if here { theme.strong } else { theme.dim })];
    for change in signs.iter().filter(|change| step.count(**change) > 0) {
        let (sign, word) = viewer::sign(*change);
        line.push(Span::styled(format!(" {sign} "), theme.warn));
        line.push(Span::styled(format!("{} {word} ", step.count(*change)), theme.dim));
    }
    Line::from(line)
}
