//! Colors: answers of the terminal, and settings of the user.

use crate::{
    kit::Terminal,
    person::{Home, eventually},
};
use std::fs;
use vt100::Color;

/// Returns the color of the first character of a text.
fn colour(terminal: &Terminal, text: &str) -> Color {
    let (row, column) = terminal.find_text(text).expect("the text");
    terminal.snapshot().cell(row, column).expect("a cell").fgcolor()
}

fn elements(home: &Home, args: &[&str], env: &[(&str, &str)]) -> Terminal {
    let args: Vec<_> = ["--sandbox"].iter().chain(args).copied().collect();
    let mut terminal = home.start(&args, env);
    terminal.wait_for("Create");
    terminal
}

fn asked(terminal: &Terminal) -> bool {
    terminal.transcript().windows(6).any(|bytes| bytes == b"\x1b]11;?")
}

/// Waits until a text has another color.
fn recoloured(terminal: &Terminal, text: &str, before: Color) -> Color {
    eventually("another colour", || Some(colour(terminal, text)).filter(|colour| *colour != before))
}

#[test]
fn colors_follow_reported_background() {
    let home = Home::new();
    let mut terminal = elements(&home, &[], &[("COLORTERM", "truecolor")]);
    eventually("the question", || asked(&terminal).then_some(()));
    let unknown = colour(&terminal, "Create");
    assert_eq!(unknown, Color::Idx(6));
    terminal.write(b"\x1b]11;rgb:ffff/ffff/ffff\x1b\\");
    assert_eq!(recoloured(&terminal, "Create", unknown), Color::Rgb(0x00, 0x61, 0x6c));
    terminal.write(b"\x1b]11;rgb:0000/0000/0000\x07");
    terminal.keys("x");
    terminal.wait_for("Which element? x");
    assert_eq!(recoloured(&terminal, "Create", Color::Rgb(0x00, 0x61, 0x6c)), Color::Rgb(0x6f, 0xd3, 0xda));
}

#[test]
fn an_answer_that_never_comes_is_not_missed() {
    let home = Home::new();
    let mut terminal = elements(&home, &[], &[("COLORTERM", "truecolor")]);
    terminal.keys("<c-c>");
    terminal.wait_exit();
    terminal.restored().expect("as it was");
}

#[test]
fn without_colours_there_is_no_colour_and_no_question() {
    let home = Home::new();
    let terminal = elements(&home, &[], &[("NO_COLOR", "1"), ("COLORTERM", "truecolor")]);
    assert_eq!(colour(&terminal, "Create"), Color::Default);
    assert!(!asked(&terminal));
}

#[test]
fn a_theme_can_be_named_and_made() {
    let home = Home::new();
    let light = [("COLORFGBG", "0;15"), ("COLORTERM", "truecolor")];
    let terminal = elements(&home, &["--theme", "contrast"], &light);
    assert_eq!(colour(&terminal, "Create"), Color::Rgb(0x0a, 0x0a, 0x6b));
    assert!(!asked(&terminal), "the ground is known");
    let themes = home.path().join("config/elemint/themes");
    fs::create_dir_all(&themes).expect("a folder");
    fs::write(themes.join("mine.toml"), "[light]\naccent = '#123456'\n").expect("a theme");
    let terminal = elements(&home, &["--theme", "mine"], &light);
    assert_eq!(colour(&terminal, "Create"), Color::Rgb(0x12, 0x34, 0x56));
}

#[test]
fn missing_theme_is_reported_before_drawing() {
    let home = Home::new();
    let mut terminal = home.start(&["--sandbox", "--theme", "neon"], &[]);
    assert_eq!(terminal.wait_exit(), 3);
    assert!(terminal.normal_screen().contains("No theme neon."), "{}", terminal.normal_screen());
    let themes = home.path().join("config/elemint/themes");
    fs::create_dir_all(&themes).expect("a folder");
    fs::write(themes.join("odd.toml"), "[dark]\nacent = 'red'\n").expect("a theme");
    let mut terminal = home.start(&["--sandbox", "--theme", "odd"], &[]);
    assert_eq!(terminal.wait_exit(), 1);
    assert!(terminal.normal_screen().contains("line 2: there is no role acent"), "{}", terminal.normal_screen());
}
