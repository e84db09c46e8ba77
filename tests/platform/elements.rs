//! The list of elements an account may use.

use super::{ORGANIZATION, USER, account, client, server::*, without_secrets};
use elemint::{
    catalog::{Catalog, Described, ElementKey},
    domain::{Account, Fault, ListValidator, fault::FaultKind},
    platform::{Client, ListAnswer},
    sandbox::{Options, Sandbox},
};

async fn elements(server: &Server) -> Result<Vec<Described>, Fault> {
    client(server).elements(&account(&server.base)).await
}

fn keys(listed: &[Described]) -> Vec<String> {
    listed.iter().map(|element| element.key().expect("a key").to_owned()).collect()
}

#[tokio::test]
async fn the_list_is_asked_for_in_the_accounts_name() {
    let server = Server::saying(200, r#"[{"key":"a","n":1.10}]"#);
    assert_eq!(keys(&elements(&server).await.expect("a list")), ["a"]);
    assert_eq!(server.lines(), ["GET /elements/api-v2/elements HTTP/1.1"]);
    let header = format!("User {USER}, Organization {ORGANIZATION}");
    assert_eq!(server.seen()[0].header("authorization"), Some(&*header));
}

/// Asks a server that sends a list with these headers, then answers that it is unchanged.
async fn asked_twice(headers: &'static [(&'static str, &'static str)]) -> (ListAnswer, Vec<Request>) {
    let server = Server::new(vec![reply(200, headers, r#"[{"key":"a"}]"#), reply(304, &[], "")]);
    let (client, account) = (client(&server), account(&server.base));
    let first = client.elements_unless(&account, &ListValidator::default()).await.expect("a list");
    let ListAnswer::Listed(_, validator) = first else { panic!("{first:?}") };
    let second = client.elements_unless(&account, &validator).await;
    (second.unwrap_or(ListAnswer::Listed(Vec::new(), ListValidator::default())), server.seen())
}

#[rstest::rstest]
#[case::etag(&[("ETag", "\"v1\"")], "if-none-match", "\"v1\"")]
#[case::date(&[("Last-Modified", "Sun, 06 Nov 1994 08:49:37 GMT")], "if-modified-since", "Sun, 06 Nov 1994 08:49:37 GMT")]
#[tokio::test]
async fn unchanged_list_is_recognized_by_the_mark_of_the_last_answer(
    #[case] headers: &'static [(&'static str, &'static str)],
    #[case] name: &str,
    #[case] mark: &str,
) {
    let (answer, seen) = asked_twice(headers).await;
    assert!(matches!(answer, ListAnswer::Unchanged), "{answer:?}");
    assert_eq!(seen[1].header(name), Some(mark));
}

#[tokio::test]
async fn list_without_a_mark_cannot_be_unchanged() {
    let (answer, seen) = asked_twice(&[]).await;
    assert!(matches!(answer, ListAnswer::Listed(..)), "{answer:?}");
    assert_eq!((seen[1].header("if-none-match"), seen[1].header("if-modified-since")), (None, None));
}

#[tokio::test]
async fn every_page_of_the_list_is_read() {
    let server = Server::new(vec![
        reply(200, &[("Elements-Next-Page-Token", "a+b/=")], r#"[{"key":"a"}]"#),
        reply(200, &[], r#"[{"key":"b"}]"#),
    ]);
    assert_eq!(keys(&elements(&server).await.expect("a list")), ["a", "b"]);
    assert_eq!(server.lines()[1], "GET /elements/api-v2/elements?nextPage=a%2Bb%2F%3D HTTP/1.1");
}

#[tokio::test]
async fn a_list_without_end_is_no_list() {
    let page = |n: usize| reply(200, &[("Elements-Next-Page-Token", &format!("{n}"))], r#"[{"key":"a"}]"#);
    let server = Server::new((0..60).map(page).collect());
    let fault = without_secrets(elements(&server).await.expect_err("no end"));
    assert!(fault.problem.contains("does not come to an end"), "{fault:?}");
    assert_eq!(server.seen().len(), 40);
}

/// A page of so many elements, as short as an element can be.
fn page(count: usize) -> String {
    format!("[{}]", vec![r#"{"key":"a"}"#; count].join(","))
}

#[tokio::test]
async fn list_of_half_a_million_elements_is_refused() {
    let fault = elements(&Server::saying(200, &page(500_000))).await.expect_err("too many");
    assert!(fault.problem.contains("lists more than 20,000 elements"), "{fault:?}");
}

#[tokio::test]
async fn elements_are_counted_over_all_pages() {
    let token = |n: usize| reply(200, &[("Elements-Next-Page-Token", &format!("{n}"))], &page(9_000));
    let server = Server::new((0..9).map(token).collect());
    elements(&server).await.expect_err("too many");
    assert_eq!(server.seen().len(), 3);
}

#[tokio::test]
async fn longest_list_is_read_completely() {
    let server = Server::saying(200, &page(20_000));
    assert_eq!(elements(&server).await.expect("a list").len(), 20_000);
}

#[tokio::test]
async fn unusable_element_list_is_reported() {
    for (status, body, kind) in [
        (200, "[]", FaultKind::Refused),
        (401, r#"{"message":"Invalid Organization or User secret"}"#, FaultKind::Account),
    ] {
        let fault = without_secrets(elements(&Server::saying(status, body)).await.expect_err(body));
        assert_eq!(fault.kind, kind, "{body}");
    }
    for body in ["{}", "<html>", "[1", "\u{feff}"] {
        without_secrets(elements(&Server::saying(200, body)).await.expect_err(body));
    }
}

#[tokio::test]
async fn a_list_beyond_all_bounds_is_not_read_to_its_end() {
    let long = format!(r#"[{{"key":"{}"}}]"#, "x".repeat(33 << 20));
    without_secrets(elements(&Server::saying(200, &long)).await.expect_err("too long"));
}

#[tokio::test]
async fn sandbox_list_equals_catalog() {
    let sandbox = Sandbox::start(Options::default()).await.expect("a sandbox");
    let account: &Account = sandbox.account();
    let listed = Client::new(&account.base).expect("a client").elements(account).await.expect("a list");
    let ours = Catalog::embedded().expect("catalog");
    let joined = ours.joined(listed);
    assert_eq!((joined.entries().len(), joined.count_not_in(&ours)), (ours.entries().len(), 0));
    for (joined, ours) in joined.elements().zip(ours.elements()) {
        assert_eq!(joined, ours);
    }
}

async fn element(server: &Server) -> Result<Described, Fault> {
    client(server).element(&ElementKey::new("ours"), &account(&server.base)).await
}

#[tokio::test]
async fn an_element_is_asked_for_with_its_ways() {
    let server = Server::new(vec![
        reply(200, &[], r#"{"key":"ours","configuration":[]}"#),
        reply(
            200,
            &[],
            r#"{"defaultValue":"basic","options":[{"value":"basic","description":"By name"},{"value":"oauth 2"}]}"#,
        ),
        reply(200, &[], r#"[{"key":"username","name":"User","required":true}]"#),
        reply(200, &[], "[]"),
    ]);
    let described = element(&server).await.expect("an element");
    let place = "GET /elements/api-v2/elements/ours";
    let lines = ["", "/authentication-types", "/authentication-types/basic/configurations"];
    let mut lines = lines.map(|end| format!("{place}{end} HTTP/1.1")).to_vec();
    lines.push(format!("{place}/authentication-types/oauth%202/configurations HTTP/1.1"));
    assert_eq!(server.lines(), lines);
    let catalog = Catalog::default().joined(vec![described]);
    let labels: Vec<_> = catalog.find("ours").expect("ours").modes.iter().map(|mode| mode.label.clone()).collect();
    assert_eq!(labels, ["By name", "oauth 2", "own tokens"]);
}

#[tokio::test]
async fn element_without_mode_list_is_usable() {
    let server = Server::new(vec![
        reply(200, &[], r#"{"key":"ours","configuration":[{"key":"username","required":true}]}"#),
        reply(404, &[], r#"{"message":"Not Found"}"#),
    ]);
    let catalog = Catalog::default().joined(vec![element(&server).await.expect("an element")]);
    assert!(catalog.entry("ours").is_some_and(|entry| !entry.is_undescribed()));
}

#[tokio::test]
async fn missing_element_is_named_by_its_key() {
    let fault = without_secrets(element(&Server::saying(404, "{}")).await.expect_err("nothing there"));
    assert!(fault.hint.contains("ours"), "{fault:?}");
}

#[tokio::test]
async fn sandbox_lists_auth_modes() {
    let sandbox = Sandbox::start(Options::default()).await.expect("a sandbox");
    let account: &Account = sandbox.account();
    let client = Client::new(&account.base).expect("a client");
    for key in ["zuorav2", "infusionsoftecommerce", "magentosoapv19"] {
        let described = client.element(&ElementKey::new(key), account).await.expect("an element");
        let theirs = Catalog::default().joined(vec![described]).find(key).expect("listed");
        let ours = Catalog::embedded().expect("catalog").find(key).expect("known");
        assert_eq!(theirs.flows(), ours.flows(), "{key}");
        assert!(theirs.modes.len() >= ours.modes.iter().filter(|mode| !mode.external).count(), "{key}");
    }
}
