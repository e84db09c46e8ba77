//! Methods, paths, headers and bodies that are not the usual ones.

use super::client::{Answer, Play, shop};
use reqwest::{
    Method,
    header::{AUTHORIZATION, CONTENT_TYPE},
};
use rstest::rstest;
use serde_json::{Value as Json, json};
use std::time::Duration;
use tokio::{io::AsyncWriteExt as _, net::TcpStream};

/// An error in the platform's shape: its id is the one in the header, its message this.
#[track_caller]
fn assert_error(answer: &Answer, status: u16, message: &str) {
    assert_eq!((answer.status, answer.message().as_str()), (status, message));
    assert_eq!(answer.json()["requestId"], answer.header("elements-request-id"));
    assert_eq!(answer.header("content-type"), "application/json;charset=UTF-8");
}

/// Status and body of a request written by hand, without a client's corrections.
async fn by_hand(play: &Play, method: &str, target: &str, more: &str) -> (String, String) {
    let host = play.sandbox.account().base.host();
    let head = format!("{method} {target} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n{more}\r\n");
    let answer = play.raw(&head).await;
    let (head, body) = answer.split_once("\r\n\r\n").expect("an answer");
    (head.split(' ').nth(1).unwrap_or_default().to_owned(), body.to_owned())
}

#[rstest]
#[case::bare_byte("/elements/%ff")]
#[case::cut_character("/elements/%C3")]
#[case::surrogate("/elements/%ED%A0%80")]
#[case::no_digits("/elements/%zz")]
#[case::one_digit("/elements/%4")]
#[case::only_the_sign("/elements/%")]
#[case::deeper("/elements/magentosoapv19/%ff")]
#[case::instance("/instances/%ff")]
#[case::hub("/hubs/%ff/ping")]
#[tokio::test]
async fn a_path_that_cannot_be_decoded_is_refused_in_the_error_shape(#[case] path: &str) {
    let play = Play::start().await;
    let (status, body) = by_hand(&play, "GET", &format!("/elements/api-v2{path}"), "").await;
    let body: Json = serde_json::from_str(&body).expect("JSON");
    assert_eq!((status.as_str(), &body["message"]), ("400", &"Bad Request".into()));
    assert_eq!(body["requestId"].as_str().map(str::len), Some(24));
}

#[rstest]
#[case::escaped("/elements/%6dagentosoapv19", 200)]
#[case::two_bytes("/elements/k%C3%BCche", 404)]
#[case::slash("/elements/a%2Fb", 404)]
#[case::query_with_a_bare_byte("/instances?searchText=%ff", 200)]
#[case::query_without_digits("/instances?searchText=100%", 200)]
#[tokio::test]
async fn escapes_that_can_be_decoded_are(#[case] path: &str, #[case] status: u16) {
    assert_eq!(Play::start().await.get(path).await.status, status);
}

#[rstest]
#[case::two_megabytes(2 * 1024 * 1024 + 1)]
#[case::almost_eight(8 * 1024 * 1024 - 4096)]
#[tokio::test]
async fn a_body_up_to_eight_megabytes_is_read(#[case] size: usize) {
    let play = Play::start().await;
    let mut body = shop();
    body["configuration"]["notes"] = json!("x".repeat(size));
    let answer = play.create(&body).await;
    assert_eq!(answer.status, 200, "{:.200}", answer.text);
}

#[rstest]
#[case::create("/instances")]
#[case::create_of_an_element("/elements/magentosoapv19/instances")]
#[case::login("/authentication")]
#[case::consent("/elements/infusionsoftecommerce/oauth/url")]
#[case::unknown_path("/nothing")]
#[tokio::test]
async fn a_larger_one_is_refused_in_the_error_shape(#[case] path: &str) {
    let play = Play::start().await;
    let answer = play.send(play.post(path, &json!({ "x": "x".repeat(8 * 1024 * 1024) }))).await;
    assert_error(&answer, 429, "The request body is larger than 8 MB");
}

#[rstest]
#[case::none(None, 415)]
#[case::form(Some("application/x-www-form-urlencoded"), 415)]
#[case::text(Some("text/plain"), 415)]
#[case::xml(Some("application/xml"), 415)]
#[case::almost(Some("application/jsonp"), 415)]
#[case::json(Some("application/json"), 200)]
#[case::charset(Some("Application/JSON; charset=utf-8"), 200)]
#[case::dialect(Some("application/vnd.example+json"), 200)]
#[tokio::test]
async fn a_body_has_to_be_called_json(#[case] kind: Option<&str>, #[case] status: u16) {
    let play = Play::start().await;
    let mut request = play.http.post(play.url("/instances")).header(AUTHORIZATION, play.authorization());
    if let Some(kind) = kind {
        request = request.header(CONTENT_TYPE, kind);
    }
    let answer = play.send(request.body(shop().to_string())).await;
    assert_eq!(answer.status, status, "{}", answer.text);
}

#[rstest]
#[case::nothing("", 400)]
#[case::no_json("{\"element\":", 400)]
#[case::list("[]", 400)]
#[case::text("\"text\"", 400)]
#[case::null("null", 400)]
#[case::no_element("{\"name\":\"K\\u00fcma\"}", 400)]
#[tokio::test]
async fn a_body_that_is_no_json_object_is_refused(#[case] body: &str, #[case] status: u16) {
    let play = Play::start().await;
    let request = play.http.post(play.url("/instances")).header(AUTHORIZATION, play.authorization());
    let answer = play.send(request.header(CONTENT_TYPE, "application/json").body(body.to_owned())).await;
    assert_eq!(answer.status, status);
    assert!(!answer.message().is_empty());
}

#[tokio::test]
async fn a_byte_order_mark_is_skipped_and_the_last_of_equal_keys_counts() {
    let play = Play::start().await;
    let body = shop().to_string().replacen('{', "{\"name\":\"First\",", 1);
    let request = play.http.post(play.url("/instances")).header(AUTHORIZATION, play.authorization());
    let request = request.header(CONTENT_TYPE, "application/json").body(format!("\u{feff}{body}"));
    assert_eq!(play.send(request).await.json()["name"], "Shop");
}

#[rstest]
#[case::elements(Method::DELETE, "/elements", "GET")]
#[case::element(Method::PUT, "/elements/magentosoapv19", "GET")]
#[case::enabled(Method::GET, "/instances/1/enabled", "PUT")]
#[case::consent(Method::PATCH, "/elements/infusionsoftecommerce/oauth/url", "POST")]
#[case::ping(Method::POST, "/ping", "GET")]
#[case::proxies(Method::PATCH, "/elements/oauthProxies", "POST")]
#[case::trailing_slash(Method::DELETE, "/elements/", "GET")]
#[tokio::test]
async fn a_wrong_method_is_refused_with_the_right_ones(#[case] method: Method, #[case] path: &str, #[case] one: &str) {
    let play = Play::start().await;
    let answer = play.call(method.clone(), path).await;
    assert_error(&answer, 405, &format!("Request method '{method}' not supported"));
    assert!(answer.header("allow").split(',').any(|allowed| allowed == one), "{}", answer.header("allow"));
}

#[rstest]
#[case::elements("/elements", 200)]
#[case::hubs("/hubs/", 200)]
#[case::unknown_element("/elements/nope", 404)]
#[case::unknown_path("/nothing", 404)]
#[case::instances("/instances", 401)]
#[tokio::test]
async fn head_is_get_without_a_body(#[case] path: &str, #[case] status: u16) {
    let play = Play::start().await;
    let answer = play.bare(Method::HEAD, path).await;
    assert_eq!((answer.status, answer.text.as_str()), (status, ""));
    assert_eq!(answer.header("elements-request-id").len(), 24);
}

#[rstest]
#[case::elements("/elements", "GET")]
#[case::instances("/instances", "POST")]
#[case::instance("/instances/1", "DELETE")]
#[tokio::test]
async fn options_lists_the_methods_of_a_path(#[case] path: &str, #[case] one: &str) {
    let play = Play::start().await;
    let answer = play.bare(Method::OPTIONS, path).await;
    assert_eq!((answer.status, answer.text.as_str()), (200, ""));
    let allowed: Vec<&str> = answer.header("allow").split(',').collect();
    assert!(allowed.contains(&one) && allowed.contains(&"OPTIONS"), "{allowed:?}");
}

#[tokio::test]
async fn options_of_an_unknown_path_is_unknown() {
    assert_eq!(Play::start().await.bare(Method::OPTIONS, "/nothing").await.status, 404);
}

#[rstest]
#[case::elements("/elements", "GET", "authorization")]
#[case::create("/instances", "POST", "authorization,content-type")]
#[case::delete("/instances/471001", "DELETE", "authorization, elements-version")]
#[case::configuration("/instances/471001/configuration/1", "PATCH", "Authorization")]
#[case::hub_call("/hubs/crm/accounts", "GET", "authorization")]
#[case::consent("/elements/infusionsoftecommerce/oauth/url", "POST", "content-type")]
#[case::doubled_slash("//elements//", "PUT", "x-a, x-b")]
#[case::nothing_asked("/elements", "GET", "")]
#[tokio::test]
async fn a_preflight_is_allowed_without_secrets(#[case] path: &str, #[case] method: &str, #[case] wanted: &str) {
    let play = Play::start().await;
    let mut request = play.http.request(Method::OPTIONS, play.url(path)).header("origin", "https://app.example");
    request = request.header("access-control-request-method", method);
    if !wanted.is_empty() {
        request = request.header("access-control-request-headers", wanted);
    }
    let answer = play.send(request).await;
    assert_eq!((answer.status, answer.text.as_str()), (200, ""));
    assert_eq!(answer.header("access-control-allow-origin"), "*");
    assert!(answer.header("access-control-allow-methods").split(", ").any(|allowed| allowed == method));
    assert_eq!(answer.header("access-control-allow-headers"), wanted);
}

#[rstest]
#[case::unauthorized(Method::GET, "/instances", 401)]
#[case::unknown(Method::GET, "/elements/nope", 404)]
#[case::wrong_method(Method::DELETE, "/elements", 405)]
#[case::unknown_path(Method::GET, "/nothing", 404)]
#[tokio::test]
async fn a_page_may_read_errors_too(#[case] method: Method, #[case] path: &str, #[case] status: u16) {
    let play = Play::start().await;
    let answer = play.send(play.http.request(method, play.url(path)).header("origin", "null")).await;
    assert_eq!((answer.status, answer.header("access-control-allow-origin")), (status, "*"));
}

#[tokio::test]
async fn no_page_may_preflight_the_consent_page() {
    let play = Play::start().await;
    let page = play.consent_address(super::client::CALLBACK, "s").await;
    let request = play.http.request(Method::OPTIONS, page).header("origin", "https://evil.example");
    let answer = play.send(request.header("access-control-request-method", "POST")).await;
    assert_eq!(answer.header("access-control-allow-methods"), "");
}

#[rstest]
#[case::long_header(1, 40_000)]
#[case::many_headers(200, 200)]
#[tokio::test]
async fn headers_that_are_too_large_are_refused_in_the_error_shape(#[case] count: usize, #[case] size: usize) {
    let play = Play::start().await;
    let headers = format!("X-Large: {}\r\n", "x".repeat(size)).repeat(count);
    let (status, body) = by_hand(&play, "GET", "/elements/api-v2/elements/keys", &headers).await;
    assert_eq!(status, "431");
    assert!(body.contains("Request Header Fields Too Large"), "{body}");
}

#[tokio::test]
async fn an_address_that_is_too_long_is_refused_in_the_error_shape() {
    let play = Play::start().await;
    let (status, body) =
        by_hand(&play, "GET", &format!("/elements/api-v2/elements?x={}", "x".repeat(40_000)), "").await;
    assert_eq!(status, "414");
    assert!(body.contains("\"requestId\"") && body.contains("URI Too Long"), "{body}");
}

#[tokio::test]
async fn a_hundred_and_fifty_small_headers_are_read() {
    let headers = "X-Small: x\r\n".repeat(150);
    let play = Play::start().await;
    assert_eq!(by_hand(&play, "GET", "/elements/api-v2/elements/keys", &headers).await.0, "200");
}

#[rstest]
#[case::hub("/hubs/crm/accounts")]
#[case::deeper("/hubs/crm/accounts/1/notes")]
#[case::without_hub("/accounts")]
#[case::ping("/ping")]
#[case::objects("/objects")]
#[tokio::test]
async fn the_token_of_a_deleted_instance_opens_no_hub_call(#[case] path: &str) {
    let play = Play::start().await;
    let (made, id) = play.shop("One", &[]).await;
    let user = play.sandbox.account().user.expose().to_owned();
    let header = format!("User {user}, Element {}", made["token"].as_str().expect("a token"));
    play.call(Method::DELETE, &format!("/instances/{id}")).await;
    let text = "Invalid Organization or User secret, or invalid Element token provided.";
    assert_error(&play.authorized(&header, path).await, 401, text);
}

#[rstest]
#[case::hub("/hubs/crm/accounts", 403)]
#[case::without_hub("/accounts", 403)]
#[case::ping("/ping", 403)]
#[case::ping_of_a_hub("/hubs/x/ping", 403)]
#[case::objects("/objects", 200)]
#[case::objects_of_a_hub("/hubs/x/objects", 200)]
#[tokio::test]
async fn a_disabled_instance_answers_only_for_its_objects(#[case] path: &str, #[case] status: u16) {
    let play = Play::start().await;
    let (made, id) = play.shop("One", &[]).await;
    let header = format!("{}, Element {}", play.authorization(), made["token"].as_str().expect("a token"));
    play.call(Method::DELETE, &format!("/instances/{id}/enabled")).await;
    assert_eq!(play.authorized(&header, path).await.status, status);
}

#[rstest]
#[case::no_header("/hubs/crm/accounts", "", 401)]
#[case::account_alone("/hubs/crm/accounts", "User {u}, Organization {o}", 401)]
#[case::unknown_token("/accounts", "User {u}, Element nope", 401)]
#[case::unknown_token_beside_the_account("/accounts", "User {u}, Organization {o}, Element nope", 401)]
#[case::stale_token_on_a_platform_call("/instances", "User {u}, Organization {o}, Element nope", 200)]
#[case::no_hub_call("/nothing/here", "User {u}, Organization {o}", 404)]
#[tokio::test]
async fn a_hub_call_needs_a_good_token(#[case] path: &str, #[case] header: &str, #[case] status: u16) {
    let play = Play::start().await;
    let account = play.sandbox.account();
    let header = header.replace("{u}", account.user.expose()).replace("{o}", account.organization.expose());
    assert_eq!(play.authorized(&header, path).await.status, status);
}

#[tokio::test]
async fn unknown_resource_of_an_enabled_instance_is_not_found() {
    let play = Play::start().await;
    let (made, _) = play.shop("One", &[]).await;
    let header = format!("{}, Element {}", play.authorization(), made["token"].as_str().expect("a token"));
    assert_error(&play.authorized(&header, "/hubs/ecommerce/spaceships").await, 404, "Not Found");
}

/// Connections that send this much of a request and then nothing.
async fn half_requests(play: &Play, count: usize, text: &str) -> Vec<TcpStream> {
    let host = play.sandbox.account().base.host().to_owned();
    let mut held = Vec::new();
    for _ in 0..count {
        let mut socket = TcpStream::connect(&host).await.expect("a connection");
        // One that was closed in favor of a newer one cannot be written to.
        let _ = socket.write_all(text.replace("HOST", &host).as_bytes()).await;
        held.push(socket);
    }
    held
}

#[rstest]
#[case::head("POST /elements/api-v2/instances HTTP/1.1\r\nHost: HOST\r\n")]
#[case::body("POST /elements/api-v2/instances HTTP/1.1\r\nHost: HOST\r\nContent-Length: 9\r\n\r\nx")]
#[case::nothing("")]
#[tokio::test]
async fn half_requests_do_not_keep_others_out(#[case] text: &str) {
    let play = Play::start().await;
    let held = half_requests(&play, 193, text).await;
    // Half requests are closed after ten seconds; an answer before that came in spite of them.
    let answer = tokio::time::timeout(Duration::from_secs(8), play.get("/elements/keys")).await;
    assert_eq!(answer.map(|answer| answer.status), Ok(200));
    drop(held);
}

#[tokio::test]
async fn a_request_in_work_keeps_its_place_among_half_requests() {
    let play =
        Play::with(elemint::sandbox::Options { pace: Duration::from_millis(1500), ..super::client::quick() }).await;
    let body = shop();
    let (answer, held) = tokio::join!(play.create(&body), async {
        while play.sandbox.requests().is_empty() {
            tokio::task::yield_now().await;
        }
        half_requests(&play, 193, "GET /").await
    });
    assert_eq!(answer.status, 200);
    drop(held);
}

#[tokio::test]
async fn a_long_path_is_remembered_cut() {
    let play = Play::start().await;
    play.bare(Method::GET, &format!("/elements/{}", "x".repeat(3000))).await;
    assert_eq!(play.sandbox.requests()[0].path.len(), 256);
}
