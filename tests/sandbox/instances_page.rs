//! The page of the instances interface equals the answers of the sandbox.

use super::client::{Answer, PLAIN, Play, shop};
use reqwest::{
    Method,
    header::{AUTHORIZATION, CONTENT_TYPE},
};
use serde_json::{Value as Json, json};
use std::{env, fmt::Write as _, fs, path::PathBuf};

/// Variable that makes the test write the page, if set to `write`, instead of checking it.
const VARIABLE: &str = "ELEMINT_DOCS";

const HEAD: &str = "\
# Instances in the sandbox

The sandbox serves the platform's interface for instances. A path with an id needs the user's and the organization's secret
(`Authorization: User ..., Organization ...`); the same path without the id needs the user's secret and the instance's
token (`User ..., Element ...`). `GET`, `PUT`, `PATCH` and `DELETE` of one instance are also at
`/elements/{key}/instances/{id}`.

This page is generated from the answers of the sandbox. To update it:
`ELEMINT_DOCS=write cargo test --test sandbox instances_page`.
";

const LISTS: &str = "
## Lists

`GET /instances` lists the instances of the user's account, `GET /elements/{key}/instances` those of one element, and
`GET /accounts/{account}/instances` those of account 101 or 102. `GET /accounts/instances` lists those of all accounts that the
user sees: the administrator both, the user of account 102 that one. `tags[]` may be repeated; an instance with one of the tags is listed. `searchText` is a part of the name or of
the element's key. `pageSize` is 200 at most; the header `elements-next-page-token` holds the value of `nextPage`. The
configuration is listed with `hydrate=true` only.
";

/// Calls of one instance: method, path below the instance, body.
const CALLS: [(&str, &str, Option<&str>); 29] = [
    ("GET", "", None),
    ("PUT", "", Some(r#"{"name":"Renamed"}"#)),
    ("PATCH", "", Some(r#"{"tags":["b"]}"#)),
    ("DELETE", "", None),
    ("GET", "/configuration", None),
    ("GET", "/configuration/{entry}", None),
    ("PATCH", "/configuration/{entry}", Some(r#"{"propertyValue":"x"}"#)),
    ("PUT", "/enabled", None),
    ("DELETE", "/enabled", None),
    ("PUT", "/trace-logging", Some(r#"{"duration":5}"#)),
    ("DELETE", "/trace-logging", None),
    ("GET", "/docs", None),
    ("GET", "/docs/{operation}", None),
    ("GET", "/docs/{operation}/definitions", None),
    ("GET", "/objects/definitions", None),
    ("GET", "/objects/{object}/definitions", None),
    ("POST", "/objects/new/definitions", Some(FIELDS)),
    ("PUT", "/objects/{object}/definitions", Some(FIELDS)),
    ("DELETE", "/objects/{object}/definitions", None),
    ("GET", "/transformations", None),
    ("DELETE", "/transformations", None),
    ("GET", "/transformations/{object}", None),
    ("POST", "/transformations/new", Some(FIELDS)),
    ("PUT", "/transformations/{object}", Some(FIELDS)),
    ("DELETE", "/transformations/{object}", None),
    ("GET", "/events", None),
    ("GET", "/events/{event}", None),
    ("GET", "/docs?version=-1", None),
    ("GET", "/docs?operationId={operation}", None),
];

const FIELDS: &str = r#"{"fields":[{"path":"name","type":"string"}]}"#;

/// Requests that are refused: method, path below the instance, body.
const REFUSED: [(&str, &str, Option<&str>); 20] = [
    ("PUT", "", Some("[]")),
    ("PUT", "", Some(r#"{"name":7}"#)),
    ("PUT", "", Some(r#"{"tags":"a"}"#)),
    ("PUT", "", Some(r#"{"configuration":[]}"#)),
    ("PUT", "?reAuthenticate=true", Some("{}")),
    ("PUT", "?reAuthenticate=true", Some(r#"{"configuration":{"password":"wrong"}}"#)),
    ("PUT", "?reAuthenticate=true", Some(r#"{"configuration":{"userName":""}}"#)),
    ("PATCH", "", Some(r#"{"element":{"key":"infusionsoftecommerce"}}"#)),
    ("GET", "/configuration/1", None),
    ("PATCH", "/configuration/{entry}", Some("{}")),
    ("PATCH", "/configuration/{entry}", Some(r#"{"propertyValue":[]}"#)),
    ("PUT", "/trace-logging", Some(r#"{"duration":0}"#)),
    ("GET", "/docs?version=7", None),
    ("GET", "/docs?version=new", None),
    ("GET", "/docs/nothing", None),
    ("GET", "/objects/none/definitions", None),
    ("POST", "/objects/{object}/definitions", Some(FIELDS)),
    ("PUT", "/transformations/none", Some(FIELDS)),
    ("POST", "/transformations/new", Some("{}")),
    ("POST", "", None),
];

/// An instance with an object definition and a transformation.
struct Subject {
    id: String,
    token: String,
    entry: String,
}

impl Subject {
    async fn new(play: &Play) -> Self {
        let made = play.create(&shop()).await.json();
        let id = made["id"].to_string();
        let fields: Json = serde_json::from_str(FIELDS).expect("JSON");
        for path in ["objects/orders/definitions", "transformations/orders"] {
            assert_eq!(play.send(play.post(&format!("/instances/{id}/{path}"), &fields)).await.status, 200);
        }
        let entries = play.get(&format!("/instances/{id}/configuration")).await.json();
        let entry = entries.as_array().expect("entries").iter().find(|entry| entry["key"] == "userName");
        let entry = entry.expect("an entry")["id"].to_string();
        Self { id, token: made["token"].as_str().expect("a token").to_owned(), entry }
    }

    fn path(&self, tail: &str) -> String {
        tail.replace("{entry}", &self.entry).replace("{operation}", "getOrders").replace("{object}", "orders")
    }
}

async fn call(play: &Play, method: &str, path: &str, body: Option<&str>, authorization: &str) -> Answer {
    let method = Method::from_bytes(method.as_bytes()).expect("a method");
    let request = play.http.request(method, play.url(path)).header(AUTHORIZATION, authorization);
    let request = match body {
        Some(body) => request.header(CONTENT_TYPE, "application/json").body(body.to_owned()),
        None => request,
    };
    play.send(request).await
}

/// Describes an answer by its status and the kind of its body.
fn describe(answer: &Answer) -> String {
    let kind = match serde_json::from_str::<Json>(&answer.text) {
        Ok(Json::Array(_)) => " list",
        Ok(Json::Object(_)) if answer.status == 200 => " object",
        _ => "",
    };
    format!("{}{kind}", answer.status)
}

async fn row(play: &Play, (method, tail, body): (&str, &str, Option<&str>)) -> String {
    let subject = Subject::new(play).await;
    let path = subject.path(tail);
    let user = play.sandbox.account().user.expose();
    let by_id = format!("/instances/{}{path}", subject.id);
    let wrong = call(play, method, &by_id, body, "User no, Organization no").await.status;
    let unknown = call(play, method, &format!("/instances/1{path}"), body, &play.authorization()).await.status;
    let found = describe(&call(play, method, &by_id, body, &play.authorization()).await);
    let subject = Subject::new(play).await;
    let token = if (method, tail) == ("GET", "") {
        "the list".to_owned()
    } else {
        let path = format!("/instances{}", subject.path(tail));
        describe(&call(play, method, &path, body, &format!("User {user}, Element {}", subject.token)).await)
    };
    format!("| {method} | `/instances/{{id}}{tail}` | {found} | {token} | {unknown} | {wrong} |")
}

async fn refusal(play: &Play, (method, tail, body): (&str, &str, Option<&str>)) -> String {
    let subject = Subject::new(play).await;
    let path = format!("/instances/{}{}", subject.id, subject.path(tail));
    let answer = call(play, method, &path, body, &play.authorization()).await;
    let message = [answer.message(), answer.provider_message()].join(" ").trim().replace(&subject.id, "ID");
    let body = body.map(|body| format!("`{body}`")).unwrap_or_default();
    format!("| {method} | `/instances/{{id}}{tail}` | {body} | {} | {message} |", answer.status)
}

/// Calls of formulas in their order: method, path, body.
const FORMULAS: [(&str, &str, Option<&str>); 10] = [
    ("POST", "/formulas", Some(r#"{"name":"Order sync"}"#)),
    ("GET", "/formulas", None),
    ("GET", "/formulas/1", None),
    ("POST", "/formulas/1/instances", Some(r#"{"name":"for Shop","configuration":{"crm.instance.id":"{id}"}}"#)),
    ("GET", "/formulas/1/instances", None),
    ("GET", "/formulas/instances", None),
    ("DELETE", "/instances/{id}", None),
    ("DELETE", "/formulas/1/instances/2", None),
    ("DELETE", "/instances/{id}", None),
    ("DELETE", "/formulas/1", None),
];

/// Returns the rows of formulas that use one instance.
async fn formulas() -> String {
    let play = Play::start().await;
    let (mut text, subject) = (String::new(), Subject::new(&play).await);
    for (method, path, body) in FORMULAS {
        let filled = |text: &str| text.replace("{id}", &subject.id);
        let sent = body.map(filled);
        let answer = call(&play, method, &filled(path), sent.as_deref(), &play.authorization()).await;
        let said = if answer.status == 200 { String::new() } else { answer.message() };
        let body = body.map(|body| format!("`{body}`")).unwrap_or_default();
        let _ = writeln!(text, "| {method} | `{path}` | {body} | {} | {said} |", describe(&answer));
    }
    text
}

async fn page() -> String {
    let play = Play::start().await;
    let mut text = HEAD.to_owned();
    text += "\n## One instance\n\n| method | path | by id | by token | unknown id | wrong secrets |\n";
    text += "|---|---|---|---|---|---|\n";
    for case in CALLS {
        let _ = writeln!(text, "{}", row(&play, case).await);
    }
    text += LISTS;
    text += "\n## Refusals\n\n| method | path | body | status | message |\n|---|---|---|---|---|\n";
    for case in REFUSED {
        let _ = writeln!(text, "{}", refusal(&play, case).await);
    }
    text +=
        "\n## Formulas\n\nFormulas are stored and never run. An instance that a formula uses cannot be deleted.\n\n";
    text += "| method | path | body | answer | message |\n|---|---|---|---|---|\n";
    text += &formulas().await;
    text
}

#[tokio::test]
#[expect(clippy::disallowed_methods, reason = "the user who runs the test decides if it writes")]
async fn the_page_of_the_instances_interface_equals_the_answers() {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("assets/docs/sandbox-instances.md");
    let page = page().await;
    if env::var(VARIABLE).is_ok_and(|wish| wish == "write") {
        fs::write(&path, &page).expect("the page written");
    }
    let found = fs::read_to_string(&path).unwrap_or_default().replace("\r\n", "\n");
    let differs = found.lines().zip(page.lines()).find(|(a, b)| a != b).map(|(a, b)| format!("{a}\n{b}"));
    assert!(found == page, "{} is out of date; {VARIABLE}=write updates it\n{differs:?}", path.display());
}

#[tokio::test]
async fn instance_of_an_element_is_changed_through_its_element() {
    let play = Play::start().await;
    let subject = Subject::new(&play).await;
    let path = format!("/elements/{PLAIN}/instances/{}", subject.id);
    let body = json!({ "name": "Through its element" }).to_string();
    let changed = call(&play, "PATCH", &path, Some(&body), &play.authorization()).await.json();
    assert_eq!(changed["name"], "Through its element");
}
