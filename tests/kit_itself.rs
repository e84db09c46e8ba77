//! Test kit, checked with small programs.
#![cfg(test)]

mod kit;

use elemint::wizard::{Input, Key, KeyCode};
use kit::{Terminal, parse};
use rustix::process::Signal;
use std::{path::Path, time::Duration};

/// Answers nothing and waits for keys as a full-screen program does.
const RAW: &str = "stty raw -echo; printf 'ready\\r\\n'; cat -v";

fn sh(script: &str) -> Terminal {
    Terminal::start(Path::new("sh"), &["-c", script], &[], (80, 24))
}

#[test]
fn printed_text_is_on_screen() {
    let mut terminal = sh("echo hello; echo there; cat");
    terminal.wait_for("hello\nthere");
    assert_eq!(terminal.row(1), "there");
}

#[test]
fn keys_arrive_as_a_terminal_sends_them() {
    let mut terminal = sh(RAW);
    terminal.wait_for("ready");
    terminal.keys("<up>é a<space><c-x><a-b><s-tab><del><f5><c-left><lt><bs><pgdn><home>");
    terminal.wait_for("^[[AM-CM-) a ^X^[b^[[Z^[[3~^[[15~^[[1;5D<^?^[[6~^[[H");
}

#[test]
fn arrows_follow_the_mode_the_program_asked_for() {
    let mut terminal = sh(&format!("printf '\\033[?1h'; {RAW}"));
    terminal.wait_for("ready");
    terminal.keys("<up>");
    terminal.wait_for("^[OA");
}

#[test]
fn a_paste_is_in_brackets_only_where_the_program_asked_for_them() {
    let mut plain = sh(RAW);
    plain.wait_for("ready");
    plain.paste("a\nb");
    plain.wait_for("a^Mb");
    let mut bracketed = sh(&format!("printf '\\033[?2004h'; {RAW}"));
    bracketed.wait_for("ready");
    bracketed.paste("a\nb");
    bracketed.wait_for("^[[200~a^Mb^[[201~");
}

#[test]
fn a_resize_reaches_the_program() {
    let mut terminal = sh("trap 'stty size' WINCH; echo ready; while :; do sleep 0.1; done");
    terminal.wait_for("ready");
    terminal.resize(100, 30);
    terminal.wait_for("30 100");
}

#[test]
fn a_signal_reaches_the_program_and_its_exit_code_comes_back() {
    let mut terminal = sh("trap 'echo caught; exit 7' TERM; echo ready; while :; do sleep 0.1; done");
    terminal.wait_for("ready");
    terminal.signal(Signal::TERM);
    assert_eq!(terminal.wait_exit(), 7);
    assert!(terminal.screen().contains("caught"));
}

#[test]
fn a_program_killed_counts_as_128_and_the_signal() {
    let mut terminal = sh("echo ready; cat");
    terminal.wait_for("ready");
    terminal.signal(Signal::KILL);
    assert_eq!(terminal.wait_exit(), 137);
}

#[test]
fn a_program_can_be_stopped_and_taken_up_again_under_a_shell() {
    let mut terminal = Terminal::start(Path::new("sh"), &["-i"], &[("PS1", "shell> ")], (80, 24));
    terminal.wait_for("shell>");
    terminal.keys("sh -c 'echo begun; exec cat'<enter>");
    terminal.wait_for("\nbegun");
    terminal.keys("<c-z>");
    terminal.wait_for("Stopped");
    terminal.wait_until("the next prompt", |screen| screen.contents().trim_end().ends_with("\nshell>"));
    terminal.keys("fg<enter>");
    terminal.wait_for("shell> fg\nsh -c");
    terminal.keys("here again<enter>");
    terminal.wait_for("here again\nhere again");
}

#[test]
fn the_environment_holds_nothing_of_the_machine() {
    let mut terminal = sh("env | cut -d= -f1 | sort | tr '\\n' ' '");
    assert_eq!(terminal.wait_exit(), 0);
    let kept =
        "HOME LANG PATH PWD SHELL TERM XDG_CACHE_HOME XDG_CONFIG_HOME XDG_DATA_HOME XDG_RUNTIME_DIR XDG_STATE_HOME";
    let names = terminal.screen().replace('\n', "");
    let known = |name: &&str| kept.split(' ').chain(["SHLVL", "OLDPWD", "_"]).any(|k| k == *name);
    assert_eq!(names.split_whitespace().filter(|n| !known(n)).collect::<Vec<_>>(), Vec::<&str>::new());
    assert!(names.contains("HOME LANG"), "{names}");
}

#[test]
fn a_home_directory_can_be_used_again() {
    let home = tempfile::TempDir::new().expect("a directory");
    let run = |script| Terminal::start_at(home.path(), Path::new("sh"), &["-c", script], &[], (80, 24));
    assert_eq!(run("echo kept > note").wait_exit(), 0);
    let mut second = run("cat note");
    second.wait_exit();
    assert_eq!(second.screen(), "kept");
}

#[test]
fn the_transcript_holds_the_very_last_byte() {
    let mut terminal = sh("seq 1 20000; printf end");
    terminal.wait_exit();
    let transcript = String::from_utf8(terminal.transcript()).expect("text");
    assert!(transcript.starts_with("1\r\n2\r\n") && transcript.ends_with("20000\r\nend"));
}

#[test]
fn normal_screen_shows_last_output() {
    let mut terminal = sh("printf '\\033[?1049hinside\\033[?1049l'; echo summary");
    terminal.wait_exit();
    assert_eq!(terminal.normal_screen(), "summary");
}

#[test]
fn a_terminal_put_back_as_it_was_is_restored() {
    let on = "\\033[?1049h\\033[?1h\\033[?25l\\033[?2004h\\033[?1000;1006h\\033[?1004h\\033[?2026h\\033[>1u\\033=";
    let off = "\\033>\\033[<u\\033[?2026l\\033[?1004l\\033[?1006;1000l\\033[?2004l\\033[?25h\\033[?1l\\033[?1049l";
    let mut terminal = sh(&format!("old=$(stty -g); stty raw -echo; printf '{on}{off}'; stty $old"));
    terminal.wait_exit();
    assert_eq!(terminal.restored(), Ok(()));
}

#[test]
fn leftover_terminal_modes_are_named() {
    for (script, named) in [
        ("printf '\\033[?1049h'", "the alternate screen"),
        ("printf '\\033[?25l'", "the cursor"),
        ("printf '\\033[?2004h'", "bracketed paste"),
        ("printf '\\033[?1002h'", "the mouse"),
        ("printf '\\033[?7l'", "line wrap"),
        ("printf '\\033[>1u'", "keyboard settings"),
        ("printf '\\033='", "the keypad"),
        ("stty -echo", "local modes"),
        ("stty -icrnl", "input modes"),
        ("stty -opost", "output modes"),
        ("stty intr ^B", "special codes"),
    ] {
        let mut terminal = sh(script);
        terminal.wait_exit();
        let left = terminal.restored().expect_err(script);
        assert!(left.contains(named) && left.lines().count() == 1, "{script}: {left}");
    }
}

#[test]
fn text_is_found_with_its_column() {
    let mut terminal = sh("echo; echo '日本 é here'; cat");
    terminal.wait_for("here");
    assert_eq!(terminal.find_text("here"), Some((1, 7)));
    assert_eq!(terminal.find_text("nowhere"), None);
}

#[test]
fn the_cursor_is_where_it_is_seen() {
    let mut terminal = sh("printf 'ab'; read x; printf '\\033[?25l'; cat");
    terminal.wait_for("ab");
    assert_eq!(terminal.cursor(), Some((0, 2)));
    terminal.keys("<enter>");
    terminal.wait_until("the cursor to go", vt100::Screen::hide_cursor);
    assert_eq!(terminal.cursor(), None);
}

#[test]
#[should_panic(expected = "\"never\" to appear:\nonly this")]
fn a_wait_in_vain_fails_with_the_screen() {
    let mut terminal = sh("echo only this; cat");
    terminal.wait_for("only this");
    terminal.with_patience(Duration::from_millis(100)).wait_for("never");
}

#[test]
#[should_panic(expected = "ended with exit code 3:\nlast words")]
fn a_wait_for_a_program_that_has_ended_fails_at_once() {
    sh("echo last words; exit 3").wait_for("never");
}

#[test]
fn the_notation_reads_as_it_is_typed() {
    let key = |key| Input::Key(key);
    let plain = |code| key(Key::plain(code));
    assert_eq!(
        parse("<down>a<lt><enter>"),
        [plain(KeyCode::Down), plain(KeyCode::Char('a')), plain(KeyCode::Char('<')), plain(KeyCode::Enter)]
    );
    assert_eq!(
        parse("<c-r><a-c><s-tab><f12>>"),
        [
            key(Key::ctrl('r')),
            key(Key::alt('c')),
            plain(KeyCode::BackTab),
            plain(KeyCode::F(12)),
            plain(KeyCode::Char('>'))
        ]
    );
    assert_eq!(
        parse("<s-up>-<c-left>"),
        [
            key(Key::shift(KeyCode::Up)),
            plain(KeyCode::Char('-')),
            key(Key { code: KeyCode::Left, ctrl: true, alt: false, shift: false })
        ]
    );
}

#[test]
#[should_panic(expected = "no key is called \"return\"")]
fn unknown_key_is_refused() {
    parse("<return>");
}
