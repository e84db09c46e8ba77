//! Calls through an instance: they need its token and are passed on to the provider. The hub in the address is
//! ignored, as on the platform.

use super::{
    auth::{self, AuthHeader, TokenHolder},
    clock, hub_resources, objects as element_objects,
    problem::Problem,
    world::{SandboxWorld, SharedWorld},
};
use axum::{
    Json, Router,
    extract::{FromRequestParts as _, Request, State},
    http::StatusCode,
    response::{IntoResponse as _, Response},
    routing::get,
};
use serde_json::{Value, json};

pub(super) fn routes() -> Router<SharedWorld> {
    Router::new()
        .route("/ping", get(ping))
        .route("/hubs/{hub}/ping", get(ping))
        .route("/objects", get(objects))
        .route("/hubs/{hub}/objects", get(objects))
}

/// The cheapest call that needs an instance's token.
async fn ping(TokenHolder(id): TokenHolder, State(world): State<SharedWorld>) -> Result<Response, Problem> {
    let listed = enabled(&world, id)?;
    let pong = json!({ "dateTime": clock::stamp(clock::seconds()), "endpoint": listed });
    Ok(named(id, Json(pong)))
}

/// Names of the objects that can be read; also of a disabled instance, since the platform keeps them.
async fn objects(TokenHolder(id): TokenHolder, State(world): State<SharedWorld>) -> Result<Response, Problem> {
    let state = world.state();
    let record = state.instances.find(id).ok_or_else(auth::refused)?;
    Ok(named(id, Json(element_objects::names(&record.listed))))
}

/// Answers a path that no handler knows. With an instance's token it is one of the provider's resources, so the token is
/// checked first.
pub(super) async fn unknown(State(world): State<SharedWorld>, request: Request) -> Result<Response, Problem> {
    let (mut parts, _) = request.into_parts();
    let in_hub = parts.uri.path().strip_prefix("/hubs/").and_then(|rest| rest.split_once('/')).map(|(_, path)| path);
    if in_hub.is_none() && AuthHeader::read(&parts.headers).element.is_none() {
        return Err(Problem::missing("Not Found"));
    }
    let path = in_hub.unwrap_or_else(|| parts.uri.path().trim_start_matches('/')).to_owned();
    let TokenHolder(id) = TokenHolder::from_request_parts(&mut parts, &world).await?;
    enabled(&world, id)?;
    let state = world.state();
    let record = state.instances.find(id).ok_or_else(auth::refused)?;
    let keeps_nulls = record.configuration.get("filter.response.nulls").and_then(Value::as_str) == Some("false");
    let call = (&parts.method, path.as_str(), parts.uri.query().unwrap_or_default());
    hub_resources::answer(&record.listed, call, !keeps_nulls)
        .map(|answer| ([("elements-element-instance-id", id.to_string())], answer).into_response())
}

/// The element's key of an instance that may be called.
fn enabled(world: &SandboxWorld, id: u64) -> Result<String, Problem> {
    let mut state = world.state();
    let record = state.instances.find_mut(id).ok_or_else(auth::refused)?;
    if record.disabled {
        return Err(Problem::new(StatusCode::FORBIDDEN, "The element instance is disabled"));
    }
    if record.expired {
        record.count_refusal();
        return Err(Problem::provider(StatusCode::UNAUTHORIZED, "invalid_grant - The refresh token has expired"));
    }
    record.refresh(clock::seconds());
    Ok(record.listed.key().to_owned())
}

fn named(id: u64, answer: Json<impl serde::Serialize>) -> Response {
    ([("elements-element-instance-id", id.to_string())], answer).into_response()
}
