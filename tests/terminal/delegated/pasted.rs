//! Answers that are pasted while a command waits.

use super::{CALLBACK, CRM, Scene};
use crate::{
    kit::{Terminal, web},
    person::{CANARY, free_port, press},
};
use rstest::rstest;

/// Starts a creation at a terminal of 400 columns, so that a link is one line.
fn start(scene: &Scene, callback: &str, more: &[&str]) -> Terminal {
    let args = [&["create"], &CRM[..4], &[callback], more].concat();
    let env: Vec<_> = scene.platform.environment().into_iter().chain([("SHOP_PASSWORD", CANARY)]).collect();
    scene.home.start_at((400, 40), &args, &env)
}

fn link(terminal: &Terminal) -> String {
    let screen = terminal.screen();
    screen.lines().map(str::trim).find(|line| line.starts_with("http")).expect("a link").to_owned()
}

#[test]
fn answer_at_a_callback_elsewhere_is_pasted() {
    let scene = Scene::new();
    let mut terminal = start(&scene, CALLBACK, &["--yes"]);
    terminal.wait_for("Paste the address that the browser ends on");
    let answer = press("allow", &link(&terminal));
    terminal.keys("nothing of use<enter>");
    terminal.wait_for("Paste the complete address");
    terminal.keys(&format!("{}<enter>", answer.replace('<', "")));
    terminal.wait_for("Created instance");
    assert_eq!(scene.platform.names(), ["crm"]);
}

#[test]
fn answer_at_a_callback_of_this_machine_may_be_pasted() {
    let scene = Scene::new();
    let callback = format!("--set=oauth.callback.url=http://127.0.0.1:{}/cb", free_port());
    let mut terminal = start(&scene, &callback, &["--yes", "--wait"]);
    terminal.wait_for("Or paste the address here.");
    let page = web::Follower::of(&link(&terminal)).page;
    terminal.keys(&format!("{}<enter>", press("allow", &page)));
    terminal.wait_for("Created instance");
    assert_eq!(scene.platform.names(), ["crm"]);
}

#[rstest]
#[case::no("n", "Waiting for another one.")]
#[case::yes("y", "Created instance")]
fn bare_code_is_used_after_a_yes(#[case] answer: &str, #[case] result: &str) {
    let scene = Scene::new();
    let mut terminal = start(&scene, CALLBACK, &["--yes"]);
    terminal.wait_for("Paste the address that the browser ends on");
    let code = crate::person::parameter(&press("allow", &link(&terminal)), "code");
    terminal.keys(&format!("{code}<enter>"));
    terminal.wait_for("Did you just allow access? yes or no:");
    terminal.keys(&format!("{answer}<enter>"));
    terminal.wait_for(result);
}

#[test]
fn callback_elsewhere_is_not_waited_for_without_a_terminal() {
    let scene = Scene::new();
    let (code, json, err) = scene.run(&[&["create"], &CRM[..], &["--yes", "--wait", "--json"]].concat(), "");
    assert!(code == 2 && err.contains("Use --no-wait") && json["status"] == "misused", "{json} {err}");
    let consents = std::fs::read_dir(scene.home.path().join("state/elemint/consents"));
    assert_eq!(consents.map_or(0, Iterator::count), 0);
}

#[test]
fn question_about_an_answer_stays_until_it_is_answered() {
    let scene = Scene::new();
    let mut terminal = start(&scene, CALLBACK, &["--yes"]);
    terminal.wait_for("Paste the address that the browser ends on");
    let code = crate::person::parameter(&press("allow", &link(&terminal)), "code");
    terminal.keys(&format!("y<enter>{code}<enter>"));
    terminal.wait_for("Did you just allow access? yes or no:");
    terminal.keys("<enter>nothing of use<enter>");
    terminal.wait_for("Paste the complete address");
    terminal.keys("y<enter>");
    terminal.wait_for("Created instance");
}
