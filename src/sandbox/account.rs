//! The account and its one user.

use super::{
    auth::{self, Credentials, Member},
    problem::{Problem, internal},
    world::{self, Shared},
};
use crate::domain::Secret;
use axum::{
    Json, Router,
    body::Bytes,
    extract::State,
    http::{HeaderMap, StatusCode},
    routing::{get, post},
};
use serde::Deserialize;
use serde_json::{Value, json};

pub(super) fn routes() -> Router<Shared> {
    Router::new()
        .route("/organizations/me", get(organization))
        .route("/authentication", post(login))
        .route("/authentication/secrets", get(secrets))
}

/// The user as it stands in every instance.
pub(super) fn person() -> Value {
    json!({ "id": 1001, "emailAddress": "sam@example.com", "firstName": "Sam", "lastName": "Taylor" })
}

async fn organization(_: Member) -> Json<Value> {
    Json(json!({ "id": 101, "name": "Example Organization" }))
}

#[derive(Deserialize)]
struct Login {
    username: String,
    password: String,
}

/// Some clients log in before they know the secrets. The user secret is the password here, so that logging in
/// gives nothing away to a program that merely found the port.
async fn login(State(world): State<Shared>, body: Bytes) -> Result<Json<Value>, Problem> {
    let given: Login =
        serde_json::from_slice(&body).map_err(|_cause| Problem::bad("username and password are missing"))?;
    if given.username.is_empty() || Secret::new(given.password) != world.account.user {
        return Err(Problem::new(StatusCode::UNAUTHORIZED, "Invalid username or password"));
    }
    let token = world::token().map_err(internal)?;
    let answer = Json(json!({ "token": token.expose() }));
    world.state().logins.push(token);
    Ok(answer)
}

async fn secrets(State(world): State<Shared>, headers: HeaderMap) -> Result<Json<Value>, Problem> {
    let token = Credentials::read(&headers).bearer.ok_or_else(auth::refused)?;
    if !world.state().logins.contains(&token) {
        return Err(auth::refused());
    }
    let account = &world.account;
    Ok(Json(json!({ "userSecret": account.user.expose(), "organizationSecret": account.organization.expose() })))
}
