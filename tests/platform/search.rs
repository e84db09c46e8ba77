//! Search for the instance of a request without an answer.

use super::{account, client, magento, server::*, without_secrets};
use elemint::domain::{Fault, Instance, JournalEntry, JournalId, Timestamp, fault::FaultKind};

const QUERY: &str = "hydrate=true&pageSize=200&searchText=Insert%20Instance_Name";

fn item(id: u64, name: &str, key: &str, created: &str, tags: &str) -> String {
    format!(
        r#"{{"id":{id},"name":"{name}","token":"T{id}","createdDate":"{created}","tags":{tags},"element":{{"key":"{key}"}}}}"#
    )
}

async fn find(server: &Server) -> Result<Vec<Instance>, Fault> {
    let entry = JournalEntry::new(JournalId::from_bytes([1; 4]), &magento(), &server.base, Timestamp(0));
    client(server).find(&entry, &account(&server.base)).await
}

fn ids(found: &[Instance]) -> Vec<&str> {
    found.iter().map(|instance| instance.id.as_str()).collect()
}

#[tokio::test]
async fn only_matching_instances_are_returned_newest_first() {
    let (name, key) = ("Insert Instance_Name", "magentosoapv19");
    let list = [
        item(1, name, key, "2026-01-01T00:00:00Z", "[]"),
        item(2, name, key, "2026-03-01T00:00:00Z", r#"["Add_Your_Tag"]"#),
        item(3, name, key, "2026-04-01T00:00:00Z", r#"["another"]"#),
        item(4, "Insert Instance_Name 2", key, "2026-04-01T00:00:00Z", "[]"),
        item(5, name, "sfdc", "2026-04-01T00:00:00Z", "[]"),
        item(6, name, key, "2026-02-01T00:00:00Z", "null"),
    ];
    let server = Server::saying(200, &format!("[{}]", list.join(",")));
    let found = find(&server).await.expect("a list");
    assert_eq!(ids(&found), ["2", "6", "1"]);
    assert_eq!(found[0].raw.expose(), list[1]);
    assert_eq!(server.lines(), [format!("GET /elements/api-v2/instances?{QUERY} HTTP/1.1")]);
}

#[tokio::test]
async fn pages_are_followed_and_counted_once() {
    let one = |id| format!("[{}]", item(id, "Insert Instance_Name", "magentosoapv19", "2026-01-01T00:00:00Z", "[]"));
    let server = Server::new(vec![
        reply(200, &[("Elements-Next-Page-Token", "a+b/=")], &one(1)),
        reply(200, &[("Elements-Next-Page-Token", "c")], &one(1)),
        reply(200, &[], &one(2)),
    ]);
    assert_eq!(ids(&find(&server).await.expect("a list")), ["2", "1"]);
    let lines = server.lines();
    assert_eq!(lines.len(), 3);
    assert_eq!(lines[1], format!("GET /elements/api-v2/instances?{QUERY}&nextPage=a%2Bb%2F%3D HTTP/1.1"));
}

#[tokio::test]
async fn an_empty_page_that_names_itself_is_the_last() {
    let page = || reply(200, &[("Elements-Next-Page-Token", "same")], "[]");
    let server = Server::new((0..30).map(|_| page()).collect());
    assert_eq!(find(&server).await, Ok(Vec::new()));
    assert_eq!(server.seen().len(), 2);
}

#[tokio::test]
async fn a_page_that_repeats_itself_is_no_answer() {
    let other = format!("[{}]", item(1, "other", "magentosoapv19", "2026-01-01T00:00:00Z", "[]"));
    let page = || reply(200, &[("Elements-Next-Page-Token", "same")], &other);
    let server = Server::new((0..3).map(|_| page()).collect());
    let fault = find(&server).await.expect_err("no end");
    assert!(fault.problem.ends_with("repeats a page, so it is not complete."), "{fault:?}");
    assert_eq!(server.seen().len(), 2);
}

#[tokio::test]
async fn pages_without_end_are_no_answer() {
    let page = |n: usize| reply(200, &[("Elements-Next-Page-Token", &format!("{n}"))], "[]");
    let server = Server::new((0..120).map(page).collect());
    assert!(find(&server).await.expect_err("no end").problem.ends_with("has no end."));
    assert_eq!(server.seen().len(), 100);
}

#[tokio::test]
async fn none_found_is_an_empty_list_however_it_is_said() {
    for (status, body) in [(200, "[]"), (404, r#"{"message":"No element instances found"}"#)] {
        assert_eq!(find(&Server::saying(status, body)).await, Ok(Vec::new()));
    }
    let fault = find(&Server::saying(404, "<html>")).await.expect_err("no platform");
    assert_eq!(without_secrets(fault).kind, FaultKind::Refused);
}

#[tokio::test]
async fn an_instance_without_token_is_not_taken_for_none() {
    let body = r#"[{"id":1,"name":"Insert Instance_Name","element":{"key":"magentosoapv19"}}]"#;
    assert_eq!(find(&Server::saying(200, body)).await.expect_err("no token").kind, FaultKind::Unclear);
}
