//! Platform's own list over real HTTP: from the sandbox through the runtime to the wizard and back.
#![cfg(test)]

#[path = "kit/mod.rs"]
mod kit;
#[path = "kit/server.rs"]
mod server;

use elemint::{
    catalog::Catalog,
    document::mask::Mask,
    domain::{Account, BaseUrl, Profile, ProfileName},
    oauth::browser::Browser,
    platform::Net,
    runtime::{Runner, ServiceConfig, external_program::Tools, resolve::Resolver},
    sandbox::{Options, Sandbox},
    storage::Store,
    terminal::clipboard::Desktop,
    text::Secret,
    wizard::{
        CreationReply, Effect, ElementList, Event, ListOrigin, Reply, Session, SessionEffect,
        effect::{Freshness, InstanceOrder, Overwrite},
        instances::{InstanceJob, InstanceNews, InstanceRow},
    },
};
use kit::{ClosedPort, Play, scene};
use server::{Request, Server, reply};
use std::{
    fs,
    path::{Path, PathBuf},
    sync::Arc,
    time::Duration,
};
use tempfile::TempDir;
use tokio::time::timeout;

/// Returns a catalog with an element of this account, in addition to a common one.
fn shelf() -> Arc<Catalog> {
    let own = r#"
        key = "ourwarehouse"
        name = "Our Warehouse"
        hub = "erp"
        [[mode]]
        flow = "plain"
        field = [{ key = "username", label = "User name" }, { key = "door.code", label = "Door code", kind = "secret" }]
    "#;
    let known = "key = 'magentosoapv19'\nname = 'M'\nhub = 'x'\n[[mode]]\nflow = 'plain'\nfield = []";
    let files = [("erp/own.toml", own), ("ecommerce/known.toml", known)];
    Arc::new(Catalog::read(("common.toml", "field = []"), &files).expect("a catalog"))
}

async fn sandbox() -> Sandbox {
    let options = Options { catalog: Some(shelf()), pace: Duration::ZERO, ..Options::default() };
    Sandbox::start(options).await.expect("a sandbox")
}

fn world(home: &Path) -> Runner {
    world_of(home, Catalog::embedded().expect("a catalog"), Duration::from_secs(60))
}

fn world_with(home: &Path, list_age: Duration) -> Runner {
    world_of(home, Catalog::embedded().expect("a catalog"), list_age)
}

fn world_of(home: &Path, catalog: Catalog, list_age: Duration) -> Runner {
    Runner::new(ServiceConfig {
        resolver: Resolver::new(|_| None, None),
        catalog: Arc::new(catalog),
        store: Store::new(home.join("config"), home.join("state")),
        browser: Browser { command: Some("none".into()), ..Browser::default() },
        desktop: Desktop::None,
        tools: Tools::default(),
        net: Net::default(),
        clipboard: elemint::terminal::clipboard::ClipboardAccess::None,
        list_age,
        sandbox: None,
    })
}

async fn next(world: &mut Runner) -> Event {
    timeout(Duration::from_secs(30), world.next_event()).await.expect("in time").expect("an event")
}

fn listed(event: &Event) -> &ElementList {
    match event {
        Event::Catalog(_, Ok(listed)) => listed,
        other => panic!("{other:?}"),
    }
}

fn keys(listed: &ElementList) -> Vec<&str> {
    listed.catalog.entries().iter().map(|e| e.key.as_str()).collect()
}

fn home() -> TempDir {
    tempfile::tempdir().expect("a directory")
}

#[tokio::test]
async fn a_private_element_is_found_filled_in_and_made() {
    let (sandbox, home) = (sandbox().await, home());
    let mut world = world(home.path());
    let profile = Profile { name: ProfileName::new("work"), account: sandbox.account().clone() };
    let mut play = Play::new(Session::new(scene::catalog(), vec![profile.clone()], Some(profile), None));
    world.perform(Effect::Session(SessionEffect::FetchCatalog(sandbox.account().clone(), Freshness::Recent)));
    play.event(next(&mut world).await);
    play.keys("warehouse<enter>ada<enter>open-sesame-0001<enter>Depot<c-s>");
    assert_eq!(play.at(), "review", "{}", play.screen(80, 24));
    play.effects();
    play.keys("<enter>");
    world.visit(play.wizard().visit());
    world.perform(play.effect());
    let event = next(&mut world).await;
    assert!(matches!(&event, Event::Reply(_, Reply::Creation(CreationReply::Created(Ok(_))))), "{event:?}");
    play.event(event);
    assert_eq!(play.at(), "instance");
    assert!(play.sees("ourwarehouse"), "{}", play.screen(80, 24));
}

#[tokio::test]
async fn recent_list_is_used_without_asking_the_platform() {
    let (sandbox, home) = (sandbox().await, home());
    let mut world = world(home.path());
    let fetch = |freshness| Effect::Session(SessionEffect::FetchCatalog(sandbox.account().clone(), freshness));
    world.perform(fetch(Freshness::Recent));
    assert_eq!(listed(&next(&mut world).await).origin, ListOrigin::Platform);
    world.perform(fetch(Freshness::Recent));
    assert!(matches!(listed(&next(&mut world).await).origin, ListOrigin::Recent(_)));
    world.perform(fetch(Freshness::Current));
    assert_eq!(listed(&next(&mut world).await).origin, ListOrigin::Platform);
}

#[tokio::test]
async fn list_of_another_account_is_shown_until_the_platform_answers() {
    let (sandbox, home) = (sandbox().await, home());
    let account = sandbox.account().clone();
    let mut world = world(home.path());
    world.perform(Effect::Session(SessionEffect::FetchCatalog(account.clone(), Freshness::Recent)));
    next(&mut world).await;
    let other = Account { user: Secret::new("another"), ..account };
    world.perform(Effect::Session(SessionEffect::FetchCatalog(other, Freshness::Recent)));
    assert!(matches!(listed(&next(&mut world).await).origin, ListOrigin::Outdated(_)));
    assert_eq!(listed(&next(&mut world).await).origin, ListOrigin::Platform);
}

#[tokio::test]
async fn file_that_is_being_saved_is_complete_at_the_end() {
    let home = home();
    let (mut world, path) = (world(home.path()), home.path().join("a.json"));
    world.perform(Effect::Session(SessionEffect::Save(path.clone(), Secret::new("{}"), Overwrite::No)));
    world.settle().await;
    assert_eq!(fs::read_to_string(path).expect("a file"), "{}");
}

/// Returns the account of a sandbox with a reference to the user secret in a file.
fn referenced(sandbox: &Sandbox, home: &TempDir) -> (Account, PathBuf) {
    let file = home.path().join("user.txt");
    fs::write(&file, sandbox.account().user.expose()).expect("a file");
    (Account { user: Secret::new(format!("file:{}", file.display())), ..sandbox.account().clone() }, file)
}

#[tokio::test]
async fn list_is_outdated_if_its_reference_names_another_account() {
    let (sandbox, home) = (sandbox().await, home());
    let (account, file) = referenced(&sandbox, &home);
    let fetch = || Effect::Session(SessionEffect::FetchCatalog(account.clone(), Freshness::Recent));
    let mut first = world(home.path());
    first.perform(fetch());
    next(&mut first).await;
    fs::write(&file, "another").expect("a file");
    let mut second = world(home.path());
    second.perform(fetch());
    assert!(matches!(listed(&next(&mut second).await).origin, ListOrigin::Outdated(_)));
}

#[tokio::test]
async fn stored_instances_of_another_account_behind_a_reference_are_not_shown() {
    let (sandbox, home) = (sandbox().await, home());
    let (account, file) = referenced(&sandbox, &home);
    let profile = Profile { name: ProfileName::new("work"), account };
    let fetch = || Effect::Session(SessionEffect::FetchInstances(profile.clone(), 1, Freshness::Recent));
    let mut first = world(home.path());
    first.perform(fetch());
    next(&mut first).await;
    let resolved = Profile { account: sandbox.account().clone(), ..profile.clone() };
    let store = Store::new(home.path().join("config"), home.path().join("state"));
    let stored = async {
        while store.known_instances(&resolved).is_none() {
            tokio::task::yield_now().await;
        }
    };
    timeout(Duration::from_secs(10), stored).await.expect("a stored list");
    fs::write(&file, "another").expect("a file");
    let mut second = world(home.path());
    second.perform(fetch());
    let event = next(&mut second).await;
    assert!(matches!(event, Event::Instances(_, InstanceNews::Listed(_, Err(_)))), "{event:?}");
}

#[tokio::test]
async fn stored_list_is_used_without_the_platform() {
    let (sandbox, home) = (sandbox().await, home());
    let account = sandbox.account().clone();
    let mut world = world_with(home.path(), Duration::ZERO);
    world.perform(Effect::Session(SessionEffect::FetchCatalog(account.clone(), Freshness::Recent)));
    let first = next(&mut world).await;
    assert_eq!((listed(&first).origin, listed(&first).own), (ListOrigin::Platform, 1));
    drop(sandbox);
    world.perform(Effect::Session(SessionEffect::FetchCatalog(account, Freshness::Recent)));
    let second = next(&mut world).await;
    assert!(matches!(listed(&second).origin, ListOrigin::Outdated(age) if age < Duration::from_secs(60)), "{second:?}");
    assert_eq!(keys(listed(&second)), keys(listed(&first)));
    let last = next(&mut world).await;
    assert!(matches!(last, Event::Catalog(_, Err(_))), "{last:?}");
}

#[tokio::test]
async fn a_list_is_of_no_visit() {
    let (sandbox, home) = (sandbox().await, home());
    let mut world = world(home.path());
    world.perform(Effect::Session(SessionEffect::FetchCatalog(sandbox.account().clone(), Freshness::Recent)));
    world.visit(elemint::wizard::Visit(7));
    assert_eq!(keys(listed(&next(&mut world).await)), ["magentosoapv19", "ourwarehouse"]);
}

#[tokio::test]
async fn a_platform_that_is_not_there_is_said_to_be_so() {
    let closed = ClosedPort::new();
    let base = BaseUrl::read(&format!("http://{}", closed.address())).expect("a base");
    let account = Account::new(base, Secret::new("u"), Secret::new("o"));
    let home = home();
    let mut world = world(home.path());
    world.perform(Effect::Session(SessionEffect::FetchCatalog(account.clone(), Freshness::Recent)));
    let event = next(&mut world).await;
    assert!(matches!(&event, Event::Catalog(whose, Err(_)) if *whose == account), "{event:?}");
}

#[tokio::test]
async fn corrected_values_survive_platform_list() {
    let (home, sandbox) = (home(), sandbox().await);
    let own = "key = 'magentosoapv19'\nname = 'Our shop'\nhub = 'ecommerce'\n[[mode]]\nflow = 'plain'\n\
               field = [{ key = 'userName', label = 'Our user' }]";
    let (catalog, faults) = Catalog::embedded().expect("a catalog").with(&[("own.toml", own)]);
    assert!(faults.is_empty(), "{faults:?}");
    let mut world = world_of(home.path(), catalog, Duration::ZERO);
    world.perform(Effect::Session(SessionEffect::FetchCatalog(sandbox.account().clone(), Freshness::Recent)));
    let event = next(&mut world).await;
    let name = listed(&event).catalog.entry("magentosoapv19").map(|entry| entry.name.clone());
    assert_eq!(name.as_deref(), Some("Our shop"));
}

/// Lists fetched from a platform that recognizes its list by a mark: the first, and one fetched later.
async fn fetched_twice(second: Freshness) -> (Event, Vec<Request>) {
    let server = Server::answering(|request| match request.header("if-none-match") {
        Some("\"v1\"") => reply(304, &[], ""),
        _ => reply(200, &[("ETag", "\"v1\"")], r#"[{"key":"ourwarehouse","name":"Our Warehouse"}]"#),
    });
    let account = Account::new(server.base.clone(), Secret::new("user"), Secret::new("organization"));
    let home = home();
    let mut world = world_with(home.path(), Duration::ZERO);
    let fetch = |freshness| Effect::Session(SessionEffect::FetchCatalog(account.clone(), freshness));
    world.perform(fetch(Freshness::Recent));
    next(&mut world).await;
    world.perform(fetch(second));
    let mut event = next(&mut world).await;
    while listed(&event).origin != ListOrigin::Platform {
        event = next(&mut world).await;
    }
    (event, server.seen())
}

#[tokio::test]
async fn unchanged_list_is_not_sent_again() {
    let (event, seen) = fetched_twice(Freshness::Recent).await;
    assert_eq!((keys(listed(&event)), seen[1].header("if-none-match")), (vec!["ourwarehouse"], Some("\"v1\"")));
}

#[tokio::test]
async fn list_that_the_user_asks_for_is_sent_completely() {
    let (event, seen) = fetched_twice(Freshness::Current).await;
    assert_eq!((keys(listed(&event)), seen[1].header("if-none-match")), (vec!["ourwarehouse"], None));
}

#[tokio::test]
async fn stopped_work_leaves_out_the_instances_that_wait() {
    let (sandbox, home) = (sandbox().await, home());
    let mut world = world(home.path());
    let profile = Profile { name: ProfileName::new("work"), account: sandbox.account().clone() };
    let row = |id: u32| Arc::new(InstanceRow::new(scene::listed(id), false, &Mask::default()));
    let order =
        InstanceOrder { job: InstanceJob::Test, rows: (1..=40).map(row).collect(), profile, secrets: Vec::new() };
    world.perform(Effect::Session(SessionEffect::Manage(Box::new(order))));
    world.perform(Effect::Session(SessionEffect::StopWork));
    let Event::Instances(_, InstanceNews::Skipped(InstanceJob::Test, ids)) = next(&mut world).await else {
        panic!("no instance was left out")
    };
    assert_eq!(ids.len(), 40);
}
