//! Odd places to be started in.

use crate::{
    kit::Terminal,
    person::{ELEMINT, Home, Platform, USUAL, fill_magento, shown},
};
use std::{fs, path::Path, process::Command};

#[test]
fn read_only_home_is_reported_before_creation() {
    let home = Home::new();
    let file = home.path().join("file");
    fs::write(&file, "").expect("a file");
    let state = file.join("state");
    let env = [("XDG_STATE_HOME", state.to_str().expect("a path")), ("HOME", file.to_str().expect("a path"))];
    let mut terminal = home.start(&["--sandbox", "magentosoapv19"], &env);
    terminal.wait_for("Instance name");
    terminal.wait_for("Nothing can be saved");
    fill_magento(&mut terminal, "nowhere");
    terminal.keys("<enter>");
    terminal.wait_gone("Create the instance “nowhere”?");
    terminal.wait_until("a word on the disk", |screen| crate::kit::screen::text_of(screen).contains("file"));
    assert!(!terminal.screen().contains("created in"), "{}", terminal.screen());
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
        terminal.wait_for("created in");
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
fn closed_pipe_ends_quietly() {
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

/// Returns every file and folder below, with content and permissions.
fn tree(folder: &Path) -> Vec<String> {
    use std::os::unix::fs::MetadataExt as _;
    let entries = fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry").path());
    // The terminal's own.
    let entries = entries.filter(|path| !path.ends_with("run"));
    let mut all: Vec<String> = entries
        .flat_map(|path| {
            let found = path.symlink_metadata().expect("an entry");
            let within = if found.is_dir() { tree(&path) } else { vec![format!("{:?}", fs::read(&path).ok())] };
            [format!("{} {:o}", path.display(), found.mode())].into_iter().chain(within)
        })
        .collect();
    all.sort();
    all
}

#[test]
fn nothing_is_written_where_that_was_asked_for_and_the_token_is_for_the_person_to_copy() {
    for places in [[("HOME", "relative"), ("XDG_STATE_HOME", ""), ("XDG_CONFIG_HOME", "also/relative")], USUAL_PLACES] {
        let (home, platform) = (Home::new(), Platform::start());
        let env: Vec<_> = platform.environment().into_iter().chain(places).collect();
        let before = tree(home.path());
        let mut terminal = home.start(&["--keep-nothing", "magentosoapv19"], &env);
        terminal.wait_for("Nothing is saved, because of --keep-nothing.");
        fill_magento(&mut terminal, "fleeting");
        terminal.keys("<enter>");
        terminal.wait_for("not saved: copy it now");
        terminal.keys("q");
        terminal.wait_for("The token is not saved yet");
        terminal.keys("t");
        terminal.wait_for("the token");
        terminal.keys("q");
        assert_eq!(terminal.wait_exit(), 0, "{}", terminal.screen());
        assert!(terminal.screen().contains("Its token exists only where you put it"), "{}", terminal.screen());
        assert_eq!((platform.names(), tree(home.path())), (vec!["fleeting".to_owned()], before));
    }
}

/// Variables of the other tests.
const USUAL_PLACES: [(&str, &str); 3] = [("ELEMINT_TEST", "1"), ("ELEMINT_TEST_2", "2"), ("ELEMINT_TEST_3", "3")];

#[test]
fn a_form_left_where_nothing_is_kept_is_not_said_to_be() {
    let home = Home::new();
    let before = tree(home.path());
    let mut terminal = home.start(&["--keep-nothing", "--sandbox", "magentosoapv19"], &[]);
    terminal.wait_for("Instance name");
    terminal.keys("anna<c-c>");
    assert_eq!(terminal.wait_exit(), 130);
    assert!(terminal.screen().contains("Nothing was saved, because of --keep-nothing"), "{}", terminal.screen());
    assert_eq!(tree(home.path()), before);
}
