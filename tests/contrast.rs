//! Readability of the themes on common backgrounds.

#![cfg(test)]
use elemint::frontend::tui::theme::{Background, ColorDepth, Look, Rgb, Theme};
use ratatui::style::Modifier;

/// Black, and the backgrounds of widely used dark schemes.
const DARK: [&str; 7] = ["#000000", "#16181e", "#1e1e2e", "#282828", "#282c34", "#002b36", "#2e3440"];
/// White, and the backgrounds of widely used light schemes.
const LIGHT: [&str; 5] = ["#ffffff", "#fafafa", "#fbf1c7", "#fdf6e3", "#eff1f5"];

/// The roles of a theme that are read worse than they should be on one of these grounds.
fn faint(theme: &Theme, grounds: &[&str], least: f64) -> Vec<String> {
    let mut faint = Vec::new();
    for (role, style) in theme.roles() {
        let Some(colour) = style.fg.and_then(Rgb::from_color) else { continue };
        for ground in grounds {
            let ratio = colour.contrast(Rgb::read(ground).expect("a colour"));
            if ratio < least {
                faint.push(format!("{role} on {ground}: {ratio:.2}"));
            }
        }
    }
    faint
}

fn theme(name: &str, depth: ColorDepth, ground: Background) -> Theme {
    Look::new(name, None, depth, Some(ground)).expect("a theme").theme()
}

#[test]
fn every_colour_of_ours_is_read_on_either_ground() {
    for (name, least) in [("elemint", 4.5), ("contrast", 7.0)] {
        for depth in [ColorDepth::Full, ColorDepth::Indexed] {
            for (ground, screens) in [(Background::Dark, &DARK[..]), (Background::Light, &LIGHT[..])] {
                let faint = faint(&theme(name, depth, ground), screens, least);
                assert!(faint.is_empty(), "{name} at {depth:?}:\n  {}", faint.join("\n  "));
            }
        }
    }
}

/// In the palette of xterm; a person who changed it chose their own.
#[test]
fn the_terminals_colours_are_those_that_are_read() {
    assert_eq!(faint(&Theme::terminal(Background::Dark), &["#000000"], 4.5), Vec::<String>::new());
    assert_eq!(faint(&Theme::terminal(Background::Light), &["#ffffff"], 4.5), Vec::<String>::new());
}

#[test]
fn the_theme_for_weak_eyes_has_nothing_faint() {
    for ground in [Background::Dark, Background::Light] {
        let theme = theme("contrast", ColorDepth::Full, ground);
        let dim = theme.roles().into_iter().find(|(_, style)| style.add_modifier.contains(Modifier::DIM));
        assert_eq!(dim, None);
    }
}

/// A terminal may dim text by any amount, so the dim style of our themes is a color, not a modifier.
#[test]
fn dim_text_has_readable_contrast() {
    for ground in [Background::Dark, Background::Light] {
        let dim = theme("elemint", ColorDepth::Full, ground).dim;
        assert!(dim.fg.is_some() && !dim.add_modifier.contains(Modifier::DIM), "{dim:?}");
    }
}

/// Signs, not colors, distinguish good from bad: without colors the roles that must differ still do.
#[test]
fn good_and_bad_differ_without_colours_as_well() {
    for name in Look::names() {
        let plain = theme(name, ColorDepth::None, Background::Dark);
        assert_ne!(plain.text, plain.strong, "{name}");
        assert_ne!(plain.mark, plain.chosen, "{name}");
    }
}
