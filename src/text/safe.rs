//! Foreign text made fit to be shown.
//!
//! What comes from a server, a browser or a file may hold characters that steer a terminal, turn the line around,
//! or are not seen at all. Each becomes something visible, so that what is on the screen is what is there.

use std::{
    borrow::Cow,
    fmt::{self, Write},
};
use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthChar;

/// As many marks as any script stacks on a letter; more is made to spill over the lines around it.
const MARKS: usize = 8;
/// The longest emoji takes ten characters.
const LENGTH: usize = 16;

/// Where Unicode's pictures of the control characters begin.
const PICTURES: u32 = 0x2400;
const JOINER: char = '\u{200d}';

/// The text with everything that is not plainly visible made visible.
///
/// A tab becomes one blank, a line's end `⏎`, other controls their pictures (`␛`), and what is invisible or turns
/// the text around a marker such as `⟨U+202E⟩`. What stacks more than eight marks is cut, and `⟨+5⟩` says by how many.
pub fn display_safe(text: &str) -> Cow<'_, str> {
    if text.bytes().all(|byte| matches!(byte, b' '..=b'~')) {
        return Cow::Borrowed(text);
    }
    let mut visible = String::with_capacity(text.len());
    // Writing to a string cannot fail.
    let _ = reveal(text, &mut visible);
    let mut safe = String::with_capacity(visible.len());
    for cluster in visible.graphemes(true) {
        let _ = trim(cluster, &mut safe);
    }
    if safe == text { Cow::Borrowed(text) } else { Cow::Owned(safe) }
}

/// Writes every hostile character as something visible, but for joiners: what they do depends on their neighbours.
fn reveal(text: &str, visible: &mut impl Write) -> fmt::Result {
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '\t' => visible.write_char(' ')?,
            '\n' => visible.write_char('⏎')?,
            // One end of a line to a reader.
            '\r' if chars.next_if_eq(&'\n').is_some() => visible.write_char('⏎')?,
            '\u{7f}' => visible.write_char('␡')?,
            '\0'..='\u{1f}' => visible.write_char(char::from_u32(PICTURES + u32::from(c)).unwrap_or('␀'))?,
            _ if c != JOINER && is_hostile(c) => marker(c, visible)?,
            _ => visible.write_char(c)?,
        }
    }
    Ok(())
}

/// Writes a cluster as long as it may be, and its joiners only while they join.
fn trim(cluster: &str, safe: &mut impl Write) -> fmt::Result {
    let (mut marks, mut joins) = (0, true);
    let mut chars = cluster.chars().enumerate().peekable();
    while let Some((kept, c)) = chars.next() {
        marks += usize::from(c.width() == Some(0));
        if marks > MARKS || kept == LENGTH {
            return write!(safe, "⟨+{}⟩", chars.count() + 1);
        }
        // Between two visible characters a joiner draws them as one, as in 👩‍🚀; anywhere else it only hides. The first
        // that is written out ends the cluster, so that none after it has anything to join.
        joins &= c != JOINER || kept + 1 < LENGTH && chars.peek().is_some_and(|(_, next)| next.width() > Some(0));
        if c == JOINER && !joins {
            marker(c, safe)?;
        } else {
            safe.write_char(c)?;
        }
    }
    Ok(())
}

fn marker(c: char, safe: &mut impl Write) -> fmt::Result {
    write!(safe, "⟨U+{:04X}⟩", u32::from(c))
}

/// Whether a cell of a screen may hold this as it is. A joiner may stand in it, since its neighbors are in the cell too.
pub fn is_safe_cell(symbol: &str) -> bool {
    symbol.chars().all(|c| c == JOINER || !is_hostile(c))
}

/// Whether a character is a control, steers the direction of text, is invisible, or means nothing to others.
pub fn is_hostile(c: char) -> bool {
    let code = u32::from(c);
    let nowhere = code & 0xfffe == 0xfffe;
    c.is_control() || nowhere || HOSTILE.iter().any(|(first, last)| (*first..=*last).contains(&code))
}

/// From Unicode's `Default_Ignorable_Code_Point` and `Bidi_Control`, the separators of lines, the private areas and
/// the noncharacters, less the variation selectors, which choose a shape and are counted as marks.
const HOSTILE: &[(u32, u32)] = &[
    (0x00ad, 0x00ad),
    (0x034f, 0x034f),
    (0x061c, 0x061c),
    (0x115f, 0x1160),
    (0x17b4, 0x17b5),
    (0x180e, 0x180e),
    (0x200b, 0x200f),
    (0x2028, 0x202e),
    (0x2060, 0x206f),
    (0x3164, 0x3164),
    (0xe000, 0xf8ff),
    (0xfdd0, 0xfdef),
    (0xfeff, 0xfeff),
    (0xffa0, 0xffa0),
    (0xfff0, 0xfffb),
    (0x1_bca0, 0x1_bca3),
    (0x1_d173, 0x1_d17a),
    (0xe_0000, 0xe_00ff),
    (0xe_01f0, 0xe_0fff),
    (0xf_0000, 0x10_ffff),
];

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use rstest::rstest;

    #[test]
    fn plain_text_of_any_script_stays_and_is_not_copied() {
        for text in ["plain ~", "Größe", "日本語", "क्षि", "עברית", "e\u{301}", "👩‍🚀👨‍👩‍👧‍👦❤️🇩🇪", "한국어", "👩🏽‍❤️‍💋‍👨🏽"]
        {
            assert!(matches!(display_safe(text), Cow::Borrowed(same) if same == text), "{text}");
        }
    }

    #[test]
    fn what_steers_or_hides_becomes_visible() {
        let cases = [
            ("\x1b[31mred", "␛[31mred"),
            ("a\tb\nc\r\nd\re\0", "a b⏎c⏎d␍e␀"),
            ("\u{7f}\u{85}", "␡⟨U+0085⟩"),
            ("a\u{202e}b\u{2066}c", "a⟨U+202E⟩b⟨U+2066⟩c"),
            ("a\u{200b}b\u{feff}", "a⟨U+200B⟩b⟨U+FEFF⟩"),
            ("a\u{2028}b", "a⟨U+2028⟩b"),
            ("a\u{200d}", "a⟨U+200D⟩"),
            ("क\u{94d}\u{200d}\u{200d}क", "क\u{94d}⟨U+200D⟩⟨U+200D⟩क"),
            ("👩\u{34f}\u{301}\u{200d}🚀", "👩⟨U+034F⟩\u{301}⟨U+200D⟩🚀"),
            ("\u{e0041}\u{e000}\u{10fffd}", "⟨U+E0041⟩⟨U+E000⟩⟨U+10FFFD⟩"),
        ];
        for (text, shown) in cases {
            assert_eq!(display_safe(text), shown);
        }
    }

    fn assert_written_out(c: char) {
        assert_eq!(display_safe(&format!("a{c}b")), format!("a⟨U+{:04X}⟩b", u32::from(c)));
    }

    /// First and last character of every range, and all that mutations of the table were known to let through. Written
    /// out one by one: a test that asks the table itself would not notice a missing row.
    #[rstest]
    fn hidden_character_below_the_format_block_is_written_out(
        #[values(
            '\u{80}', '\u{9b}', '\u{9f}', '\u{ad}', '\u{34f}', '\u{61c}', '\u{115f}', '\u{1160}', '\u{17b4}',
            '\u{17b5}', '\u{180e}', '\u{200b}', '\u{200c}', '\u{200e}', '\u{200f}', '\u{2028}', '\u{2029}', '\u{202a}',
            '\u{202b}', '\u{202c}', '\u{202d}', '\u{202e}'
        )]
        c: char,
    ) {
        assert_written_out(c);
    }

    #[rstest]
    fn hidden_character_from_the_format_block_on_is_written_out(
        #[values(
            '\u{2060}',
            '\u{2061}',
            '\u{2062}',
            '\u{2063}',
            '\u{2064}',
            '\u{2065}',
            '\u{2066}',
            '\u{2067}',
            '\u{2068}',
            '\u{2069}',
            '\u{206a}',
            '\u{206f}',
            '\u{3164}',
            '\u{e000}',
            '\u{f8ff}',
            '\u{fdd0}',
            '\u{fdef}',
            '\u{feff}',
            '\u{ffa0}',
            '\u{fff0}',
            '\u{fffb}',
            '\u{fffe}',
            '\u{ffff}',
            '\u{1bca0}',
            '\u{1bca3}',
            '\u{1d173}',
            '\u{1d17a}',
            '\u{1fffe}',
            '\u{e0000}',
            '\u{e0001}',
            '\u{e007f}',
            '\u{e00ff}',
            '\u{e01f0}',
            '\u{e0fff}',
            '\u{f0000}',
            '\u{10ffff}'
        )]
        c: char,
    ) {
        assert_written_out(c);
    }

    #[rstest]
    fn a_character_beside_those_ranges_stays(
        #[values(
            '\u{a0}', '\u{ac}', '\u{ae}', '\u{61b}', '\u{61d}', '\u{1161}', '\u{180f}', '\u{200a}', '\u{2010}',
            '\u{2027}', '\u{202f}', '\u{205f}', '\u{2070}', '\u{3163}', '\u{3165}', '\u{fdcf}', '\u{fdf0}', '\u{ff9f}',
            '\u{fffd}'
        )]
        c: char,
    ) {
        let text = format!("a{c}b");
        assert_eq!(display_safe(&text), text);
    }

    #[rstest]
    #[case::plain("a", true)]
    #[case::joined("👩\u{200d}🚀", true)]
    #[case::escape("\u{1b}", false)]
    #[case::direction("a\u{202e}", false)]
    fn cell_is_safe_without_hostile_characters_but_joiners(#[case] symbol: &str, #[case] is_safe: bool) {
        assert_eq!(is_safe_cell(symbol), is_safe);
    }

    #[test]
    fn more_marks_than_a_script_stacks_are_cut_and_counted() {
        let text = format!("a{}b", "\u{301}".repeat(13));
        assert_eq!(display_safe(&text), format!("a{}⟨+5⟩b", "\u{301}".repeat(8)));
    }

    #[test]
    fn no_character_there_is_comes_through_unseen() {
        for c in '\0'..=char::MAX {
            let text = format!("a{c}b");
            let shown = display_safe(&text);
            assert!(!shown.chars().any(|c| c.is_control() || is_hostile(c)), "U+{:04X}", u32::from(c));
            assert!(shown.chars().count() >= 3, "U+{:04X} vanished", u32::from(c));
        }
    }

    fn any_text() -> impl Strategy<Value = String> {
        let odd = prop::sample::select(
            "a👩🚀🏽\u{200d}\u{301}\u{fe0f}\u{34f}\u{202e}\u{1b}\r\n\t🇩क\u{94d}\u{93f}ᄀ\u{600}"
                .chars()
                .collect::<Vec<_>>(),
        );
        // What one random character after another never makes: long rows of the few that join.
        let rows = prop::collection::vec(prop::sample::select("🏽\u{93f}\u{200d}".chars().collect::<Vec<_>>()), 12..20);
        let piece = prop_oneof![6 => odd.prop_map(String::from), 2 => any::<char>().prop_map(String::from), 1 => rows.prop_map(String::from_iter)];
        prop::collection::vec(piece, 0..40).prop_map(|pieces| pieces.concat())
    }

    proptest! {
        #[test]
        fn nothing_hostile_is_left_and_no_cluster_is_overlong(text in any_text()) {
            let shown = display_safe(&text).into_owned();
            for cluster in shown.graphemes(true) {
                let marks = cluster.chars().filter(|c| c.width() == Some(0)).count();
                prop_assert!(marks <= MARKS && cluster.chars().count() <= LENGTH, "{:?}", cluster);
                prop_assert!(!cluster.chars().any(|c| c.is_control() || is_hostile(c) && c != JOINER));
            }
        }

        #[test]
        fn what_is_safe_stays_as_it_is(text in any_text()) {
            let once = display_safe(&text).into_owned();
            prop_assert_eq!(display_safe(&once), once.as_str());
        }
    }
}
