//! Typed values survive, and typed secrets are not stored.

use crate::person::{CANARY, Home, eventually, fill_infusionsoft, fill_magento, shown};
use rustix::process::Signal;

#[test]
fn a_form_left_by_ctrl_c_is_offered_the_next_time_without_its_secrets() {
    let home = Home::new();
    let mut terminal = home.practise("magentosoapv19");
    terminal.keys(&format!("anna<tab>{CANARY}<tab>https://shop.example<tab>my-shop<c-c>"));
    assert_eq!(terminal.wait_exit(), 130);
    assert!(terminal.normal_screen().contains("The next start offers it"), "{}", terminal.screen());
    let draft = home.draft().expect("a draft");
    assert!(draft.contains("anna") && draft.contains("https://shop.example") && !draft.contains(CANARY), "{draft}");

    let mut next = home.start(&["--sandbox"], &[]);
    next.wait_for("Go on with Magento SOAP V1.9 Beta “my-shop”");
    next.keys("<enter>");
    next.wait_for("https://shop.example");
    next.wait_for("anna");
    // Only the secret is left to type.
    next.keys(&format!("<c-s>{CANARY}<c-s>"));
    next.wait_for("Create the instance “my-shop”?");
    next.keys("<enter>");
    next.wait_for("created in");
    next.keys("q");
    assert_eq!(next.wait_exit(), 0);
    assert_eq!(home.draft(), None);
    assert_eq!(home.instances().len(), 1);
}

#[test]
fn form_is_saved_on_signal_in_every_step() {
    let home = Home::new();
    let mut terminal = home.practise("infusionsoftecommerce");
    fill_infusionsoft(&mut terminal, "https://www.mycoolapp.com/auth", "at-consent");
    terminal.signal(Signal::TERM);
    assert_eq!(terminal.wait_exit(), 143);
    let draft = home.draft().expect("a draft");
    assert!(draft.contains("at-consent") && !draft.contains(CANARY), "{draft}");
}

#[test]
fn a_kill_in_the_middle_of_a_form_costs_no_more_than_the_line_being_typed() {
    let home = Home::new();
    let mut terminal = home.practise("magentosoapv19");
    terminal.keys(&format!("anna<enter>{CANARY}<enter>https://sh"));
    eventually("the form to be kept", || home.draft().filter(|draft| draft.contains("anna")));
    terminal.signal(Signal::KILL);
    drop(terminal);
    // The next request is pasted completely, and the program killed as well.
    let mut terminal = home.start(&["--sandbox"], &[]);
    terminal.wait_for("Go on with Magento");
    let request =
        r#"{ "element": { "key": "zendesk" }, "configuration": { "zendesk.subdomain": "acme" }, "name": "desk" }"#;
    terminal.paste(request);
    terminal.wait_for("from the pasted request");
    let draft = eventually("the request to be kept", || home.draft().filter(|draft| draft.contains("acme")));
    terminal.signal(Signal::KILL);
    drop(terminal);
    assert!(!draft.contains(CANARY), "{draft}");
    home.start(&["--sandbox"], &[]).wait_for("Go on with Zendesk “desk”");
}

#[test]
fn a_form_can_be_forgotten() {
    let home = Home::new();
    let mut terminal = home.practise("magentosoapv19");
    terminal.keys("anna<c-c>");
    assert_eq!(terminal.wait_exit(), 130);
    let mut next = home.start(&["--sandbox"], &[]);
    next.wait_for("Go on with Magento");
    next.keys("<del>");
    next.wait_gone("Go on with Magento");
    next.keys("<c-c>");
    next.wait_exit();
    assert_eq!(home.draft(), None);
}

#[test]
fn a_form_gone_back_from_is_kept_as_well() {
    let home = Home::new();
    let mut terminal = home.practise("magentosoapv19");
    terminal.keys("anna<esc>");
    terminal.wait_for("Which element?");
    terminal.keys("<c-c>");
    assert_eq!(terminal.wait_exit(), 130);
    assert!(home.draft().is_some_and(|draft| draft.contains("anna")));
}

#[test]
fn going_back_loses_nothing_secrets_included() {
    let home = Home::new();
    let mut terminal = home.practise("magentosoapv19");
    fill_magento(&mut terminal, "my-shop");
    terminal.keys("<esc>");
    terminal.wait_for("Go on to the review");
    terminal.keys("<esc>");
    terminal.wait_for("Which element?");
    terminal.keys("<enter>");
    terminal.wait_for("my-shop");
    terminal.keys("<c-s>");
    terminal.wait_for("Create the instance “my-shop”?");
}

#[test]
fn a_secret_is_on_the_screen_only_while_it_is_asked_for() {
    let home = Home::new();
    let mut terminal = home.practise("magentosoapv19");
    terminal.keys(&format!("<tab>{CANARY}"));
    terminal.wait_for("••••");
    assert!(!shown(&terminal, CANARY));
    terminal.keys("<c-r>");
    terminal.wait_for(CANARY);
    terminal.keys("<c-r>");
    terminal.wait_gone(CANARY);
}

#[test]
fn the_token_is_on_the_screen_only_when_it_is_asked_for() {
    let home = Home::new();
    let mut terminal = home.practise("magentosoapv19");
    fill_magento(&mut terminal, "my-shop");
    terminal.keys("<enter>");
    terminal.wait_for("created in");
    let (_, kept) = home.instances().pop().expect("an instance");
    let token = kept["token"].as_str().expect("a token");
    assert!(!shown(&terminal, token));
    terminal.keys("R");
    terminal.wait_for("Show every secret here");
    terminal.keys("y");
    terminal.wait_for(token);
    terminal.keys("R");
    terminal.wait_gone(token);
}
