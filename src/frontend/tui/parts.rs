//! Parts that all views share.

use super::{Theme, line::draw_line};
use crate::{
    text::{
        columns::{columns, single_columns},
        count,
        safe::display_safe,
    },
    wizard::input::LineEditor as Input,
};
use ratatui::{
    Frame,
    layout::{Constraint, Position, Rect},
    style::Style,
    text::{Line, Span},
    widgets::{Block, BorderType, Clear},
};
use std::time::Duration;
use unicode_segmentation::UnicodeSegmentation as _;
use unicode_width::UnicodeWidthStr as _;

/// Draws one line at a height of an area, cut at its edge.
pub fn put<'a>(frame: &mut Frame<'_>, area: Rect, row: u16, line: impl Into<Line<'a>>) {
    if row < area.height {
        let at = Rect { y: area.y + row, height: 1, ..area };
        draw_line(frame.buffer_mut(), at, &line.into());
    }
}

/// Returns a column of a width, with the characters that matched set off and a blank behind it; nothing without width.
pub fn marked(text: &str, marks: &[u32], width: usize, style: Style, theme: &Theme) -> Vec<Span<'static>> {
    if width == 0 {
        return Vec::new();
    }
    if marks.is_empty() {
        return vec![Span::styled(column(text, width - 1), style), Span::raw(" ")];
    }
    let text = column(text, width - 1);
    let mut spans: Vec<Span<'static>> = Vec::new();
    let mut run = (String::new(), false);
    for (at, c) in (0_u32..).zip(text.chars()) {
        let mark = marks.binary_search(&at).is_ok();
        if mark != run.1 && !run.0.is_empty() {
            let styled = if run.1 { theme.mark } else { style };
            spans.push(Span::styled(std::mem::take(&mut run.0), styled));
        }
        run.1 = mark;
        run.0.push(c);
    }
    spans.push(Span::styled(run.0, if run.1 { theme.mark } else { style }));
    spans.push(Span::raw(" "));
    spans
}

/// The area without its first rows.
pub fn below(area: Rect, rows: u16) -> Rect {
    let rows = rows.min(area.height);
    Rect { y: area.y + rows, height: area.height - rows, ..area }
}

/// The area without its first columns.
pub fn after(area: Rect, columns: u16) -> Rect {
    let columns = columns.min(area.width);
    Rect { x: area.x + columns, width: area.width - columns, ..area }
}

/// The longest line of words: the eye loses the way back from the end of a longer one.
pub const MEASURE: u16 = 100;

/// Draws wrapped text, and returns the rows it takes. Text without room is cut, with a mark.
pub fn wrapped(frame: &mut Frame<'_>, area: Rect, text: &str, style: Style) -> u16 {
    let area = Rect { width: area.width.min(MEASURE), ..area };
    let mut lines = wrap(text, area.width);
    let rows = u16::try_from(lines.len()).unwrap_or(u16::MAX);
    if rows > area.height {
        lines.truncate(area.height.into());
        if let Some(last) = lines.last_mut() {
            *last = cut(&format!("{last} …"), area.width.into());
        }
    }
    for (row, line) in (0..area.height).zip(lines) {
        put(frame, area, row, Span::styled(line, style));
    }
    rows
}

/// Breaks a text at blanks into lines of at most this width; words longer than a line are broken anywhere.
pub fn wrap(text: &str, width: u16) -> Vec<String> {
    let width = usize::from(width.max(1));
    let mut lines = Vec::new();
    let mut line = String::new();
    for word in display_safe(text).split(' ') {
        let gap = usize::from(!line.is_empty());
        if columns(&line) + gap + columns(word) <= width {
            if gap == 1 {
                line.push(' ');
            }
            line.push_str(word);
            continue;
        }
        if !line.is_empty() {
            lines.push(std::mem::take(&mut line));
        }
        let mut pieces = chunks(word, width);
        line = pieces.pop().unwrap_or_default();
        lines.extend(pieces);
    }
    if !line.is_empty() || lines.is_empty() {
        lines.push(line);
    }
    lines
}

/// Breaks a text into pieces that fill this width, at any character.
pub fn chunks(text: &str, width: usize) -> Vec<String> {
    let mut pieces = vec![String::new()];
    let mut used = 0;
    for grapheme in text.graphemes(true) {
        let wide = grapheme.width();
        if used + wide > width && used > 0 {
            pieces.push(String::new());
            used = 0;
        }
        used += wide;
        if let Some(piece) = pieces.last_mut() {
            piece.push_str(grapheme);
        }
    }
    pieces
}

/// A text in at most this many columns, its end replaced by `…` where it does not fit; control characters shown.
pub fn cut(text: &str, width: usize) -> String {
    if let Some(columns) = single_columns(text) {
        return match width {
            _ if columns <= width => text.to_owned(),
            0 => String::new(),
            _ => text.chars().take(width - 1).chain(['…']).collect(),
        };
    }
    let safe = display_safe(text);
    if safe.width() <= width {
        return safe.into_owned();
    }
    let mut piece = chunks(&safe, width.saturating_sub(1)).into_iter().next().unwrap_or_default();
    if width > 0 {
        piece.push('…');
    }
    piece
}

/// A text in at most this many columns, its beginning replaced by `…` where it does not fit: the end of a path says
/// more than its beginning.
pub fn cut_front(text: &str, width: usize) -> String {
    let safe = display_safe(text);
    let mut left = safe.width();
    if left <= width {
        return safe.into_owned();
    }
    let mut graphemes = safe.graphemes(true);
    while left + 1 > width {
        let Some(gone) = graphemes.next() else { break };
        left = left.saturating_sub(gone.width());
    }
    format!("…{}", graphemes.as_str())
}

/// The same as [`cut`], filled up with blanks, for a column.
pub fn column(text: &str, width: usize) -> String {
    let mut text = cut(text, width);
    let fill = width.saturating_sub(columns(&text));
    text.extend(std::iter::repeat_n(' ', fill));
    text
}

/// Returns the sign for this many lines below those that are shown.
pub fn more(lines: usize) -> String {
    if lines > 0 { format!("… {}, ↓", count(lines, "more line", "more lines")) } else { "(end)".to_owned() }
}

/// Returns a cell of a table, cut or filled up to this width, with a blank at its end. One of width 0 is empty.
pub fn cell(text: &str, width: usize, style: Style) -> Span<'static> {
    let text = if width == 0 { String::new() } else { format!("{} ", column(text, width - 1)) };
    Span::styled(text, style)
}

/// A line under edit in a row of an area. The terminal's cursor goes there when it has the focus.
pub fn edit(frame: &mut Frame<'_>, area: Rect, row: u16, line: &Input, masked: bool, focus: bool, style: Style) {
    if row >= area.height || area.width == 0 {
        return;
    }
    let shown = line.view(area.width, masked);
    put(frame, area, row, Line::styled(shown.text, style));
    if focus {
        let x = area.x + shown.cursor.min(area.width - 1);
        frame.set_cursor_position(Position::new(x, area.y + row));
    }
}

/// A sign that turns while something is awaited.
pub fn spinner(since: Duration) -> &'static str {
    const FRAMES: [&str; 10] = ["⠋", "⠙", "⠹", "⠸", "⠼", "⠴", "⠦", "⠧", "⠇", "⠏"];
    let turn = usize::try_from(since.as_millis() / 100).unwrap_or(0);
    FRAMES.get(turn % FRAMES.len()).copied().unwrap_or("⠋")
}

/// Minutes and seconds.
pub fn clock(time: Duration) -> String {
    let seconds = time.as_secs();
    format!("{}:{:02}", seconds / 60, seconds % 60)
}

/// Returns `✓` or `✗`, so that meaning does not depend on color alone.
pub fn sign(good: bool, theme: &Theme) -> Span<'static> {
    if good { Span::styled("✓ ", theme.good) } else { Span::styled("✗ ", theme.bad) }
}

/// Draws a box in the middle of the screen, and returns the room in it.
pub fn window(frame: &mut Frame<'_>, title: &str, width: u16, height: u16, theme: &Theme) -> Rect {
    let area = frame.area().centered(Constraint::Length(width), Constraint::Length(height));
    frame.render_widget(Clear, area);
    let block = Block::bordered()
        .border_type(BorderType::Rounded)
        .border_style(theme.dim)
        .title(Span::styled(format!(" {title} "), theme.strong));
    let inner = block.inner(area);
    frame.render_widget(block, area);
    // A field below may have placed the terminal's cursor, which belongs to the topmost part.
    frame.set_cursor_position(Position::new(inner.right().saturating_sub(1), inner.bottom().saturating_sub(1)));
    after(Rect { width: inner.width.saturating_sub(1), ..inner }, 1)
}

/// Returns an area without its first and last column.
pub fn inner(area: Rect) -> Rect {
    after(Rect { width: area.width - 1, ..area }, 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cutting_and_filling_count_columns_not_characters() {
        assert_eq!(cut("日本語テキスト", 7), "日本語…");
        assert_eq!(column("日本", 6), "日本  ");
        assert_eq!(column("abc", 2), "a…");
        assert_eq!(column("", 3), "   ");
        assert_eq!((cut_front("/a/日本語", 6), cut_front("abc", 3)), ("…本語".into(), "abc".into()));
    }

    #[test]
    fn wrapping_loses_no_word_and_breaks_what_has_no_blank() {
        assert_eq!(wrap("one two three", 7), ["one two", "three"]);
        assert_eq!(wrap("abcdefghij k", 4), ["abcd", "efgh", "ij k"]);
        assert_eq!(wrap("", 4), [""]);
    }
}
