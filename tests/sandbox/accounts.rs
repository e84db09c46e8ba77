//! Two accounts of one organization, and the instances that their users see.

use super::client::{Play, shop};
use reqwest::Method;
use rstest::rstest;
use serde_json::Value as Json;

/// A sandbox with an instance of each account, whose ids are given.
async fn both() -> (Play, String, String) {
    let play = Play::start().await;
    let (_, first) = play.shop("First", &[]).await;
    let mut body = shop();
    body["name"] = "Second".into();
    let request = play.http.post(play.url("/instances")).header("Authorization", second(&play));
    let made = play.send(request.header("Content-Type", "application/json").body(body.to_string())).await.json();
    (play, first, made["id"].to_string())
}

fn second(play: &Play) -> String {
    let organization = play.sandbox.account().organization.expose();
    format!("User {}, Organization {organization}", play.sandbox.second_user().expose())
}

fn names(list: &Json) -> Vec<&str> {
    list.as_array().expect("a list").iter().filter_map(|one| one["name"].as_str()).collect()
}

#[rstest]
#[case::own("/instances", &["First"], &["Second"])]
#[case::of_an_element("/elements/magentosoapv19/instances", &["First"], &["Second"])]
#[case::all_accounts("/accounts/instances", &["First", "Second"], &["Second"])]
#[case::second_account("/accounts/102/instances", &["Second"], &["Second"])]
#[tokio::test]
async fn user_sees_the_instances_of(#[case] path: &str, #[case] first: &[&str], #[case] other: &[&str]) {
    let (play, ..) = both().await;
    let (by_first, by_second) = (play.get(path).await.json(), play.authorized(&second(&play), path).await.json());
    assert_eq!((names(&by_first), names(&by_second)), (first.to_vec(), other.to_vec()));
}

#[rstest]
#[case::list("/accounts/101/instances", 403)]
#[case::read("/instances/{first}", 404)]
#[case::configuration("/instances/{first}/configuration", 404)]
#[case::own("/instances/{second}", 200)]
#[tokio::test]
async fn second_user_is_answered(#[case] path: &str, #[case] status: u16) {
    let (play, first, other) = both().await;
    let path = path.replace("{first}", &first).replace("{second}", &other);
    assert_eq!(play.authorized(&second(&play), &path).await.status, status);
}

#[tokio::test]
async fn administrator_deletes_an_instance_of_the_second_account() {
    let (play, _, other) = both().await;
    assert_eq!(play.call(Method::DELETE, &format!("/instances/{other}")).await.status, 200);
}

#[tokio::test]
async fn token_of_an_instance_that_a_user_does_not_see_is_refused() {
    let (play, first, _) = both().await;
    let token = play.get(&format!("/instances/{first}")).await.json()["token"].as_str().expect("a token").to_owned();
    let key = format!("User {}, Element {token}", play.sandbox.second_user().expose());
    assert_eq!(play.authorized(&key, "/ping").await.status, 401);
}
