//! Traces of provisioning: the calls to the provider, for requests with `providerData.debug`. Secrets are left out.

use super::{auth::Member, problem::Problem, world::SharedWorld};
use axum::{
    Json, Router,
    extract::{Path, State},
    routing::get,
};
use serde_json::Value;

pub(super) fn routes() -> Router<SharedWorld> {
    Router::new().route("/elements/{key}/trace/{id}", get(read))
}

async fn read(
    _: Member,
    State(world): State<SharedWorld>,
    Path((key, id)): Path<(String, String)>,
) -> Result<Json<Value>, Problem> {
    let element = world.element(&key)?.id;
    let found = world.state().traces.find(&id, element);
    found.map(Json).ok_or_else(|| Problem::missing(format!("No trace found with ID {id}")))
}
