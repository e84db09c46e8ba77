//! Elements and their configuration. They can be read without a secret.

use super::{
    auth::Member,
    catalog::CatalogSlot,
    filter::Filter,
    paging::PageRequest,
    problem::Problem,
    query::QueryPairs,
    world::{SandboxWorld, SharedWorld},
};
use axum::{
    Json, Router,
    extract::{Path, RawQuery, State},
    response::Response,
    routing::get,
};
use serde_json::{Value, value::to_raw_value};

pub(super) fn routes() -> Router<SharedWorld> {
    Router::new()
        .route("/elements", get(list))
        .route("/elements/keys", get(keys))
        .route("/elements/{key}", get(read))
        .route("/elements/{key}/export", get(export))
        .route("/elements/{key}/configuration", get(configuration))
        .route("/elements/{key}/authentication-types", get(types))
        .route("/elements/{key}/authentication-types/{type}/configurations", get(configurations))
}

async fn list(State(world): State<SharedWorld>, RawQuery(query): RawQuery) -> Result<Response, Problem> {
    let (page, filter) = read_query(query)?;
    let render = |_, place: &CatalogSlot| {
        let listed = place.listed();
        // As text each takes a tenth of the room.
        to_raw_value(&if filter.abridged { listed.abridged() } else { listed.full() }).ok()
    };
    Ok(page.cut(matching(&world, &filter), render))
}

async fn keys(State(world): State<SharedWorld>, RawQuery(query): RawQuery) -> Result<Response, Problem> {
    let (page, filter) = read_query(query)?;
    Ok(page.cut(matching(&world, &filter), |_, place| place.key()))
}

/// Reads page and filter of a list. Without a page size the list is complete, which clients without paging rely on.
pub(super) fn read_query(query: Option<String>) -> Result<(PageRequest, Filter), Problem> {
    let query = QueryPairs::read(query.unwrap_or_default().as_bytes());
    Ok((PageRequest::read(&query, None)?, Filter::read(&query)?))
}

/// Numbered elements that pass a filter.
pub(super) fn matching<'a>(
    world: &'a SandboxWorld,
    filter: &'a Filter,
) -> impl Iterator<Item = (u64, &'a CatalogSlot)> {
    let passes = |place: &&CatalogSlot| filter.is_empty() || filter.matches(&place.listed().summary());
    (1..).zip(world.shelf.places()).filter(move |(_, place)| passes(place))
}

async fn read(State(world): State<SharedWorld>, Path(key): Path<String>) -> Result<Json<Value>, Problem> {
    Ok(Json(world.element(&key)?.full()))
}

/// Returns the element as it can be sent to another organization.
async fn export(_: Member, State(world): State<SharedWorld>, Path(key): Path<String>) -> Result<Json<Value>, Problem> {
    read(State(world), Path(key)).await
}

async fn configuration(State(world): State<SharedWorld>, Path(key): Path<String>) -> Result<Json<Vec<Value>>, Problem> {
    Ok(Json(world.element(&key)?.configuration()))
}

async fn types(State(world): State<SharedWorld>, Path(key): Path<String>) -> Result<Json<Value>, Problem> {
    Ok(Json(world.element(&key)?.types()))
}

async fn configurations(
    State(world): State<SharedWorld>,
    Path((key, named)): Path<(String, String)>,
) -> Result<Json<Vec<Value>>, Problem> {
    let none = || Problem::missing(format!("No authentication type found with name {named}"));
    world.element(&key)?.configuration_of(&named).map(Json).ok_or_else(none)
}
