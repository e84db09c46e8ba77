//! Calls for existing instances.

use super::{CODE, PASSWORD, account, client, grant_for, reauthorized, server::*, without_secrets};
use elemint::{
    catalog::FieldKey,
    domain::{
        ExistingInstance, Fault, Granted, Instance, InstanceUpdate, ListedInstance, Reauthorization, fault::FaultKind,
    },
    platform::InstanceFilter,
    text::Secret,
};
use rstest::rstest;
use serde_json::{Value, json};

const ONE: &str = r#"{"id":7,"name":"One","token":"T7","tags":["a"],"disabled":true,"element":{"key":"sfdc"}}"#;
const PLACE: &str = "/elements/api-v2/instances";

/// Calls that change something.
#[derive(Clone, Copy)]
enum Write {
    Update,
    Reauthorize,
    Enable,
    Delete,
}

/// Answer of the instance that is re-authorized: the platform masks its secrets.
const OLD: &str = r#"{"id":7,"name":"One","token":"T7","tags":["a"],"element":{"key":"infusionsoftecommerce"},
    "configuration":{"oauth.api.key":"********","oauth.api.secret":"********","oauth.user.token":"OLDTOKEN",
    "oauth.user.refresh_token":"OLDREFRESH","filter.response.nulls":"true","bulk.query.limit":"40","gone":null,
    "oauth.callback.url":"https://www.mycoolapp.com/auth?a=b&c"}}"#;

pub(super) fn reauthorization() -> Reauthorization {
    let existing = ExistingInstance::new(&Instance::read(OLD).expect("an instance"));
    let consent = reauthorized(existing);
    let grant = grant_for(&consent);
    match consent.granted(grant) {
        Granted::Reauthorize(request) => *request,
        Granted::Create(_) => panic!("it changes an instance"),
    }
}

fn update() -> InstanceUpdate {
    let mut update = InstanceUpdate::default();
    update.name = Some("New".into());
    update.set(FieldKey::new("pagination.max"), "50");
    update.set_secret(FieldKey::new("password"), Secret::new(PASSWORD));
    update.set_secret(FieldKey::new("oauth.api.secret"), Secret::new("********"));
    update
}

async fn write(server: &Server, write: Write) -> Result<(), Fault> {
    let (client, account) = (client(server), account(&server.base));
    match write {
        Write::Update => client.update("7", &update(), &account).await.map(|_| ()),
        Write::Reauthorize => client.reauthorize(&reauthorization(), &account).await.map(|_| ()),
        Write::Enable => client.set_enabled("7", true, &account).await,
        Write::Delete => client.delete("7", &account).await,
    }
}

async fn list(server: &Server, filter: &InstanceFilter) -> Result<Vec<ListedInstance>, Fault> {
    client(server).instances(filter, &account(&server.base)).await
}

fn body(server: &Server) -> Value {
    let seen = server.seen();
    serde_json::from_str(&seen.first().expect("a request").body).expect("JSON")
}

#[tokio::test]
async fn list_follows_pages_with_the_filter() {
    let two = ONE.replace('7', "8");
    let first = reply(200, &[("Elements-Next-Page-Token", "a+b")], &format!("[{ONE}]"));
    let server = Server::new(vec![first, reply(200, &[], &format!("[{two}]"))]);
    let filter = InstanceFilter { text: "o n".into(), tags: vec!["a".into(), "b&c".into()] };
    let found = list(&server, &filter).await.expect("a list");
    assert_eq!(found.iter().map(|one| one.id.as_str()).collect::<Vec<_>>(), ["7", "8"]);
    let query = "hydrate=true&pageSize=200&searchText=o%20n&tags%5B%5D=a&tags%5B%5D=b%26c";
    let lines = [format!("GET {PLACE}?{query} HTTP/1.1"), format!("GET {PLACE}?{query}&nextPage=a%2Bb HTTP/1.1")];
    assert_eq!(server.lines(), lines);
}

#[rstest]
#[case::empty(200, "[]")]
#[case::none_found(404, r#"{"message":"No element instances found"}"#)]
#[tokio::test]
async fn list_without_instances_is_empty(#[case] status: u16, #[case] text: &str) {
    assert_eq!(list(&Server::saying(status, text), &InstanceFilter::default()).await, Ok(Vec::new()));
}

#[rstest]
#[case::absent(r#"[{"id":1,"name":"a"}]"#)]
#[case::masked(r#"[{"id":1,"name":"a","token":"********"}]"#)]
#[tokio::test]
async fn listed_instance_may_lack_its_token(#[case] text: &str) {
    let found = list(&Server::saying(200, text), &InstanceFilter::default()).await.expect("a list");
    assert_eq!((found[0].name.as_str(), &found[0].token), ("a", &None));
}

#[rstest]
#[case::object("{}")]
#[case::page("<html>")]
#[case::no_id(r#"[{"name":"a"}]"#)]
#[tokio::test]
async fn answer_that_is_no_list_of_instances_is_garbled(#[case] text: &str) {
    let fault = list(&Server::saying(200, text), &InstanceFilter::default()).await.expect_err("a fault");
    assert_eq!(without_secrets(fault).kind, FaultKind::Garbled);
}

#[tokio::test]
async fn instance_is_read_by_its_id_and_a_read_is_repeated() {
    let server = Server::new(vec![reply(502, &[], ""), reply(200, &[], ONE)]);
    let found = client(&server).instance("7", &account(&server.base)).await.expect("an instance");
    assert_eq!((found.id.as_str(), found.disabled, found.raw.expose()), ("7", true, ONE));
    assert_eq!(server.lines(), vec![format!("GET {PLACE}/7 HTTP/1.1"); 2]);
}

#[tokio::test]
async fn update_sends_changed_values_only() {
    let server = Server::saying(200, ONE);
    write(&server, Write::Update).await.expect("changed");
    assert_eq!(server.lines(), [format!("PATCH {PLACE}/7 HTTP/1.1")]);
    let configuration = json!({ "pagination.max": "50", "password": PASSWORD });
    assert_eq!(body(&server), json!({ "name": "New", "configuration": configuration }));
}

#[tokio::test]
async fn reauthorization_sends_the_code_to_the_existing_instance() {
    let server = Server::saying(200, ONE);
    write(&server, Write::Reauthorize).await.expect("changed");
    assert_eq!(server.lines(), [format!("PUT {PLACE}/7?reAuthenticate=true HTTP/1.1")]);
    assert_eq!(body(&server)["providerData"], json!({ "code": CODE }));
}

#[tokio::test]
async fn reauthorization_sends_back_shown_values_and_neither_masks_nor_old_tokens() {
    let server = Server::saying(200, ONE);
    write(&server, Write::Reauthorize).await.expect("changed");
    let configuration = json!({
        "filter.response.nulls": true, "bulk.query.limit": "40", "oauth.api.key": "fake_client id",
        "oauth.api.secret": super::API_SECRET, "oauth.callback.url": "https://www.mycoolapp.com/auth?a=b&c",
    });
    let sent = body(&server);
    assert_eq!((&sent["configuration"], &sent["name"], &sent["tags"]), (&configuration, &json!("One"), &json!(["a"])));
}

#[rstest]
#[case::enable(Write::Enable, "PUT", "/7/enabled")]
#[case::delete(Write::Delete, "DELETE", "/7")]
#[tokio::test]
async fn write_without_a_body_is_sent_as_documented(#[case] call: Write, #[case] method: &str, #[case] path: &str) {
    let server = Server::saying(200, "");
    assert_eq!(write(&server, call).await, Ok(()));
    assert_eq!(server.lines(), [format!("{method} {PLACE}{path} HTTP/1.1")]);
}

#[rstest]
#[tokio::test]
async fn write_without_an_answer_is_unclear_and_not_repeated(
    #[values(Write::Update, Write::Reauthorize, Write::Enable, Write::Delete)] call: Write,
    #[values(None, Some(502), Some(503), Some(500))] status: Option<u16>,
) {
    let server = Server::new(vec![status.map_or(Reply::Nothing, |status| reply(status, &[], "{}"))]);
    let fault = without_secrets(write(&server, call).await.expect_err("a fault"));
    assert_eq!((fault.kind, server.seen().len()), (FaultKind::Unclear, 1));
    assert!(!fault.problem.contains("made") && !fault.hint.contains("two"), "{} {}", fault.problem, fault.hint);
}

#[rstest]
#[case::update(Write::Update)]
#[case::reauthorize(Write::Reauthorize)]
#[case::enable(Write::Enable)]
#[case::delete(Write::Delete)]
#[tokio::test]
async fn unknown_instance_is_named_as_the_cause(#[case] call: Write) {
    let server = Server::saying(404, r#"{"message":"No element instance found with ID 7"}"#);
    let fault = without_secrets(write(&server, call).await.expect_err("a fault"));
    assert_eq!(fault.kind, FaultKind::Refused);
    assert!(fault.problem.contains("does not have this instance"), "{}", fault.problem);
}

#[tokio::test]
async fn instance_in_use_is_refused_with_the_next_step() {
    let server = Server::saying(409, r#"{"message":"in use by formula 3"}"#);
    let fault = without_secrets(write(&server, Write::Delete).await.expect_err("a fault"));
    assert_eq!((fault.kind, fault.message.as_deref()), (FaultKind::Refused, Some("in use by formula 3")));
    assert!(fault.hint.contains("in use"), "{}", fault.hint);
}

#[tokio::test]
async fn message_that_repeats_a_sent_secret_is_masked() {
    let server = Server::saying(400, &json!({ "message": format!("bad value {PASSWORD}") }).to_string());
    let fault = without_secrets(write(&server, Write::Update).await.expect_err("a fault"));
    assert!(fault.message.is_some_and(|message| message.starts_with("bad value")));
}

#[tokio::test]
async fn refused_code_of_a_reauthorization_asks_for_consent_again() {
    let server = Server::saying(400, r#"{"message":"Request failed","providerMessage":"invalid_grant - used"}"#);
    assert_eq!(write(&server, Write::Reauthorize).await.expect_err("a fault").kind, FaultKind::Code);
}

#[rstest]
#[case::update(Write::Update)]
#[case::reauthorize(Write::Reauthorize)]
#[tokio::test]
async fn answer_about_another_instance_is_unclear(#[case] call: Write) {
    let server = Server::saying(200, &ONE.replace('7', "8"));
    assert_eq!(write(&server, call).await.expect_err("a fault").kind, FaultKind::Unclear);
}
