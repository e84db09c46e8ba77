//! No writing call leaves a read-only profile, and none but creating and enabling a protected one.

use super::{account, client, granted, instances::reauthorization, server::*};
use elemint::{
    domain::{Account, Fault, Guard, InstanceUpdate, ListedInstance, instance_events::EventSwitch},
    platform::Client,
};
use rstest::rstest;

/// Calls that change something.
#[derive(Clone, Copy, PartialEq, Eq)]
enum WriteCall {
    Create,
    Update,
    Reauthorize,
    Enable,
    Disable,
    Events,
    Delete,
}

async fn send(client: &Client, call: WriteCall, account: &Account) -> Result<(), Fault> {
    let mut update = InstanceUpdate::default();
    update.name = Some("x".into());
    let listed = ListedInstance::read(r#"{"id":7,"name":"a"}"#).expect("an instance");
    match call {
        WriteCall::Create => client.create(&granted(), account).await.map(drop),
        WriteCall::Update => client.update("7", &update, account).await.map(drop),
        WriteCall::Reauthorize => client.reauthorize(&reauthorization(), account).await.map(drop),
        WriteCall::Enable => client.set_enabled("7", true, account).await,
        WriteCall::Disable => client.set_enabled("7", false, account).await,
        WriteCall::Events => client.set_events(&listed, &EventSwitch { is_on: true, callback: None }, account).await,
        WriteCall::Delete => client.delete("7", account).await,
    }
}

/// Number of requests that arrive.
async fn sent(call: WriteCall, guard: Guard) -> usize {
    let server = Server::saying(200, r#"{"id":7,"name":"a","token":"t"}"#);
    let account = Account { guard, ..account(&server.base) };
    let _ = send(&client(&server), call, &account).await;
    server.seen().len()
}

#[rstest]
#[tokio::test]
async fn read_only_profile_sends_nothing(
    #[values(
        WriteCall::Create,
        WriteCall::Update,
        WriteCall::Reauthorize,
        WriteCall::Enable,
        WriteCall::Disable,
        WriteCall::Events,
        WriteCall::Delete
    )]
    call: WriteCall,
) {
    assert_eq!(sent(call, Guard::new(false, true)).await, 0);
}

#[rstest]
#[tokio::test]
async fn protected_profile_sends_no_change_without_the_name(
    #[values(WriteCall::Update, WriteCall::Reauthorize, WriteCall::Disable, WriteCall::Events, WriteCall::Delete)]
    call: WriteCall,
) {
    assert_eq!(sent(call, Guard::new(true, false)).await, 0);
}

#[rstest]
#[tokio::test]
async fn confirmed_change_is_sent(
    #[values(WriteCall::Update, WriteCall::Reauthorize, WriteCall::Disable, WriteCall::Events, WriteCall::Delete)]
    call: WriteCall,
) {
    let guard = Guard::new(true, false).confirmed(("7", "a"), "a").expect("the name");
    assert_eq!(sent(call, guard).await, 1);
}

#[rstest]
#[tokio::test]
async fn protected_profile_creates_and_enables(#[values(WriteCall::Create, WriteCall::Enable)] call: WriteCall) {
    assert_eq!(sent(call, Guard::new(true, false)).await, 1);
}
