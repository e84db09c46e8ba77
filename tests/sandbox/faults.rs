//! Injected faults.

use super::client::{Play, shop};
use elemint::sandbox::InjectedFault;
use rstest::rstest;
use serde_json::json;

#[tokio::test]
async fn a_connection_dropped_before_the_work_leaves_nothing_behind() {
    let play = Play::start().await;
    play.sandbox.fault(InjectedFault::DropBeforeWork);
    assert!(play.post("/instances", &shop()).send().await.is_err());
    assert_eq!(play.get("/instances").await.text, "[]");
}

#[tokio::test]
async fn a_connection_dropped_after_the_work_leaves_the_instance() {
    let play = Play::start().await;
    play.sandbox.fault(InjectedFault::DropAfterWork);
    assert!(play.post("/instances", &shop()).send().await.is_err());
    assert_eq!(play.get("/instances").await.json()[0]["name"], "Shop");
    let post = play.sandbox.requests().into_iter().find(|seen| seen.method == "POST");
    assert_eq!(post.map(|seen| seen.status), Some(None));
}

#[tokio::test]
async fn an_ordered_status_is_answered_once_and_nothing_is_made() {
    let play = Play::start().await;
    play.sandbox.fault(InjectedFault::Status(503, "{\"message\":\"busy\"}".into()));
    let busy = play.create(&shop()).await;
    assert_eq!((busy.status, busy.message().as_str()), (503, "busy"));
    assert_eq!(play.get("/instances").await.text, "[]");
    assert_eq!(play.create(&shop()).await.status, 200);
}

#[tokio::test]
async fn a_proxys_page_has_nothing_of_the_platform_about_it() {
    let play = Play::start().await;
    play.sandbox.fault(InjectedFault::Html502);
    let page = play.create(&shop()).await;
    assert_eq!((page.status, page.header("content-type"), page.header("elements-request-id")), (502, "text/html", ""));
    assert!(page.text.starts_with("<html>"));
}

#[tokio::test]
async fn faults_wait_in_line_and_concern_creations_alone() {
    let play = Play::start().await;
    play.sandbox.fault(InjectedFault::Status(500, String::new()));
    play.sandbox.fault(InjectedFault::Html502);
    assert_eq!(play.get("/instances").await.status, 200);
    assert_eq!(play.create(&shop()).await.status, 500);
    assert_eq!(play.create(&shop()).await.status, 502);
    assert_eq!(play.create(&shop()).await.status, 200);
}

#[tokio::test]
async fn busy_platform_says_when_to_try_again() {
    let play = Play::start().await;
    play.sandbox.fault(InjectedFault::Busy(7));
    let busy = play.create(&shop()).await;
    assert_eq!((busy.status, busy.header("retry-after"), busy.message().as_str()), (429, "7", "Too many requests"));
}

/// Changes of an instance: method and path below it.
const CHANGES: [(&str, &str); 5] =
    [("PUT", ""), ("PATCH", ""), ("DELETE", ""), ("PUT", "/enabled"), ("DELETE", "/enabled")];

/// Sends a change of an instance with a new name.
async fn change(play: &Play, (method, path): (&str, &str), id: &str) -> Result<u16, reqwest::Error> {
    let method = reqwest::Method::from_bytes(method.as_bytes()).expect("a method");
    let request = play.http.request(method, play.url(&format!("/instances/{id}{path}")));
    let request = request.header("Authorization", play.authorization()).header("Content-Type", "application/json");
    let answer = request.body(json!({ "name": "Renamed" }).to_string()).send().await?;
    Ok(answer.status().as_u16())
}

#[rstest]
#[case::busy(InjectedFault::Busy(1), 429)]
#[case::broken(InjectedFault::Status(500, "{}".into()), 500)]
#[case::proxy(InjectedFault::Html502, 502)]
#[tokio::test]
async fn refused_change_does_nothing(#[case] fault: InjectedFault, #[case] status: u16) {
    let play = Play::start().await;
    let (_, id) = play.shop("Shop", &[]).await;
    let before = play.get(&format!("/instances/{id}")).await.json();
    for call in CHANGES {
        play.sandbox.fault_change(fault.clone());
        assert_eq!(change(&play, call, &id).await.expect("an answer"), status, "{call:?}");
    }
    assert_eq!(play.get(&format!("/instances/{id}")).await.json(), before);
}

#[tokio::test]
async fn change_that_is_cut_before_the_work_does_nothing() {
    let play = Play::start().await;
    let (_, id) = play.shop("Shop", &[]).await;
    for call in CHANGES {
        play.sandbox.fault_change(InjectedFault::DropBeforeWork);
        assert!(change(&play, call, &id).await.is_err(), "{call:?}");
    }
    assert_eq!(play.get(&format!("/instances/{id}")).await.json()["name"], "Shop");
}

#[rstest]
#[case::update(("PATCH", ""), "Renamed")]
#[case::replace(("PUT", ""), "Renamed")]
#[tokio::test]
async fn change_that_is_cut_after_the_work_is_made(#[case] call: (&str, &str), #[case] name: &str) {
    let play = Play::start().await;
    let (_, id) = play.shop("Shop", &[]).await;
    play.sandbox.fault_change(InjectedFault::DropAfterWork);
    assert!(change(&play, call, &id).await.is_err());
    assert_eq!(play.get(&format!("/instances/{id}")).await.json()["name"], name);
}

#[tokio::test]
async fn delete_that_is_cut_after_the_work_is_made() {
    let play = Play::start().await;
    let (_, id) = play.shop("Shop", &[]).await;
    play.sandbox.fault_change(InjectedFault::DropAfterWork);
    assert!(change(&play, ("DELETE", ""), &id).await.is_err());
    assert_eq!(play.get(&format!("/instances/{id}")).await.status, 404);
}

#[tokio::test]
async fn faults_of_changes_concern_no_creation_and_no_read() {
    let play = Play::start().await;
    play.sandbox.fault_change(InjectedFault::Html502);
    let (_, id) = play.shop("Shop", &[]).await;
    assert_eq!(play.get(&format!("/instances/{id}")).await.status, 200);
    assert_eq!(change(&play, ("PATCH", ""), &id).await.expect("an answer"), 502);
}

#[rstest]
#[case::header("x-fault", "/instances")]
#[case::platform_header("elements-error", "/instances")]
#[case::query("accept", "/instances?fault=500&Fault=Html502&status=503")]
#[case::path("accept", "/fault/../instances")]
#[tokio::test]
async fn no_request_can_order_a_fault(#[case] header: &str, #[case] path: &str) {
    let play = Play::start().await;
    let mut body = shop();
    body["fault"] = json!("Html502");
    body["configuration"]["fault"] = json!("DropBeforeWork");
    play.send(play.post(path, &body).header(header, "500")).await;
    assert_eq!(play.create(&shop()).await.status, 200);
}
