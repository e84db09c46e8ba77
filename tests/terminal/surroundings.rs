//! Odd places to be started in.

use crate::{
    kit::Terminal,
    person::{ELEMINT, Home, USUAL, fill_magento, shown},
};
use std::{fs, path::Path, process::Command};

#[test]
fn a_home_nothing_can_be_written_to_is_told_before_anything_is_made() {
    let home = Home::new();
    let file = home.path().join("file");
    fs::write(&file, "").expect("a file");
    let state = file.join("state");
    let env = [("XDG_STATE_HOME", state.to_str().expect("a path")), ("HOME", file.to_str().expect("a path"))];
    let mut terminal = home.start(&["--sandbox", "magentosoapv19"], &env);
    terminal.wait_for("Instance name");
    fill_magento(&mut terminal, "nowhere");
    terminal.keys("<enter>");
    terminal.wait_gone("Make the instance nowhere?");
    terminal.wait_until("a word on the disk", |screen| crate::kit::screen::text_of(screen).contains("file"));
    assert!(!terminal.screen().contains("made in"), "{}", terminal.screen());
    terminal.keys("<c-c>");
    terminal.wait_exit();
    assert_eq!(terminal.restored(), Ok(()));
}

#[test]
fn no_locale_keeps_it_from_working() {
    for locale in ["POSIX", "tr_TR.ISO-8859-9", "nonsense"] {
        let home = Home::new();
        let mut terminal = home.start(&["--sandbox", "magentosoapv19"], &[("LC_ALL", locale), ("LANG", locale)]);
        terminal.wait_for("Instance name");
        fill_magento(&mut terminal, "anywhere");
        terminal.keys("<enter>");
        terminal.wait_for("made in");
        terminal.keys("q");
        assert_eq!((terminal.wait_exit(), terminal.restored()), (0, Ok(())), "{locale}");
    }
}

#[test]
fn streams_that_are_closed_are_no_files() {
    for closed in ["<&-", ">&-", "2>&-", "<&- >&- 2>&-"] {
        let home = Home::new();
        let script = format!("exec {ELEMINT} --sandbox {closed}");
        let mut command = Command::new("sh");
        command.args(["-c", &script]).env_clear().env("HOME", home.path()).env("TERM", "xterm");
        let code = command.output().expect("a shell").status.code();
        assert_eq!(code, Some(4), "{closed}");
        let written: Vec<_> = fs::read_dir(home.path()).expect("a folder").collect();
        assert_eq!(written.len(), 1, "{closed}: {written:?}");
    }
}

#[test]
fn whoever_stops_reading_ends_it_quietly() {
    let script = format!("{ELEMINT} --help | head -1; echo code ${{PIPESTATUS:-0}}");
    let mut terminal = Terminal::start(Path::new("sh"), &["-c", &script], &[], USUAL);
    terminal.wait_for("code");
    terminal.wait_exit();
    assert!(!shown(&terminal, "panicked") && !shown(&terminal, "fault of its own"), "{}", terminal.screen());
}

#[test]
fn a_terminal_without_a_name_is_talked_to_in_lines() {
    let home = Home::new();
    let mut terminal = home.start(&["--sandbox"], &[("TERM", "")]);
    terminal.wait_for("elemint in plain lines.");
    assert!(!terminal.transcript().contains(&0x1b), "{}", terminal.screen());
}
