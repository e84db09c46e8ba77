//! A line as it is drawn: cut to the columns there are, around the cursor.

use crate::text::safe::display_safe;
use std::borrow::Cow;
use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

/// Dots that a masked text shows at most, so that the length of a long secret is hidden.
const DOTS: usize = 24;
/// Columns below which there is no room for the marks of cut text.
const NARROW: usize = 6;

/// The part of a line that is seen, and the column of the cursor in it.
#[derive(Clone, PartialEq, Eq)]
pub struct VisibleText {
    /// Text within the requested width. `…` marks cut text.
    pub text: String,
    /// From 0, and inside the columns there are.
    pub cursor: u16,
}

/// Grapheme as it is drawn, with its width. A terminal measures each by itself, so the width of a complete text would
/// be wrong for scripts that join.
type Cell<'a> = (Cow<'a, str>, usize);

impl VisibleText {
    pub(super) fn new(before: &str, after: &str, width: u16, masked: bool) -> Self {
        let width = usize::from(width);
        let (mut cells, right) = if masked {
            dots(before, after)
        } else {
            let mut left = cells(before.graphemes(true).rev(), width);
            left.reverse();
            (left, cells(after.graphemes(true), width))
        };
        let cursor = cells.iter().map(|cell| cell.1).sum();
        cells.extend(right);
        cut(&cells, cursor, width)
    }
}

/// Returns the cells on one side of the cursor, the nearest first, until they are wider than the line. More are never
/// seen, and would be drawn at each key.
fn cells<'a>(graphemes: impl Iterator<Item = &'a str>, width: usize) -> Vec<Cell<'a>> {
    let cell = |grapheme| {
        let shown = match display_safe(grapheme) {
            // A mark without a letter would join the character before it.
            alone if alone.width() == 0 => Cow::Owned(format!("◌{alone}")),
            shown => shown,
        };
        let width = shown.graphemes(true).map(UnicodeWidthStr::width).sum();
        (shown, width)
    };
    let mut used = 0;
    let is_needed = |cell: &Cell<'_>| {
        let is_needed = used <= width;
        used += cell.1;
        is_needed
    };
    graphemes.map(cell).take_while(is_needed).collect()
}

fn dots(before: &str, after: &str) -> (Vec<Cell<'static>>, Vec<Cell<'static>>) {
    let (left, right) = (before.graphemes(true).take(DOTS).count(), after.graphemes(true).take(DOTS).count());
    // Inside a long secret the cursor stays off the end, which would show that it is there.
    let left = if right > 0 { left.min(DOTS - 1) } else { left.min(DOTS) };
    let row = |count| vec![(Cow::Borrowed("•"), 1); count];
    (row(left), row(right.min(DOTS - left)))
}

fn cut(cells: &[Cell<'_>], cursor: usize, width: usize) -> VisibleText {
    let total: usize = cells.iter().map(|cell| cell.1).sum();
    // Two thirds before the cursor and one behind it; the column behind the end is for the cursor.
    let first = cursor.saturating_sub(width * 2 / 3).min((total + 1).saturating_sub(width));
    let marks = width >= NARROW;
    let (cut_left, cut_right) = (marks && first > 0, marks && total >= first + width);
    let (from, to) = (first + usize::from(cut_left), first + width - usize::from(cut_right));

    let mut text = String::from(if cut_left { "…" } else { "" });
    let mut column = 0;
    for (shown, wide) in cells {
        let (start, end) = (column, column + wide);
        column = end;
        if from <= start && end <= to {
            text.push_str(shown);
        } else {
            // Half a character cannot be drawn: its columns inside stay blank.
            text.extend(std::iter::repeat_n(' ', end.min(to).saturating_sub(start.max(from))));
        }
    }
    text.push_str(if cut_right { "…" } else { "" });
    VisibleText { text, cursor: u16::try_from(cursor - first).unwrap_or(u16::MAX) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn shown(before: &str, after: &str, width: u16) -> (String, u16) {
        let shown = VisibleText::new(before, after, width, false);
        (shown.text, shown.cursor)
    }

    #[test]
    fn a_line_that_fits_is_shown_whole() {
        assert_eq!(shown("ab", "cd", 5), ("abcd".into(), 2));
        assert_eq!(shown("日e\u{301}", "", 4), ("日e\u{301}".into(), 3));
    }

    #[test]
    fn what_is_cut_off_is_marked_and_the_cursor_stays_in_sight() {
        assert_eq!(shown("abcdefghij", "", 6), ("…ghij".into(), 5));
        assert_eq!(shown("", "abcdefghij", 6), ("abcde…".into(), 0));
        assert_eq!(shown("abcdef", "ghijklm", 6), ("…defg…".into(), 4));
    }

    #[test]
    fn half_a_wide_character_is_a_blank() {
        assert_eq!(shown("a日本日本b", "", 6), ("… 本b".into(), 5));
        assert_eq!(shown("", "日本日本", 6), ("日本 …".into(), 0));
    }

    #[test]
    fn what_cannot_be_seen_is_shown_by_its_number() {
        assert_eq!(shown("a\u{202e}", "", 20), ("a⟨U+202E⟩".into(), 9));
        assert_eq!(shown("\u{301}", "a", 20), ("◌\u{301}a".into(), 1));
    }

    #[test]
    fn a_mask_shows_no_more_than_24_dots() {
        let masked = |before: &str, after: &str| {
            let shown = VisibleText::new(before, after, 80, true);
            (shown.text.chars().count(), shown.cursor)
        };
        assert_eq!(masked("日e\u{301}", "c"), (3, 2));
        assert_eq!(masked(&"x".repeat(24), ""), (24, 24));
        assert_eq!(masked(&"x".repeat(100), ""), (24, 24));
        assert_eq!(masked(&"x".repeat(100), "x"), (24, 23));
        assert_eq!(masked("", &"x".repeat(100)), (24, 0));
    }

    proptest! {
        #[test]
        fn cells_outside_the_line_change_nothing(
            before in "[a日👩\u{301}\u{200d}\u{202e}ل ]{0,60}",
            after in "[a日👩\u{301}\u{200d}\u{202e}ل ]{0,60}",
            width in 0..20_usize,
        ) {
            let all = |text: &str| cells(text.graphemes(true), usize::MAX - 1).into_iter().map(|(shown, wide)| (Cow::Owned(shown.into_owned()), wide)).collect::<Vec<Cell<'static>>>();
            let (mut whole, right) = (all(&before), all(&after));
            let cursor = whole.iter().map(|cell| cell.1).sum();
            whole.extend(right);
            let (expected, seen) = (cut(&whole, cursor, width), VisibleText::new(&before, &after, u16::try_from(width).expect("a width"), false));
            prop_assert_eq!((seen.text, seen.cursor), (expected.text, expected.cursor));
        }

        #[test]
        fn is_never_wider_than_asked(
            before in "[a日👩\u{301}\u{200d}🚀\u{202e}ل ا]{0,30}",
            after in ".{0,30}",
            width: u8,
            masked: bool,
        ) {
            let shown = VisibleText::new(&before, &after, u16::from(width), masked);
            let wide: usize = shown.text.graphemes(true).map(UnicodeWidthStr::width).sum();
            prop_assert!(wide <= usize::from(width), "{} > {width}: {:?}", wide, shown.text);
            prop_assert!(shown.cursor < u16::from(width).max(1));
        }
    }
}
