//! Outputs of `--json`, compared with their schemas.

use super::{all, id_of, run, run_with};
use crate::{
    kit::schema,
    person::{Home, Platform},
};
use rstest::rstest;
use serde_json::json;

#[rstest]
#[case::list("instances-list", &["instances", "list", "--json"])]
#[case::check("instances-list", &["instances", "check", "--json"])]
#[case::tests("instances-test", &["instances", "test", "--all", "--json"])]
#[case::enable("instances-change", &["instances", "enable", "ID", "--json"])]
#[case::disable("instances-change", &["instances", "disable", "ID", "--json"])]
#[case::delete("instances-change", &["instances", "delete", "ID", "--yes", "--json"])]
fn output_is_valid(#[case] name: &str, #[case] args: &[&str]) {
    let (home, platform) = (Home::new(), Platform::with_instances(12));
    let id = id_of(&platform, false);
    let args: Vec<&str> = args.iter().map(|arg| if *arg == "ID" { &id } else { *arg }).collect();
    let output = run(&home, &platform, &args).json();
    assert!(output.as_array().is_some_and(|rows| !rows.is_empty()), "{output:#}");
    schema::assert_valid(name, &output);
}

#[test]
fn deleted_instance_is_listed_as_the_schema_says() {
    let (home, platform) = (Home::new(), Platform::with_instances(2));
    let id = id_of(&platform, false);
    assert_eq!(run(&home, &platform, &["instances", "delete", &id, "--yes"]).code, Some(0));
    schema::assert_valid("trash-list", &run(&home, &platform, &["trash", "--json"]).json());
    assert_eq!(all(&platform).len(), 1);
}

#[test]
fn failed_change_is_listed_as_the_schema_says() {
    let (home, platform) = (Home::new(), Platform::with_instances(1));
    let id = id_of(&platform, false);
    let body = format!(r#"{{"name":"sync","configuration":{{"crm":{id}}}}}"#);
    let _ = platform.call("POST", "/formulas/1/instances", &body);
    schema::assert_valid(
        "instances-change",
        &run(&home, &platform, &["instances", "delete", &id, "--yes", "--json"]).json(),
    );
}

#[rstest]
#[case::accepted("")]
#[case::refused("wrong")]
fn profiles_are_listed_and_tested_as_the_schemas_say(#[case] suffix: &str) {
    let (home, platform) = (Home::new(), Platform::start());
    let folder = home.path().join("config/elemint");
    std::fs::create_dir_all(&folder).expect("a folder");
    let Platform { base, user, organization, .. } = &platform;
    let text = format!("[work]\nbase = \"{base}\"\nuser = \"{user}{suffix}\"\norg = \"{organization}\"\n");
    std::fs::write(folder.join("profiles.toml"), text).expect("profiles");
    schema::assert_valid("profiles-list", &run_with(&home, &[], &["profiles", "list", "--json"]).json());
    schema::assert_valid("profiles-test", &run_with(&home, &[], &["profiles", "test", "--json"]).json());
}

#[rstest]
#[case::list("instances-list", r#"[{"id":"1","name":"a","extra":1}]"#)]
#[case::change("instances-change", r#"[{"id":1}]"#)]
#[case::sandbox("sandbox", r#"{"base":"b","userSecret":"u"}"#)]
fn other_document_is_refused(#[case] name: &str, #[case] document: &str) {
    let document = serde_json::from_str(document).expect("JSON");
    assert!(!schema::violations(name, &document).is_empty());
}

#[rstest]
#[case::list(&["instances", "list", "--json"])]
#[case::show(&["instances", "show", "5", "--json"])]
#[case::tests(&["instances", "test", "5", "--json"])]
#[case::delete(&["instances", "delete", "5", "--yes", "--json"])]
#[case::check(&["instances", "check", "--json"])]
#[case::proxies(&["proxies", "list", "--json"])]
#[case::reauthorize(&["reauthorize", "5", "--json"])]
fn missing_platform_is_named_as_the_schema_says(#[case] args: &[&str]) {
    let output = run_with(&Home::new(), &[], args);
    assert_eq!((output.code, &output.json()["missing"][0]["input"]), (Some(4), &json!("platform")));
    schema::assert_valid("create", &output.json());
}
