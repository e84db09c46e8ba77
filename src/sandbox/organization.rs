//! Users of the organization, and lists of its features that the sandbox does not have, which are empty.

use super::{accounts::Requester, auth::Member, problem::Problem, world::SharedWorld};
use axum::{Json, Router, extract::Path, http::StatusCode, routing::get};
use serde_json::{Value, json};

/// Id of the first user. Ids of users are counted up.
const FIRST_USER: u64 = 1001;

pub(super) fn routes() -> Router<SharedWorld> {
    Router::new()
        .route("/users", get(users))
        .route("/users/{id}", get(user))
        .route("/users/{id}/roles", get(roles))
        .route("/jobs", get(empty_list))
        .route("/common-resources", get(empty_list))
        .route("/organizations/branding", get(empty_object))
        .route("/organizations/objects/definitions", get(empty_object))
        .route("/organizations/elements/{key}/transformations", get(empty_object))
}

async fn users(Member(viewer): Member) -> Json<Vec<Value>> {
    let visible = [Requester::ADMINISTRATOR, Requester::USER].into_iter().filter(|user| viewer.sees(user.account()));
    Json(visible.map(describe).collect())
}

async fn user(Member(viewer): Member, Path(id): Path<String>) -> Result<Json<Value>, Problem> {
    find(viewer, &id).map(describe).map(Json)
}

async fn roles(Member(viewer): Member, Path(id): Path<String>) -> Result<Json<Value>, Problem> {
    let user = find(viewer, &id)?;
    let (id, key, name) = if user == Requester::ADMINISTRATOR {
        (1, "org-admin", "Organization administrator")
    } else {
        (3, "default-user", "User")
    };
    Ok(Json(json!([{ "id": id, "key": key, "name": name, "active": true }])))
}

async fn empty_list(_: Member) -> Json<Value> {
    Json(json!([]))
}

async fn empty_object(_: Member) -> Json<Value> {
    Json(json!({}))
}

/// Returns the user with an id or e-mail address. Other accounts are visible to an administrator only.
fn find(viewer: Requester, id: &str) -> Result<Requester, Problem> {
    let is_named = |user: &Requester| number(*user).to_string() == id || email(*user) == id;
    let user = [Requester::ADMINISTRATOR, Requester::USER].into_iter().find(is_named);
    let user = user.ok_or_else(|| Problem::missing(format!("No user found with ID {id}")))?;
    if viewer.sees(user.account()) {
        Ok(user)
    } else {
        Err(Problem::new(StatusCode::FORBIDDEN, "The user does not have the privilege to read other accounts"))
    }
}

fn number(user: Requester) -> u64 {
    if user == Requester::ADMINISTRATOR { FIRST_USER } else { FIRST_USER + 1 }
}

fn email(user: Requester) -> &'static str {
    if user == Requester::ADMINISTRATOR { "sam@example.com" } else { "kim@example.com" }
}

fn describe(user: Requester) -> Value {
    let (first, last) = if user == Requester::ADMINISTRATOR { ("Sam", "Taylor") } else { ("Kim", "Morgan") };
    json!({
        "id": number(user),
        "createdDate": "2026-01-05T08:00:00Z",
        "firstName": first,
        "lastName": last,
        "email": email(user),
        "active": true,
    })
}
