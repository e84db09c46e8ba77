//! Consent through an OAuth proxy: for a new instance, and for an existing one.

use super::{CRM, Scene, allowed, press, web};
use crate::person::parameter;
use rstest::rstest;
use serde_json::{Value, json};

/// Application whose keys a proxy stores.
const STORED: &str = r#", "apiKey": "client-2", "apiSecret": "stored-secret""#;

/// Creates an OAuth proxy that leads to an application.
fn create_proxy(scene: &Scene, keys: &str) {
    let body = format!(r#"{{"name": "shop"{keys}}}"#);
    let (status, made) = scene.platform.call("POST", "/elements/oauthProxies", &body);
    let made: Value = serde_json::from_str(&made).expect("a proxy");
    let address = "https%3A%2F%2Fwww.example.com%2Fback";
    let path = format!("/elements/oauthProxies/{}/applicationUrl?applicationUrl={address}", made["id"]);
    assert_eq!((status, scene.platform.call("POST", &path, "").0), (200, 200));
}

/// Requests a consent, checks that its page leads to the proxy, and returns the address that the browser ends on.
fn answer(scene: &Scene, args: &[&str], client: &str) -> String {
    let args = [args, &["--yes", "--no-wait", "--json"]].concat();
    let (code, requested, err) = scene.run(&args, "");
    assert_eq!(code, 0, "{requested} {err}");
    let url = requested["url"].as_str().expect("a link");
    assert!(parameter(url, "redirect_uri").contains("oauth-proxy"), "{url}");
    assert_eq!(parameter(url, "client_id"), client);
    let answer = web::get(&press("allow", url)).header("location").expect("a way back").to_owned();
    assert!(answer.starts_with("https://www.example.com/back?"), "{answer}");
    answer
}

/// Completes a consent, and returns the ID of the instance.
fn complete(scene: &Scene, answer: &str, status: &str) -> String {
    let (code, done, err) = scene.complete(&[], answer);
    assert_eq!((code, &done["status"]), (0, &json!(status)), "{done} {err}");
    done["id"].as_str().expect("an ID").to_owned()
}

fn configuration(scene: &Scene, id: &str) -> Value {
    let (_, answer) = scene.platform.call("GET", &format!("/instances/{id}"), "");
    serde_json::from_str::<Value>(&answer).expect("JSON")["configuration"].clone()
}

#[rstest]
#[case::typed_keys("", &CRM[..4], "client-1")]
#[case::stored_keys(STORED, &CRM[..2], "client-2")]
fn consent_goes_through_an_oauth_proxy(#[case] keys: &str, #[case] form: &[&str], #[case] client: &str) {
    let scene = Scene::new();
    create_proxy(&scene, keys);
    let answer = answer(&scene, &[&["create"], form, &["--oauth-proxy=shop"]].concat(), client);
    complete(&scene, &answer, "created");
}

#[rstest]
#[case::typed_keys("", &CRM[2..4], "client-1")]
#[case::stored_keys(STORED, &[], "client-2")]
fn reauthorization_goes_through_an_oauth_proxy(#[case] keys: &str, #[case] form: &[&str], #[case] client: &str) {
    let scene = Scene::new();
    let id = complete(&scene, &allowed(&scene.request()), "created");
    create_proxy(&scene, keys);
    let answer = answer(&scene, &[&["reauthorize", &id], form, &["--oauth-proxy=shop"]].concat(), client);
    assert_eq!(complete(&scene, &answer, "reauthorized"), id);
    let now = configuration(&scene, &id);
    let callback = now["oauth.callback.url"].as_str().expect("a callback");
    assert!(callback.contains("oauth-proxy"), "{now}");
}

#[rstest]
#[case::typed_keys("", &CRM[..4], &CRM[2..4], "client-1")]
#[case::stored_keys(STORED, &CRM[..2], &[], "client-2")]
fn instance_of_an_oauth_proxy_is_reauthorized_through_it(
    #[case] keys: &str,
    #[case] created: &[&str],
    #[case] changed: &[&str],
    #[case] client: &str,
) {
    let scene = Scene::new();
    create_proxy(&scene, keys);
    let first = answer(&scene, &[&["create"], created, &["--oauth-proxy=shop"]].concat(), client);
    let id = complete(&scene, &first, "created");
    let second = answer(&scene, &[&["reauthorize", &id], changed].concat(), client);
    assert_eq!(complete(&scene, &second, "reauthorized"), id);
}

#[rstest]
#[case::create(&[&["create"], &CRM[..]].concat(), 3, "not-found")]
#[case::edit(&["edit", "ID", "--name=b"], 2, "misused")]
fn proxy_that_cannot_be_used_is_refused(#[case] args: &[&str], #[case] code: i32, #[case] status: &str) {
    let scene = Scene::new();
    let id = complete(&scene, &allowed(&scene.request()), "created");
    let args: Vec<&str> = args.iter().map(|arg| if *arg == "ID" { &id } else { *arg }).collect();
    let (ended, report, _) = scene.run(&[&args[..], &["--oauth-proxy=shop", "--yes", "--json"]].concat(), "");
    assert_eq!((ended, &report["status"]), (code, &json!(status)), "{report}");
}
