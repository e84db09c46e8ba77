//! Life of an instance after its creation: changes, new credentials, expiry, deletion.

use super::client::{Answer, OAUTH, Play, quick, sales, shop};
use elemint::sandbox::Options;
use reqwest::{
    Method,
    header::{AUTHORIZATION, CONTENT_TYPE},
};
use rstest::rstest;
use serde_json::{Value as Json, json};

/// An instance with its sandbox.
struct Subject {
    play: Play,
    made: Json,
    path: String,
}

impl Subject {
    async fn with(body: Json) -> Self {
        let play = Play::start().await;
        Self::on(play, body).await
    }

    async fn on(play: Play, body: Json) -> Self {
        let made = play.create(&body).await.json();
        let path = format!("/instances/{}", made["id"]);
        Self { play, made, path }
    }

    async fn consented() -> Self {
        let play = Play::start().await;
        let code = play.code("allow").await;
        Self::on(play, sales(&code)).await
    }

    async fn send(&self, method: Method, tail: &str, body: &Json) -> Answer {
        let request = self.play.http.request(method, self.play.url(&format!("{}{tail}", self.path)));
        let request = request.header(AUTHORIZATION, self.play.authorization()).header(CONTENT_TYPE, "application/json");
        self.play.send(request.body(body.to_string())).await
    }

    async fn read(&self) -> Json {
        self.play.get(&self.path).await.json()
    }

    /// Calls the provider through the instance.
    async fn ping(&self) -> Answer {
        let user = self.play.sandbox.account().user.expose().to_owned();
        let token = self.made["token"].as_str().expect("a token");
        self.play.authorized(&format!("User {user}, Element {token}"), "/ping").await
    }
}

#[rstest]
#[case::put(Method::PUT)]
#[case::patch(Method::PATCH)]
#[tokio::test]
async fn sent_values_change_and_the_others_stay(#[case] method: Method) {
    let subject = Subject::with(shop()).await;
    let body =
        json!({ "name": "<b>New</b>", "tags": ["x"], "configuration": { "pagination.max": 50, "no.such.key": "x" } });
    let answer = subject.send(method, "", &body).await;
    let mut expected = subject.made.clone();
    expected["name"] = json!("New");
    expected["tags"] = json!(["x"]);
    expected["configuration"]["pagination.max"] = json!("50");
    assert_eq!((answer.json(), subject.read().await), (expected.clone(), expected));
}

#[tokio::test]
async fn masked_secret_that_is_sent_back_stays_masked() {
    let subject = Subject::with(shop()).await;
    let answer = subject.send(Method::PUT, "?reAuthenticate=false", &subject.made).await;
    assert_eq!((answer.status, answer.json()), (200, subject.made));
}

#[tokio::test]
async fn new_secret_is_masked_in_the_answer() {
    let subject = Subject::with(shop()).await;
    let body = json!({ "configuration": { "password": "hunter3" } });
    let answer = subject.send(Method::PATCH, "", &body).await;
    assert_eq!(answer.json()["configuration"]["password"], "********");
}

#[rstest]
#[case::put_with_flag(Method::PUT, "?reAuthenticate=true")]
#[case::put_without_flag(Method::PUT, "")]
#[case::patch(Method::PATCH, "")]
#[tokio::test]
async fn new_consent_keeps_the_id_the_token_and_the_values(#[case] method: Method, #[case] query: &str) {
    let subject = Subject::consented().await;
    let code = subject.play.code("allow").await;
    let answer = subject.send(method, query, &json!({ "providerData": { "code": code } })).await;
    assert_eq!(answer.status, 200, "{}", answer.text);
    let renewed = answer.json();
    for part in ["id", "token", "createdDate", "name", "tags", "disabled"] {
        assert_eq!(renewed[part], subject.made[part], "{part}");
    }
    assert_eq!(subject.ping().await.status, 200);
}

#[tokio::test]
async fn documented_steps_of_reauthorization_work() {
    let subject = Subject::consented().await;
    let mut body = subject.read().await;
    let configuration = body["configuration"].as_object_mut().expect("an object");
    for key in ["oauth.user.token", "oauth.user.refresh_token"] {
        configuration.remove(key);
    }
    body["providerData"] = json!({ "code": subject.play.code("allow").await });
    let answer = subject.send(Method::PUT, "?reAuthenticate=true", &body).await;
    assert_eq!((answer.status, answer.json().get("providerData")), (200, None), "{}", answer.text);
}

#[rstest]
#[case::no_code(json!({ "configuration": {} }), "You must provide an OAuth code in order to create an instance of this element")]
#[case::bad_code(json!({ "providerData": { "code": "BadOauthCode" } }), "Request failed")]
#[tokio::test]
async fn refused_reauthorization_changes_nothing(#[case] body: Json, #[case] message: &str) {
    let subject = Subject::consented().await;
    let answer = subject.send(Method::PUT, "?reAuthenticate=true", &body).await;
    assert_eq!((answer.status, answer.message().as_str()), (400, message));
    assert_eq!(subject.read().await, subject.made);
}

#[tokio::test]
async fn expired_credentials_disable_the_instance_after_five_calls() {
    let mut body = shop();
    body["configuration"]["password"] = json!("expired");
    let subject = Subject::with(body).await;
    let mut statuses = Vec::new();
    for _ in 0..6 {
        statuses.push(subject.ping().await.status);
    }
    assert_eq!(statuses, [401, 401, 401, 401, 401, 403]);
    assert_eq!(subject.read().await["disabled"], true);
}

#[tokio::test]
async fn new_credentials_and_enabling_repair_an_expired_instance() {
    let mut body = shop();
    body["configuration"]["password"] = json!("expired");
    let subject = Subject::with(body).await;
    for _ in 0..5 {
        subject.ping().await;
    }
    let body = json!({ "configuration": { "password": "hunter3" } });
    assert_eq!(subject.send(Method::PUT, "?reAuthenticate=true", &body).await.status, 200);
    assert_eq!(subject.ping().await.status, 403, "it is still disabled");
    assert_eq!(subject.play.call(Method::PUT, &format!("{}/enabled", subject.path)).await.status, 200);
    assert_eq!(subject.ping().await.status, 200);
}

#[tokio::test]
async fn configuration_entry_is_changed_by_its_id() {
    let subject = Subject::with(shop()).await;
    let entries = subject.play.get(&format!("{}/configuration", subject.path)).await.json();
    let find = |key: &str| entries.as_array().expect("a list").iter().find(|e| e["key"] == key).expect("an entry");
    assert_eq!(find("password")["propertyValue"], "********");
    assert_eq!(find("filter.response.nulls")["propertyValue"], "true");
    let mut entry = find("event.notification.enabled").clone();
    entry["propertyValue"] = json!("true");
    let changed = subject.send(Method::PATCH, &format!("/configuration/{}", entry["id"]), &entry).await.json();
    assert_eq!(changed, entry);
    assert_eq!(subject.read().await["eventsEnabled"], true);
}

#[tokio::test]
async fn configuration_entries_have_different_ids() {
    let subject = Subject::with(shop()).await;
    let entries = subject.play.get(&format!("{}/configuration", subject.path)).await.json();
    let entries = entries.as_array().expect("a list");
    let ids: std::collections::BTreeSet<u64> = entries.iter().map(|e| e["id"].as_u64().expect("a number")).collect();
    assert_eq!(ids.len(), entries.len());
}

#[tokio::test]
async fn trace_logging_is_switched_on_and_off() {
    let subject = Subject::with(shop()).await;
    let path = format!("{}/trace-logging", subject.path);
    let mut states = Vec::new();
    for method in [Method::PUT, Method::DELETE] {
        assert_eq!(subject.play.call(method, &path).await.text, "");
        states.push(subject.read().await["traceLoggingEnabled"].clone());
    }
    assert_eq!(states, [true, false]);
}

#[tokio::test]
async fn docs_describe_ten_operations() {
    let subject = Subject::with(shop()).await;
    let docs = subject.play.get(&format!("{}/docs?version=-1", subject.path)).await.json();
    let paths = docs["paths"].as_object().expect("paths").values();
    let count: usize = paths.map(|methods| methods.as_object().expect("methods").len()).sum();
    assert_eq!((&docs["swagger"], count), (&json!("2.0"), 10));
}

#[tokio::test]
async fn docs_name_the_host_of_the_sandbox() {
    let subject = Subject::with(shop()).await;
    let docs = subject.play.get(&format!("{}/docs", subject.path)).await.json();
    let base =
        format!("http://{}{}", docs["host"].as_str().expect("a host"), docs["basePath"].as_str().expect("a path"));
    assert_eq!(base, subject.play.sandbox.account().base.as_str());
}

#[rstest]
#[case::added(json!([{ "type": "passThrough" }, { "type": "addToDocumentation" }]), &["/mine", "/mine/{objectId}"])]
#[case::only_transformed(json!([{ "type": "passThrough" }]), &[])]
#[tokio::test]
async fn docs_have_the_objects_that_a_transformation_adds(#[case] configuration: Json, #[case] expected: &[&str]) {
    let subject = Subject::with(shop()).await;
    let fields = json!([{ "path": "number", "type": "string" }]);
    let definition = json!({ "fields": fields });
    subject.send(Method::POST, "/objects/mine/definitions", &definition).await;
    let transformation = json!({ "vendorName": "Account", "configuration": configuration, "fields": fields });
    subject.send(Method::POST, "/transformations/mine", &transformation).await;
    let docs = subject.play.get(&format!("{}/docs", subject.path)).await.json();
    let paths = docs["paths"].as_object().expect("paths").keys();
    assert_eq!(paths.filter(|path| path.contains("mine")).collect::<Vec<_>>(), expected);
    let schema = &docs["definitions"]["mine"]["properties"];
    assert_eq!(schema.is_null(), expected.is_empty(), "{schema}");
}

#[tokio::test]
async fn instance_in_use_is_not_deleted() {
    let mut body = shop();
    body["tags"] = json!(["in-use"]);
    let subject = Subject::with(body).await;
    let answer = subject.play.call(Method::DELETE, &subject.path).await;
    let text = "The element instance is in use by a formula instance and cannot be deleted";
    assert_eq!((answer.status, answer.message().as_str()), (409, text));
    assert_eq!(subject.read().await, subject.made);
}

#[rstest]
#[case::with_the_organization(true)]
#[case::without_the_organization(false)]
#[tokio::test]
async fn token_alone_addresses_its_instance(#[case] is_complete: bool) {
    let subject = Subject::with(shop()).await;
    let account = subject.play.sandbox.account();
    let organization =
        if is_complete { format!("Organization {}, ", account.organization.expose()) } else { String::new() };
    let token = subject.made["token"].as_str().expect("a token");
    let header = format!("{organization}User {}, Element {token}", account.user.expose());
    let request = subject.play.http.delete(subject.play.url("/instances")).header(AUTHORIZATION, header);
    assert_eq!(subject.play.send(request).await.status, 200);
    assert_eq!(subject.play.get(&subject.path).await.status, 404);
}

#[tokio::test]
async fn delete_without_a_token_or_an_id_deletes_nothing() {
    let subject = Subject::with(shop()).await;
    assert_eq!(subject.play.call(Method::DELETE, "/instances").await.status, 401);
    assert_eq!(subject.play.get(&subject.path).await.status, 200);
}

#[rstest]
#[case::all("/accounts/instances", 200)]
#[case::own("/accounts/101/instances", 200)]
#[case::unknown("/accounts/123456/instances", 404)]
#[tokio::test]
async fn instances_are_listed_by_account(#[case] path: &str, #[case] status: u16) {
    let subject = Subject::with(shop()).await;
    assert_eq!(subject.play.get(path).await.status, status);
}

async fn samples(count: usize) -> Vec<Json> {
    let play = Play::with(Options { instances: count, ..quick() }).await;
    let (mut all, mut next) = (Vec::new(), String::new());
    loop {
        let page = play.get(&format!("/instances?hydrate=true&pageSize=200&nextPage={next}")).await;
        all.extend(page.json().as_array().expect("a list").clone());
        page.header("elements-next-page-token").clone_into(&mut next);
        if next.is_empty() {
            return all;
        }
    }
}

#[rstest]
#[case::none(0)]
#[case::ten(10)]
#[case::several_pages(450)]
#[tokio::test]
async fn sandbox_starts_with_the_requested_number_of_instances(#[case] count: usize) {
    assert_eq!(samples(count).await.len(), count);
}

#[tokio::test]
async fn sample_instances_are_a_mix() {
    let all = samples(100).await;
    let distinct =
        |part: &dyn Fn(&Json) -> String| all.iter().map(part).collect::<std::collections::BTreeSet<_>>().len();
    assert!(distinct(&|one| one["element"]["key"].to_string()) > 5);
    assert_eq!(distinct(&|one| one["name"].to_string()), 100);
    assert!(distinct(&|one| one["tags"].to_string()) > 5);
    assert_eq!(distinct(&|one| one["disabled"].to_string()), 2);
    assert!(
        all.iter().any(|one| one["element"]["key"] == OAUTH && one["configuration"]["oauth.api.secret"] == "********")
    );
}

#[tokio::test]
async fn samples_with_consent_expire_at_different_times() {
    let all = samples(100).await;
    let time = |one: &Json| one["configuration"]["oauth.user.refresh_time"].as_str().map(str::to_owned);
    let times: std::collections::BTreeSet<_> = all.iter().filter_map(time).collect();
    assert!(times.len() > 10, "{times:?}");
}

#[tokio::test]
async fn expired_token_is_refreshed_by_the_next_call() {
    let play = Play::with(Options { instances: 100, ..quick() }).await;
    let text = |one: &Json, key: &str| one["configuration"][key].as_str().and_then(|text| text.parse::<u64>().ok());
    let now = std::time::UNIX_EPOCH.elapsed().expect("a time").as_secs();
    let is_due = |one: &Json| {
        let until = text(one, "oauth.user.refresh_time").zip(text(one, "oauth.user.refresh_interval"));
        one["disabled"] == false && until.is_some_and(|(time, lifetime)| time / 1000 + lifetime <= now)
    };
    let listed = play.get("/instances?hydrate=true").await.json();
    let instances = listed.as_array().expect("a list");
    let mut kept = Vec::new();
    for one in instances.iter().filter(|one| is_due(one)) {
        let user = play.sandbox.account().user.expose();
        let key = format!("User {user}, Element {}", one["token"].as_str().expect("a token"));
        let status = play.authorized(&key, "/ping").await.status;
        let after = play.get(&format!("/instances/{}", one["id"])).await.json();
        kept.push((status == 200, !is_due(&after)));
    }
    assert!(!kept.is_empty() && kept.iter().all(|(is_accepted, is_refreshed)| is_accepted == is_refreshed), "{kept:?}");
}
