//! Viewer at a terminal: search, copies, saved files, external programs, and documents from files and pipes.

use crate::{
    kit::Terminal,
    person::{CANARY, ELEMINT, Home, USUAL, fill_magento, shown},
};
use base64::{Engine as _, engine::general_purpose::STANDARD};
use std::{fs, os::unix::fs::PermissionsExt as _, path::Path};

const LIST: &str =
    r#"{"total": 20451233333333333333, "items": [{"id": 7, "name": "seven", "token": "hush-hush-0001"}]}"#;

fn answer(home: &Home) -> Terminal {
    let mut terminal = home.practise("magentosoapv19");
    fill_magento(&mut terminal, "my-shop");
    terminal.keys("<enter>");
    terminal.wait_for("created in");
    terminal
}

/// The last text put on the terminal's clipboard.
fn clipboard(terminal: &Terminal) -> String {
    let transcript = String::from_utf8_lossy(&terminal.transcript()).into_owned();
    let (_, rest) = transcript.rsplit_once("\x1b]52;c;").expect("something was copied");
    let encoded = rest.split('\x1b').next().unwrap_or_default();
    String::from_utf8(STANDARD.decode(encoded).expect("base64")).expect("a text")
}

fn view(home: &Home, env: &[(&str, &str)]) -> Terminal {
    fs::write(home.path().join("list.json"), LIST).expect("a file");
    let file = home.path().join("list.json");
    let mut terminal = home.start(&["view", file.to_str().expect("a path")], env);
    terminal.wait_for("20451233333333333333");
    terminal
}

fn leaves(mut terminal: Terminal) {
    terminal.keys("q");
    assert_eq!(terminal.wait_exit(), 0, "{}", terminal.screen());
    assert_eq!(terminal.restored(), Ok(()));
}

#[test]
fn an_answer_is_read_searched_copied_tested_and_saved() {
    let home = Home::new();
    let mut terminal = answer(&home);
    terminal.keys("/userName<enter>");
    terminal.wait_for("1 of 1 found");
    terminal.keys("yq");
    terminal.wait_for("Sent the jq path");
    assert_eq!(clipboard(&terminal), ".configuration.userName");
    terminal.keys("p");
    terminal.wait_for("✓ The provider answers");
    terminal.keys("xs");
    terminal.wait_for("instance.env");
    terminal.keys("<c-u>taken/away.env<enter>");
    terminal.wait_for("readable for you only");
    let path = home.path().join("taken/away.env");
    let text = fs::read_to_string(&path).expect("a file");
    assert!(text.contains("export CE_INSTANCE=") && !text.contains(CANARY), "{text}");
    assert_eq!(fs::metadata(&path).expect("a file").permissions().mode() & 0o777, 0o600);
    assert!(!shown(&terminal, CANARY));
    leaves(terminal);
}

#[test]
fn a_document_from_a_file_is_read_with_its_secrets_covered() {
    let home = Home::new();
    let mut terminal = view(&home, &[]);
    terminal.keys("0");
    terminal.wait_for("••••••••");
    assert!(!shown(&terminal, "hush-hush"), "{}", terminal.screen());
    leaves(terminal);
}

#[test]
fn the_mouse_scrolls_and_folds_until_it_is_lent_to_the_terminal() {
    let home = Home::new();
    let mut terminal = view(&home, &[]);
    terminal.wait_for("items");
    let (row, _) = terminal.find_text("items").expect("a row");
    terminal.write(format!("\x1b[<0;8;{0}M\x1b[<0;8;{0}m", row + 1).as_bytes());
    terminal.wait_for("❯   ▸ items");
    terminal.write(format!("\x1b[<0;8;{0}M\x1b[<0;8;{0}m", row + 1).as_bytes());
    terminal.wait_for("❯   ▾ items");
    let on = |terminal: &Terminal| {
        let transcript = String::from_utf8_lossy(&terminal.transcript()).into_owned();
        transcript.rfind("\x1b[?1000h") > transcript.rfind("\x1b[?1000l")
    };
    assert!(on(&terminal));
    terminal.keys("m");
    terminal.wait_for("The mouse is the terminal's");
    crate::person::eventually("the mouse to be lent", || (!on(&terminal)).then_some(()));
    terminal.keys("m");
    terminal.wait_for("The mouse is elemint's");
    leaves(terminal);
}

#[test]
fn a_document_from_a_pipe_is_read_with_keys_from_the_terminal() {
    let home = Home::new();
    fs::write(home.path().join("list.json"), LIST).expect("a file");
    let line = format!("cat '{}' | '{ELEMINT}' view", home.path().join("list.json").display());
    let mut terminal = Terminal::start_at(home.path(), Path::new("/bin/sh"), &["-c", &line], &[], USUAL);
    terminal.wait_for("standard input");
    terminal.keys("/seven");
    terminal.wait_for("1 of 1 found");
    terminal.keys("<enter>");
    terminal.wait_for("/seven: 1 of 1");
    leaves(terminal);
}

#[test]
fn copy_without_clipboard_is_printed_until_enter() {
    let home = Home::new();
    let mut terminal = view(&home, &[("TERM", "linux"), ("DISPLAY", ""), ("WAYLAND_DISPLAY", "")]);
    terminal.keys("jjyqG");
    terminal.wait_for("Here is the jq path, to be selected:");
    terminal.wait_until("the path, on a line of its own", |screen| {
        let text = crate::kit::screen::text_of(screen);
        text.lines().any(|line| line == ".items") && !text.contains("q leave")
    });
    terminal.keys("<enter>");
    terminal.wait_for("q leave");
    leaves(terminal);
}

#[test]
fn the_pager_gets_masked_text_and_gives_the_terminal_back() {
    let home = Home::new();
    let pager = home.script("pager", "cat; echo PAGED; read answer < /dev/tty; echo \"read $answer\"");
    let mut terminal = view(&home, &[("PAGER", pager.to_str().expect("a path"))]);
    terminal.keys("v");
    terminal.wait_for("PAGED");
    assert!(terminal.screen().contains("********") && !shown(&terminal, "hush-hush"), "{}", terminal.screen());
    // These keys go to the pager.
    terminal.keys("q<enter>");
    terminal.wait_for("q leave");
    leaves(terminal);
}

#[test]
fn the_editor_gets_a_private_file_that_is_gone_afterwards() {
    let home = Home::new();
    let editor = home.script("editor", "stat -c '%a' \"$1\" > ~/mode; cp \"$1\" ~/seen; printf '%s' \"$1\" > ~/name");
    let mut terminal = view(&home, &[("EDITOR", editor.to_str().expect("a path")), ("VISUAL", "")]);
    terminal.keys("xe");
    terminal.wait_until("the editor to end", |screen| screen.contents().contains("q leave"));
    let read = |name: &str| {
        crate::person::eventually("the editor's notes", || fs::read_to_string(home.path().join(name)).ok())
    };
    let name = read("name");
    assert_eq!(read("mode").trim(), "600");
    assert!(read("seen").contains("********") && !read("seen").contains("hush-hush"));
    crate::person::eventually("the file to be gone", || (!Path::new(&name).exists()).then_some(()));
    leaves(terminal);
}

#[test]
fn missing_editor_is_reported() {
    let home = Home::new();
    let mut terminal = view(&home, &[("VISUAL", "no-such-editor")]);
    terminal.keys("xe");
    terminal.wait_for("There is no program called no-such-editor.");
    leaves(terminal);
}

#[test]
fn unreadable_input_is_reported_with_exit_code() {
    let home = Home::new();
    fs::write(home.path().join("page.json"), "<html></html>").expect("a file");
    let filter: &[&str] = &["--filter", "."];
    for (file, more, words, code) in [
        ("none.json", &[] as &[&str], "does not exist", 3),
        ("page.json", filter, "This is not JSON, so the filter was not applied.", 1),
    ] {
        let path = home.path().join(file);
        let mut terminal = home.start(&[&["view", path.to_str().expect("a path")], more].concat(), &[]);
        assert_eq!(terminal.wait_exit(), code, "{}", terminal.screen());
        assert!(terminal.normal_screen().replace('\n', "").contains(words), "{}", terminal.screen());
    }
}

#[test]
fn a_long_document_is_shown_before_it_is_read_and_found_in_when_it_is() {
    let home = Home::new();
    let path = home.path().join("long.json");
    let items: Vec<String> = (0..200_000).map(|n| format!("{{\"number\":{n}}}")).collect();
    fs::write(&path, format!("[{}]", items.join(","))).expect("a file");
    let mut terminal = home.start(&["view", path.to_str().expect("a path")], &[]);
    terminal.wait_for("1/400001");
    terminal.keys("/199999<enter>");
    terminal.wait_for(".[199999].number");
    leaves(terminal);
}

#[test]
fn a_pipe_that_goes_on_for_ever_can_be_left() {
    let home = Home::new();
    let line = format!("yes '\"word\"' | '{ELEMINT}' view");
    let mut terminal = Terminal::start_at(home.path(), Path::new("/bin/sh"), &["-c", &line], &[], USUAL);
    terminal.wait_for("reading, ");
    terminal.keys("s");
    terminal.wait_for("It is still being read");
    leaves(terminal);
}

#[test]
fn missing_home_reads_nothing_from_current_folder() {
    let home = Home::new();
    fs::create_dir(home.path().join("themes")).expect("a folder");
    fs::write(home.path().join("themes/mine.toml"), "").expect("a file");
    fs::write(home.path().join("list.json"), LIST).expect("a file");
    let start = |theme: &str| {
        let line =
            format!("unset XDG_CONFIG_HOME XDG_STATE_HOME; HOME=here ELEMINT_THEME={theme} '{ELEMINT}' view list.json");
        Terminal::start_at(home.path(), Path::new("/bin/sh"), &["-c", &line], &[], USUAL)
    };
    let mut terminal = start("mono");
    terminal.wait_for("20451233333333333333");
    leaves(terminal);
    let mut terminal = start("mine");
    assert_eq!(terminal.wait_exit(), 3, "{}", terminal.screen());
    assert!(terminal.normal_screen().contains("No theme mine."), "{}", terminal.screen());
}

#[test]
fn damaged_json_is_shown_up_to_fault() {
    let home = Home::new();
    let cases: [(&[u8], &str, &str); 6] = [
        (b"<html>\n<b>\x1b[31mGateway Timeout</b>", "This is a web page", "Gateway Timeout"),
        (b"", "The content is empty.", "text, 0 lines"),
        (b"{\"a\": tru", "Line 1, column 10", "{\"a\": tru"),
        (b"{\n  \"a\": [1, }", "Line 2, column 12", "a"),
        (b"{\"a\": \"\xe9\"}", "Byte 8 is not UTF-8", "é"),
        (b"{\"first\": 1}\n{\"second\": 2}\n", "second", "first"),
    ];
    for (bytes, words, shown) in cases {
        let path = home.path().join("odd.json");
        fs::write(&path, bytes).expect("a file");
        let mut terminal = home.start(&["view", path.to_str().expect("a path")], &[]);
        terminal.wait_for(words);
        assert!(terminal.screen().contains(shown), "{}", terminal.screen());
        leaves(terminal);
    }
}

#[test]
fn a_filter_is_applied_and_gets_no_secret() {
    let home = Home::new();
    fs::write(home.path().join("list.json"), LIST).expect("a file");
    let path = home.path().join("list.json");
    let file = path.to_str().expect("a path");
    let filter = "{sum: .total, name: .items[0].name, taken: (.items[0].token | explode | implode)}";
    let mut terminal = home.start(&["view", file, "--filter", filter], &[]);
    terminal.wait_for("20451233333333333333");
    assert!(terminal.screen().contains("********") && !terminal.screen().contains("hush"), "{}", terminal.screen());
    leaves(terminal);
    for (filter, words, code) in [(".items[", "Column 7: This [", 2), ("empty", "has no result", 3)] {
        let mut terminal = home.start(&["view", file, "-f", filter], &[]);
        assert_eq!(terminal.wait_exit(), code, "{}", terminal.screen());
        assert!(terminal.normal_screen().replace('\n', "").contains(words), "{}", terminal.screen());
    }
}

#[test]
fn filter_shows_result_and_fault_while_typed() {
    let home = Home::new();
    let mut terminal = view(&home, &[]);
    terminal.keys("|items[] | .name");
    terminal.wait_for("\"seven\"");
    terminal.keys(" | nope");
    terminal.wait_for("There is no filter called nope.");
    terminal.keys("<esc>");
    terminal.wait_for("20451233333333333333");
    leaves(terminal);
}
