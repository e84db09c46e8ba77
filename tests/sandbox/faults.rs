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
