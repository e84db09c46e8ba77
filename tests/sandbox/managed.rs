//! The program's own client manages instances of the sandbox.

use super::client::{Play, shop};
use elemint::{
    domain::{Instance, InstanceUpdate, fault::FaultKind, resource_docs},
    platform::{Client, InstanceFilter},
};

/// A sandbox with one instance, and the client.
async fn play() -> (Play, Client, Instance) {
    let play = Play::start().await;
    let made = Instance::read(&play.create(&shop()).await.text).expect("an instance");
    let client = Client::new(&play.sandbox.account().base).expect("a client");
    (play, client, made)
}

#[tokio::test]
async fn created_instance_is_listed_with_its_token() {
    let (play, client, made) = play().await;
    let filter = InstanceFilter { tags: vec!["a".into()], ..InstanceFilter::default() };
    let listed = client.instances(&filter, play.sandbox.account()).await.expect("a list");
    assert_eq!((listed.len(), &listed[0].id, &listed[0].token), (1, &made.id, &Some(made.token.clone())));
}

#[tokio::test]
async fn created_instance_is_read_as_it_was_created() {
    let (play, client, made) = play().await;
    assert_eq!(client.instance(&made.id, play.sandbox.account()).await, Ok(made));
}

#[tokio::test]
async fn update_is_what_is_read_afterwards() {
    let (play, client, made) = play().await;
    let mut update = InstanceUpdate::default();
    update.name = Some("New".into());
    let changed = client.update(&made.id, &update, play.sandbox.account()).await.expect("changed");
    assert_eq!((changed.name.as_str(), &changed.token), ("New", &made.token));
    assert_eq!(client.instance(&made.id, play.sandbox.account()).await, Ok(changed));
}

#[tokio::test]
async fn disabled_instance_does_not_pass_a_test_until_it_is_enabled() {
    let (play, client, made) = play().await;
    let account = play.sandbox.account();
    client.set_enabled(&made.id, false, account).await.expect("disabled");
    assert_eq!(client.ping(&made, account).await.expect_err("a fault").status, Some(403));
    client.set_enabled(&made.id, true, account).await.expect("enabled");
    assert!(client.ping(&made, account).await.is_ok());
}

#[tokio::test]
async fn deleted_instance_cannot_be_read() {
    let (play, client, made) = play().await;
    client.delete(&made.id, play.sandbox.account()).await.expect("deleted");
    let fault = client.instance(&made.id, play.sandbox.account()).await.expect_err("a fault");
    assert_eq!((fault.kind, fault.status), (FaultKind::Refused, Some(404)));
}

#[tokio::test]
async fn docs_name_the_reads_of_an_instance() {
    let (play, client, made) = play().await;
    let text = client.instance_docs(&made.id, play.sandbox.account()).await.expect("docs");
    let reads = resource_docs::operations(&text).expect("a document");
    let paths: Vec<&str> = reads.iter().map(|read| read.path.as_str()).collect();
    assert_eq!(paths, ["/orders", "/orders/{id}", "/customers", "/customers/{id}"]);
}
