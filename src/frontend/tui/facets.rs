//! Facets that filter a list.

use super::{Theme, parts};
use crate::{catalog::Facet, wizard::narrowing::Narrowing};
use ratatui::{
    Frame,
    layout::Rect,
    text::{Line, Span},
};
use unicode_width::UnicodeWidthStr as _;

/// Column of a facet's group.
const GROUP: usize = 10;
/// Least column of a facet's label.
const LABEL: usize = 20;
/// Columns next to the label.
const OTHERS: usize = 3 + GROUP + 2 + 5;

/// Draws the facets with the number of rows each would leave; the group precedes its first row, and the first
/// visible one.
pub fn draw(frame: &mut Frame<'_>, area: Rect, narrowing: &Narrowing, theme: &Theme) {
    let facets = narrowing.facets();
    let chosen = narrowing.cursor().row(facets.len());
    let top = narrowing.cursor().window(facets.len(), usize::from(area.height.max(1)));
    let longest = facets.iter().map(|facet| facet.label.width() + 1).max().unwrap_or_default();
    let label = longest.min(usize::from(area.width).saturating_sub(OTHERS)).max(LABEL);
    let mut before = None;
    for ((y, at), facet) in (0..area.height).zip(top..).zip(facets.iter().skip(top)) {
        let group = if before == Some(facet.group) { "" } else { facet.group.heading };
        before = Some(facet.group);
        parts::put(frame, area, y, row(facet, group, label, at == chosen, theme));
    }
}

fn row(facet: &Facet, group: &str, label: usize, focus: bool, theme: &Theme) -> Line<'static> {
    let pointer = if focus { Span::styled(" ❯ ", theme.accent) } else { Span::raw("   ") };
    let style = if focus { theme.chosen } else { theme.text };
    let sign = if facet.chosen { Span::styled("✓ ", theme.good) } else { Span::raw("  ") };
    Line::from(vec![
        pointer,
        Span::styled(parts::column(group, GROUP), theme.dim),
        sign,
        Span::styled(parts::column(&facet.label, label), style),
        Span::styled(format!("{:>4}", facet.count), theme.dim),
    ])
}
