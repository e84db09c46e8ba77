//! Keys, pastes and windows as real terminals have them.

use crate::{
    kit::Terminal,
    person::{CANARY, ELEMINT, Home, USUAL, fill_magento},
};
use std::path::Path;

#[test]
fn paste_of_64_kib_arrives_completely() {
    let home = Home::new();
    let mut terminal = home.practise("magentosoapv19");
    let long = format!("{:x<1$}end", "begin", 64 * 1024 - 3);
    terminal.paste(&long);
    terminal.keys(&format!("<tab>{CANARY}<tab>https://shop.example<tab>long<c-s>"));
    terminal.wait_for("Create the instance “long”?");
    terminal.keys("<enter>");
    terminal.wait_for("created in");
    let (_, kept) = home.instances().pop().expect("an instance");
    let arrived = kept["answer"]["configuration"]["userName"].as_str().expect("the user name");
    assert!(arrived == long, "{} of {} characters arrived", arrived.len(), long.len());
}

#[test]
fn a_paste_without_its_end_does_not_take_the_keyboard_away() {
    let home = Home::new();
    let mut terminal = home.practise("magentosoapv19");
    terminal.write(b"\x1b[200~half a pas");
    terminal.wait_for("half a pas");
    terminal.keys("<tab><tab>https://shop.example");
    terminal.wait_for("https://shop.example");
    terminal.write(b"\x1b[200~again");
    terminal.wait_for("again");
    terminal.keys("<c-c>");
    assert_eq!(terminal.wait_exit(), 130);
    assert_eq!(terminal.restored(), Ok(()));
}

#[test]
fn lines_in_a_paste_press_no_key() {
    let home = Home::new();
    let mut terminal = home.practise("magentosoapv19");
    terminal.paste("anna\r\nsecond line\n\n");
    terminal.wait_for("lines");
    assert!(terminal.screen().contains("Instance name"), "{}", terminal.screen());
}

#[test]
fn terminal_answers_are_not_typed() {
    let home = Home::new();
    let mut terminal = home.practise("magentosoapv19");
    terminal.write(
        b"\x1b[?62;22c\x1b]11;rgb:1616/1818/1e1e\x07\x1b[12;40R\x1b[I\x1b[O\x1b[?1u\x1bP>|xterm(390)\x1b\\an\xffna",
    );
    terminal.wait_for("an");
    terminal.keys("<tab>");
    terminal.wait_for("❯ Password");
    let row = terminal.screen().lines().find(|line| line.contains("User name")).expect("the field").to_owned();
    assert!(row.contains("anna") || row.contains("an\u{fffd}na"), "{row}");
    assert!(!row.contains("62") && !row.contains("rgb") && !row.contains("xterm"), "{row}");
}

#[test]
fn a_window_may_shrink_to_nothing_and_come_back() {
    let home = Home::new();
    let mut terminal = home.practise("magentosoapv19");
    terminal.keys("anna<tab>");
    terminal.wait_for("❯ Password");
    let before = terminal.screen();
    for (columns, rows) in [(39, 24), (1, 1), (500, 2), (2, 100), (30, 11)] {
        terminal.resize(columns, rows);
        terminal.wait_until("the form to be gone", |screen| !screen.contents().contains("Store URL"));
    }
    terminal.wait_for("Nothing is lost.");
    terminal.resize(USUAL.0, USUAL.1);
    terminal.wait_until("the form to be back", |screen| crate::kit::screen::text_of(screen) == before);
}

#[test]
fn keys_typed_into_a_window_too_small_to_show_them_are_not_lost() {
    let home = Home::new();
    let mut terminal = home.practise("magentosoapv19");
    terminal.resize(20, 5);
    terminal.wait_for("elemint needs");
    terminal.keys("anna");
    terminal.resize(USUAL.0, USUAL.1);
    terminal.wait_for("anna");
}

#[test]
fn nothing_is_set_going_in_a_window_too_small_to_show_it() {
    let home = Home::new();
    let mut terminal = home.practise("magentosoapv19");
    terminal.keys("anna<tab>pass-word-0001<tab>https://shop.example<tab>Shop<c-s>");
    terminal.wait_for("POST ");
    terminal.resize(30, 8);
    terminal.wait_for("elemint needs");
    terminal.keys("<enter><c-s><esc>q");
    terminal.resize(USUAL.0, USUAL.1);
    terminal.wait_for("POST ");
    terminal.resize(30, 8);
    terminal.wait_for("elemint needs");
    terminal.keys("<c-c>");
    terminal.wait_exit();
}

#[test]
fn it_stops_on_ctrl_z_and_comes_back_as_it_was() {
    let home = Home::new();
    let mut shell = Terminal::start_at(home.path(), Path::new("sh"), &["-i"], &[("PS1", "shell> ")], USUAL);
    shell.wait_for("shell>");
    shell.keys(&format!("{ELEMINT} --sandbox magentosoapv19<enter>"));
    for typed in ["one", "two"] {
        shell.wait_for("Instance name");
        shell.keys(typed);
        shell.wait_for(typed);
        let before = shell.screen();
        shell.keys("<c-z>");
        shell.wait_for("Stopped");
        assert!(!shell.snapshot().alternate_screen() && !shell.snapshot().bracketed_paste());
        shell.keys("stty -a<enter>");
        shell.wait_for(" icanon");
        assert!(shell.screen().contains(" echo "), "{}", shell.screen());
        shell.keys("clear; fg<enter>");
        shell.wait_until("the form to be back", |screen| crate::kit::screen::text_of(screen) == before);
        assert!(shell.snapshot().bracketed_paste());
    }
    shell.keys("<c-c>");
    shell.wait_for("The next start offers it");
    shell.keys("exit<enter>");
    shell.wait_exit();
    assert_eq!(shell.restored(), Ok(()));
}

#[test]
fn a_long_burst_of_keys_loses_none() {
    let home = Home::new();
    let mut terminal = home.practise("magentosoapv19");
    let text = "0123456789".repeat(400);
    terminal.write(text.as_bytes());
    terminal.write(b"\tcanary\thttps://shop.example\tburst\x13");
    terminal.wait_for("Create the instance “burst”?");
    terminal.keys("<enter>");
    terminal.wait_for("created in");
    let (_, kept) = home.instances().pop().expect("an instance");
    assert_eq!(kept["answer"]["configuration"]["userName"], text);
}

#[test]
fn the_answer_can_be_read_while_the_window_changes() {
    let home = Home::new();
    let mut terminal = home.practise("magentosoapv19");
    fill_magento(&mut terminal, "my-shop");
    terminal.keys("<enter>");
    terminal.wait_for("created in");
    for (columns, rows) in [(40, 12), (200, 60), (81, 13), (120, 24)] {
        terminal.resize(columns, rows);
        terminal.keys("j");
        terminal.wait_until("a frame of the new size", |screen| {
            let rows = usize::from(screen.size().0.get());
            crate::kit::screen::text_of(screen).lines().count() == rows
        });
    }
}
