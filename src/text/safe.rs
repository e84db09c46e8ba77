//! Makes external text safe to display.
//!
//! Text from a server, a browser or a file may contain characters that control the terminal, change the writing
//! direction or are invisible. Each is replaced by something visible, so that the screen shows the real content.

use super::columns::is_single;
use std::{
    borrow::Cow,
    fmt::{self, Write},
};
use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthChar;

/// Maximum number of combining marks on one letter, as many as any script uses. More are meant to spill over the
/// neighboring lines.
const MARKS: usize = 8;
/// Maximum length of a grapheme cluster in characters. The longest emoji has ten.
const LENGTH: usize = 16;

/// First code point of Unicode's Control Pictures block.
const PICTURES: u32 = 0x2400;
const JOINER: char = '\u{200d}';

/// Returns the text with all control, invisible and direction-changing characters made visible.
///
/// A tab becomes one space, a line end `⏎`, other controls become their pictures (`␛`), and invisible or
/// direction-changing characters become markers such as `⟨U+202E⟩`. A cluster with more than eight marks is cut, and
/// `⟨+5⟩` gives the number of characters removed.
pub fn display_safe(text: &str) -> Cow<'_, str> {
    if text.bytes().all(|byte| matches!(byte, b' '..=b'~')) || text.chars().all(is_single) {
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

/// Writes every hostile character as something visible, except joiners: their effect depends on their neighbors.
fn reveal(text: &str, visible: &mut impl Write) -> fmt::Result {
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '\t' => visible.write_char(' ')?,
            '\n' => visible.write_char('⏎')?,
            // CR LF is one line end to a reader.
            '\r' if chars.next_if_eq(&'\n').is_some() => visible.write_char('⏎')?,
            '\u{7f}' => visible.write_char('␡')?,
            '\0'..='\u{1f}' => visible.write_char(char::from_u32(PICTURES + u32::from(c)).unwrap_or('␀'))?,
            _ if c != JOINER && is_hostile(c) => marker(c, visible)?,
            _ => visible.write_char(c)?,
        }
    }
    Ok(())
}

/// Writes a cluster up to its maximum length. Joiners are kept only between visible characters.
fn trim(cluster: &str, safe: &mut impl Write) -> fmt::Result {
    let (mut marks, mut joins) = (0, true);
    let mut chars = cluster.chars().enumerate().peekable();
    while let Some((kept, c)) = chars.next() {
        marks += usize::from(c.width() == Some(0));
        if marks > MARKS || kept == LENGTH {
            return write!(safe, "⟨+{}⟩", chars.count() + 1);
        }
        // A joiner between two visible characters merges them into one, as in 👩‍🚀; in any other position it only hides.
        // The first joiner written as a marker ends the cluster, so the later ones have nothing to join.
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

/// Returns true if a terminal cell can show this symbol unchanged. Joiners are allowed, because their neighbors are in
/// the same cell.
pub fn is_safe_cell(symbol: &str) -> bool {
    symbol.chars().all(|c| c == JOINER || !is_hostile(c))
}

/// Returns true if a character is a control, changes the writing direction, is invisible, or has no public meaning.
pub fn is_hostile(c: char) -> bool {
    let code = u32::from(c);
    let is_noncharacter = code & 0xfffe == 0xfffe;
    c.is_control() || is_noncharacter || HOSTILE.iter().any(|(first, last)| (*first..=*last).contains(&code))
}

/// Ranges from Unicode's `Default_Ignorable_Code_Point` and `Bidi_Control`, the line separators, the private-use areas
/// and the noncharacters. Variation selectors are left out: they choose a shape and are counted as marks.
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
    fn plain_text_of_any_script_is_borrowed_unchanged() {
        for text in ["plain ~", "Größe", "日本語", "क्षि", "עברית", "e\u{301}", "👩‍🚀👨‍👩‍👧‍👦❤️🇩🇪", "한국어", "👩🏽‍❤️‍💋‍👨🏽"]
        {
            assert!(matches!(display_safe(text), Cow::Borrowed(same) if same == text), "{text}");
        }
    }

    #[test]
    fn control_and_invisible_characters_become_visible() {
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

    /// The first and last character of every range, and all characters that mutations of the table let through. They
    /// are listed one by one, because a test that reads the table itself would not notice a missing row.
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
    fn character_next_to_a_hidden_range_is_unchanged(
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
    fn excess_marks_are_cut_and_counted() {
        let text = format!("a{}b", "\u{301}".repeat(13));
        assert_eq!(display_safe(&text), format!("a{}⟨+5⟩b", "\u{301}".repeat(8)));
    }

    #[test]
    fn every_character_is_displayed_visibly() {
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
        // Independent random characters never form long runs of the few that join, so these are generated separately.
        let rows = prop::collection::vec(prop::sample::select("🏽\u{93f}\u{200d}".chars().collect::<Vec<_>>()), 12..20);
        let piece = prop_oneof![6 => odd.prop_map(String::from), 2 => any::<char>().prop_map(String::from), 1 => rows.prop_map(String::from_iter)];
        prop::collection::vec(piece, 0..40).prop_map(|pieces| pieces.concat())
    }

    proptest! {
        #[test]
        fn displayed_text_has_no_hostile_character_and_no_overlong_cluster(text in any_text()) {
            let shown = display_safe(&text).into_owned();
            for cluster in shown.graphemes(true) {
                let marks = cluster.chars().filter(|c| c.width() == Some(0)).count();
                prop_assert!(marks <= MARKS && cluster.chars().count() <= LENGTH, "{:?}", cluster);
                prop_assert!(!cluster.chars().any(|c| c.is_control() || is_hostile(c) && c != JOINER));
            }
        }

        #[test]
        fn displaying_safe_text_changes_nothing(text in any_text()) {
            let once = display_safe(&text).into_owned();
            prop_assert_eq!(display_safe(&once), once.as_str());
        }
    }
}
