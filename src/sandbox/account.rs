//! The account and its one user.

use super::{
    auth::{self, AuthHeader, Member},
    order,
    problem::{Problem, internal},
    world::{self, SharedWorld},
};
use crate::text::Secret;
use axum::{
    Json, Router,
    body::Bytes,
    extract::State,
    http::{HeaderMap, StatusCode},
    routing::{get, post},
};
use serde::Deserialize;
use serde_json::{Value, json};
use std::collections::VecDeque;

pub(super) fn routes() -> Router<SharedWorld> {
    Router::new()
        .route("/organizations/me", get(organization))
        .route("/authentication", post(login))
        .route("/authentication/secrets", get(secrets))
}

/// Returns the user as each instance contains it.
pub(super) fn person() -> Value {
    json!({ "id": 1001, "emailAddress": "sam@example.com", "firstName": "Sam", "lastName": "Taylor" })
}

async fn organization(_: Member) -> Json<Value> {
    Json(json!({ "id": 101, "name": "Example Organization" }))
}

/// Most logins that stay good; older ones end, as they do on the platform after a while.
const MAX_LOGINS: usize = 100;

/// Tokens of the people who logged in.
#[derive(Default)]
pub(super) struct Logins(VecDeque<Secret>);

impl Logins {
    fn add(&mut self, token: Secret) {
        if self.0.len() >= MAX_LOGINS {
            self.0.pop_front();
        }
        self.0.push_back(token);
    }

    fn contains(&self, token: &Secret) -> bool {
        self.0.contains(token)
    }
}

#[derive(Deserialize)]
struct Login {
    username: String,
    password: String,
}

/// Some clients log in before they know the secrets. The user secret is the password here, so that logging in
/// gives nothing away to a program that merely found the port.
async fn login(State(world): State<SharedWorld>, headers: HeaderMap, body: Bytes) -> Result<Json<Value>, Problem> {
    let body = Value::Object(order::object(&headers, &body)?);
    let given: Login =
        serde_json::from_value(body).map_err(|_cause| Problem::bad("username and password are missing"))?;
    if given.username.is_empty() || Secret::new(given.password) != world.account.user {
        return Err(Problem::new(StatusCode::UNAUTHORIZED, "Invalid username or password"));
    }
    let token = world::token().map_err(internal)?;
    let answer = Json(json!({ "token": token.expose() }));
    world.state().logins.add(token);
    Ok(answer)
}

async fn secrets(State(world): State<SharedWorld>, headers: HeaderMap) -> Result<Json<Value>, Problem> {
    let token = AuthHeader::read(&headers).bearer.ok_or_else(auth::refused)?;
    if !world.state().logins.contains(&token) {
        return Err(auth::refused());
    }
    let account = &world.account;
    Ok(Json(json!({ "userSecret": account.user.expose(), "organizationSecret": account.organization.expose() })))
}
