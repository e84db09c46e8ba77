//! Calls through an instance to the records of its provider.

use super::client::{Answer, Play, shop};
use rstest::rstest;
use serde_json::{Value as Json, json};

struct Caller {
    play: Play,
    token: String,
}

impl Caller {
    async fn with(body: Json) -> Self {
        let play = Play::start().await;
        let made = play.create(&body).await.json();
        let token = made["token"].as_str().expect("a token").to_owned();
        Self { play, token }
    }

    async fn get(&self, path: &str) -> Answer {
        let user = self.play.sandbox.account().user.expose().to_owned();
        self.play.authorized(&format!("User {user}, Element {}", self.token), path).await
    }
}

#[rstest]
#[case::path("/orders")]
#[case::hub("/hubs/ecommerce/orders")]
#[case::another_hub("/hubs/crm/orders")]
#[tokio::test]
async fn records_are_listed_under_each_hub(#[case] path: &str) {
    let answer = Caller::with(shop()).await.get(path).await;
    assert_eq!(answer.json().as_array().expect("a list").len(), 25);
}

#[tokio::test]
async fn records_come_in_pages() {
    let caller = Caller::with(shop()).await;
    let first = caller.get("/orders?pageSize=30").await;
    let token = first.headers["elements-next-page-token"].to_str().expect("a token").to_owned();
    let second = caller.get(&format!("/orders?pageSize=30&nextPage={token}")).await.json();
    assert_eq!((first.json().as_array().map(Vec::len), second.as_array().map(Vec::len)), (Some(30), Some(7)));
}

#[tokio::test]
async fn record_is_read_by_its_id() {
    let record = Caller::with(shop()).await.get("/orders/2").await.json();
    assert_eq!((&record["id"], &record["name"]), (&json!("2"), &json!("order 2")));
}

#[rstest]
#[case::default(None, false)]
#[case::kept(Some("false"), true)]
#[tokio::test]
async fn fields_without_a_value_follow_the_configuration(#[case] setting: Option<&str>, #[case] are_kept: bool) {
    let mut body = shop();
    if let Some(setting) = setting {
        body["configuration"]["filter.response.nulls"] = json!(setting);
    }
    let record = Caller::with(body).await.get("/orders/3").await.json();
    assert_eq!(record.as_object().expect("a record").contains_key("description"), are_kept);
}

#[rstest]
#[case::unknown_resource("/spaceships")]
#[case::unknown_record("/orders/9999")]
#[case::record_without_a_number("/orders/x")]
#[tokio::test]
async fn missing_record_is_not_found(#[case] path: &str) {
    assert_eq!(Caller::with(shop()).await.get(path).await.status, 404);
}

#[tokio::test]
async fn records_need_the_token_of_the_instance() {
    let caller = Caller::with(shop()).await;
    assert_eq!(caller.play.get("/hubs/ecommerce/orders").await.status, 401);
}

#[rstest]
#[case::users("/users", json!(2))]
#[case::jobs("/jobs", json!(0))]
#[case::resources("/common-resources", json!(0))]
#[tokio::test]
async fn lists_of_the_organization_have_this_many_entries(#[case] path: &str, #[case] count: Json) {
    let answer = Play::start().await.get(path).await.json();
    assert_eq!(json!(answer.as_array().expect("a list").len()), count);
}

#[rstest]
#[case::by_id("/users/1001/roles")]
#[case::by_address("/users/sam@example.com/roles")]
#[tokio::test]
async fn roles_of_a_user_are_read(#[case] path: &str) {
    assert_eq!(Play::start().await.get(path).await.json()[0]["key"], "org-admin");
}

#[tokio::test]
async fn docs_of_an_element_are_those_of_its_instances() {
    let play = Play::start().await;
    let made = play.create(&shop()).await.json();
    let of_instance = play.get(&format!("/instances/{}/docs", made["id"])).await.json();
    assert_eq!(play.get("/elements/magentosoapv19/docs").await.json(), of_instance);
}
