//! Calls for existing instances and for the account.

use super::client::{OAUTH, PLAIN, Play, shop};
use reqwest::Method;
use serde_json::{Value as Json, json};

fn names(list: &Json) -> Vec<&str> {
    list.as_array().expect("a list").iter().filter_map(|made| made["name"].as_str()).collect()
}

#[tokio::test]
async fn a_list_is_narrowed_by_tags_and_by_text() {
    let play = Play::start().await;
    assert_eq!(play.get("/instances").await.text, "[]");
    play.shop("One", &["dev", "x"]).await;
    play.shop("Two", &["qa"]).await;
    play.shop("Three", &["x"]).await;
    let found = async |query: &str| play.get(&format!("/instances?{query}")).await.json();
    assert_eq!(names(&found("").await), ["One", "Two", "Three"]);
    assert_eq!(names(&found("tags[]=qa").await), ["Two"]);
    assert_eq!(names(&found("tags%5B%5D=dev&tags[]=qa").await), ["One", "Two"]);
    assert_eq!(names(&found("tags[]=none").await), Vec::<&str>::new());
    assert_eq!(names(&found("searchText=THR").await), ["Three"]);
    assert_eq!(names(&found("searchText=magento").await), ["One", "Two", "Three"]);
}

#[tokio::test]
async fn a_list_comes_in_pages_and_with_configuration_only_when_asked() {
    let play = Play::start().await;
    for name in ["One", "Two", "Three"] {
        play.shop(name, &[]).await;
    }
    let first = play.get("/instances?pageSize=2").await;
    assert_eq!(names(&first.json()), ["One", "Two"]);
    let token = first.header("elements-next-page-token");
    let second = play.get(&format!("/instances?pageSize=2&nextPage={token}&hydrate=true")).await;
    assert_eq!((names(&second.json()), second.header("elements-next-page-token")), (vec!["Three"], ""));
    assert_eq!(first.json()[0]["configuration"], json!({}));
    assert_eq!(second.json()[0]["configuration"]["userName"], "ada");
    for wrong in ["pageSize=0", "pageSize=many", "nextPage=???"] {
        assert_eq!(play.get(&format!("/instances?{wrong}")).await.status, 400, "{wrong}");
    }
}

#[tokio::test]
async fn an_instance_is_read_by_its_id_and_through_its_own_element_alone() {
    let play = Play::start().await;
    let (made, id) = play.shop("One", &[]).await;
    assert_eq!(play.get(&format!("/instances/{id}")).await.json(), made);
    assert_eq!(play.get(&format!("/elements/{PLAIN}/instances/{id}")).await.json(), made);
    assert_eq!(names(&play.get(&format!("/elements/{PLAIN}/instances")).await.json()), ["One"]);
    assert_eq!(play.get(&format!("/elements/{OAUTH}/instances/{id}")).await.status, 404);
    let none = play.get(&format!("/elements/{OAUTH}/instances")).await;
    assert_eq!((none.status, none.message().as_str()), (404, "No element instances found"));
    for unknown in ["1", "x", "-1"] {
        assert_eq!(play.get(&format!("/instances/{unknown}")).await.status, 404, "{unknown}");
    }
}

#[tokio::test]
async fn a_token_opens_its_instance_until_that_is_deleted() {
    let play = Play::start().await;
    let (made, id) = play.shop("One", &[]).await;
    let user = play.sandbox.account().user.expose().to_owned();
    let token = made["token"].as_str().expect("a token");
    let ping = async |path: &str| play.authorized(&format!("User {user}, Element {token}"), path).await;
    let answer = ping("/ping").await;
    assert_eq!((answer.status, answer.header("elements-element-instance-id")), (200, id.as_str()));
    assert_eq!(answer.json()["endpoint"], PLAIN);
    assert_eq!(ping("/hubs/any/ping").await.status, 200);
    assert_eq!(play.authorized(&format!("User no, Element {token}"), "/ping").await.status, 401);
    assert_eq!(play.get("/ping").await.status, 401);
    let deleted = play.call(Method::DELETE, &format!("/instances/{id}")).await;
    assert_eq!((deleted.status, deleted.text.as_str()), (200, ""));
    assert_eq!(ping("/ping").await.status, 401);
    assert_eq!(play.call(Method::DELETE, &format!("/instances/{id}")).await.status, 404);
}

#[tokio::test]
async fn an_instance_that_is_switched_off_stays_but_does_not_answer() {
    let play = Play::start().await;
    let (made, id) = play.shop("One", &[]).await;
    let user = play.sandbox.account().user.expose().to_owned();
    let header = format!("User {user}, Element {}", made["token"].as_str().expect("a token"));
    let switch = format!("/instances/{id}/enabled");
    assert_eq!(play.call(Method::DELETE, &switch).await.status, 200);
    assert_eq!(play.authorized(&header, "/ping").await.status, 403);
    assert_eq!(play.get(&format!("/instances/{id}")).await.json()["disabled"], true);
    assert_eq!(play.call(Method::PUT, &switch).await.status, 200);
    assert_eq!(play.authorized(&header, "/ping").await.status, 200);
}

#[tokio::test]
async fn instances_are_the_accounts_alone() {
    let play = Play::start().await;
    let (_, id) = play.shop("One", &[]).await;
    for (method, path) in [
        (Method::GET, "/instances".to_owned()),
        (Method::POST, "/instances".to_owned()),
        (Method::GET, format!("/instances/{id}")),
        (Method::DELETE, format!("/instances/{id}")),
        (Method::DELETE, format!("/instances/{id}/enabled")),
        (Method::POST, format!("/elements/{PLAIN}/instances")),
        (Method::DELETE, format!("/elements/{PLAIN}/instances/{id}")),
        (Method::GET, "/organizations/me".to_owned()),
    ] {
        assert_eq!(play.bare(method.clone(), &path).await.status, 401, "{method} {path}");
    }
    assert_eq!(play.get(&format!("/instances/{id}")).await.status, 200);
}

#[tokio::test]
async fn logging_in_leads_to_the_secrets() {
    let play = Play::start().await;
    assert!(play.get("/organizations/me").await.json()["id"].is_u64());
    let account = play.sandbox.account();
    let login = async |password: &str| {
        play.send(play.post("/authentication", &json!({ "username": "sam", "password": password }))).await
    };
    assert_eq!(login("guess").await.status, 401);
    let token = login(account.user.expose()).await.json()["token"].as_str().expect("a token").to_owned();
    let secrets = play.authorized(&format!("Bearer {token}"), "//authentication/secrets").await.json();
    assert_eq!(secrets["userSecret"], account.user.expose());
    assert_eq!(secrets["organizationSecret"], account.organization.expose());
    assert_eq!(play.authorized("Bearer guess", "/authentication/secrets").await.status, 401);
}

#[tokio::test]
async fn sign_in_of_the_web_page_gives_the_secrets() {
    let play = Play::start().await;
    let account = play.sandbox.account().clone();
    let origin = account.base.as_str().trim_end_matches("/api-v2").to_owned();
    let login = |password: String| {
        let form = [("j_username", "sam"), ("j_password", &password)];
        let form = url::form_urlencoded::Serializer::new(String::new()).extend_pairs(form).finish();
        play.send(play.http.post(format!("{origin}/j_spring_security_check")).body(form))
    };
    assert_eq!(login("guess".into()).await.status, 401);
    let signed_in = login(account.user.expose().to_owned()).await;
    let cookie = signed_in.header("set-cookie").split(';').next().unwrap_or_default().to_owned();
    let secrets =
        |cookie: String| play.send(play.http.get(format!("{origin}/api-v1/ui/getSecrets")).header("Cookie", cookie));
    let given = secrets(cookie).await.json();
    assert_eq!(given, json!({ "user": account.user.expose(), "company": account.organization.expose() }));
    assert_eq!(secrets("JSESSIONID=guess".into()).await.status, 401);
}

#[tokio::test]
async fn equal_names_are_allowed() {
    let play = Play::start().await;
    let (one, other) = (play.create(&shop()).await.json(), play.create(&shop()).await.json());
    assert_eq!(one["name"], other["name"]);
    assert_ne!(one["id"], other["id"]);
}
