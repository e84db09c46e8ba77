//! The account and its one user.

use super::{
    auth::{self, AuthHeader, Member},
    json_body,
    problem::{Problem, internal},
    query::QueryPairs,
    random,
    world::SharedWorld,
};
use crate::text::Secret;
use axum::{
    Json, Router,
    body::Bytes,
    extract::State,
    http::{
        HeaderMap, StatusCode,
        header::{self, HeaderName},
    },
    routing::{get, post},
};
use serde::Deserialize;
use serde_json::{Value, json};

/// Cookie of a session of the web page.
const SESSION: &str = "JSESSIONID";

pub(super) fn routes() -> Router<SharedWorld> {
    Router::new()
        .route("/organizations/me", get(organization))
        .route("/authentication", post(login))
        .route("/authentication/secrets", get(secrets))
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
/// gives nothing away to a program that merely found the port. Two addresses stand for accounts that need more than the
/// password, as the platform's own web page knows them.
async fn login(
    State(world): State<SharedWorld>,
    headers: HeaderMap,
    body: Bytes,
) -> Result<(StatusCode, Json<Value>), Problem> {
    let body = Value::Object(json_body::object(&headers, &body)?);
    let given: Login =
        serde_json::from_value(body).map_err(|_cause| Problem::bad("username and password are missing"))?;
    if given.username.is_empty() || Secret::new(given.password) != world.account.user {
        return Err(Problem::new(StatusCode::UNAUTHORIZED, "Invalid username or password"));
    }
    if given.username.starts_with("expired@") {
        return Ok((StatusCode::RESET_CONTENT, Json(Value::Null)));
    }
    if given.username.starts_with("second-factor@") {
        return Ok((StatusCode::PARTIAL_CONTENT, Json(json!({ "message": "A second factor is required" }))));
    }
    let token = random::token().map_err(internal)?;
    let answer = Json(json!({ "token": token.expose() }));
    world.state().logins.add(token);
    Ok((StatusCode::OK, answer))
}

/// Sign-in of the platform's web page, which older clients use: a form, answered with the cookie of a session.
pub(super) fn page_routes() -> Router<SharedWorld> {
    Router::new()
        .route("/elements/j_spring_security_check", post(page_login))
        .route("/elements/api-v1/ui/getSecrets", get(page_secrets))
}

async fn page_login(State(world): State<SharedWorld>, body: Bytes) -> Result<([(HeaderName, String); 1], ()), Problem> {
    let form = QueryPairs::read(&body);
    let password = form.filled("j_password").map(Secret::new);
    if form.filled("j_username").is_none() || password.as_ref() != Some(&world.account.user) {
        return Err(Problem::new(StatusCode::UNAUTHORIZED, "Invalid username or password"));
    }
    let token = random::token().map_err(internal)?;
    let cookie = format!("{SESSION}={}; Path=/elements; HttpOnly; SameSite=Strict", token.expose());
    world.state().logins.add(token);
    Ok(([(header::SET_COOKIE, cookie)], ()))
}

async fn page_secrets(State(world): State<SharedWorld>, headers: HeaderMap) -> Result<Json<Value>, Problem> {
    let cookies = headers.get_all(header::COOKIE).iter().filter_map(|value| value.to_str().ok());
    let mut sessions = cookies.flat_map(|line| line.split(';')).filter_map(|pair| pair.trim().split_once('='));
    let session = sessions.find(|(name, _)| *name == SESSION).map(|(_, token)| Secret::new(token));
    if !session.is_some_and(|token| world.state().logins.contains(&token)) {
        return Err(auth::refused());
    }
    let account = &world.account;
    Ok(Json(json!({ "user": account.user.expose(), "company": account.organization.expose() })))
}

async fn secrets(State(world): State<SharedWorld>, headers: HeaderMap) -> Result<Json<Value>, Problem> {
    let token = AuthHeader::read(&headers).bearer.ok_or_else(auth::refused)?;
    if !world.state().logins.contains(&token) {
        return Err(auth::refused());
    }
    let account = &world.account;
    Ok(Json(json!({ "userSecret": account.user.expose(), "organizationSecret": account.organization.expose() })))
}
