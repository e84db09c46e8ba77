//! Files of instances: faults, exports and plans.

use super::{SECRET, run_file, run_secret, shop, write};
use crate::{
    instances::{all, run, run_with},
    kit::schema,
    person::{Home, Platform},
};
use rstest::rstest;
use serde_json::Value;
use std::{
    fs,
    os::unix::fs::PermissionsExt as _,
    path::{Path, PathBuf},
};

/// An address at which nothing listens: a command that asks it fails in another way.
const NOWHERE: [(&str, &str); 3] = [("CE_BASE", "http://127.0.0.1:9"), ("CE_USER", "u"), ("CE_ORG", "o")];

#[test]
fn faults_of_a_file_are_listed_before_anything_is_sent() {
    let home = Home::new();
    let file = write(&home, "[[instance]]\nelement = \"nope\"\nname = \"a\"\nid = true\n");
    let name = file.to_str().expect("a path");
    let ended = run_with(&home, &NOWHERE, &["apply", name, "--yes"]);
    assert_eq!(ended.code, Some(2), "{}", ended.err);
    assert!(ended.err.contains(&format!("{name}:4:6: id is true or false.")), "{}", ended.err);
}

#[test]
fn secret_in_a_file_is_refused_and_not_repeated() {
    let home = Home::new();
    let file = write(&home, &shop("a").replace("env:SHOP_PASSWORD", SECRET));
    let ended = run_with(&home, &NOWHERE, &["plan", file.to_str().expect("a path")]);
    assert_eq!(ended.code, Some(2), "{}", ended.err);
    assert!(ended.err.contains("password is a secret") && !ended.err.contains(SECRET), "{}", ended.err);
}

#[test]
fn reference_without_a_value_stops_all_instances() {
    let (home, platform) = (Home::new(), Platform::start());
    let file = write(&home, &(shop("a").replace("env:SHOP_PASSWORD", "env:MISSING_ONE") + &shop("b")));
    let ended = run(&home, &platform, &["apply", file.to_str().expect("a path"), "--yes"]);
    assert_eq!(ended.code, Some(4), "{}", ended.err);
    let words = "MISSING_ONE is not set";
    assert!(ended.err.contains(words) && ended.err.contains("SHOP_PASSWORD is not set"), "{}", ended.err);
    assert!(platform.names().is_empty());
}

#[test]
fn plan_changes_nothing_and_reports_changes_by_its_exit_code() {
    let (home, platform) = (Home::new(), Platform::start());
    write(&home, &shop("a"));
    let ended = run_file(&home, &platform, &["plan", "FILE", "--json", "--detailed-exitcode"]);
    assert_eq!((ended.code, &ended.json()["counts"]["create"]), (Some(13), &Value::from(1)));
    assert!(platform.names().is_empty());
}

#[test]
fn table_is_planned_like_a_file() {
    let (home, platform) = (Home::new(), Platform::start());
    let table = home.path().join("instances.csv");
    fs::write(
        &table,
        "element,name,userName,password,store.url\nmagentosoapv19,a,ada,env:SHOP_PASSWORD,https://a.example\n",
    )
    .expect("a file");
    let ended = run_file(&home, &platform, &["plan", "--from", table.to_str().expect("a path"), "--json"]);
    assert_eq!(ended.json()["steps"][0]["name"], "a", "{}", ended.err);
}

#[test]
fn exported_instances_are_valid_and_hold_no_secret() {
    let (home, platform) = (Home::new(), Platform::with_instances(12));
    let ended = run(&home, &platform, &["export"]);
    let document: Value = toml::from_str(&ended.out).expect("TOML");
    schema::assert_valid("instances", &document);
    let tokens: Vec<String> = all(&platform).iter().filter_map(|i| Some(i["token"].as_str()?.to_owned())).collect();
    assert!(tokens.len() == 12 && !tokens.iter().any(|token| ended.out.contains(token)), "{}", ended.out);
}

#[test]
fn examples_are_valid() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/docs");
    let text = fs::read_to_string(folder.join("instances.example.toml")).expect("the example");
    schema::assert_valid("instances", &toml::from_str(&text).expect("TOML"));
    let page = fs::read_to_string(folder.join("instances-as-files.md")).expect("the page");
    let start = text.split("[[instance]]\nelement = \"closeio\"").next().expect("a beginning");
    assert!(page.contains(start.trim_end()), "the page shows another example than the file");
}

#[test]
fn schema_refuses_an_unknown_key() {
    let document = toml::from_str("[[instance]]\nelement = \"a\"\nname = \"b\"\nfoo = 1\n").expect("TOML");
    assert_eq!(schema::violations("instances", &document).len(), 1);
}

#[test]
fn example_of_the_documentation_gives_a_plan() {
    let (home, platform) = (Home::new(), Platform::start());
    let example = Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/docs/instances.example.toml");
    let text = fs::read_to_string(example).expect("the example");
    write(
        &home,
        &text.replace("cmd:pass show magento/eu", "env:SHOP_PASSWORD").replace("CLOSEIO_API_KEY", "SHOP_PASSWORD"),
    );
    let ended = run_file(&home, &platform, &["plan", "FILE", "--json"]);
    assert_eq!(ended.json()["counts"]["create"], 2, "{}", ended.err);
}

#[test]
fn exported_instances_are_applied_to_another_platform() {
    let (home, first, second) = (Home::new(), Platform::start(), Platform::start());
    write(&home, &(shop("a") + &shop("b")));
    run_file(&home, &first, &["apply", "FILE", "--yes"]);
    let text = run(&home, &first, &["export"]).out.replace("A_PASSWORD", "SHOP_PASSWORD");
    write(&home, &text.replace("B_PASSWORD", "SHOP_PASSWORD").replace("\"ada\"", "\"bob\""));
    let applied = run_file(&home, &second, &["apply", "FILE", "--yes"]);
    let mut users: Vec<String> = all(&second)
        .iter()
        .map(|i| i["configuration"]["userName"].to_string() + i["name"].as_str().unwrap_or(""))
        .collect();
    users.sort();
    assert_eq!((applied.code, users), (Some(0), vec!["\"bob\"a".to_owned(), "\"bob\"b".to_owned()]), "{}", applied.err);
}

#[rstest]
#[case::joiner_of_a_word("می\u{200c}خواهم")]
#[case::soft_hyphen("Kunden\u{ad}liste")]
#[case::many_marks("e\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}")]
fn exported_name_is_that_of_the_platform(#[case] name: &str) {
    let (home, platform) = (Home::new(), Platform::start());
    write(&home, &shop(name));
    let applied = run_file(&home, &platform, &["apply", "FILE", "--yes"]);
    assert_eq!((applied.code, &all(&platform)[0]["name"]), (Some(0), &name.into()), "{}", applied.err);
    write(&home, &run(&home, &platform, &["export"]).out);
    let read: Value =
        toml::from_str(&fs::read_to_string(home.path().join("instances.toml")).expect("a file")).expect("TOML");
    assert_eq!(read["instance"][0]["name"], name);
}

#[test]
fn file_keeps_its_comments_when_instances_are_added() {
    let (home, platform) = (Home::new(), Platform::with_instances(3));
    let file = write(&home, &format!("# ours\n{}# end\n", shop("a")));
    let ended = run(&home, &platform, &["export", "--into", file.to_str().expect("a path")]);
    let text = fs::read_to_string(file).expect("the file");
    assert!(ended.code == Some(0) && text.starts_with(&format!("# ours\n{}", shop("a"))), "{}{text}", ended.err);
    assert!(text.matches("[[instance]]").count() == 4 && text.contains("# end"), "{text}");
}

#[rstest]
#[case::own_file(0o600, &[], Some(0))]
#[case::others_may_write(0o666, &[], Some(4))]
#[case::others_may_write_and_commands_are_allowed(0o666, &["--allow-commands"], Some(0))]
fn commands_of_a_file_that_others_may_change_are_not_run(
    #[case] mode: u32,
    #[case] flags: &[&str],
    #[case] code: Option<i32>,
) {
    let (home, platform) = (Home::new(), Platform::start());
    let ran: PathBuf = home.path().join("ran");
    let file = write(&home, &shop("a").replace("env:SHOP_PASSWORD", &format!("cmd:echo x | tee {}", ran.display())));
    fs::set_permissions(&file, fs::Permissions::from_mode(mode)).expect("a mode");
    let args: Vec<&str> = ["plan", "FILE"].iter().chain(flags).copied().collect();
    let ended = run_file(&home, &platform, &args);
    assert_eq!((ended.code, ran.exists()), (code, code == Some(0)), "{}", ended.err);
}

#[test]
fn saved_plan_holds_no_secret() {
    let (home, platform) = (Home::new(), Platform::start());
    write(&home, &shop("a"));
    let saved = home.path().join("saved.plan");
    run_secret(&home, &platform, SECRET, &["plan", "FILE", "--out", saved.to_str().expect("a path")]);
    let text = fs::read_to_string(&saved).expect("the plan");
    let mode = fs::metadata(&saved).expect("the plan").permissions().mode() & 0o777;
    assert!(mode == 0o600 && !text.contains(SECRET) && !text.contains("\"ada\""), "{mode:o} {text}");
}

#[rstest]
#[case::plan("plan")]
#[case::apply("apply")]
fn prune_of_standard_input_is_refused(#[case] command: &str) {
    let ended = run_with(&Home::new(), &NOWHERE, &[command, "-", "--prune"]);
    assert!(ended.code == Some(2) && ended.err.contains("--prune needs the name of a file"), "{}", ended.err);
}

#[test]
fn plan_of_another_profile_is_not_applied() {
    let (home, platform) = (Home::new(), Platform::start());
    write(&home, &shop("a"));
    let saved = home.path().join("saved.plan");
    let path = saved.to_str().expect("a path");
    run_file(&home, &platform, &["plan", "FILE", "--out", path]);
    let text = fs::read_to_string(&saved).expect("the plan");
    fs::write(&saved, text.replace("\"environment\"", "\"staging\"")).expect("a plan");
    let ended = run_file(&home, &platform, &["apply", "FILE", "--plan", path, "--yes"]);
    assert!(ended.code == Some(6) && ended.err.contains("another profile, platform or account"), "{}", ended.err);
}

#[test]
fn unknown_profile_of_a_file_is_reported_with_the_file() {
    let home = Home::new();
    let file = write(&home, &format!("profile = \"nope\"\n{}", shop("a")));
    let ended = run_with(&home, &[], &["plan", file.to_str().expect("a path")]);
    let words = "instances.toml names a profile that is not known here. No profile “nope”.";
    assert!(ended.code == Some(3) && ended.err.contains(words), "{:?} {}", ended.code, ended.err);
}
