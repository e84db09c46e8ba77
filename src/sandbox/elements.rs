//! What the catalog says to those who ask the platform. Nobody has to be known for it.

use super::{paging::Page, problem::Problem, query::Query, world::Shared};
use axum::{
    Json, Router,
    extract::{Path, RawQuery, State},
    response::Response,
    routing::get,
};
use serde_json::{Value, value::to_raw_value};

pub(super) fn routes() -> Router<Shared> {
    Router::new()
        .route("/elements", get(list))
        .route("/elements/keys", get(keys))
        .route("/elements/{key}", get(read))
        .route("/elements/{key}/configuration", get(configuration))
        .route("/elements/{key}/authentication-types", get(types))
        .route("/elements/{key}/authentication-types/{type}/configurations", get(configurations))
}

async fn list(State(world): State<Shared>, RawQuery(query): RawQuery) -> Result<Response, Problem> {
    // As text each takes a tenth of the room.
    let elements = (1..).zip(world.shelf.all()).map(|(n, listed)| (n, to_raw_value(&listed.full()).ok()));
    Ok(page(query)?.cut(elements))
}

async fn keys(State(world): State<Shared>, RawQuery(query): RawQuery) -> Result<Response, Problem> {
    let keys = (1..).zip(world.shelf.entries()).map(|(n, entry)| (n, entry.key.as_str()));
    Ok(page(query)?.cut(keys))
}

/// Who asks for no page gets everything, as clients that never page rely on.
fn page(query: Option<String>) -> Result<Page, Problem> {
    Page::read(&Query::read(query.unwrap_or_default().as_bytes()), None)
}

async fn read(State(world): State<Shared>, Path(key): Path<String>) -> Result<Json<Value>, Problem> {
    Ok(Json(world.element(&key)?.full()))
}

async fn configuration(State(world): State<Shared>, Path(key): Path<String>) -> Result<Json<Vec<Value>>, Problem> {
    Ok(Json(world.element(&key)?.configuration()))
}

async fn types(State(world): State<Shared>, Path(key): Path<String>) -> Result<Json<Value>, Problem> {
    Ok(Json(world.element(&key)?.types()))
}

async fn configurations(
    State(world): State<Shared>,
    Path((key, named)): Path<(String, String)>,
) -> Result<Json<Vec<Value>>, Problem> {
    let none = || Problem::missing(format!("No authentication type found with name {named}"));
    world.element(&key)?.configuration_of(&named).map(Json).ok_or_else(none)
}
