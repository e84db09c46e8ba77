//! `elemint token`.

use super::{all, id_of, run, run_with};
use crate::person::{Home, Platform};
use rstest::rstest;

fn token(platform: &Platform) -> String {
    all(platform)[0]["token"].as_str().expect("a token").to_owned()
}

#[rstest]
#[case::alone(&["token"])]
#[case::among_the_others(&["instances", "token"])]
fn token_is_printed_into_a_pipe(#[case] command: &[&str]) {
    let (home, platform) = (Home::new(), Platform::with_instances(1));
    let id = id_of(&platform, false);
    let ended = run(&home, &platform, &[command, &[id.as_str()]].concat());
    assert_eq!((ended.code, ended.out), (Some(0), format!("{}\n", token(&platform))), "{}", ended.err);
}

#[test]
fn terminal_shows_no_token_unasked() {
    let (home, platform) = (Home::new(), Platform::with_instances(1));
    let mut terminal = home.start(&["token", &id_of(&platform, false)], &platform.environment());
    terminal.wait_for("Add --show");
    assert_eq!(terminal.wait_exit(), 4);
    assert!(!crate::person::shown(&terminal, &token(&platform)));
}

#[test]
fn terminal_shows_the_token_on_request() {
    let (home, platform) = (Home::new(), Platform::with_instances(1));
    let mut terminal = home.start(&["token", &id_of(&platform, false), "--show"], &platform.environment());
    terminal.wait_for(&token(&platform));
    assert_eq!(terminal.wait_exit(), 0);
}

#[test]
fn export_on_a_terminal_leaves_the_token_out() {
    let (home, platform) = (Home::new(), Platform::with_instances(1));
    let mut terminal = home.start(&["token", &id_of(&platform, false), "--export"], &platform.environment());
    terminal.wait_for("The token is left out.");
    assert_eq!(terminal.wait_exit(), 0);
    assert!(!crate::person::shown(&terminal, &token(&platform)));
}

#[test]
fn export_sets_shell_variables() {
    let (home, platform) = (Home::new(), Platform::with_instances(1));
    let ended = run(&home, &platform, &["token", &id_of(&platform, false), "--export"]);
    assert!(ended.out.contains(&format!("export CE_TOKEN='{}'\n", token(&platform))), "{}", ended.out);
}

#[test]
fn export_of_a_saved_token_has_the_name_on_the_platform() {
    let (home, platform) = (Home::new(), Platform::with_instances(1));
    let id = id_of(&platform, false);
    assert_eq!(run(&home, &platform, &["token", &id, "--save"]).code, Some(0));
    let renamed = run(&home, &platform, &["instances", "update", &id, "--name", "other-name", "--yes"]);
    assert_eq!(renamed.code, Some(0), "{}", renamed.err);
    let ended = run(&home, &platform, &["token", &id, "--export"]);
    assert!(ended.out.contains("export CE_INSTANCE_NAME='other-name'\n"), "{}", ended.out);
}

#[test]
fn saved_token_is_private_and_needs_no_platform() {
    use std::os::unix::fs::PermissionsExt as _;
    let (home, platform) = (Home::new(), Platform::with_instances(1));
    let (id, token) = (id_of(&platform, false), token(&platform));
    let saved = run(&home, &platform, &["token", &id, "--save"]);
    let base = platform.base.clone();
    drop(platform);
    let env = [("CE_BASE", base.as_str()), ("CE_USER", "u"), ("CE_ORG", "o")];
    let (path, kept) = home.instances().pop().expect("a file");
    let mode = path.metadata().expect("the file").permissions().mode() & 0o777;
    assert!(!saved.out.contains(&token) && saved.out.contains("is saved in "), "{}", saved.out);
    assert_eq!((mode, kept["token"].as_str()), (0o600, Some(token.as_str())));
    assert_eq!(run_with(&home, &env, &["token", &id]).out, format!("{token}\n"));
}

#[test]
fn stored_token_is_marked_in_the_list() {
    let (home, platform) = (Home::new(), Platform::with_instances(2));
    let id = id_of(&platform, false);
    run(&home, &platform, &["token", &id, "--save"]);
    let listed = run(&home, &platform, &["instances", "list", "token:here", "--json"]).json();
    assert_eq!((listed.as_array().map(Vec::len), listed[0]["id"].as_str()), (Some(1), Some(id.as_str())));
}

#[test]
fn unknown_instance_has_no_token() {
    let (home, platform) = (Home::new(), Platform::start());
    let ended = run(&home, &platform, &["token", "1"]);
    assert_eq!((ended.code, ended.out.as_str()), (Some(3), ""), "{}", ended.err);
}
