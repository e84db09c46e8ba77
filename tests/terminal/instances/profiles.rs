//! `elemint profiles add`, `secrets` and `rename`.

use super::{Ended, run_with};
use crate::{
    kit::{Terminal, schema},
    person::{ELEMINT, Home, Platform},
};
use rstest::rstest;
use rustix::process::Signal;
use std::{
    fs,
    io::Write as _,
    net::TcpListener,
    process::{Command, Stdio},
};

fn file(home: &Home) -> String {
    fs::read_to_string(home.path().join("config/elemint/profiles.toml")).unwrap_or_default()
}

/// Runs a command with these lines on standard input.
fn fed(home: &Home, args: &[&str], input: &str) -> Ended {
    let mut command = Command::new(ELEMINT);
    command.args(args).env_clear().env("HOME", home.path()).env("PATH", "/usr/bin:/bin").stdin(Stdio::piped());
    for folder in ["STATE", "CONFIG"] {
        command.env(format!("XDG_{folder}_HOME"), home.path().join(folder.to_lowercase()));
    }
    let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("the program");
    let _ = child.stdin.take().expect("its input").write_all(input.as_bytes());
    let output = child.wait_with_output().expect("its end");
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    Ended { code: output.status.code(), out: text(&output.stdout), err: text(&output.stderr) }
}

fn added(home: &Home, platform: &Platform) {
    let secrets = format!("{}\n{}\n", platform.user, platform.organization);
    let ended = fed(home, &["profiles", "add", "work", &platform.base, "--stdin"], &secrets);
    assert_eq!(ended.code, Some(0), "{}", ended.err);
}

#[test]
fn profile_with_secrets_of_standard_input_works() {
    let (home, platform) = (Home::new(), Platform::start());
    added(&home, &platform);
    assert_eq!(run_with(&home, &[], &["profiles", "test", "work"]).code, Some(0));
}

#[test]
fn test_without_a_profile_lacks_a_sign_in() {
    let ended = run_with(&Home::new(), &[], &["profiles", "test", "--json"]);
    let json = ended.json();
    schema::assert_valid("failure", &json);
    assert_eq!((ended.code, &json["status"]), (Some(4), &serde_json::json!("input")), "{json}");
    assert!(ended.err.starts_with("There is no profile here."), "{}", ended.err);
}

#[rstest]
#[case::list(&["instances", "list", "--json"])]
#[case::delete(&["instances", "delete", "1", "--yes", "--json"])]
#[case::create(&["create", "magentosoapv19", "--yes", "--json"])]
#[case::platform_of_both(&["instances", "list", "--json", "--base", "BASE"])]
fn command_lacks_the_name_of_one_of_several_profiles(#[case] args: &[&str]) {
    let (home, platform) = (Home::new(), Platform::start());
    added(&home, &platform);
    let text = file(&home);
    let path = home.path().join("config/elemint/profiles.toml");
    fs::write(&path, format!("{text}\n{}", text.replace("[work]", "[test]"))).expect("profiles");
    let args: Vec<&str> = args.iter().map(|arg| if *arg == "BASE" { &platform.base } else { *arg }).collect();
    let json = run_with(&home, &[], &args).json();
    assert_eq!(json["exit"], 4, "{json:#}");
    let missing: Vec<&serde_json::Value> = json["missing"].as_array().expect("inputs").iter().collect();
    assert!(missing.iter().any(|input| input["input"] == "profile" && input["flag"] == "--profile NAME"), "{json:#}");
    fs::write(&path, format!("{text}\n{}", text.replace("[work]", "[default]"))).expect("profiles");
    let code = run_with(&home, &[], &["instances", "list"]).code;
    assert_eq!(code, Some(0), "the default is used");
}

#[test]
fn references_are_saved_and_not_their_values() {
    let (home, platform) = (Home::new(), Platform::start());
    let env = [("MY_USER", platform.user.as_str()), ("MY_ORG", platform.organization.as_str())];
    let args =
        ["profiles", "add", "work", &platform.base, "--user-secret", "env:MY_USER", "--org-secret", "env:MY_ORG"];
    let ended = run_with(&home, &env, &args);
    assert_eq!(ended.code, Some(0), "{}", ended.err);
    assert!(file(&home).contains("env:MY_USER") && !file(&home).contains(&platform.user), "{}", file(&home));
}

#[test]
fn password_is_exchanged_for_the_secrets_and_not_saved() {
    let (home, platform) = (Home::new(), Platform::start());
    // The sandbox takes the user secret for the password.
    let args = ["profiles", "add", "work", &platform.base, "--email", "ada@example.com", "--stdin"];
    let ended = fed(&home, &args, &format!("{}\n", platform.user));
    assert_eq!(ended.code, Some(0), "{}", ended.err);
    assert!(file(&home).contains(&platform.organization), "{}", file(&home));
}

#[rstest]
#[case::wrong("ada@example.com", "wrong-canary", "does not accept this e-mail address and password")]
#[case::expired("expired@example.com", "", "The password for 127.0.0.1")]
#[case::second_factor("second-factor@example.com", "", "asks for a second factor")]
fn refused_password_is_explained(#[case] email: &str, #[case] password: &str, #[case] words: &str) {
    let (home, platform) = (Home::new(), Platform::start());
    let password = if password.is_empty() { &platform.user } else { password };
    let args = ["profiles", "add", "work", &platform.base, "--email", email, "--stdin"];
    let ended = fed(&home, &args, &format!("{password}\n"));
    assert!(ended.code == Some(4) && ended.err.contains(words), "{:?} {}", ended.code, ended.err);
    assert!(!ended.err.contains(password) && file(&home).is_empty(), "{}", ended.err);
}

#[test]
fn typed_secrets_are_not_shown() {
    let (home, platform) = (Home::new(), Platform::start());
    let mut terminal: Terminal = home.start(&["profiles", "add", "work", &platform.base], &[]);
    terminal.wait_for("User secret:");
    terminal.keys(&format!("x<bs>{}<enter>", platform.user));
    terminal.wait_for("Organization secret:");
    terminal.keys(&format!("{}<enter>", platform.organization));
    terminal.wait_for("Created profile work");
    assert_eq!(terminal.wait_exit(), 0);
    let written = String::from_utf8_lossy(&terminal.transcript()).into_owned();
    assert!(!written.contains(&platform.user) && !written.contains(&platform.organization), "{written}");
}

#[test]
fn broken_off_question_changes_nothing() {
    let (home, platform) = (Home::new(), Platform::start());
    let mut terminal: Terminal = home.start(&["profiles", "add", "work", &platform.base], &[]);
    terminal.wait_for("User secret:");
    terminal.keys("abc<c-c>");
    assert_eq!((terminal.wait_exit(), file(&home)), (130, String::new()));
}

#[rstest]
#[case::terminate(Signal::TERM, 143)]
#[case::hangup(Signal::HUP, 129)]
#[case::quit(Signal::QUIT, 131)]
fn signal_during_a_question_leaves_the_terminal_as_it_was(#[case] signal: Signal, #[case] code: u32) {
    let (home, platform) = (Home::new(), Platform::start());
    let mut terminal: Terminal = home.start(&["profiles", "add", "work", &platform.base], &[]);
    terminal.wait_for("User secret:");
    terminal.signal(signal);
    assert_eq!((terminal.wait_exit(), terminal.restored()), (code, Ok(())));
}

#[test]
fn ctrl_c_ends_the_check_of_typed_secrets() {
    let silent = TcpListener::bind("127.0.0.1:0").expect("a port");
    let (home, base) = (Home::new(), format!("http://{}", silent.local_addr().expect("an address")));
    let mut terminal: Terminal = home.start(&["profiles", "add", "work", &base], &[]);
    terminal.wait_for("User secret:");
    terminal.keys("user<enter>");
    terminal.wait_for("Organization secret:");
    terminal.keys("organization<enter>");
    let (_connection, _) = silent.accept().expect("the check");
    terminal.keys("<c-c>");
    assert_eq!((terminal.wait_exit(), file(&home)), (130, String::new()));
}

#[test]
fn new_secrets_replace_the_old_ones_and_the_limits_stay() {
    let (home, platform, other) = (Home::new(), Platform::start(), "user = \"old\"");
    added(&home, &platform);
    assert_eq!(run_with(&home, &[], &["profiles", "protect", "work"]).code, Some(0));
    let text = file(&home).replace(&format!("user = \"{}\"", platform.user), other);
    fs::write(home.path().join("config/elemint/profiles.toml"), text).expect("the file");
    let secrets = format!("{}\n{}\n", platform.user, platform.organization);
    let ended = fed(&home, &["profiles", "secrets", "work", "--stdin"], &secrets);
    assert_eq!(ended.code, Some(0), "{}", ended.err);
    assert!(file(&home).contains(&platform.user) && file(&home).contains("protected = true"), "{}", file(&home));
}

#[test]
fn renamed_profile_keeps_its_comment_and_its_deleted_instances() {
    let (home, platform) = (Home::new(), Platform::with_instances(1));
    added(&home, &platform);
    let text = file(&home).replace("[work]", "# mine\n[work]");
    fs::write(home.path().join("config/elemint/profiles.toml"), text).expect("the file");
    let id = super::id_of(&platform, false);
    assert_eq!(run_with(&home, &[], &["instances", "delete", &id, "--yes"]).code, Some(0));
    let ended = run_with(&home, &[], &["profiles", "rename", "work", "staging"]);
    assert_eq!((ended.code, ended.out.as_str()), (Some(0), "Profile work is now called staging.\n"), "{}", ended.err);
    assert!(file(&home).starts_with("# mine\n[staging]\n"), "{}", file(&home));
    assert_eq!(run_with(&home, &[], &["trash", "--jq", ".[0].profile"]).out, "staging\n");
    assert_eq!(run_with(&home, &[], &["profiles", "test", "staging"]).code, Some(0));
}

#[rstest]
#[case::exists(&["profiles", "add", "work", "127.0.0.1:9", "--stdin"], 6, "A profile “work” exists.")]
#[case::argument(&["profiles", "secrets", "work", "--user-secret", "canary", "--org-secret", "env:X"], 2, "Other users")]
#[case::one_reference(&["profiles", "secrets", "work", "--user-secret", "env:X"], 2, "--org-secret")]
#[case::nothing_given(&["profiles", "secrets", "work"], 4, "The two secrets are missing.")]
#[case::no_password(&["profiles", "secrets", "work", "--email", "a@b.example"], 4, "The password is missing.")]
#[case::empty(&["profiles", "secrets", "work", "--stdin"], 4, "The user secret is empty.")]
#[case::unknown(&["profiles", "rename", "other", "new"], 3, "No profile “other”")]
#[case::taken(&["profiles", "rename", "work", "work"], 6, "A profile “work” exists.")]
#[case::bad_address(&["profiles", "add", "new", "ftp://x", "--stdin"], 2, "The platform's address ftp://x")]
#[case::nothing_kept(&["profiles", "rename", "work", "new", "--keep-nothing"], 2, "With --keep-nothing")]
fn refusal_names_the_cause(#[case] args: &[&str], #[case] code: i32, #[case] words: &str) {
    let (home, platform) = (Home::new(), Platform::start());
    added(&home, &platform);
    let ended = run_with(&home, &[], args);
    assert!(ended.code == Some(code) && ended.err.contains(words), "{:?} {}", ended.code, ended.err);
    assert!(!ended.err.contains("canary"), "{}", ended.err);
}

#[test]
fn secrets_that_the_platform_refuses_are_not_saved() {
    let (home, platform) = (Home::new(), Platform::start());
    added(&home, &platform);
    let before = file(&home);
    let ended = fed(&home, &["profiles", "secrets", "work", "--stdin"], "wrong-canary\nwrong\n");
    assert!(ended.code == Some(4) && ended.err.starts_with("Nothing was saved."), "{:?} {}", ended.code, ended.err);
    assert!(file(&home) == before && !ended.err.contains("canary"), "{}", ended.err);
}
