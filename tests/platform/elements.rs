//! The list of elements an account may use.

use super::{ORGANIZATION, USER, account, client, server::*, without_secrets};
use elemint::{
    domain::{Account, Catalog, Fault, catalog::Described, fault::FaultKind},
    platform::Client,
    sandbox::{Options, Sandbox},
};

async fn elements(server: &Server) -> Result<Vec<Described>, Fault> {
    client(server).elements(&account(&server.base)).await
}

fn keys(listed: &[Described]) -> Vec<String> {
    listed.iter().map(|element| element.key().expect("a key")).collect()
}

#[tokio::test]
async fn the_list_is_asked_for_in_the_accounts_name() {
    let server = Server::saying(200, r#"[{"key":"a","n":1.10}]"#);
    assert_eq!(keys(&elements(&server).await.expect("a list")), ["a"]);
    assert_eq!(server.lines(), ["GET /elements/api-v2/elements HTTP/1.1"]);
    let header = format!("User {USER}, Organization {ORGANIZATION}");
    assert_eq!(server.seen()[0].header("authorization"), Some(&*header));
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
    assert!(fault.what.contains("does not come to an end"), "{fault:?}");
    assert_eq!(server.seen().len(), 40);
}

#[tokio::test]
async fn what_is_no_list_of_elements_is_told() {
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
async fn the_practice_platform_lists_what_the_program_knows_and_nothing_changes_by_it() {
    let sandbox = Sandbox::start(Options::default()).await.expect("a sandbox");
    let account: &Account = sandbox.account();
    let listed = Client::new(&account.base).expect("a client").elements(account).await.expect("a list");
    let ours = Catalog::embedded().expect("catalog");
    let joined = ours.joined(listed);
    assert_eq!((joined.entries().len(), joined.beyond(&ours)), (ours.entries().len(), 0));
    for (joined, ours) in joined.elements().zip(ours.elements()) {
        assert_eq!(joined, ours);
    }
}
