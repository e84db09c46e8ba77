//! Program on a terminal that can only print lines, as a screen reader reads it.

use crate::{
    kit::Terminal,
    person::{CANARY, ELEMINT, Home, free_port, press, shown},
};

const DUMB: [(&str, &str); 1] = [("TERM", "dumb")];

/// Waits for a question and answers it.
fn answer(terminal: &mut Terminal, question: &str, line: &str) {
    terminal.wait_for(question);
    terminal.keys(line);
    terminal.keys("<enter>");
}

/// Checks what is true of every run that created one instance.
fn made(terminal: &mut Terminal, home: &Home, name: &str) {
    answer(terminal, "Next, a word or a number:", "done");
    assert_eq!(terminal.wait_exit(), 0);
    assert_eq!(terminal.restored(), Ok(()));
    let written = terminal.transcript();
    assert!(!written.contains(&0x1b), "an escape byte was written");
    let (_, kept) = home.instances().pop().expect("an instance");
    assert_eq!(kept["name"], name);
    for secret in [kept["token"].as_str().expect("a token"), CANARY] {
        assert!(!shown(terminal, secret), "{secret} was shown");
    }
}

#[test]
fn an_element_without_consent_becomes_an_instance() {
    let home = Home::new();
    let mut terminal = home.start(&["--sandbox"], &DUMB);
    answer(&mut terminal, "a part of its name:", "magentosoapv19");
    answer(&mut terminal, "User name (needed):", "anna");
    answer(&mut terminal, "Password (needed):", CANARY);
    answer(&mut terminal, "Store URL (needed):", "https://shop.example");
    answer(&mut terminal, "Instance name (needed):", "my-shop");
    answer(&mut terminal, "Tags (may be empty):", ":go");
    answer(&mut terminal, "Send it, yes or no:", "yes");
    made(&mut terminal, &home, "my-shop");
}

#[test]
fn copied_text_is_printed_and_dialog_continues() {
    let home = Home::new();
    let mut terminal = home.start(&["--sandbox"], &DUMB);
    answer(&mut terminal, "a part of its name:", "magentosoapv19");
    answer(&mut terminal, "User name (needed):", "anna");
    answer(&mut terminal, "Password (needed):", CANARY);
    answer(&mut terminal, "Store URL (needed):", "https://shop.example");
    answer(&mut terminal, "Instance name (needed):", "my-shop");
    answer(&mut terminal, "Tags (may be empty):", ":go");
    answer(&mut terminal, "Send it, yes or no:", "yes");
    answer(&mut terminal, "Next, a word or a number:", "copy");
    terminal.wait_for("Here is the token, to be selected:");
    let (_, kept) = home.instances().pop().expect("an instance");
    terminal.wait_for(kept["token"].as_str().expect("a token"));
    answer(&mut terminal, "Next, a word or a number:", "done");
    assert_eq!(terminal.wait_exit(), 0);
}

#[test]
fn an_element_with_consent_becomes_an_instance_when_the_browser_comes_back() {
    let home = Home::new();
    let mut terminal = home.start(&["--sandbox", "infusionsoftecommerce"], &DUMB);
    answer(&mut terminal, "Client ID (needed):", ":2");
    let callback = format!("http://127.0.0.1:{}/callback", free_port());
    answer(&mut terminal, "Callback URL [", &callback);
    let is_again = |screen: &vt100::Screen| screen.contents().matches("Entry 3 of").count() == 2;
    terminal.wait_until("entry 3 again", is_again);
    answer(&mut terminal, "Client ID (needed):", "client-1");
    answer(&mut terminal, "Client Secret (needed):", CANARY);
    answer(&mut terminal, "Instance name (needed):", "online-sales");
    answer(&mut terminal, "Tags (may be empty):", ":go");
    terminal.wait_for("or the code:");
    assert_eq!(home.visit(&press("allow", &home.page())).status, 200);
    answer(&mut terminal, "Send it, yes or no:", "yes");
    made(&mut terminal, &home, "online-sales");
}

#[test]
fn secret_beyond_terminal_line_limit_is_read_completely() {
    let home = Home::new();
    let mut terminal = home.start(&["--accessible", "--sandbox", "magentosoapv19"], &[]);
    answer(&mut terminal, "User name (needed):", "anna");
    terminal.wait_for("Password (needed):");
    terminal.paste(&"x".repeat(9000));
    terminal.keys("<enter>");
    terminal.wait_for("Taken, 9000 characters.");
}

#[test]
fn an_interrupt_leaves_and_gives_the_terminal_back() {
    let home = Home::new();
    let mut terminal = home.start(&["--sandbox", "magentosoapv19"], &[("ACCESSIBLE", "1")]);
    answer(&mut terminal, "User name (needed):", "anna");
    terminal.wait_for("Password (needed):");
    terminal.keys("<c-c>");
    assert_eq!(terminal.wait_exit(), 130);
    assert_eq!(terminal.restored(), Ok(()));
    assert!(home.draft().is_some_and(|draft| draft.contains("anna")));
}

#[test]
fn the_end_of_the_input_leaves_as_well() {
    let home = Home::new();
    let mut terminal = home.start(&["--sandbox"], &DUMB);
    terminal.wait_for("a part of its name:");
    terminal.keys("<c-d>");
    assert_eq!(terminal.wait_exit(), 130);
}

#[test]
fn typed_line_is_shown_and_can_be_edited() {
    let home = Home::new();
    let mut terminal = home.start(&["--accessible", "--sandbox", "magentosoapv19"], &[]);
    terminal.wait_for("User name (needed):");
    terminal.keys("anx");
    terminal.wait_for("User name (needed): anx");
    terminal.keys("<bs>");
    terminal.wait_gone("anx");
    terminal.keys("na<enter>");
    terminal.wait_for("User name (needed): anna\nEntry 2 of");
}

#[test]
fn line_longer_than_a_terminal_edits_is_taken_whole() {
    let home = Home::new();
    let mut terminal = home.start(&["--accessible", "--sandbox", "magentosoapv19"], &[]);
    terminal.wait_for("User name (needed):");
    terminal.paste(&"x".repeat(6000));
    terminal.keys("<enter>");
    answer(&mut terminal, "Password (needed):", ":leave");
    assert_eq!(terminal.wait_exit(), 130);
    assert!(home.draft().is_some_and(|draft| draft.contains(&"x".repeat(6000))));
}

#[test]
fn request_on_one_line_is_not_shown() {
    let home = Home::new();
    let mut terminal = home.start(&["--sandbox"], &DUMB);
    terminal.wait_for("a part of its name:");
    terminal.paste(&format!(
        r#"{{"element":{{"key":"magentosoapv19"}},"configuration":{{"userName":"anna","password":"{CANARY}"}}}}"#
    ));
    terminal.wait_for("characters, not shown)");
    terminal.keys("<enter>");
    terminal.wait_for("Filled 2 values");
    assert!(!shown(&terminal, CANARY));
}

#[test]
fn lines_typed_before_the_first_question_answer_one_question_each() {
    let home = Home::new();
    let script = home.script("late", &format!("read go; exec {ELEMINT} --accessible --sandbox"));
    let mut terminal = Terminal::start_at(home.path(), &script, &[], &[], (120, 50));
    // The script ends its own reading behind the first line, and all others wait for the program.
    terminal.write(b"go\rmagentosoapv19\ranna\r");
    terminal.wait_for("User name (needed): anna\n");
    terminal.wait_for("Password (needed):");
}

#[test]
fn lines_that_arrive_together_are_answers_only_when_asked_for() {
    let home = Home::new();
    let mut terminal = home.start(&["--accessible", "--sandbox", "magentosoapv19"], &[]);
    terminal.wait_for("User name (needed):");
    terminal.write(format!("anna\r{CANARY}\rhttps://shop.example\r").as_bytes());
    answer(&mut terminal, "as an answer.\nUser name (needed):", ":each");
    answer(&mut terminal, "Instance name (needed):", "my-shop");
    answer(&mut terminal, "Tags (may be empty):", ":go");
    answer(&mut terminal, "Send it, yes or no:", "yes");
    made(&mut terminal, &home, "my-shop");
}

#[test]
fn paste_is_no_answer_to_the_last_question() {
    let home = Home::new();
    let mut terminal = home.start(&["--accessible", "--sandbox", "magentosoapv19"], &[]);
    answer(&mut terminal, "User name (needed):", "anna");
    answer(&mut terminal, "Password (needed):", CANARY);
    answer(&mut terminal, "Store URL (needed):", "https://shop.example");
    answer(&mut terminal, "Instance name (needed):", "my-shop");
    answer(&mut terminal, "Tags (may be empty):", ":go");
    terminal.wait_for("Send it, yes or no:");
    terminal.write(b"yes\ryes\r");
    terminal.wait_for("This question takes one line. Nothing was pasted.");
    assert_eq!(home.instances().len(), 0);
}
