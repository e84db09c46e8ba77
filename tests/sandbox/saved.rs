//! State that is kept between runs.

use super::client::{Play, quick, shop};
use super::ports::free_port;
use elemint::{
    sandbox::{Options, Sandbox, StateFile},
    text::Secret,
};
use reqwest::Method;
use rstest::rstest;
use serde_json::{Value as Json, json};
use std::{
    io,
    net::{SocketAddr, TcpListener},
    sync::{Arc, Mutex},
};

/// File in memory.
#[derive(Clone, Debug, Default)]
struct Memory(Arc<Mutex<Option<Secret>>>);

impl StateFile for Memory {
    fn read(&self) -> Option<Secret> {
        self.0.lock().expect("a lock").clone()
    }

    fn write(&self, state: &Secret) -> io::Result<()> {
        *self.0.lock().expect("a lock") = Some(state.clone());
        Ok(())
    }
}

/// File on a full disk.
#[derive(Debug)]
struct Full;

impl StateFile for Full {
    fn read(&self) -> Option<Secret> {
        None
    }

    fn write(&self, _: &Secret) -> io::Result<()> {
        Err(io::ErrorKind::StorageFull.into())
    }
}

impl Memory {
    fn options(&self) -> Options {
        Options { state: Some(Arc::new(self.clone())), ..quick() }
    }

    async fn start(&self) -> Play {
        Play::with(self.options()).await
    }

    fn text(&self) -> String {
        self.read().expect("a state").expose().to_owned()
    }
}

async fn list(play: &Play) -> Json {
    play.get("/instances?hydrate=true").await.json()
}

#[tokio::test]
async fn instance_is_there_in_the_next_run() {
    let memory = Memory::default();
    let play = memory.start().await;
    play.create(&shop()).await;
    let before = list(&play).await;
    play.sandbox.stop().await;
    assert_eq!(list(&memory.start().await).await, before);
}

#[tokio::test]
async fn next_run_takes_the_same_port_if_it_is_free() {
    let memory = Memory::default();
    let first = SocketAddr::from(([127, 0, 0, 1], free_port()));
    let play = Play::with(Options { listen: first, ..memory.options() }).await;
    let base = play.sandbox.account().base.clone();
    play.sandbox.stop().await;
    let second = memory.start().await;
    assert_eq!(second.sandbox.account().base, base);
    second.sandbox.stop().await;
    let _other = TcpListener::bind(first).expect("the port is free");
    assert_ne!(memory.start().await.sandbox.account().base, base);
}

#[tokio::test]
async fn answered_change_is_kept_without_a_stop() {
    let memory = Memory::default();
    let play = memory.start().await;
    let (_, id) = play.shop("Shop", &[]).await;
    let change = play.http.patch(play.url(&format!("/instances/{id}"))).header("Authorization", play.authorization());
    play.send(change.body(json!({ "name": "Renamed" }).to_string()).header("Content-Type", "application/json")).await;
    let text = memory.text();
    assert!(text.contains("Renamed"), "{text}");
}

#[tokio::test]
async fn deleted_instance_stays_deleted_and_its_id_is_not_used_again() {
    let memory = Memory::default();
    let play = memory.start().await;
    let (_, id) = play.shop("Shop", &[]).await;
    play.call(Method::DELETE, &format!("/instances/{id}")).await;
    play.sandbox.stop().await;
    let (_, next) = memory.start().await.shop("Shop", &[]).await;
    assert_eq!(next.parse::<u64>().expect("an id"), id.parse::<u64>().expect("an id") + 1);
}

#[tokio::test]
async fn token_of_the_last_run_is_accepted() {
    let memory = Memory::default();
    let play = memory.start().await;
    let (made, _) = play.shop("Shop", &[]).await;
    play.sandbox.stop().await;
    let play = memory.start().await;
    let token = made["token"].as_str().expect("a token");
    let key = format!("User {}, Element {token}", play.sandbox.account().user.expose());
    assert_eq!(play.authorized(&key, "/ping").await.status, 200);
}

#[tokio::test]
async fn generated_secrets_stay_the_same() {
    let memory = Memory::default();
    let before = memory.start().await.authorization();
    assert_eq!(memory.start().await.authorization(), before);
}

#[tokio::test]
async fn given_secrets_are_not_kept() {
    let memory = Memory::default();
    let given = Options { user: Some(Secret::new("GIVENCANARY")), ..memory.options() };
    Play::with(given).await.create(&shop()).await;
    assert!(!memory.text().contains("CANARY"));
}

#[tokio::test]
async fn sent_password_is_not_kept() {
    let memory = Memory::default();
    memory.start().await.create(&shop()).await;
    let text = memory.text();
    assert!(text.contains("ada") && !text.contains("hunter2"), "{text}");
}

#[tokio::test]
async fn fresh_sandbox_replaces_the_state() {
    let memory = Memory::default();
    let play = memory.start().await;
    play.create(&shop()).await;
    let key = play.authorization();
    let fresh = Play::with(Options { fresh: true, ..memory.options() }).await;
    assert_eq!((list(&fresh).await, fresh.authorization() == key), (json!([]), false));
    assert_eq!(list(&memory.start().await).await, json!([]));
}

#[rstest]
#[case::all_are_missing(0, 3, 3)]
#[case::some_are_missing(2, 3, 3)]
#[case::none_is_missing(3, 2, 3)]
#[tokio::test]
async fn samples_are_added_until_there_are_enough(#[case] first: usize, #[case] second: usize, #[case] count: usize) {
    let memory = Memory::default();
    Play::with(Options { instances: first, ..memory.options() }).await;
    let play = Play::with(Options { instances: second, ..memory.options() }).await;
    assert_eq!(list(&play).await.as_array().map(Vec::len), Some(count));
}

#[tokio::test]
async fn instance_of_an_element_that_is_not_known_stays_in_the_state() {
    let memory = Memory::default();
    memory.start().await.create(&shop()).await;
    let catalog = Some(Arc::new(super::families::catalog()));
    let other = Play::with(Options { catalog, ..memory.options() }).await;
    let before = list(&other).await;
    other.sandbox.stop().await;
    let after = list(&memory.start().await).await;
    assert_eq!((before, after[0]["name"].as_str()), (json!([]), Some("Shop")));
}

#[rstest]
#[case::newer(r#"{"v":2,"anything":1}"#)]
#[case::other("[]")]
#[case::parts_are_missing(r#"{"v":1,"user":"u"}"#)]
#[tokio::test]
async fn state_of_another_version_is_neither_read_nor_replaced(#[case] text: &str) {
    let memory = Memory::default();
    memory.write(&Secret::new(text)).expect("written");
    let refused = Sandbox::start(memory.options()).await;
    assert!(refused.is_err() && memory.text() == text);
}

#[rstest]
#[case::huge_numbers(u64::MAX, u64::MAX)]
#[case::ids_in_use(1, 0)]
#[tokio::test]
async fn numbers_of_an_altered_state_cost_no_instance(#[case] first: u64, #[case] ever: u64) {
    let memory = Memory::default();
    memory.start().await.create(&shop()).await;
    let mut state: Json = serde_json::from_str(&memory.text()).expect("JSON");
    (state["first"], state["ever"]) = (json!(first), json!(ever));
    memory.write(&Secret::new(state.to_string())).expect("written");
    let play = memory.start().await;
    play.create(&shop()).await;
    assert_eq!(list(&play).await.as_array().map(Vec::len), Some(2));
}

#[tokio::test]
async fn change_is_answered_if_it_cannot_be_kept() {
    let play = Play::with(Options { state: Some(Arc::new(Full)), ..quick() }).await;
    assert_eq!(play.create(&shop()).await.status, 200);
}

#[tokio::test]
async fn refused_refreshes_are_counted_across_runs() {
    let memory = Memory::default();
    let play = memory.start().await;
    let mut body = shop();
    body["configuration"]["password"] = json!("expired");
    let made = play.create(&body).await.json();
    let key =
        format!("User {}, Element {}", play.sandbox.account().user.expose(), made["token"].as_str().expect("a token"));
    for _ in 0..4 {
        play.authorized(&key, "/ping").await;
    }
    play.sandbox.stop().await;
    let play = memory.start().await;
    play.authorized(&key, "/ping").await;
    assert_eq!(list(&play).await[0]["disabled"], true);
}

/// Returns the account's secrets, the id of a new instance, and all tokens of a sandbox with this seed.
async fn seeded(seed: u64) -> (String, String, Vec<String>) {
    let play = Play::with(Options { seed: Some(seed), instances: 3, ..quick() }).await;
    let made = play.create(&shop()).await.json();
    let listed = list(&play).await;
    let tokens = listed.as_array().expect("a list").iter().map(|one| one["token"].to_string()).collect();
    (play.authorization(), made["id"].to_string(), tokens)
}

#[tokio::test]
async fn seed_makes_secrets_ids_and_tokens_the_same() {
    let (one, same, other) = (seeded(7).await, seeded(7).await, seeded(8).await);
    assert!(one == same && one.0 != other.0 && one.2 != other.2, "{one:?} {same:?} {other:?}");
}

#[tokio::test]
async fn formula_still_uses_its_instance_in_the_next_run() {
    let memory = Memory::default();
    let play = memory.start().await;
    let (_, id) = play.shop("Shop", &[]).await;
    play.send(play.post("/formulas", &json!({ "name": "Order sync" }))).await;
    let body = json!({ "name": "for Shop", "configuration": { "crm.instance.id": id } });
    play.send(play.post("/formulas/1/instances", &body)).await;
    play.sandbox.stop().await;
    let play = memory.start().await;
    assert_eq!(play.call(Method::DELETE, &format!("/instances/{id}")).await.status, 409);
}
