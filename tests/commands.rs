//! Commands as a shell runs them: no terminal, and their output read from a pipe.
#![cfg(unix)]
#![expect(clippy::expect_used, reason = "a test that cannot go on has failed")]

use rstest::rstest;
use std::{
    fs,
    path::Path,
    process::{Command, Output, Stdio},
};
use tempfile::TempDir;

fn run(home: &Path, args: &[&str], env: &[(&str, &str)]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_elemint"));
    command.args(args).env_clear().env("HOME", home).env("PATH", "/usr/bin:/bin").stdin(Stdio::null());
    command.envs(env.iter().copied()).output().expect("the program runs")
}

fn output_of(args: &[&str]) -> (Option<i32>, String, String) {
    let home = TempDir::new().expect("a home directory");
    let output = run(home.path(), args, &[]);
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    (output.status.code(), text(&output.stdout), text(&output.stderr))
}

/// Address without a platform, and secrets that must not appear in any output.
const NOWHERE: [(&str, &str); 3] =
    [("CE_BASE", "http://127.0.0.1:9"), ("CE_USER", "user-canary"), ("CE_ORG", "org-canary")];

#[test]
fn completions_know_the_commands_and_the_flags() {
    for shell in ["bash", "zsh", "fish", "powershell"] {
        let (code, out, _) = output_of(&["completions", shell]);
        assert_eq!(code, Some(0), "{shell}");
        for word in ["doctor", "completions", "accessible", "sandbox"] {
            assert!(out.contains(word), "{shell}: {word}");
        }
    }
}

#[test]
fn the_manual_is_printed_or_written_a_page_a_command() {
    let (code, out, _) = output_of(&["man"]);
    assert!(code == Some(0) && out.contains(".TH elemint 1") && out.contains("Examples:"), "{out}");
    let home = TempDir::new().expect("a home directory");
    let dir = home.path().join("man/man1");
    let output = run(home.path(), &["man", dir.to_str().expect("a path")], &[]);
    assert_eq!(output.status.code(), Some(0));
    for page in ["elemint", "elemint-new", "elemint-doctor", "elemint-sandbox"] {
        assert!(dir.join(format!("{page}.1")).is_file(), "{page}");
    }
}

#[rstest]
#[case::sandbox(&["sandbox", "--elements", "/no/such"], 3, "/no/such does not exist.")]
#[case::wizard(&["--sandbox", "--elements", "/no/such", "instances", "list"], 3, "/no/such does not exist.")]
#[case::file(&["sandbox", "--elements", "/etc/passwd"], 2, "/etc/passwd is not a directory.")]
#[case::settings_in_a_file(&["profiles", "list", "--config-dir", "/etc/passwd/x"], 1, "/etc/passwd/x could not be read")]
#[case::settings_are_a_file(&["profiles", "list", "--config-dir", "/etc/passwd"], 1, "/etc/passwd could not be read")]
#[case::state_in_a_file(&["trash", "--state-dir", "/etc/passwd/x"], 1, "/etc/passwd/x could not be read")]
fn directory_that_cannot_be_used_is_an_error(#[case] args: &[&str], #[case] code: i32, #[case] words: &str) {
    let (ended, _, err) = output_of(args);
    assert_eq!((ended, err.contains(words)), (Some(code), true), "{err}");
}

#[test]
fn settings_directory_that_does_not_exist_yet_is_created_when_needed() {
    let home = TempDir::new().expect("a home directory");
    let new = home.path().join("a/b");
    let output = run(home.path(), &["profiles", "list", "--config-dir", new.to_str().expect("a path")], &[]);
    assert_eq!((output.status.code(), new.exists()), (Some(0), false));
}

#[test]
fn relative_directory_that_does_not_exist_yet_is_accepted() {
    let (code, _, err) =
        output_of(&["profiles", "list", "--config-dir", "no-such-settings/a", "--state-dir", "no-such-state"]);
    assert_eq!(code, Some(0), "{err}");
}

#[test]
fn doctor_reports_a_settings_directory_that_cannot_be_used() {
    let (code, out, _) = output_of(&["doctor", "--config-dir", "/etc/passwd/x"]);
    assert!(code == Some(1) && out.contains("/etc/passwd/x could not be read"), "{out}");
}

#[test]
fn the_doctor_lists_every_fault_of_the_keys_and_the_theme() {
    let home = TempDir::new().expect("a home directory");
    let folder = home.path().join(".config/elemint");
    fs::create_dir_all(folder.join("themes")).expect("folders");
    fs::write(folder.join("keys.toml"), "[form]\nnext = \"x\"\nfoo = \"ctrl-y\"\n").expect("keys");
    fs::write(folder.join("themes/mine.toml"), "dim = \"#a3ab\"\n").expect("a theme");
    let output = run(home.path(), &["doctor", "--theme", "mine"], &[("TERM", "xterm")]);
    let out = String::from_utf8_lossy(&output.stdout);
    assert!(out.contains("keys.toml: line 2") && out.contains("keys.toml: line 3"), "{out}");
    assert!(out.contains("The theme mine: line 1") && output.status.code() == Some(1), "{out}");
}

#[test]
fn the_doctor_works_where_nothing_is_set_up() {
    let (code, out, _) = output_of(&["doctor"]);
    assert_eq!(code, Some(0), "{out}");
    for what in ["Settings", "Profiles", "Browser", "Clipboard", "Terminal", "Callback", "Platform"] {
        assert!(out.contains(what), "{what}: {out}");
    }
}

#[test]
fn the_doctor_signs_in_to_the_sandbox() {
    let (code, out, _) = output_of(&["doctor", "--sandbox"]);
    assert!(code == Some(0) && out.contains("Sign-in") && out.contains("127.0.0.1:"), "{code:?} {out}");
}

#[rstest]
#[case::keep_nothing("ELEMINT_KEEP_NOTHING")]
#[case::no_proxy("ELEMINT_NO_PROXY")]
#[case::accessible("ELEMINT_ACCESSIBLE")]
#[case::sandbox("ELEMINT_SANDBOX")]
fn variable_of_a_flag_is_set_by_1(#[case] name: &str) {
    let home = TempDir::new().expect("a home directory");
    let output = run(home.path(), &["doctor"], &[(name, "1")]);
    let err = String::from_utf8_lossy(&output.stderr);
    assert_eq!((output.status.code(), err.as_ref()), (Some(0), ""));
}

#[rstest]
#[case::yes("ELEMINT_YES", &["instances", "update", "1", "--name", "x"])]
#[case::dry_run("ELEMINT_DRY_RUN", &["create", "closeio"])]
#[case::of_all_commands("ELEMINT_NO_PROXY", &["doctor"])]
#[case::json("ELEMINT_JSON", &["doctor"])]
fn variable_of_a_flag_refuses_a_word_that_is_neither_yes_nor_no(#[case] name: &str, #[case] args: &[&str]) {
    let home = TempDir::new().expect("a home directory");
    let output = run(home.path(), args, &[(name, "ture")]);
    let err = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(2), "{err}");
    assert!(err.contains(&format!("{name}=ture is neither yes nor no. Use true or false.")), "{err}");
}

#[rstest]
#[case::forget(&["forget"])]
#[case::recover(&["recover"])]
#[case::trash(&["trash"])]
#[case::profiles(&["profiles", "list"])]
fn variable_for_a_dry_run_allows_a_list(#[case] args: &[&str]) {
    let home = TempDir::new().expect("a home directory");
    let output = run(home.path(), args, &[("ELEMINT_DRY_RUN", "true")]);
    assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
}

#[rstest]
#[case::apply(&["apply", "shop.toml", "--yes"])]
#[case::delete(&["instances", "delete", "1", "--yes"])]
#[case::disable(&["instances", "disable", "1"])]
#[case::empty_the_trash(&["trash", "empty", "--yes"])]
#[case::forget(&["forget", "work", "--yes"])]
#[case::rename_a_profile(&["profiles", "rename", "work", "other"])]
#[case::protect_a_profile(&["profiles", "protect", "work"])]
#[case::recover(&["recover", "--look"])]
#[case::address_of_a_proxy(&["proxies", "add-url", "1", "http://127.0.0.1:9/callback"])]
#[case::create_a_proxy(&["proxies", "create", "px", "--application-url", "http://127.0.0.1:9/callback"])]
fn variable_for_a_dry_run_refuses_a_command_without_one(#[case] args: &[&str]) {
    let home = TempDir::new().expect("a home directory");
    let output = run(home.path(), args, &[&NOWHERE[..], &[("ELEMINT_DRY_RUN", "true")]].concat());
    let err = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(2), "{err}");
    assert!(err.contains("ELEMINT_DRY_RUN is set") && err.contains("changes nothing"), "{err}");
}

#[rstest]
#[case::user("CE_USER", "CE_ORG", &[])]
#[case::organization("CE_ORG", "CE_USER", &[])]
#[case::with_base("CE_USER", "CE_ORG", &[("CE_BASE", "http://127.0.0.1:9")])]
fn half_of_an_account_does_not_choose_a_profile(
    #[case] set: &str,
    #[case] missing: &str,
    #[case] more: &[(&str, &str)],
) {
    let home = TempDir::new().expect("a home directory");
    let file = home.path().join(".config/elemint/profiles.toml");
    fs::create_dir_all(file.parent().expect("a folder")).expect("a folder");
    fs::write(&file, "[alpha]\nbase = \"http://127.0.0.1:9\"\nuser = \"u\"\norg = \"o\"\n").expect("a file");
    let env: Vec<_> = [(set, "half-canary")].into_iter().chain(more.iter().copied()).collect();
    let output = run(home.path(), &["instances", "list"], &env);
    let err = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(4), "{err}");
    assert!(err.contains(&format!("{set} is set, but {missing} is not.")), "{err}");
}

#[rstest]
#[case::misspelled(&["instnaces", "list"], "Did you mean the command elemint instances?")]
#[case::with_a_file(&["plann", "a.toml"], "Did you mean the command elemint plan?")]
#[case::of_another_tool(&["instance", "list"], "elemint instances lists the instances")]
fn misspelled_command_with_arguments_gets_a_suggestion(#[case] args: &[&str], #[case] words: &str) {
    let (code, out, err) = output_of(args);
    assert_eq!((code, out.as_str()), (Some(2), ""), "{err}");
    assert!(err.contains(words) && !err.contains("unexpected argument"), "{err}");
}

#[rstest]
#[case::blank("bad name")]
#[case::path("a/..")]
#[case::empty("")]
#[case::of_the_environment("environment")]
#[case::of_the_sandbox("sandbox")]
fn name_that_a_profile_cannot_have_is_refused(#[case] name: &str) {
    let home = TempDir::new().expect("a home directory");
    let env = [("ELEMINT_PROFILE_USER_SECRET", "u"), ("ELEMINT_PROFILE_ORG_SECRET", "o")];
    let output = run(home.path(), &["profiles", "add", name, "http://127.0.0.1:9"], &env);
    let err = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(2), "{err}");
    assert!(err.contains(&format!("“{name}”")), "{err}");
}

#[rstest]
#[case::option(&["profiles", "--json"], &[])]
#[case::variable(&["profiles", "list"], &[("ELEMINT_JSON", "1")])]
#[case::both_places(&["profiles"], &[("ELEMINT_JSON", "1")])]
fn list_without_its_word_is_printed_as_json(#[case] args: &[&str], #[case] env: &[(&str, &str)]) {
    let home = TempDir::new().expect("a home directory");
    let output = run(home.path(), args, env);
    assert_eq!((output.status.code(), output.stdout.as_slice()), (Some(0), &b"[]\n"[..]));
}

#[rstest]
#[case::no_profile("")]
#[case::profile("[alpha]\nbase = \"http://127.0.0.1:9\"\nuser = \"u\"\norg = \"o\"\n")]
fn secrets_without_a_platform_are_sent_nowhere(#[case] profiles: &str) {
    let home = TempDir::new().expect("a home directory");
    let file = home.path().join(".config/elemint/profiles.toml");
    fs::create_dir_all(file.parent().expect("a folder")).expect("a folder");
    fs::write(&file, profiles).expect("a file");
    let output = run(home.path(), &["instances", "list", "--json"], &[("CE_USER", "canary-u"), ("CE_ORG", "canary-o")]);
    let (err, out) = (String::from_utf8_lossy(&output.stderr), String::from_utf8_lossy(&output.stdout));
    assert_eq!(output.status.code(), Some(4), "{err}");
    assert!(err.contains("CE_USER and CE_ORG are set, but CE_BASE is not."), "{err}");
    assert!(out.contains("\"variable\": \"CE_BASE\"") && !out.contains("canary"), "{out}");
}

#[test]
fn the_doctor_ends_with_1_where_something_will_fail() {
    let home = TempDir::new().expect("a home directory");
    let output = run(home.path(), &["doctor"], &NOWHERE);
    let out = String::from_utf8_lossy(&output.stdout);
    assert_eq!(output.status.code(), Some(1), "{out}");
    assert!(out.contains("FAULT  Platform") && !out.contains("canary"), "{out}");
}

#[test]
fn the_report_holds_no_secret_and_no_name_of_a_home() {
    let home = TempDir::new().expect("a home directory");
    let output = run(home.path(), &["report"], &NOWHERE);
    let out = String::from_utf8_lossy(&output.stdout);
    assert_eq!(output.status.code(), Some(0), "{out}");
    assert!(out.contains("What happened:") && out.contains("~/"), "{out}");
    let place = home.path().to_str().expect("a path");
    assert!(!out.contains("canary") && !out.contains(place), "{out}");
}

#[test]
fn report_is_not_saved_without_an_agreement() {
    let home = TempDir::new().expect("a home directory");
    let file = home.path().join("report.txt");
    let output = run(home.path(), &["report", file.to_str().expect("a path")], &[]);
    let err = String::from_utf8_lossy(&output.stderr);
    assert_eq!((output.status.code(), file.exists()), (Some(4), false), "{err}");
    assert!(err.contains("was not saved") && err.contains("elemint report > FILE"), "{err}");
}

#[test]
fn a_secret_in_an_argument_is_refused_with_the_safe_ways_named() {
    for pair in
        ["password=canary", "oauth.api.secret=canary", "my.token=canary", "store.url=https://a:canary@b.example"]
    {
        // Without a terminal no session begins; but this mistake does not depend on the terminal, so it is reported
        // first.
        let (code, out, err) = output_of(&["new", "magentosoapv19", "--set", pair]);
        assert_eq!(code, Some(2), "{err}");
        assert!(err.contains("is a secret.") && err.contains("type it into the form"), "{err}");
        assert!(!err.contains("canary") && out.is_empty(), "{err}");
    }
}

#[test]
fn unknown_field_is_refused_with_known_fields() {
    let (code, _, err) = output_of(&["new", "magentosoapv19", "--set", "user=ada"]);
    assert_eq!(code, Some(2));
    assert!(err.contains("has no field user. It has: userName, password, store.url"), "{err}");
    let (code, _, err) = output_of(&["new", "magentosoapv19", "--way", "carrier pigeon"]);
    assert!(code == Some(2) && err.contains("It has: credentials."), "{err}");
}

#[test]
fn missing_terminal_explains_alternatives() {
    let (code, out, err) = output_of(&["--sandbox"]);
    assert_eq!(code, Some(4));
    assert!(out.is_empty() && err.contains("asks for missing values at a terminal"), "{err}");
    assert!(err.contains("the element        elemint new ELEMENT") && !err.contains("the platform"), "{err}");
}

#[test]
fn without_a_terminal_it_names_each_thing_it_would_ask_for() {
    let given = ["new", "magentosoapv19", "--name", "shop", "--set", "userName=ada"];
    let (code, _, err) = output_of(&given);
    assert_eq!(code, Some(4));
    for (what, how) in [
        ("the platform and its two secrets", "CE_USER and CE_ORG"),
        ("Password", "--set password=env:NAME or file:PATH"),
        ("Store URL", "--set store.url=VALUE"),
        ("your confirmation", "elemint create --yes does not ask"),
    ] {
        let found = err.lines().find(|line| line.trim_start().starts_with(what));
        assert!(found.is_some_and(|line| line.contains(how)), "{what}: {err}");
    }
    assert!(!err.contains("User name") && !err.contains("--name"), "{err}");
    let (code, _, err) = output_of(&["new", "infusionsoftecommerce"]);
    assert!(code == Some(4) && err.contains("--name NAME") && err.contains("the provider's consent"), "{err}");
}

#[rstest]
#[case::list("list", "without a word to list")]
#[case::login("login", "asks for your sign-in")]
#[case::config("config", "elemint doctor")]
#[case::misspelled_command("docter", "elemint doctor")]
#[case::misspelled_element("quikbooks", "quickbooks (QuickBooks Online)")]
#[case::figma("figma", "is neither an element nor a command")]
#[case::notion("notion", "is neither an element nor a command")]
fn a_word_that_names_nothing_is_misuse_with_a_suggestion(#[case] word: &str, #[case] hint: &str) {
    let (code, out, err) = output_of(&["--sandbox", word]);
    assert!(code == Some(2) && out.is_empty() && err.contains(hint), "{code:?} {err}");
}

#[rstest]
#[case::near("quikbooks", "quickbooks (QuickBooks Online)")]
#[case::word_of_another_tool("list", "There is no element “list”.")]
#[case::far("zzzz", "elemint lists all elements")]
fn create_reports_an_unknown_element_as_not_found(#[case] word: &str, #[case] hint: &str) {
    let (code, out, err) = output_of(&["--sandbox", "create", word, "--yes"]);
    assert!(code == Some(3) && out.is_empty() && err.contains(hint), "{code:?} {err}");
}

#[test]
fn usage_names_no_option_whose_variable_is_set() {
    let home = TempDir::new().expect("a home directory");
    let output = run(home.path(), &["plan"], &[("ELEMINT_STATE_DIR", "/tmp/a"), ("ELEMINT_CONFIG_DIR", "/tmp/b")]);
    let err = String::from_utf8_lossy(&output.stderr);
    assert!(err.contains("Usage: elemint plan <FILE>"), "{err}");
}

#[rstest]
#[case::onelogin("onelogin", "is neither an element nor a command")]
#[case::several("salesforce", "sfdc (Salesforce Sales Cloud)")]
fn new_takes_only_an_element_that_is_named_clearly(#[case] word: &str, #[case] hint: &str) {
    let (code, out, err) = output_of(&["--sandbox", "new", word]);
    assert!(code == Some(2) && out.is_empty() && err.contains(hint), "{code:?} {err}");
}

#[test]
fn new_takes_a_name_or_an_alias_as_well_as_a_key() {
    let (code, _, err) = output_of(&["--sandbox", "new", "Infusionsoft Online Sales"]);
    assert!(code == Some(4) && err.contains("--set oauth.api.key=VALUE"), "{err}");
}

#[test]
fn every_option_of_every_manual_page_is_described() {
    let home = TempDir::new().expect("a home directory");
    let dir = home.path().join("man1");
    run(home.path(), &["man", dir.to_str().expect("a path")], &[]);
    let pages = std::fs::read_dir(&dir).expect("the pages").flatten().map(|page| page.path());
    let bare = pages.flat_map(|page| {
        let text = std::fs::read_to_string(&page).expect("a page");
        let lines: Vec<String> = text.lines().map(str::to_owned).collect();
        let empty = lines.windows(2).filter(|pair| pair[0].starts_with("\\fB\\-\\-") && pair[1].trim().is_empty());
        empty.map(|pair| format!("{}: {}", page.display(), pair[0])).collect::<Vec<_>>()
    });
    assert_eq!(bare.collect::<Vec<_>>(), [""; 0]);
}

#[test]
fn an_internal_command_has_no_manual_page() {
    let home = TempDir::new().expect("a home directory");
    let dir = home.path().join("man1");
    run(home.path(), &["man", dir.to_str().expect("a path")], &[]);
    assert!(!dir.join("elemint-run-filter.1").exists());
}

#[rstest]
#[case::completions("completions", &["--keep-nothing", "--fresh"])]
#[case::man("man", &["--keep-nothing", "--fresh"])]
#[case::sandbox("sandbox", &["--config-dir"])]
fn the_help_of_a_command_leaves_out_the_options_of_the_wizard(#[case] command: &str, #[case] more: &[&str]) {
    let (_, out, _) = output_of(&[command, "--help"]);
    let mut foreign = ["--profile", "--base", "--browser", "--accessible"].iter().chain(more);
    assert!(foreign.all(|option| !out.contains(option)), "{out}");
}
