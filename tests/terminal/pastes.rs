//! Pastes in plain lines. Each file of `pastes` has the words expected on the screen, a line `---`, and the paste.

use crate::{
    kit::Terminal,
    person::{ELEMINT, Home},
};
use rstest::rstest;
use std::{
    fs,
    path::{Path, PathBuf},
};

/// Part of each secret in the files.
const SECRET: &[u8] = b"s3cr3t";
const WIDE: (u16, u16) = (200, 50);

fn start(home: &Home, args: &[&str]) -> Terminal {
    Terminal::start_at(home.path(), Path::new(ELEMINT), args, &[("BROWSER", "/bin/true")], WIDE)
}

/// Pastes the text of a file at a question; the screen once the expected words are there.
fn pasted(terminal: &mut Terminal, question: &str, file: &Path) -> String {
    let file = fs::read_to_string(file).expect("a paste");
    let (expected, text) = file.split_once("\n---\n").expect("expected words and a paste");
    terminal.wait_for(question);
    terminal.paste(text.trim_end());
    terminal.keys("<enter>");
    terminal.wait_for(expected);
    terminal.wait_until("a question", |screen| screen.contents().trim_end().ends_with(':'));
    assert!(!terminal.transcript().windows(SECRET.len()).any(|part| part == SECRET), "{}", terminal.screen());
    terminal.screen()
}

#[rstest]
fn paste_at_the_question_for_an_element(#[files("tests/terminal/pastes/element/*.txt")] file: PathBuf) {
    let home = Home::new();
    let mut terminal = start(&home, &["--accessible", "--sandbox"]);
    let screen = pasted(&mut terminal, "a part of its name:", &file);
    let is_filled = screen.contains("Filled");
    let is_asked_again = screen.trim_end().ends_with("a part of its name:");
    assert!(is_filled != is_asked_again, "{screen}");
}

#[rstest]
fn paste_at_a_question_of_a_form(#[files("tests/terminal/pastes/form/*.txt")] file: PathBuf) {
    let home = Home::new();
    let mut terminal = start(&home, &["--accessible", "--sandbox", "magentosoapv19"]);
    let screen = pasted(&mut terminal, "User name (needed):", &file);
    let is_filled = screen.contains("Filled");
    let is_asked_again = screen.trim_end().ends_with("User name (needed):");
    assert!(is_filled != is_asked_again, "{screen}");
}
