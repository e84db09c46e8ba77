use super::*;
use proptest::prelude::*;
use ratatui::style::{Color, Modifier};
use rstest::rstest;
use vt100::Parser;

/// Size of the screens here: rows long enough for gaps, and few of them.
const SIZE: Size = Size { width: 16, height: 3 };

fn canvas() -> Canvas {
    Canvas::new(SIZE)
}

fn lines(frame: &mut Frame<'_>, lines: &[(&str, Style)]) {
    for ((text, style), y) in lines.iter().zip(0..) {
        frame.buffer_mut().set_stringn(0, y, text, SIZE.width.into(), *style);
    }
}

/// Returns the bytes of the last of some frames.
fn bytes(frames: &[&[(&str, Style)]]) -> String {
    let mut canvas = canvas();
    let mut out = Vec::new();
    for frame in frames {
        out.clear();
        canvas.draw(|target| lines(target, frame), &mut out);
    }
    String::from_utf8(out).expect("text")
}

const PLAIN: Style = Style::new();
const BOLD: Style = Style::new().add_modifier(Modifier::BOLD);

#[rstest]
#[case::nothing(&[("same", PLAIN)], &[("same", PLAIN)], "")]
#[case::one_letter(&[("hello", PLAIN)], &[("hallo", PLAIN)], "\x1b[1;2Ha")]
#[case::short_gap_is_written(&[("abcde", PLAIN)], &[("Abcde", PLAIN), ("", PLAIN)], "\x1b[1HA")]
#[case::gap(&[("abcde", PLAIN)], &[("AbcDe", PLAIN)], "\x1b[1HAbcD")]
#[case::long_gap(&[("abcdefg", PLAIN)], &[("AbcdefG", PLAIN)], "\x1b[1HA\x1b[5CG")]
#[case::gap_in_another_style(&[("abc", BOLD)], &[("abc", PLAIN)], "\x1b[1Habc")]
#[case::shorter(&[("a long line", PLAIN)], &[("a", PLAIN)], "\x1b[1;3H\x1b[K")]
#[case::one_style(&[], &[("a b", BOLD)], "\x1b[1H\x1b[1ma b\x1b[0m")]
#[case::blanks_in_another_style(&[("    ", BOLD)], &[("    ", PLAIN)], "\x1b[1H\x1b[K")]
#[case::wide_becomes_narrow(&[("日本", PLAIN)], &[("a 本", PLAIN)], "\x1b[1Ha ")]
fn frame_after_another_takes_the_fewest_bytes(
    #[case] before: &[(&str, Style)],
    #[case] after: &[(&str, Style)],
    #[case] expected: &str,
) {
    assert_eq!(bytes(&[before, after]), expected);
}

#[test]
fn first_frame_clears_the_screen_and_hides_the_cursor() {
    assert_eq!(bytes(&[&[("a", PLAIN)]]), "\x1b[m\x1b[2J\x1b[1Ha\x1b[?25l");
}

#[rstest]
#[case::shown(None, Some((2, 1)), "\x1b[2;3H\x1b[?25h")]
#[case::moved(Some((2, 1)), Some((3, 1)), "\x1b[2;4H")]
#[case::unmoved(Some((2, 1)), Some((2, 1)), "")]
#[case::hidden(Some((2, 1)), None, "\x1b[?25l")]
fn cursor_is_written_if_it_has_changed(
    #[case] before: Option<(u16, u16)>,
    #[case] after: Option<(u16, u16)>,
    #[case] expected: &str,
) {
    let mut canvas = canvas();
    let mut out = Vec::new();
    for cursor in [before, after] {
        out.clear();
        let place = |frame: &mut Frame<'_>| cursor.into_iter().for_each(|at| frame.set_cursor_position(at));
        canvas.draw(place, &mut out);
    }
    assert_eq!(String::from_utf8_lossy(&out), expected);
}

#[rstest]
#[case::direction("\u{202e}", "\u{fffd}")]
#[case::escape("\x1b", "\u{fffd}")]
#[case::c1("\u{9b}", "\u{fffd}")]
#[case::tag("a\u{e0041}", "\u{fffd}")]
#[case::joined_emoji("👩\u{200d}🚀", "👩\u{200d}🚀")]
#[case::wide("日\u{202e}", "\u{fffd} ")]
fn hostile_cell_is_replaced_as_it_is_written(#[case] symbol: &str, #[case] written: &str) {
    let mut canvas = canvas();
    let mut out = Vec::new();
    canvas.draw(|frame| lines(frame, &[("..", PLAIN)]), &mut out);
    out.clear();
    let draw = |frame: &mut Frame<'_>| {
        frame.buffer_mut()[(0, 0)].set_symbol(symbol);
        frame.buffer_mut()[(2, 0)].set_symbol("b");
    };
    canvas.draw(draw, &mut out);
    let text = String::from_utf8(out).expect("text");
    assert!(text.starts_with(&format!("\x1b[1H{written}")), "{text:?}");
}

#[test]
fn cursor_returns_after_cells_were_written() {
    let mut canvas = canvas();
    let mut out = Vec::new();
    for text in ["a", "b"] {
        out.clear();
        let draw = |frame: &mut Frame<'_>| {
            lines(frame, &[(text, PLAIN)]);
            frame.set_cursor_position((2, 1));
        };
        canvas.draw(draw, &mut out);
    }
    assert_eq!(String::from_utf8_lossy(&out), "\x1b[1Hb\x1b[2;3H");
}

fn any_style() -> impl Strategy<Value = Style> {
    let color = || {
        prop_oneof![
            4 => Just(Color::Reset),
            1 => Just(Color::Cyan),
            1 => Just(Color::Indexed(200)),
            1 => Just(Color::Rgb(1, 2, 3)),
        ]
    };
    let modifiers = [
        Modifier::empty(),
        Modifier::BOLD,
        Modifier::DIM,
        Modifier::UNDERLINED,
        Modifier::REVERSED,
        Modifier::BOLD.union(Modifier::UNDERLINED),
    ];
    (color(), color(), proptest::sample::select(modifiers.to_vec()))
        // A cell keeps no modifier of a text beneath: vt100 knows bold or dim, but not both.
        .prop_map(|(fg, bg, modifier)| Style::reset().fg(fg).bg(bg).add_modifier(modifier))
}

/// Pieces of text, with their columns, rows and styles.
fn any_frame() -> impl Strategy<Value = Vec<(u16, u16, String, Style)>> {
    let piece = (0..SIZE.width, 0..SIZE.height, "[ab 日é]{0,12}", any_style());
    proptest::collection::vec(piece, 0..8)
}

/// Returns text and style of each cell of a screen. Of a blank, only visible attributes count.
fn cells(screen: &vt100::Screen) -> Vec<String> {
    let positions = (0..SIZE.height).flat_map(|row| (0..SIZE.width).map(move |column| (row, column)));
    let describe = |(row, column)| {
        let cell = screen.cell(row, column).expect("a cell");
        let text = if cell.has_contents() { cell.contents() } else { " " };
        let (background, underline, inverse) = (cell.bgcolor(), cell.underline(), cell.inverse());
        let visible = (text != " " || inverse || underline).then(|| (cell.fgcolor(), cell.bold(), cell.dim()));
        format!("{row}:{column} {text:?} {background:?} {underline} {inverse} {visible:?}")
    };
    positions.map(describe).collect()
}

proptest! {
    #[test]
    fn frame_after_others_looks_like_the_same_frame_alone(frames in proptest::collection::vec(any_frame(), 1..4)) {
        let draw = |canvas: &mut Canvas, pieces: &[(u16, u16, String, Style)], parser: &mut Parser| {
            let mut out = Vec::new();
            canvas.draw(|frame| {
                for (x, y, text, style) in pieces {
                    frame.buffer_mut().set_stringn(*x, *y, text, SIZE.width.into(), *style);
                }
            }, &mut out);
            parser.process(&out);
        };
        let side = |length| std::num::NonZero::new(length).expect("a size");
        let new_screen = || Parser::new(side(SIZE.height), side(SIZE.width), 0);
        let (mut canvas, mut screen) = (canvas(), new_screen());
        for frame in &frames {
            draw(&mut canvas, frame, &mut screen);
        }
        let mut alone = new_screen();
        draw(&mut self::canvas(), frames.last().expect("a frame"), &mut alone);
        prop_assert_eq!(cells(screen.screen()), cells(alone.screen()));
    }
}
