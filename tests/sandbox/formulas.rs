//! Formulas, and the instances that they use.

use super::client::{Play, quick};
use elemint::sandbox::Options;
use reqwest::Method;
use rstest::rstest;
use serde_json::{Value as Json, json};

/// An instance that a formula uses: the paths of the instance and of the formula's instance.
async fn used(play: &Play, id_of: fn(&str) -> Json) -> (String, String) {
    let (_, id) = play.shop("Shop", &[]).await;
    let formula = play.send(play.post("/formulas", &json!({ "name": "Order sync", "steps": [] }))).await.json();
    let body = json!({ "name": "Order sync for Shop", "configuration": { "crm.instance.id": id_of(&id) } });
    let path = format!("/formulas/{}/instances", formula["id"]);
    let instance = play.send(play.post(&path, &body)).await.json();
    (format!("/instances/{id}"), format!("{path}/{}", instance["id"]))
}

#[rstest]
#[case::text(|id: &str| json!(id))]
#[case::number(|id: &str| json!(id.parse::<u64>().expect("a number")))]
#[tokio::test]
async fn instance_that_a_formula_uses_is_not_deleted(#[case] id_of: fn(&str) -> Json) {
    let play = Play::start().await;
    let (path, _) = used(&play, id_of).await;
    let refused = play.call(Method::DELETE, &path).await;
    assert!(refused.status == 409 && refused.message().contains("formula"), "{}", refused.text);
    assert_eq!(play.get(&path).await.status, 200);
}

#[tokio::test]
async fn instance_is_deleted_after_the_formulas_instance() {
    let play = Play::start().await;
    let (path, formula_instance) = used(&play, |id| json!(id)).await;
    assert_eq!(play.call(Method::DELETE, &formula_instance).await.status, 200);
    assert_eq!(play.call(Method::DELETE, &path).await.status, 200);
}

#[tokio::test]
async fn formula_goes_with_its_instances() {
    let play = Play::start().await;
    let (path, _) = used(&play, |id| json!(id)).await;
    assert_eq!(play.call(Method::DELETE, "/formulas/1").await.status, 200);
    assert_eq!(play.get("/formulas/instances").await.json(), json!([]));
    assert_eq!(play.call(Method::DELETE, &path).await.status, 200);
}

#[rstest]
#[case::formula("GET", "/formulas/9", "{}", 404)]
#[case::no_number("GET", "/formulas/x", "{}", 404)]
#[case::instances("GET", "/formulas/9/instances", "{}", 404)]
#[case::instance("GET", "/formulas/1/instances/9", "{}", 404)]
#[case::removed("DELETE", "/formulas/9", "{}", 404)]
#[case::removed_instance("DELETE", "/formulas/1/instances/9", "{}", 404)]
#[case::instance_of_no_formula("POST", "/formulas/9/instances", r#"{"name":"x"}"#, 404)]
#[case::without_name("POST", "/formulas", "{}", 400)]
#[case::empty_name("POST", "/formulas", r#"{"name":" "}"#, 400)]
#[case::other_configuration("POST", "/formulas/1/instances", r#"{"name":"x","configuration":[]}"#, 400)]
#[tokio::test]
async fn formula_request_is_refused(#[case] method: &str, #[case] path: &str, #[case] body: &str, #[case] status: u16) {
    let play = Play::start().await;
    used(&play, |id| json!(id)).await;
    let method = Method::from_bytes(method.as_bytes()).expect("a method");
    let request = play.http.request(method, play.url(path)).header("Authorization", play.authorization());
    let request = request.header("Content-Type", "application/json").body(body.to_owned());
    assert_eq!(play.send(request).await.status, status);
}

#[rstest]
#[case::list("/formulas")]
#[case::instances("/formulas/instances")]
#[tokio::test]
async fn formulas_need_the_accounts_secrets(#[case] path: &str) {
    assert_eq!(Play::start().await.bare(Method::GET, path).await.status, 401);
}

#[tokio::test]
async fn one_sample_in_ten_is_used_by_a_formula() {
    let play = Play::with(Options { instances: 20, ..quick() }).await;
    let instances = play.get("/formulas/instances").await.json();
    assert_eq!(instances.as_array().map(Vec::len), Some(2));
}
