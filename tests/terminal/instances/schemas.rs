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
#[case::update(&["update", "ID", "--name=other", "--yes"], "changed")]
#[case::update_without_a_difference(&["update", "ID", "--yes"], "unchanged")]
#[case::events(&["events", "ID", "on", "--callback=https://a.example/events"], "changed")]
#[case::trace(&["trace", "ID", "on"], "changed")]
fn change_is_printed_as_the_schema_says(#[case] args: &[&str], #[case] outcome: &str) {
    let (home, platform) = (Home::new(), Platform::with_instances(3));
    let id = id_of(&platform, false);
    let args = args.iter().map(|arg| if *arg == "ID" { &id } else { *arg });
    let args: Vec<&str> = ["instances"].into_iter().chain(args).chain(["--json"]).collect();
    let output = run(&home, &platform, &args).json();
    schema::assert_valid("instances-change", &output);
    assert_eq!((&output[0]["id"], &output[0]["outcome"]), (&json!(id), &json!(outcome)));
}

#[rstest]
#[case::protect(&["protect", "work"], json!([{"name": "work", "base": "BASE", "protected": true, "readOnly": false}]))]
#[case::unprotect(&["unprotect", "work", "--yes"], json!([{"name": "work", "base": "BASE", "protected": false, "readOnly": false}]))]
#[case::rename(&["rename", "work", "other"], json!([{"name": "other", "base": "BASE", "protected": false, "readOnly": false}]))]
fn changed_profile_is_printed_as_the_schema_says(#[case] args: &[&str], #[case] expected: serde_json::Value) {
    let home = Home::new();
    let folder = home.path().join("config/elemint");
    std::fs::create_dir_all(&folder).expect("a folder");
    let text = "[work]\nbase = \"https://a.example/elements/api-v2\"\nuser = \"u\"\norg = \"o\"\n";
    std::fs::write(folder.join("profiles.toml"), text).expect("profiles");
    let output = json!([run_with(&home, &[], &[&["profiles"], args, &["--json"]].concat()).json()]);
    schema::assert_valid("profiles-list", &output);
    let mut expected = expected;
    expected[0]["base"] = output[0]["base"].clone();
    assert_eq!(output, expected);
}

#[test]
fn changed_proxy_is_printed_as_the_schema_says() {
    let (home, platform) = (Home::new(), Platform::start());
    let created = run(&home, &platform, &["proxies", "create", "shop", "--json"]).json();
    let id = created["id"].as_str().expect("an ID");
    let added = run(&home, &platform, &["proxies", "add-url", id, "https://a.example/cb", "--json"]).json();
    let removed = run(&home, &platform, &["proxies", "remove-url", id, "https://a.example/cb", "--json"]).json();
    let deleted = run(&home, &platform, &["proxies", "delete", id, "--yes", "--json"]).json();
    assert_eq!(
        (&added["applicationUrls"], &removed["applicationUrls"]),
        (&json!(["https://a.example/cb"]), &json!([]))
    );
    assert_eq!(removed, deleted);
    schema::assert_valid("proxies-list", &json!([created, added, removed, deleted]));
}

#[test]
fn saved_data_is_listed_and_removed_as_the_schema_says() {
    let (home, platform) = (Home::new(), Platform::with_instances(2));
    let (id, deleted) = (id_of(&platform, false), ["instances", "delete"]);
    assert_eq!(run(&home, &platform, &[&deleted[..], &[&id, "--yes"]].concat()).code, Some(0));
    let listed = run_with(&home, &[], &["forget", "--json"]).json();
    let item = listed[0]["item"].as_str().expect("an item");
    let removed = run_with(&home, &[], &["forget", item, "--yes", "--json"]).json();
    assert_eq!((listed.as_array().map(Vec::len), &listed[0]), (Some(1), &removed));
    schema::assert_valid("forget", &listed);
    schema::assert_valid("forget", &removed);
}

#[test]
fn emptied_trash_is_printed_as_the_schema_says() {
    let (home, platform) = (Home::new(), Platform::with_instances(2));
    let id = id_of(&platform, false);
    assert_eq!(run(&home, &platform, &["instances", "delete", &id, "--yes"]).code, Some(0));
    let output = run_with(&home, &[], &["trash", "empty", "--yes", "--json"]).json();
    schema::assert_valid("trash-list", &output);
    assert_eq!(output[0]["id"], json!(id));
}

#[test]
fn findings_of_the_doctor_are_printed_as_the_schema_says() {
    let output = run_with(&Home::new(), &[], &["doctor", "--json"]).json();
    schema::assert_valid("doctor", &output);
    assert!(output.as_array().is_some_and(|all| all.len() > 5), "{output:#}");
}
