//! `create --rollback-on-failure`: an instance that fails its test is deleted, and stays in the trash.

use crate::{
    create::{SHOP, report, run_with},
    front::{Front, Treatment},
    person::Home,
    server::{Reply, Request, reply},
};
use rstest::rstest;
use serde_json::{Value, json};

const JSON: [(&str, &str); 1] = [("Content-Type", "application/json")];

fn wrong_password() -> Reply {
    reply(403, &JSON, r#"{"message":"Request failed","providerMessage":"Invalid password"}"#)
}

fn provider_fails() -> Reply {
    reply(502, &JSON, r#"{"message":"Provider error","providerMessage":"Login failed"}"#)
}

fn platform_is_busy() -> Reply {
    reply(503, &JSON, r#"{"message":"Try again later"}"#)
}

fn connection_is_lost() -> Reply {
    Reply::Reset
}

fn is_test(request: &Request) -> bool {
    request.line.split(['?', ' ']).nth(1).is_some_and(|path| path.ends_with("/ping"))
}

/// Creates an instance whose test gets this answer.
fn created(answer: fn() -> Reply) -> (Front, Home, (i32, Value, String)) {
    let treat = move |request: &Request| {
        if is_test(request) { Treatment::Answer(answer()) } else { Treatment::Forward }
    };
    let (front, home) = (Front::new(treat, |_| {}), Home::new());
    let args = [&SHOP[..], &["--rollback-on-failure"]].concat();
    let done = report(&run_with(&home, &front.platform, &args, &[("CE_BASE", &front.base)], ""));
    (front, home, done)
}

#[rstest]
#[case::refused(wrong_password)]
#[case::provider(provider_fails)]
fn instance_that_fails_its_test_is_deleted_into_the_trash(#[case] answer: fn() -> Reply) {
    let (front, home, (code, json, err)) = created(answer);
    assert_eq!((code, &json["status"], &json["token_place"]), (8, &json!("rolled-back"), &Value::Null), "{json} {err}");
    assert_eq!((front.platform.names().len(), home.instances().len()), (0, 0));
    let trash = run_with(&home, &front.platform, &["trash", "--json"], &[], "");
    let trash: Value = serde_json::from_slice(&trash.stdout).expect("JSON");
    assert_eq!((&trash[0]["name"], trash.as_array().map(Vec::len)), (&json!("shop"), Some(1)), "{trash}");
}

#[rstest]
#[case::busy(platform_is_busy)]
#[case::network(connection_is_lost)]
fn instance_whose_provider_was_not_reached_stays(#[case] answer: fn() -> Reply) {
    let (front, home, (code, json, err)) = created(answer);
    assert_eq!((code, &json["status"]), (8, &json!("unverified")), "{json} {err}");
    assert!(err.contains("It was not deleted, because the test did not show that the instance is at fault."), "{err}");
    assert_eq!((front.platform.names(), home.instances().len()), (vec!["shop".to_owned()], 1));
}
