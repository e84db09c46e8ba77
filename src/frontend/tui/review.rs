//! The request, before it is sent.

use super::{Theme, parts, viewer};
use crate::wizard::{
    Status, Tone,
    steps::review::{RequestFormat, ReviewStep},
};
use ratatui::{
    Frame,
    layout::Rect,
    text::{Line, Span},
};
use unicode_width::UnicodeWidthStr as _;

/// Draws the request.
pub fn draw(frame: &mut Frame<'_>, area: Rect, step: &ReviewStep, status: &Status, theme: &Theme) {
    let title = parts::cut(&status.headline, usize::from(area.width).saturating_sub(2));
    parts::put(frame, area, 0, Line::styled(format!(" {title}"), theme.strong));
    let tab = |name: &'static str, on: bool| {
        if on {
            Span::styled(format!("‹ {name} ›"), theme.strong)
        } else {
            Span::styled(format!("  {name}  "), theme.dim)
        }
    };
    let call = status.facts.iter().find(|fact| fact.label.is_some());
    let at = call.map(|fact| theme.words(&fact.text)).unwrap_or_default();
    let tabs = vec![
        Span::raw(" "),
        tab("JSON", step.form == RequestFormat::Json),
        Span::raw(" "),
        tab("curl", step.form == RequestFormat::Curl),
    ];
    let used: usize = tabs.iter().map(|s| s.content.width()).sum();
    let mut line = tabs;
    line.push(Span::styled(
        format!("   {}", parts::cut(&at, usize::from(area.width).saturating_sub(used + 4))),
        theme.dim,
    ));
    parts::put(frame, area, 1, Line::from(line));
    for (y, words) in (2..).zip(warnings(area, status, theme)) {
        parts::put(frame, area, y, Line::styled(format!(" {words}"), theme.warn));
    }
    match step.form {
        RequestFormat::Json => viewer::draw(frame, pane(area, status, theme), &step.body, true, theme),
        RequestFormat::Curl => draw_text(frame, pane(area, status, theme), step, theme),
    }
}

/// Returns the part of the step's area in which the request is shown.
pub fn pane(area: Rect, status: &Status, theme: &Theme) -> Rect {
    let above = u16::try_from(warnings(area, status, theme).len()).unwrap_or(0);
    parts::below(area, 3 + above)
}

/// Returns the warnings about the consent, in rows.
fn warnings(area: Rect, status: &Status, theme: &Theme) -> Vec<String> {
    let warnings = status.facts.iter().filter(|fact| fact.tone == Tone::Warning);
    warnings
        .flat_map(|fact| parts::wrap(&format!("! {}", theme.words(&fact.text)), area.width.saturating_sub(2)))
        .collect()
}

/// At the very edge, without a box, so that the terminal's own selection takes it clean.
fn draw_text(frame: &mut Frame<'_>, area: Rect, step: &ReviewStep, theme: &Theme) {
    let lines: Vec<&str> = step.curl().lines().collect();
    let top = step.top.top().min(last_top(area, step));
    let rows = rows_of_text(area, step);
    for (y, text) in (0..rows).zip(lines.iter().skip(top)) {
        parts::put(frame, area, y, tinted(&parts::cut(text, usize::from(area.width)), theme));
    }
    if rows < area.height {
        let left = lines.len().saturating_sub(top + usize::from(rows));
        parts::put(frame, area, rows, Line::styled(parts::more(left), theme.dim));
    }
}

/// Returns the rows for the lines of the command: all, or all but that of the sign that there are more.
fn rows_of_text(area: Rect, step: &ReviewStep) -> u16 {
    let fits = step.curl().lines().count() <= usize::from(area.height);
    if fits { area.height } else { area.height.saturating_sub(1) }
}

/// Returns the last line that the command can begin with in this area.
pub fn last_top(area: Rect, step: &ReviewStep) -> usize {
    step.curl().lines().count().saturating_sub(usize::from(rows_of_text(area, step)))
}

/// Colors an entry's name and its value; a masked value has a color of its own.
pub(super) fn tinted(text: &str, theme: &Theme) -> Line<'static> {
    match text.split_once("\": ") {
        Some((name, value)) => {
            let masked = value.contains(crate::text::MASK) || value.contains("\"$");
            let style = if masked { theme.masked } else { theme.text };
            let (value, comma) = value.strip_suffix(',').map_or((value, ""), |value| (value, ","));
            Line::from(vec![
                Span::styled(format!("{name}\""), theme.key),
                Span::raw(": "),
                Span::styled(value.to_owned(), style),
                Span::raw(comma),
            ])
        }
        None => Line::styled(text.to_owned(), theme.text),
    }
}
