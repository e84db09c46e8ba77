//! Created instance above, the complete answer below, next to the request if there is room.

use super::{Theme, parts, viewer};
use crate::{
    document::compare::Change,
    text::MASK,
    wizard::{
        Tone,
        command::Action,
        mouse::Spot,
        sentence,
        steps::response::{Response, Side, Test},
    },
};
use ratatui::{
    Frame,
    layout::{Position, Rect},
    style::Style,
    text::{Line, Span},
};
use unicode_width::UnicodeWidthStr as _;

/// Columns from which both documents fit next to each other.
const WIDE: u16 = 120;
/// From here on there is room for the facts.
const TALL: u16 = 16;

/// Draws the instance and the answer.
pub fn draw(frame: &mut Frame<'_>, area: Rect, step: &Response, theme: &Theme) {
    let above = above(area, step);
    if above > 0 {
        identity(frame, area, step, theme);
        token(frame, area, step, theme);
    }
    if area.height >= TALL {
        facts(frame, area, step, theme);
    } else if above > 0 && step.test != Test::None {
        let (words, style) = tested(step, theme);
        let words = parts::cut(&words, usize::from(area.width).saturating_sub(4));
        parts::put(frame, area, 2, Line::styled(format!("   {words}"), style));
    }
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

/// Returns the rows of the focused document that fit.
pub fn room(area: Rect, step: &Response) -> u16 {
    let pane = panes(area, step).into_iter().find(|(side, _)| *side == step.side).map_or(area, |(_, pane)| pane);
    let pane = if step.comparing { parts::below(pane, 1) } else { pane };
    viewer::rows(pane, step.viewer()).height
}

/// Returns the target of the mouse at a position.
pub fn spot(area: Rect, step: &Response, at: Position) -> Spot {
    match panes(area, step).into_iter().find(|(_, pane)| pane.contains(at)) {
        Some((side, _)) if side != step.side => Spot::Beside,
        Some((_, pane)) => {
            let pane = if step.comparing { parts::below(pane, 1) } else { pane };
            viewer::row_at(pane, step.viewer(), at.y).map_or(Spot::Nothing, Spot::Row)
        }
        None => Spot::Nothing,
    }
}

/// Returns the areas of the visible documents, titles included.
fn panes(area: Rect, step: &Response) -> Vec<(Side, Rect)> {
    let below = parts::below(area, above(area, step));
    if !step.comparing || area.width < WIDE {
        return vec![(step.side, below)];
    }
    let half = area.width / 2;
    let left = Rect { width: half - 1, ..below };
    vec![(Side::Request, left), (Side::Answer, parts::after(below, half))]
}

/// Returns the rows above the documents. On a low screen the keys come before the facts.
fn above(area: Rect, step: &Response) -> u16 {
    match area.height {
        TALL.. => 4,
        _ if viewer::is_cramped(parts::below(area, 3), step.viewer()) => 0,
        _ => 3,
    }
}

fn identity(frame: &mut Frame<'_>, area: Rect, step: &Response, theme: &Theme) {
    let instance = &step.made.instance;
    let width = usize::from(area.width);
    let took = step.made.took;
    // The time is unknown where the instance was found again.
    let took = if took.is_zero() { String::new() } else { format!(" · created in {} s", took.as_secs().max(1)) };
    let line = vec![
        Span::raw(" "),
        parts::sign(!instance.disabled && instance.valid, theme),
        Span::styled(format!("Instance {}", parts::cut(&instance.id, 24)), theme.accent),
        Span::styled(format!("  {}", parts::cut(&step.name, width.saturating_sub(60).max(12))), theme.strong),
        Span::styled(format!("  {}{took}", instance.element), theme.dim),
    ];
    parts::put(frame, area, 0, Line::from(line));
}

fn token(frame: &mut Frame<'_>, area: Rect, step: &Response, theme: &Theme) {
    let width = usize::from(area.width);
    let mut line = vec![Span::styled("   Token  ", theme.dim)];
    if width >= 60 {
        line.extend([Span::styled(MASK, theme.masked), Span::raw("  ")]);
    }
    let room = width.saturating_sub(line.iter().map(Span::width).sum::<usize>());
    let token = step.describe_token();
    let text = theme.words(&token.text);
    line.push(match (token.tone, text.split_once('/')) {
        (Tone::Bad, _) => Span::styled(parts::cut(&format!("✗ {text}"), room), theme.bad),
        // The end of a path says more than its beginning.
        (_, Some((lead, path))) => {
            let path = parts::cut_front(&format!("/{path}"), room.saturating_sub(lead.width()));
            Span::styled(format!("{lead}{path}"), theme.text)
        }
        (_, None) => Span::styled(parts::cut(&text, room), theme.text),
    });
    parts::put(frame, area, 1, Line::from(line));
}

/// Draws the state of the instance, and the result of its test.
fn facts(frame: &mut Frame<'_>, area: Rect, step: &Response, theme: &Theme) {
    let instance = &step.made.instance;
    let state = match (instance.disabled, instance.valid) {
        (true, _) => "disabled",
        (false, false) => "not valid",
        (false, true) => "enabled",
    };
    let mut words = vec![state.to_owned()];
    words.extend(step.events().map(|on| if on { "events on".to_owned() } else { "events off".to_owned() }));
    if let Some(created) = &instance.created {
        words.push(format!("since {}", created.replace('T', " ").chars().take(16).collect::<String>()));
    }
    if !instance.tags.is_empty() {
        words.push(instance.tags.join(", "));
    }
    let (test, style) = tested(step, theme);
    let room = usize::from(area.width).saturating_sub(test.chars().count() + 6);
    let words = parts::cut(&words.join(" · "), room);
    parts::put(frame, area, 2, Line::styled(format!("   {words}"), theme.dim));
    let right = Rect { width: area.width.saturating_sub(1), ..area };
    parts::put(frame, right, 2, Line::styled(test, style).right_aligned());
}

/// Returns the result of the test and its style.
fn tested(step: &Response, theme: &Theme) -> (String, Style) {
    let Some(fact) = step.describe_test() else {
        return (theme.words(&sentence![Action::Ping, " tests it"]).into_owned(), theme.dim);
    };
    let text = theme.words(&fact.text);
    match fact.tone {
        Tone::Plain | Tone::Warning => (format!("{text} …"), theme.accent),
        Tone::Good => (format!("✓ {text}"), theme.good),
        Tone::Bad => {
            (theme.words(&sentence![format!("✗ {text} "), Action::Ping, " tests it again"]).into_owned(), theme.bad)
        }
    }
}

fn title(step: &Response, side: Side, theme: &Theme) -> Line<'static> {
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
