//! The program on a terminal that can only print lines: what a screen reader reads.

use crate::{
    kit::Terminal,
    person::{CANARY, Home, free_port, press, shown},
};

const DUMB: [(&str, &str); 1] = [("TERM", "dumb")];

/// Waits for a question and answers it.
fn answer(terminal: &mut Terminal, question: &str, line: &str) {
    terminal.wait_for(question);
    terminal.keys(line);
    terminal.keys("<enter>");
}

/// What is true of every run that made one instance.
fn made(terminal: &mut Terminal, home: &Home, name: &str) {
    answer(terminal, "What next, a word or a number:", "done");
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
    answer(&mut terminal, "A part of its name:", "magentosoapv19");
    answer(&mut terminal, "User name (needed):", "anna");
    answer(&mut terminal, "Password (needed):", CANARY);
    answer(&mut terminal, "Store URL (needed):", "https://shop.example");
    answer(&mut terminal, "Instance name (needed):", "my-shop");
    answer(&mut terminal, "Tags (may be empty):", ":go");
    answer(&mut terminal, "Send it, yes or no:", "yes");
    made(&mut terminal, &home, "my-shop");
}

#[test]
fn what_is_copied_is_printed_and_the_conversation_goes_on() {
    let home = Home::new();
    let mut terminal = home.start(&["--sandbox"], &DUMB);
    answer(&mut terminal, "A part of its name:", "magentosoapv19");
    answer(&mut terminal, "User name (needed):", "anna");
    answer(&mut terminal, "Password (needed):", CANARY);
    answer(&mut terminal, "Store URL (needed):", "https://shop.example");
    answer(&mut terminal, "Instance name (needed):", "my-shop");
    answer(&mut terminal, "Tags (may be empty):", ":go");
    answer(&mut terminal, "Send it, yes or no:", "yes");
    answer(&mut terminal, "What next, a word or a number:", "copy");
    terminal.wait_for("Here is the token, to be selected:");
    let (_, kept) = home.instances().pop().expect("an instance");
    terminal.wait_for(kept["token"].as_str().expect("a token"));
    answer(&mut terminal, "What next, a word or a number:", "done");
    assert_eq!(terminal.wait_exit(), 0);
}

#[test]
fn an_element_with_consent_becomes_an_instance_when_the_browser_comes_back() {
    let home = Home::new();
    let mut terminal = home.start(&["--sandbox", "infusionsoftecommerce"], &DUMB);
    answer(&mut terminal, "Client ID (needed):", ":2");
    let callback = format!("http://127.0.0.1:{}/callback", free_port());
    answer(&mut terminal, "Callback URL [", &callback);
    answer(&mut terminal, "Entry 3 of", "client-1");
    answer(&mut terminal, "Client Secret (needed):", CANARY);
    answer(&mut terminal, "Instance name (needed):", "online-sales");
    answer(&mut terminal, "Tags (may be empty):", ":go");
    terminal.wait_for("Address or code:");
    assert_eq!(home.visit(&press("allow", &home.page())).status, 200);
    answer(&mut terminal, "Send it, yes or no:", "yes");
    made(&mut terminal, &home, "online-sales");
}

#[test]
fn a_secret_longer_than_a_terminal_edits_is_taken_whole() {
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
    terminal.wait_for("A part of its name:");
    terminal.keys("<c-d>");
    assert_eq!(terminal.wait_exit(), 130);
}
