//! Applies: steps, repetition, refusals and failures.

use super::{SECRET, outcomes, run_file, run_secret, shop, write};
use crate::{
    instances::{Ended, all, run, run_with},
    kit::schema,
    person::{ELEMINT, Home, Platform, eventually},
    server::{Reply, Server, reply},
};
use rstest::rstest;
use serde_json::Value;
use std::{
    fs,
    process::{Command, Stdio},
    sync::atomic::{AtomicUsize, Ordering},
};

#[test]
fn apply_creates_each_instance_once_and_keeps_its_token() {
    let (home, platform) = (Home::new(), Platform::start());
    write(&home, &(shop("a") + &shop("b")));
    let first = run_file(&home, &platform, &["apply", "FILE", "--yes"]);
    let second = run_file(&home, &platform, &["apply", "FILE", "--yes"]);
    assert_eq!((first.code, second.code), (Some(0), Some(0)), "{}{}", first.err, second.err);
    assert!(second.err.contains("Applied: 2 unchanged."), "{}", second.err);
    let tokens: Vec<Value> = home.instances().into_iter().map(|(_, instance)| instance["token"].clone()).collect();
    let mut expected: Vec<Value> = all(&platform).into_iter().map(|instance| instance["token"].clone()).collect();
    expected.reverse();
    assert!(expected.len() == 2 && tokens.iter().all(|token| expected.contains(token)), "{tokens:?}");
}

#[test]
fn apply_without_agreement_names_the_flag_that_gives_it() {
    let (home, platform) = (Home::new(), Platform::start());
    write(&home, &shop("a"));
    let ended = run_file(&home, &platform, &["apply", "FILE", "--json"]);
    let json = ended.json();
    schema::assert_valid("failure", &json);
    assert_eq!((ended.code, &json["missing"][0]["flag"]), (Some(4), &"--yes".into()), "{}", ended.err);
    assert!(platform.names().is_empty() && ended.err.contains("--yes, or ELEMINT_YES"), "{}", ended.err);
}

#[test]
fn failed_row_has_the_reason_of_the_provider() {
    let (home, platform) = (Home::new(), Platform::start());
    write(&home, &shop("a"));
    let ended = run_secret(&home, &platform, "wrong", &["apply", "FILE", "--yes", "--json"]);
    assert_eq!((ended.code, outcomes(&ended)), (Some(7), vec!["failed".to_owned()]), "{}", ended.err);
    let row = &ended.json()["results"][0];
    for part in ["reason", "hint", "providerMessage", "requestId"] {
        assert!(row[part].as_str().is_some_and(|text| !text.is_empty()), "{part}: {row}");
    }
}

#[test]
fn planned_secret_is_marked_though_its_reference_is_shown() {
    let (home, platform) = (Home::new(), Platform::start());
    write(&home, &shop("a"));
    let plan = run_file(&home, &platform, &["plan", "FILE", "--json"]).json();
    let changes = plan["steps"][0]["changes"].as_array().expect("changes");
    let secrets: Vec<_> = changes.iter().filter(|change| change["isSecret"] == true).collect();
    assert_eq!((secrets.len(), &secrets[0]["after"]), (1, &"env:SHOP_PASSWORD".into()), "{plan}");
}

#[test]
fn secret_is_sent_again_only_when_it_differs() {
    let (home, platform) = (Home::new(), Platform::start());
    write(&home, &shop("a"));
    run_file(&home, &platform, &["apply", "FILE", "--yes"]);
    let same = run_file(&home, &platform, &["plan", "FILE", "--json"]).json();
    let other = run_secret(&home, &platform, "other", &["plan", "FILE", "--json"]).json();
    let actions = (same["steps"][0]["action"].as_str(), other["steps"][0]["action"].as_str());
    assert_eq!(actions, (Some("unchanged"), Some("reauthorize")));
}

#[test]
fn changed_values_are_sent_and_nothing_else() {
    let (home, platform) = (Home::new(), Platform::start());
    write(&home, &shop("a"));
    run_file(&home, &platform, &["apply", "FILE", "--yes"]);
    write(&home, &shop("a").replace("\"ada\"", "\"bob\"").replace("team-a", "team-b"));
    let ended = run_file(&home, &platform, &["apply", "FILE", "--yes", "--json"]);
    assert_eq!((ended.code, outcomes(&ended)), (Some(0), vec!["updated".to_owned()]), "{}", ended.err);
    let instance = all(&platform).remove(0);
    assert_eq!((&instance["tags"][0], &instance["configuration"]["userName"]), (&"team-b".into(), &"bob".into()));
}

#[test]
fn value_changed_on_the_platform_is_marked_and_set_back() {
    let (home, platform) = (Home::new(), Platform::start());
    write(&home, &shop("a"));
    run_file(&home, &platform, &["apply", "FILE", "--yes"]);
    let id = all(&platform)[0]["id"].to_string();
    platform.call("PATCH", &format!("/instances/{id}"), r#"{"configuration":{"userName":"eve"}}"#);
    let plan = run_file(&home, &platform, &["plan", "FILE", "--json"]).json();
    schema::assert_valid("plan", &plan);
    assert_eq!(plan["steps"][0]["changes"][0]["isDrift"], true, "{plan}");
    run_file(&home, &platform, &["apply", "FILE", "--yes"]);
    assert_eq!(all(&platform)[0]["configuration"]["userName"], "ada");
}

#[test]
fn instance_with_an_id_is_renamed() {
    let (home, platform) = (Home::new(), Platform::start());
    write(&home, &shop("a"));
    run_file(&home, &platform, &["apply", "FILE", "--yes"]);
    let id = all(&platform)[0]["id"].to_string();
    write(&home, &shop("b").replace("tags", &format!("id = {id}\ntags")));
    let ended = run_file(&home, &platform, &["apply", "FILE", "--yes"]);
    assert_eq!((ended.code, platform.names()), (Some(0), vec!["b".to_owned()]), "{}", ended.err);
}

#[test]
fn two_instances_of_one_name_are_a_conflict_with_both_ids() {
    let (home, platform) = (Home::new(), Platform::start());
    write(&home, &shop("a"));
    run_file(&home, &platform, &["apply", "FILE", "--yes"]);
    let twin = r#"{"element":{"key":"magentosoapv19"},"name":"a","configuration":
        {"userName":"a","password":"b","store.url":"https://a.example"}}"#;
    platform.call("POST", "/instances", twin);
    let ended = run_file(&home, &platform, &["apply", "FILE", "--yes"]);
    let ids: Vec<String> = all(&platform).iter().map(|instance| instance["id"].to_string()).collect();
    assert!(ended.code == Some(6) && ids.len() == 2 && ids.iter().all(|id| ended.err.contains(id)), "{}", ended.err);
}

#[test]
fn saved_plan_is_refused_when_the_platform_changed() {
    let (home, platform) = (Home::new(), Platform::start());
    let saved = home.path().join("saved.plan");
    let saved = saved.to_str().expect("a path");
    write(&home, &shop("a"));
    run_file(&home, &platform, &["apply", "FILE", "--yes"]);
    write(&home, &(shop("a").replace("team-a", "team-b") + &shop("b")));
    run_file(&home, &platform, &["plan", "FILE", "--out", saved]);
    let id = all(&platform)[0]["id"].to_string();
    platform.call("PATCH", &format!("/instances/{id}"), r#"{"tags":["eve"]}"#);
    let ended = run_file(&home, &platform, &["apply", "FILE", "--plan", saved, "--yes"]);
    assert!(ended.code == Some(6) && ended.err.contains("“a”") && !ended.err.contains("“b”"), "{}", ended.err);
    assert_eq!(platform.names(), ["a"]);
}

#[test]
fn saved_plan_is_applied_when_nothing_changed() {
    let (home, platform) = (Home::new(), Platform::start());
    let saved = home.path().join("saved.plan");
    let saved = saved.to_str().expect("a path");
    write(&home, &shop("a"));
    run_file(&home, &platform, &["plan", "FILE", "--out", saved]);
    let ended = run_file(&home, &platform, &["apply", "FILE", "--plan", saved, "--yes"]);
    assert_eq!((ended.code, platform.names()), (Some(0), vec!["a".to_owned()]), "{}", ended.err);
}

#[test]
fn only_managed_instances_are_pruned_and_go_to_the_trash() {
    let (home, platform) = (Home::new(), Platform::with_instances(1));
    write(&home, &(shop("a") + &shop("b")));
    run_file(&home, &platform, &["apply", "FILE", "--yes"]);
    write(&home, &shop("a"));
    let kept = run_file(&home, &platform, &["apply", "FILE", "--yes"]);
    assert_eq!((kept.code, platform.names().len()), (Some(0), 3), "{}", kept.err);
    let pruned = run_file(&home, &platform, &["apply", "FILE", "--yes", "--prune", "--json"]);
    let trash = run(&home, &platform, &["trash", "--json"]).json();
    let (result, outcomes) = (&pruned.json()["results"][0], outcomes(&pruned));
    assert_eq!((&result["element"], &result["name"]), (&"magentosoapv19".into(), &"b".into()), "{outcomes:?}");
    assert_eq!((pruned.code, platform.names().len()), (Some(0), 2), "{}", pruned.err);
    assert_eq!((trash.as_array().map(Vec::len), &trash[0]["name"]), (Some(1), &"b".into()));
}

/// Platform with an instance whose secret only the description of its element marks.
fn leads_server() -> Server {
    let leads = r#"{"id":7,"name":"leads","token":"T=","element":{"key":"closeio"},
        "configuration":{"username":"canary-close","password":"canary-close"}}"#;
    Server::answering(move |request| match (request.line.split(' ').next(), request.line.contains("/instances/7")) {
        (Some("GET"), false) => reply(200, &[], &format!("[{leads}]")),
        _ => reply(200, &[], leads),
    })
}

#[test]
fn trash_of_a_pruned_instance_holds_no_secret_of_its_element() {
    let (home, server) = (Home::new(), leads_server());
    let base = server.base.as_str().to_owned();
    let env = [("CE_BASE", base.as_str()), ("CE_USER", "u-1"), ("CE_ORG", "o-1"), ("KEY", "canary-close")];
    let declared = "[[instance]]\nelement = \"closeio\"\nname = \"leads\"\n[instance.configuration]\n\
                    username = \"env:KEY\"\npassword = \"env:KEY\"\n";
    let file = write(&home, declared);
    let args = ["apply", file.to_str().expect("a path"), "--yes", "--prune"];
    let managed = run_with(&home, &env, &args);
    write(&home, "");
    let pruned = run_with(&home, &env, &args);
    assert!(pruned.err.contains("Applied: 1 deleted"), "{}{}", managed.err, pruned.err);
    let found = Command::new("grep").args(["-rl", "canary-close"]).arg(home.path()).output().expect("grep");
    assert_eq!(String::from_utf8_lossy(&found.stdout), "");
}

#[test]
fn secrets_of_declared_instances_are_left_nowhere() {
    let (home, platform) = (Home::new(), Platform::start());
    write(&home, &shop("a"));
    let applied = run_file(&home, &platform, &["apply", "FILE", "--yes"]);
    write(&home, &shop("a").replace("team-a", "team-b"));
    let planned = run_secret(&home, &platform, &format!("{SECRET}2"), &["plan", "FILE", "--json"]);
    let shown = [applied.out, applied.err, planned.out, planned.err].concat();
    let found = Command::new("grep").args(["-rl", SECRET]).arg(home.path()).output().expect("grep");
    assert!(!shown.contains(SECRET) && found.stdout.is_empty(), "{shown}{}", String::from_utf8_lossy(&found.stdout));
}

/// Returns a home with a protected profile of this platform, named staging.
fn protected_home(platform: &Platform) -> Home {
    let home = Home::new();
    let folder = home.path().join("config/elemint");
    fs::create_dir_all(&folder).expect("a folder");
    let Platform { base, user, organization, .. } = platform;
    let profile =
        format!("[staging]\nbase = \"{base}\"\nuser = \"{user}\"\norg = \"{organization}\"\nprotected = true\n");
    fs::write(folder.join("profiles.toml"), profile).expect("a profile");
    home
}

#[test]
fn variable_confirms_several_instances_one_a_line() {
    let platform = Platform::start();
    let home = protected_home(&platform);
    let file = write(&home, &(shop("a") + &shop("b, c")));
    let env = [("SHOP_PASSWORD", SECRET), ("ELEMINT_CONFIRM", "a\nb, c\n"), ("ELEMINT_PROFILE", "staging")];
    let confirmed = run_with(&home, &env, &["apply", file.to_str().expect("a path")]);
    assert_eq!((confirmed.code, platform.names().len()), (Some(0), 2), "{}", confirmed.err);
}

#[test]
fn missing_confirmation_names_its_instance_and_the_reason() {
    let platform = Platform::start();
    let home = protected_home(&platform);
    let file = write(&home, &(shop("a") + &shop("b")));
    let env = [("SHOP_PASSWORD", SECRET), ("ELEMINT_PROFILE", "staging")];
    let json = run_with(&home, &env, &["apply", file.to_str().expect("a path"), "--yes", "--json"]).json();
    let need = "profile staging is protected, so --yes is not enough";
    assert_eq!(json["reason"], "Missing: your confirmation of “a”; your confirmation of “b”.", "{json}");
    assert_eq!(json["missing"][1]["reason"], need, "{json}");
}

#[test]
fn protected_profile_needs_the_name_of_each_instance() {
    let platform = Platform::start();
    let home = protected_home(&platform);
    let file = write(&home, &format!("profile = \"staging\"\n{}", shop("a")));
    let file = file.to_str().expect("a path");
    let env = [("SHOP_PASSWORD", SECRET)];
    let refused = run_with(&home, &env, &["apply", file, "--yes"]);
    assert!(refused.code == Some(4) && refused.err.contains("--confirm 'a'"), "{}", refused.err);
    let confirmed = run_with(&home, &env, &["apply", file, "--confirm", "a"]);
    assert_eq!((confirmed.code, platform.names()), (Some(0), vec!["a".to_owned()]), "{}", confirmed.err);
}

const CREATED: &str = r#"{"id":7,"name":"a","token":"T=","element":{"key":"magentosoapv19"}}"#;

/// Applies a file of two instances to a server that answers creations by their number, and returns the end and the
/// number of creations.
fn apply_to(answer: impl Fn(usize) -> Reply + Send + Sync + 'static) -> (Ended, usize) {
    let (home, number) = (Home::new(), AtomicUsize::new(0));
    let file = write(&home, &(shop("a") + &shop("b")));
    let server = Server::answering(move |request| {
        if request.line.starts_with("GET") {
            reply(200, &[], "[]")
        } else {
            answer(number.fetch_add(1, Ordering::SeqCst))
        }
    });
    let base = server.base.as_str().to_owned();
    let env = [("CE_BASE", base.as_str()), ("CE_USER", "u"), ("CE_ORG", "o"), ("SHOP_PASSWORD", SECRET)];
    let args = ["apply", file.to_str().expect("a path"), "--yes", "--json", "--parallel", "1"];
    let ended = run_with(&home, &env, &args);
    (ended, server.lines().iter().filter(|line| line.starts_with("POST")).count())
}

#[rstest]
#[case::refused(403, "failed", Some(12))]
#[case::unknown_outcome(500, "unknown", Some(12))]
fn failure_of_one_instance_does_not_stop_the_others(
    #[case] status: u16,
    #[case] outcome: &str,
    #[case] code: Option<i32>,
) {
    let answer = move |number| if number == 0 { reply(status, &[], "{}") } else { reply(200, &[], CREATED) };
    let (ended, creations) = apply_to(answer);
    assert_eq!((ended.code, creations), (code, 2), "{}", ended.err);
    assert_eq!(outcomes(&ended), [outcome, "created"]);
}

#[test]
fn busy_platform_is_asked_again_after_its_pause() {
    let busy = |number| match number {
        0 => reply(429, &[("Retry-After", "1")], "{}"),
        _ => reply(200, &[], CREATED),
    };
    let (ended, creations) = apply_to(busy);
    assert_eq!((ended.code, creations), (Some(0), 3), "{}", ended.err);
}

#[test]
fn refused_account_stops_the_run() {
    let (ended, creations) = apply_to(|_| reply(401, &[], r#"{"message":"No"}"#));
    assert_eq!((ended.code, creations), (Some(4), 1), "{}", ended.err);
    assert_eq!(outcomes(&ended), ["failed", "not started"]);
}

#[test]
fn second_apply_of_a_profile_is_refused() {
    let home = Home::new();
    let file = write(&home, &shop("a"));
    let file = file.to_str().expect("a path");
    let server = Server::answering(|request| {
        if request.line.starts_with("GET") { reply(200, &[], "[]") } else { Reply::Stall(Vec::new()) }
    });
    let base = server.base.as_str().to_owned();
    let env = [("CE_BASE", base.as_str()), ("CE_USER", "u"), ("CE_ORG", "o"), ("SHOP_PASSWORD", SECRET)];
    let mut first = Command::new(ELEMINT);
    first
        .args(["apply", file, "--yes"])
        .env_clear()
        .env("HOME", home.path())
        .stdin(Stdio::null())
        .stderr(Stdio::null());
    first.env("XDG_STATE_HOME", home.path().join("state")).env("XDG_CONFIG_HOME", home.path().join("config"));
    let mut first = first.envs(env).spawn().expect("the program");
    eventually("the first creation", || server.lines().iter().any(|line| line.starts_with("POST")).then_some(()));
    let second = run_with(&home, &env, &["apply", file, "--yes"]);
    first.kill().and_then(|()| first.wait()).expect("the end of the first");
    assert!(second.code == Some(6) && second.err.contains("in progress"), "{}", second.err);
}
