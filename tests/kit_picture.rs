//! Screens drawn as pictures.
#![cfg(test)]

mod kit;

use kit::Picture;
use ratatui::{
    buffer::Buffer,
    layout::Rect,
    style::{Color, Style, Stylize as _},
    text::Line,
};
use std::num::NonZeroU16;

fn buffer(lines: &[Line]) -> Buffer {
    let wide = lines.iter().map(Line::width).max().unwrap_or_default();
    let area = Rect::new(0, 0, u16::try_from(wide).expect("a narrow line"), u16::try_from(lines.len()).expect("few"));
    let mut buffer = Buffer::empty(area);
    for (row, line) in (0..).zip(lines) {
        buffer.set_line(0, row, line, area.width);
    }
    buffer
}

fn drawn(line: Line) -> String {
    Picture::of_buffer(&buffer(&[line]), "title").svg()
}

/// The lines of a drawing that hold text, frame aside.
fn texts(svg: &str) -> Vec<&str> {
    svg.lines().filter(|l| l.starts_with("<text")).skip(1).collect()
}

#[test]
fn neighbours_of_one_style_are_one_text() {
    let svg = drawn(Line::from(vec!["one ".into(), "two".into(), "three".bold()]));
    assert_eq!(texts(&svg).len(), 2, "{svg}");
    assert!(svg.contains(r##"x="20" y="55" textLength="63" lengthAdjust="spacingAndGlyphs" fill="#d5d9e2">one two<"##));
    assert!(svg.contains(r#"font-weight="bold">three<"#), "{svg}");
}

#[test]
fn wide_character_takes_two_columns() {
    let svg = drawn(Line::from("日本x"));
    let places: Vec<_> = texts(&svg).iter().filter_map(|t| t.split('"').nth(1)).collect();
    assert_eq!(places, ["29", "47", "60.5"], "{svg}");
}

#[test]
fn reverse_swaps_and_dim_fades() {
    let reversed = drawn(Line::from("x".fg(Color::Rgb(1, 2, 3)).reversed()));
    assert!(
        reversed.contains("fill=\"#010203\" shape-rendering") && reversed.contains("fill=\"#16181e\">x<"),
        "{reversed}"
    );
    let dim = drawn(Line::from("x".fg(Color::Rgb(0, 0, 0)).dim()));
    assert!(dim.contains("fill=\"#08090c\">x<"), "{dim}");
}

#[test]
fn text_cannot_become_markup() {
    let svg = Picture::of_buffer(&buffer(&[Line::from("<b>&\"</b>")]), "<title>").svg();
    assert!(svg.contains("&lt;b&gt;&amp;&quot;&lt;/b&gt;") && svg.contains("<title>&lt;title&gt;</title>"), "{svg}");
}

#[test]
fn blanks_are_not_drawn() {
    let svg = drawn(Line::from("  a  "));
    assert_eq!(texts(&svg), [r##"<text x="42.5" y="55" text-anchor="middle" fill="#d5d9e2">a</text>"##]);
}

#[test]
fn blocks_and_lines_join_up() {
    let svg = drawn(Line::from("█▀▄├"));
    assert!(texts(&svg).is_empty());
    assert!(svg.contains(r#"x="20" y="40" width="9" height="20""#), "{svg}");
    assert!(svg.contains(r#"x="38" y="50" width="9" height="10""#), "{svg}");
    assert!(svg.contains(r#"<path d="M51.5 40V60M51.5 50.5H56" "#), "{svg}");
}

#[test]
fn a_terminal_and_a_buffer_give_the_same_picture() {
    let line = Line::from(vec!["plain ".into(), "green".green().bold(), " ".into(), "日".on_blue(), "dim".dim()]);
    let mut terminal = vt100::Parser::new(NonZeroU16::MIN, NonZeroU16::new(17).expect("columns"), 0);
    terminal.process("\x1b[?25lplain \x1b[1;32mgreen\x1b[m \x1b[44m日\x1b[m\x1b[2mdim\x1b[m".as_bytes());
    assert_eq!(Picture::of_screen(terminal.screen(), "title").svg(), drawn(line));
}

#[test]
fn the_cursor_is_drawn_where_it_is() {
    let picture = Picture::of_buffer(&buffer(&[Line::from("abc"), Line::styled("d", Style::new())]), "title");
    assert!(picture.with_cursor(1, 2).svg().contains(r#"<rect x="38" y="61" width="2" height="18""#));
}
