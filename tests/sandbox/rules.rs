//! Rules of every call.

use super::client::{Play, quick};
use elemint::{
    sandbox::{Options, Sandbox},
    text::Secret,
};
use reqwest::Method;

const REFUSED: &str = "Invalid Organization or User secret, or invalid Element token provided.";

#[tokio::test]
async fn only_the_account_is_authorized_in_any_order_of_secrets() {
    let play =
        Play::with(Options { user: Some(Secret::new("u+/==")), organization: Some(Secret::new("0abc")), ..quick() })
            .await;
    for known in [
        "User u+/==, Organization 0abc",
        "organization 0abc,user u+/==",
        "Element stale, User u+/==, Organization 0abc",
    ] {
        assert_eq!(play.authorized(known, "/instances").await.status, 200, "{known}");
    }
    for unknown in ["", "User u+/==", "User x, Organization 0abc", "User u+/== Organization 0abc", "Bearer u+/=="] {
        let answer = play.authorized(unknown, "/instances").await;
        assert_eq!((answer.status, answer.message()), (401, REFUSED.to_owned()), "{unknown}");
    }
    assert_eq!(play.bare(Method::GET, "/instances").await.status, 401);
}

#[tokio::test]
async fn an_answer_bears_a_request_id_and_an_error_repeats_it() {
    let play = Play::start().await;
    let (first, second) = (play.bare(Method::GET, "/instances").await, play.get("/instances").await);
    let id = first.header("elements-request-id");
    assert!(id.len() == 24 && id.chars().all(|c| c.is_ascii_hexdigit()), "{id}");
    assert_eq!(first.json()["requestId"], id);
    assert_ne!(id, second.header("elements-request-id"));
    for answer in [&first, &second] {
        assert_eq!(answer.header("content-type"), "application/json;charset=UTF-8");
    }
}

#[tokio::test]
async fn unknown_paths_and_wrong_methods_answer_in_the_one_error_shape() {
    let play = Play::start().await;
    let unknown = play.get("/nothing/here").await;
    assert_eq!((unknown.status, unknown.message().as_str()), (404, "Not Found"));
    let wrong = play.call(Method::DELETE, "/elements").await;
    assert_eq!((wrong.status, wrong.message().as_str()), (405, "Request method 'DELETE' not supported"));
    assert_eq!(play.get("/Instances").await.status, 404);
}

#[tokio::test]
async fn doubled_and_trailing_slashes_do_not_matter() {
    let play = Play::start().await;
    for path in ["//instances", "/instances/", "/elements//magentosoapv19/"] {
        assert_eq!(play.get(path).await.status, 200, "{path}");
    }
}

#[tokio::test]
async fn web_origin_gets_readable_headers() {
    let play = Play::start().await;
    let asked = play.send(play.http.get(play.url("/elements")).header("origin", "https://example.com")).await;
    assert_eq!(asked.header("access-control-allow-origin"), "*");
    assert_eq!(
        asked.header("access-control-expose-headers"),
        "Elements-Returned-Count, Elements-Total-Count, Elements-Request-Id, Elements-Next-Page-Token, \
         Elements-Trace-Id, Elements-Error, Content-Disposition"
    );
    assert_eq!(play.bare(Method::GET, "/elements").await.header("access-control-allow-origin"), "");
}

#[tokio::test]
async fn only_requests_that_name_this_sandbox_are_answered() {
    let play = Play::start().await;
    let host = play.sandbox.account().base.host().to_owned();
    let port = host.rsplit(':').next().unwrap_or_default();
    let status = async |target: &str, hosts: &[&str]| {
        let hosts = hosts.iter().map(|host| format!("Host: {host}\r\n")).collect::<Vec<_>>().concat();
        let answer = play.raw(&format!("GET {target} HTTP/1.1\r\n{hosts}Connection: close\r\n\r\n")).await;
        answer.split(' ').nth(1).unwrap_or_default().to_owned()
    };
    let path = "/elements/api-v2/elements";
    assert_eq!(status(path, &[&host]).await, "200");
    assert_eq!(status(path, &[&format!("LocalHost:{port}")]).await, "200");
    assert_eq!(status(&format!("http://{host}{path}"), &[&host]).await, "200");
    assert_eq!(status(&format!("http://evil.example{path}"), &[&host]).await, "421");
    for foreign in ["evil.example", "127.0.0.1", "127.0.0.1:1", "localhost.evil.example"] {
        assert_eq!(status(path, &[foreign]).await, "421", "{foreign}");
    }
    assert_eq!(status(path, &[]).await, "400");
    assert_eq!(status(path, &[&host, "evil.example"]).await, "400");
}

#[tokio::test]
async fn a_body_over_eight_megabytes_is_too_much() {
    let play = Play::start().await;
    let large = "x".repeat(8 * 1024 * 1024 + 1);
    let answer = play.send(play.http.post(play.url("/instances")).body(large)).await;
    assert_eq!(answer.status, 429);
}

#[tokio::test]
async fn it_serves_this_machine_alone() {
    let everywhere = Options { listen: "0.0.0.0:0".parse().expect("an address"), ..quick() };
    assert!(Sandbox::start(everywhere).await.is_err());
}

#[tokio::test]
async fn secrets_are_new_each_time_and_of_the_platforms_shape() {
    let (one, other) = (Play::start().await, Play::start().await);
    let (one, other) = (one.sandbox.account(), other.sandbox.account());
    assert_eq!((one.user.expose().len(), one.organization.expose().len()), (44, 32));
    assert_ne!(one.user, other.user);
    assert_ne!(one.organization, other.organization);
}

#[tokio::test]
async fn a_stopped_sandbox_gives_its_port_back() {
    let play = Play::start().await;
    assert_eq!(play.get("/elements").await.status, 200);
    let host = play.sandbox.account().base.host().to_owned();
    play.sandbox.stop().await;
    let again = Options { listen: host.parse().expect("an address"), ..quick() };
    assert!(Sandbox::start(again).await.is_ok());
}

#[tokio::test]
async fn requests_are_seen_in_order_without_their_queries() {
    let play = Play::start().await;
    play.get("/elements/nope?apiSecret=hush").await;
    play.get("/instances").await;
    let seen = play.sandbox.requests();
    let lines: Vec<_> = seen.iter().map(|s| format!("{} {} {:?}", s.method, s.path, s.status)).collect();
    assert_eq!(lines, ["GET /elements/api-v2/elements/nope Some(404)", "GET /elements/api-v2/instances Some(200)"]);
}
