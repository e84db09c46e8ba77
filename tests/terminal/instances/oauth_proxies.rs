//! `elemint proxies`: OAuth proxies are listed, created, changed and deleted.

use super::{declared::run_file, run, run_with};
use crate::{
    kit::schema,
    person::{Home, Platform},
};
use rstest::rstest;
use serde_json::Value;
use std::fs;

const ADDRESS: &str = "https://shop.example/callback?state=1";

fn created(home: &Home, platform: &Platform) -> String {
    let ended = run(home, platform, &["proxies", "create", "shop", "--application-url", ADDRESS, "--jq", ".id"]);
    assert_eq!(ended.code, Some(0), "{}", ended.err);
    ended.out.trim().to_owned()
}

#[test]
fn created_proxy_is_listed_with_its_address() {
    let (home, platform) = (Home::new(), Platform::start());
    let id = created(&home, &platform);
    let ended = run(&home, &platform, &["proxies"]);
    let proxy = format!("{}/oauth-proxy/{id}", platform.base.split("/elements").next().unwrap_or_default());
    assert_eq!((ended.code, ended.out), (Some(0), format!("{id}  shop  {proxy}  for {ADDRESS}\n")));
}

#[test]
fn list_is_as_the_schema_says() {
    let (home, platform) = (Home::new(), Platform::start());
    created(&home, &platform);
    schema::assert_valid("proxies-list", &run(&home, &platform, &["proxies", "list", "--json"]).json());
}

#[test]
fn address_is_added_and_removed() {
    let (home, platform) = (Home::new(), Platform::start());
    let id = created(&home, &platform);
    let other = "https://test.example/.*";
    for (command, expected) in [("add-url", vec![ADDRESS, other]), ("remove-url", vec![ADDRESS])] {
        assert_eq!(run(&home, &platform, &["proxies", command, &id, other]).code, Some(0), "{command}");
        let listed = run(&home, &platform, &["proxies", "list", "--json"]).json();
        assert_eq!(listed[0]["applicationUrls"], serde_json::json!(expected), "{command}");
    }
}

#[test]
fn deleted_proxy_is_gone() {
    let (home, platform) = (Home::new(), Platform::start());
    let id = created(&home, &platform);
    assert_eq!(run(&home, &platform, &["proxies", "delete", &id, "--yes"]).code, Some(0));
    assert_eq!(run(&home, &platform, &["proxies", "list", "--jq", "length"]).out, "0\n");
}

#[rstest]
#[case::no_terminal(&["proxies", "delete", "ID"], 4, "Add --yes")]
#[case::unknown(&["proxies", "delete", "99", "--yes"], 3, "No OAuth proxy has the ID 99.")]
#[case::by_name(&["proxies", "delete", "shop", "--yes"], 3, "shop is the name of an OAuth proxy. Give its ID: ")]
#[case::same_name(&["proxies", "create", "shop"], 6, "has the name “shop” already.")]
#[case::no_address(&["proxies", "create", "b", "--application-url", "notaurl"], 2, "notaurl is no address.")]
#[case::unknown_address(&["proxies", "remove-url", "ID", "https://x"], 3, "has no address https://x")]
#[case::no_name(&["proxies", "create", ""], 7, "name of the OAuth proxy is missing")]
fn refusal_names_the_cause(#[case] args: &[&str], #[case] code: i32, #[case] words: &str) {
    let (home, platform) = (Home::new(), Platform::start());
    let id = created(&home, &platform);
    let args: Vec<&str> = args.iter().map(|arg| if *arg == "ID" { &id } else { *arg }).collect();
    let ended = run(&home, &platform, &args);
    assert!(ended.code == Some(code) && ended.err.contains(words), "{:?} {}", ended.code, ended.err);
}

#[test]
fn name_of_two_proxies_is_refused_with_their_ids() {
    let (home, platform) = (Home::new(), Platform::start());
    let ids: Vec<String> = (0..2)
        .map(|_| {
            let (_, made) = platform.call("POST", "/elements/oauthProxies", r#"{"name": "shop"}"#);
            let made: Value = serde_json::from_str(&made).expect("a proxy");
            made["id"].to_string()
        })
        .collect();
    let keys =
        ["oauth.api.key=k", "oauth.api.secret=env:SHOP_PASSWORD", "oauth.callback.url=https://www.example.com/a"];
    let keys = keys.iter().flat_map(|key| ["--set", key]);
    let args = ["consent", "request", "infusionsoftecommerce", "--name", "crm", "--oauth-proxy", "shop"];
    let ended = run_file(&home, &platform, &args.into_iter().chain(keys).collect::<Vec<_>>());
    let words = format!("2 OAuth proxies have the name “shop”: {}. Delete the others.", ids.join(", "));
    assert!(ended.code == Some(2) && ended.err.contains(&words), "{:?} {}", ended.code, ended.err);
}

#[rstest]
#[case::read_only("read_only", &["proxies", "create", "a"], 7, "read-only")]
#[case::read_only_delete("read_only", &["proxies", "delete", "ID", "--yes"], 7, "read-only")]
#[case::protected("protected", &["proxies", "delete", "ID", "--yes"], 4, "--confirm")]
#[case::other_name("protected", &["proxies", "delete", "ID", "--confirm", "other"], 4, "--confirm")]
#[case::own_name("protected", &["proxies", "delete", "ID", "--confirm", "shop"], 0, "")]
fn limits_of_the_profile_hold(#[case] limit: &str, #[case] args: &[&str], #[case] code: i32, #[case] words: &str) {
    let (home, platform) = (Home::new(), Platform::start());
    let id = created(&home, &platform);
    let folder = home.path().join("config/elemint");
    fs::create_dir_all(&folder).expect("a folder");
    let Platform { base, user, organization, .. } = &platform;
    let text = format!("[work]\nbase = \"{base}\"\nuser = \"{user}\"\norg = \"{organization}\"\n{limit} = true\n");
    fs::write(folder.join("profiles.toml"), text).expect("profiles");
    let args: Vec<&str> = args.iter().map(|arg| if *arg == "ID" { &id } else { *arg }).collect();
    let ended = run_with(&home, &[], &args);
    assert!(ended.code == Some(code) && ended.err.contains(words), "{:?} {}", ended.code, ended.err);
}
