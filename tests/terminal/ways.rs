//! From the first key to the last: both kinds of element, and every way consent comes back.

use crate::{
    kit::{
        Terminal,
        web::{self, Follower},
    },
    person::{CANARY, Home, fill_infusionsoft, fill_magento, free_port, parameter, press, shown},
};
use serde_json::Value;
use std::os::unix::fs::PermissionsExt as _;

/// Checks what is true of every run that created one instance.
fn made(terminal: &mut Terminal, home: &Home, element: &str, name: &str) -> Value {
    terminal.wait_for("created in");
    terminal.keys("q");
    assert_eq!(terminal.wait_exit(), 0);
    assert_eq!(terminal.restored(), Ok(()));
    let (path, kept) = home.instances().pop().expect("an instance");
    assert_eq!(path.metadata().expect("a file").permissions().mode() & 0o777, 0o600);
    assert_eq!((&kept["element"], &kept["name"]), (&element.into(), &name.into()));
    let (id, token) = (kept["id"].as_str().expect("an id"), kept["token"].as_str().expect("a token"));
    let left = terminal.normal_screen().replace('\n', "");
    assert!(left.starts_with(&format!("Created instance {id} “{name}” of {element}.")), "{left}");
    assert!(left.contains(path.to_str().expect("a path")), "{left}");
    for secret in [token, CANARY] {
        assert!(!shown(terminal, secret), "{secret} was shown");
    }
    assert_eq!(home.draft(), None);
    kept
}

#[test]
fn an_element_without_consent_becomes_an_instance() {
    let home = Home::new();
    let mut terminal = home.start(&["--sandbox"], &[]);
    terminal.wait_for("Which element?");
    terminal.keys("magentosoap<enter>");
    terminal.wait_for("Store URL");
    fill_magento(&mut terminal, "my-shop");
    terminal.keys("<enter>");
    made(&mut terminal, &home, "magentosoapv19", "my-shop");
}

#[test]
fn all_that_was_made_is_named_on_leaving() {
    let home = Home::new();
    let mut terminal = home.start(&["--sandbox", "magentosoapv19"], &[]);
    terminal.wait_for("Store URL");
    fill_magento(&mut terminal, "first-shop");
    terminal.keys("<enter>");
    terminal.wait_for("created in");
    terminal.keys("a");
    terminal.wait_for("Which element?");
    terminal.keys("magentosoap<enter>");
    // Values that are not secret come from the last instance.
    terminal.wait_for("last time");
    terminal.keys(&format!("{CANARY}<tab><tab>second-shop<c-s>"));
    terminal.wait_for("Create the instance “second-shop”?");
    terminal.keys("<enter>");
    terminal.wait_for("created in");
    terminal.keys("<c-c>");
    terminal.wait_exit();
    let left = terminal.normal_screen();
    for name in ["first-shop", "second-shop"] {
        assert!(left.contains(&format!("“{name}” of magentosoapv19.")), "{left}");
    }
    assert_eq!(left.matches("Its token is saved in").count(), 2, "{left}");
}

#[test]
fn an_element_with_consent_becomes_an_instance_when_the_browser_comes_back() {
    let home = Home::new();
    let mut terminal = home.start(&["--sandbox"], &[]);
    terminal.wait_for("Which element?");
    terminal.keys("online sales<enter>");
    terminal.wait_for("Callback URL");
    let callback = format!("http://127.0.0.1:{}/callback", free_port());
    fill_infusionsoft(&mut terminal, &callback, "online-sales");
    let back = press("allow", &home.page());
    assert!(back.starts_with(&callback), "{back}");
    let page = home.visit(&back);
    assert!(page.status == 200 && page.body.contains("return to your terminal"), "{}", page.body);
    terminal.wait_for("Create the instance “online-sales”?");
    terminal.keys("<enter>");
    made(&mut terminal, &home, "infusionsoftecommerce", "online-sales");
    assert!(!shown(&terminal, &parameter(&back, "code")), "the code was shown");
}

#[test]
fn oauth_1_goes_the_same_way_with_a_verifier_for_a_code() {
    let home = Home::new();
    let mut terminal = home.practise("evernote");
    let callback = format!("http://127.0.0.1:{}/callback", free_port());
    terminal.keys(&format!("<up><c-u>{callback}<tab>client-1<tab>{CANARY}<tab><tab><tab>notes<c-s>"));
    terminal.wait_for("checked in the link: the request token");
    terminal.wait_for("or the verifier:");
    let back = press("allow", &home.page());
    assert!(back.contains("oauth_verifier=") && !back.contains("state="), "{back}");
    home.visit(&back);
    terminal.wait_for("Create the instance “notes”?");
    assert!(!terminal.screen().contains("carried no"), "the request token ties it");
    terminal.keys("<enter>");
    made(&mut terminal, &home, "evernote", "notes");
}

#[test]
fn a_callback_that_leaves_the_port_open_is_given_a_free_one() {
    let home = Home::new();
    let mut terminal = home.practise("infusionsoftecommerce");
    fill_infusionsoft(&mut terminal, "http://localhost:0/back", "anywhere");
    terminal.wait_for("Listening on http://localhost:");
    let back = press("allow", &home.page());
    let port =
        back.strip_prefix("http://localhost:").and_then(|rest| rest.split_once("/back?")).expect("its address").0;
    assert_ne!(port, "0");
    home.visit(&back);
    terminal.wait_for("Create the instance “anywhere”?");
    // The platform redeems the code for the very callback it was given for.
    terminal.wait_for(&format!("http://localhost:{port}/back"));
    terminal.keys("<enter>");
    made(&mut terminal, &home, "infusionsoftecommerce", "anywhere");
}

#[test]
fn consent_may_be_pasted_where_the_callback_is_on_no_machine_of_ours() {
    let home = Home::new();
    let mut terminal = home.practise("infusionsoftecommerce");
    fill_infusionsoft(&mut terminal, "https://www.mycoolapp.com/auth", "elsewhere");
    terminal.wait_for("The callback is not on this machine");
    let back = press("allow", &home.page());
    assert!(back.starts_with("https://www.mycoolapp.com/auth?code="), "{back}");
    terminal.paste(&back);
    terminal.wait_for("Press ↵");
    terminal.keys("<enter>");
    terminal.wait_for("Create the instance “elsewhere”?");
    terminal.keys("<enter>");
    made(&mut terminal, &home, "infusionsoftecommerce", "elsewhere");
}

#[test]
fn a_long_address_pasted_in_wrapped_lines_is_still_one_address() {
    let home = Home::new();
    let mut terminal = home.practise("infusionsoftecommerce");
    fill_infusionsoft(&mut terminal, "https://www.mycoolapp.com/auth", "wrapped");
    let back = press("allow", &home.page());
    let (left, right) = back.split_at(60);
    terminal.paste(&format!("{left}\n{right}\n"));
    terminal.wait_for("Press ↵");
}

#[test]
fn the_listener_is_gone_once_consent_has_arrived() {
    let home = Home::new();
    let mut terminal = home.practise("infusionsoftecommerce");
    let port = free_port();
    fill_infusionsoft(&mut terminal, &format!("http://127.0.0.1:{port}/callback"), "gone");
    home.visit(&press("allow", &home.page()));
    terminal.wait_for("Create the instance “gone”?");
    crate::person::eventually("the port to be free", || std::net::TcpListener::bind(("127.0.0.1", port)).ok());
}

#[test]
fn a_second_instance_can_be_made_at_once() {
    let home = Home::new();
    let mut terminal = home.practise("magentosoapv19");
    fill_magento(&mut terminal, "first");
    terminal.keys("<enter>");
    terminal.wait_for("created in");
    terminal.keys("a");
    terminal.wait_for("Which element?");
    terminal.keys("magentosoap<enter>");
    // All but the secret and the name is as it was the last time.
    terminal.wait_for("last time");
    terminal.keys(&format!("{CANARY}<enter><enter>second<c-s>"));
    terminal.wait_for("Create the instance “second”?");
    terminal.keys("<enter>");
    terminal.wait_for("created in");
    terminal.keys("q");
    assert_eq!(terminal.wait_exit(), 0);
    let names: Vec<_> = home.instances().into_iter().map(|(_, kept)| kept["name"].clone()).collect();
    assert_eq!(names, ["first", "second"]);
}

#[test]
fn two_at_once_do_not_get_into_each_others_way() {
    let home = Home::new();
    let mut terminals = [home.practise("magentosoapv19"), home.practise("magentosoapv19")];
    for (terminal, name) in terminals.iter_mut().zip(["one", "two"]) {
        fill_magento(terminal, name);
    }
    for terminal in &mut terminals {
        terminal.keys("<enter>");
    }
    for terminal in &mut terminals {
        terminal.wait_for("created in");
        terminal.keys("q");
        assert_eq!(terminal.wait_exit(), 0);
    }
    assert_eq!(home.instances().len(), 2);
}

#[test]
fn no_program_is_started_with_the_providers_address() {
    let home = Home::new();
    let mut terminal = home.practise("infusionsoftecommerce");
    let port = free_port();
    fill_infusionsoft(&mut terminal, &format!("http://127.0.0.1:{port}/callback"), "unseen");
    let link = home.link();
    assert!(link.starts_with(&format!("http://127.0.0.1:{port}/go/")), "{link}");
    assert!(Follower::of(&link).page.contains("/fake-provider/infusionsoftecommerce/authorize?"));
    assert_eq!(web::get(&link).status, 410, "it works once");
}

#[test]
fn leaving_wait_closes_port_and_ignores_late_answer() {
    let home = Home::new();
    let mut terminal = home.practise("infusionsoftecommerce");
    let port = free_port();
    fill_infusionsoft(&mut terminal, &format!("http://127.0.0.1:{port}/callback"), "left");
    home.link();
    terminal.keys("<esc>");
    terminal.wait_for("Instance name");
    crate::person::eventually("the port to be closed", || std::net::TcpStream::connect(("127.0.0.1", port)).err());
    assert!(terminal.screen().contains("Instance name"));
}
