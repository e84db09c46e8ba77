//! Profiles that are protected or read-only.

use super::{Ended, id_of, one, run_with};
use crate::person::{Home, Platform};
use rstest::rstest;
use std::{fs, os::unix::fs::PermissionsExt as _};

/// Writes a profile with these further entries, and returns its home.
fn home(platform: &Platform, limits: &str) -> Home {
    let home = Home::new();
    let folder = home.path().join("config/elemint");
    fs::create_dir_all(&folder).expect("a folder");
    let text = format!(
        "[work]\nbase = '{}'\nuser = '{}'\norg = '{}'\n{limits}\n",
        platform.base, platform.user, platform.organization
    );
    fs::write(folder.join("profiles.toml"), text).expect("the profiles");
    fs::set_permissions(folder.join("profiles.toml"), fs::Permissions::from_mode(0o600)).expect("a private file");
    home
}

fn work(home: &Home, args: &[&str]) -> Ended {
    run_with(home, &[("SHOP_PASSWORD", "pw")], &[&["--profile", "work"], args].concat())
}

const CREATE: [&str; 11] = [
    "new",
    "magentosoapv19",
    "--name",
    "shop",
    "--set",
    "userName=ada",
    "--set",
    "password=env:SHOP_PASSWORD",
    "--set",
    "store.url=https://shop.example",
    "--yes",
];

#[rstest]
#[case::delete(&["instances", "delete", "ID", "--yes"])]
#[case::delete_with_its_name(&["instances", "delete", "ID", "--yes", "--confirm", "Sales EU 1"])]
#[case::disable(&["instances", "disable", "ID"])]
#[case::enable(&["instances", "enable", "ID"])]
#[case::update(&["instances", "update", "ID", "--name", "x", "--yes"])]
#[case::events(&["instances", "events", "ID", "on"])]
#[case::create(&CREATE)]
#[case::edit(&["edit", "ID", "--name", "x", "--yes"])]
fn read_only_profile_changes_nothing(#[case] args: &[&str]) {
    let platform = Platform::with_instances(1);
    let (home, id) = (home(&platform, "read_only = true"), id_of(&platform, false));
    let before = super::all(&platform);
    let args: Vec<&str> = args.iter().map(|arg| if *arg == "ID" { &id } else { *arg }).collect();
    let ended = work(&home, &args);
    assert!(ended.code == Some(7) && ended.err.contains("This profile is read-only"), "{:?} {}", ended.code, ended.err);
    assert_eq!(ended.err.to_lowercase().matches("nothing was sent").count(), 1, "{}", ended.err);
    assert_eq!((super::all(&platform), home.path().join("state/elemint/trash").exists()), (before, false));
}

#[rstest]
#[case::delete(&["instances", "delete", "ID", "--yes"])]
#[case::other_name(&["instances", "delete", "ID", "--yes", "--confirm", "Sales EU 2"])]
#[case::disable(&["instances", "disable", "ID"])]
#[case::update(&["instances", "update", "ID", "--name", "x", "--yes"])]
#[case::events(&["instances", "events", "ID", "on"])]
fn protected_profile_ignores_yes_and_names_the_flag(#[case] args: &[&str]) {
    let platform = Platform::with_instances(1);
    let (home, id) = (home(&platform, "protected = true"), id_of(&platform, false));
    let before = super::all(&platform);
    let args: Vec<&str> = args.iter().map(|arg| if *arg == "ID" { &id } else { *arg }).collect();
    let ended = work(&home, &args);
    assert!(ended.code == Some(4) && ended.err.contains("--confirm 'Sales EU 1'"), "{:?} {}", ended.code, ended.err);
    assert_eq!(super::all(&platform), before);
}

#[rstest]
#[case::delete(&["instances", "delete", "ID"])]
#[case::edit(&["edit", "ID", "--name", "named"])]
fn instance_without_a_name_is_confirmed_by_its_id(#[case] args: &[&str]) {
    let platform = Platform::with_instances(1);
    let (home, id) = (home(&platform, "protected = true"), id_of(&platform, false));
    platform.call("PATCH", &format!("/instances/{id}"), r#"{"name":""}"#);
    let before = one(&platform, &id);
    let args: Vec<&str> = args.iter().map(|arg| if *arg == "ID" { &id } else { *arg }).collect();
    let refused = work(&home, &[&args[..], &["--json"]].concat());
    let flag = format!("--confirm '{id}'");
    assert_eq!(
        (refused.code, &refused.json()["missing"][0]["flag"]),
        (Some(4), &flag.as_str().into()),
        "{}",
        refused.err
    );
    let ended = work(&home, &[&args[..], &["--confirm", &id]].concat());
    assert_eq!((ended.code, one(&platform, &id) == before), (Some(0), false), "{}", ended.err);
}

#[test]
fn name_of_the_instance_confirms_on_a_protected_profile() {
    let platform = Platform::with_instances(1);
    let (home, id) = (home(&platform, "protected = true"), id_of(&platform, false));
    let ended = work(&home, &["instances", "delete", &id, "--confirm", "Sales EU 1"]);
    assert_eq!((ended.code, one(&platform, &id)), (Some(0), None), "{}", ended.err);
}

#[rstest]
#[case::yes("yes<enter>", 130)]
#[case::name("Sales EU 1<enter>", 0)]
fn protected_profile_asks_for_the_name(#[case] typed: &str, #[case] code: u32) {
    let platform = Platform::with_instances(1);
    let (home, id) = (home(&platform, "protected = true"), id_of(&platform, false));
    let mut terminal = home.start(&["--profile", "work", "instances", "delete", &id, "--yes"], &[]);
    terminal.wait_for("Profile work is protected.");
    terminal.keys(typed);
    assert_eq!(terminal.wait_exit(), code);
    assert_eq!(one(&platform, &id).is_none(), code == 0);
}

#[rstest]
#[case::list(&["instances", "list"])]
#[case::tests(&["instances", "test", "--all"])]
#[case::token(&["token", "ID"])]
fn limited_profile_reads(#[case] args: &[&str], #[values("protected", "read_only")] limit: &str) {
    let platform = Platform::with_instances(1);
    let (home, id) = (home(&platform, &format!("{limit} = true")), id_of(&platform, false));
    let args: Vec<&str> = args.iter().map(|arg| if *arg == "ID" { &id } else { *arg }).collect();
    assert_eq!(work(&home, &args).code, Some(0));
}

#[test]
fn limit_that_is_neither_true_nor_false_is_not_dropped() {
    let platform = Platform::start();
    let ended = work(&home(&platform, "read_only = 'yes'"), &["instances", "list"]);
    assert!(ended.code == Some(1) && ended.err.contains("`read_only` is neither true nor false"), "{}", ended.err);
}

#[test]
fn protection_is_written_and_removed_and_the_rest_stays() {
    let platform = Platform::start();
    let home = home(&platform, "# mine\nnote = 'x'");
    let file = home.path().join("config/elemint/profiles.toml");
    let before = fs::read_to_string(&file).expect("the file");
    assert_eq!(work(&home, &["profiles", "protect", "work", "--read-only"]).code, Some(0));
    let listed = work(&home, &["profiles", "list", "--json"]).json();
    assert_eq!((&listed[0]["protected"], &listed[0]["readOnly"]), (&true.into(), &true.into()));
    assert_eq!(work(&home, &["profiles", "unprotect", "work", "--yes"]).code, Some(0));
    let after = fs::read_to_string(&file).expect("the file");
    assert!(after.starts_with(before.trim_end()) && after.contains("protected = false"), "{after}");
}

#[test]
fn listed_profiles_show_limits_and_no_secret() {
    let platform = Platform::start();
    let ended = work(&home(&platform, "protected = true"), &["profiles"]);
    assert!(ended.out.starts_with("work  127.0.0.1:") && ended.out.ends_with("  protected\n"), "{}", ended.out);
    assert!(!ended.out.contains(&platform.user), "{}", ended.out);
}

#[rstest]
#[case::accepted("", Some(0), "accepted")]
#[case::refused("wrong", Some(1), "failed: ")]
fn profile_is_tested(#[case] suffix: &str, #[case] code: Option<i32>, #[case] words: &str) {
    let platform = Platform::start();
    let home = home(&platform, "");
    let file = home.path().join("config/elemint/profiles.toml");
    let text =
        fs::read_to_string(&file).expect("the file").replace(&platform.user, &format!("{}{suffix}", platform.user));
    fs::write(&file, text).expect("the file");
    let ended = work(&home, &["profiles", "test", "work"]);
    assert!(ended.code == code && ended.out.contains(words) && !ended.out.contains(&platform.user), "{}", ended.out);
}

#[test]
fn unknown_profile_is_named() {
    let platform = Platform::start();
    let ended = work(&home(&platform, ""), &["profiles", "protect", "none"]);
    assert!(ended.code == Some(3) && ended.err.contains("No profile “none”"), "{}", ended.err);
}

#[test]
fn screen_shows_the_limits() {
    let platform = Platform::start();
    let home = home(&platform, "read_only = true");
    let mut terminal = home.start(&["--profile", "work"], &[]);
    terminal.wait_for("read-only: ");
}

#[test]
fn plain_lines_say_the_limits() {
    let platform = Platform::start();
    let home = home(&platform, "protected = true");
    let mut terminal = home.start(&["--profile", "work", "--accessible"], &[]);
    terminal.wait_for("Profile work is protected.");
}
