//! Styles in words: bold, dim, underlined or colored.

use crate::kit::{Play, scene};
use ratatui::style::{Color, Modifier};

/// Returns rows with their styles written before the styled text: `[bold cyan]text`.
fn styled(play: &Play, rows: std::ops::Range<u16>) -> String {
    let (buffer, _) = play.draw(80, 24);
    let row = |y| {
        let (mut line, mut last) = (String::new(), String::new());
        for x in 0..80 {
            let cell = &buffer[(x, y)];
            let style = named(cell.fg, cell.modifier);
            if style != last {
                line.extend(["[", &style, "]"]);
                last = style;
            }
            line.push_str(cell.symbol());
        }
        line.trim_end().to_owned()
    };
    crate::counted(&rows.map(row).collect::<Vec<_>>().join("\n"))
}

fn named(colour: Color, modifier: Modifier) -> String {
    let words = modifier.iter_names().map(|(name, _)| name.to_lowercase());
    let colour = (colour != Color::Reset).then(|| colour.to_string().to_lowercase());
    words.chain(colour).collect::<Vec<_>>().join(" ")
}

#[test]
fn the_characters_that_matched_are_set_off() {
    let mut play = Play::new(scene::known());
    play.keys("infus");
    insta::assert_snapshot!("styles_of_matches", styled(&play, 0..7));
}

#[test]
fn fault_has_a_sign_and_a_color() {
    let mut play = Play::new(scene::known());
    play.keys("magentosoap<enter><c-s>");
    insta::assert_snapshot!("styles_of_faults", styled(&play, 2..24));
}

#[test]
fn masked_values_have_masked_style() {
    let play = scene::response(scene::made(scene::MAGENTO));
    insta::assert_snapshot!("styles_of_an_answer", styled(&play, 0..24));
}
