//! The instances there are: listed, read, switched off and on, deleted.

use super::{
    auth::{Holder, Member},
    clock, create,
    paging::Page,
    problem::Problem,
    query::Query,
    record::Record,
    world::{Shared, World},
};
use axum::{
    Json, Router,
    extract::{Path, RawQuery, State},
    http::StatusCode,
    response::{IntoResponse as _, Response},
    routing::{get, put},
};
use serde_json::{Value, json};

pub(super) fn routes() -> Router<Shared> {
    Router::new()
        .route("/instances", get(list).post(create::create))
        .route("/instances/{id}", get(read).delete(delete))
        .route("/instances/{id}/enabled", put(enable).delete(disable))
        .route("/elements/{key}/instances", get(list_of).post(create::create_of))
        .route("/elements/{key}/instances/{id}", get(read_of).delete(delete_of))
        .route("/ping", get(ping))
        .route("/hubs/{hub}/ping", get(ping))
}

async fn list(_: Member, State(world): State<Shared>, RawQuery(query): RawQuery) -> Result<Response, Problem> {
    let query = Query::read(query.unwrap_or_default().as_bytes());
    Ok(Page::read(&query, Some(200))?.cut(found(&world, &query, |_| true)))
}

async fn list_of(
    _: Member,
    State(world): State<Shared>,
    Path(key): Path<String>,
    RawQuery(query): RawQuery,
) -> Result<Response, Problem> {
    let id = world.element(&key)?.id;
    let query = Query::read(query.unwrap_or_default().as_bytes());
    let found = found(&world, &query, |record| record.listed.id == id);
    if found.is_empty() {
        return Err(Problem::missing("No element instances found"));
    }
    Ok(Page::read(&query, Some(200))?.cut(found))
}

/// Instances with any of the tags asked for, and the text in their name or their element's key.
fn found(world: &World, query: &Query, belongs: impl Fn(&Record) -> bool) -> Vec<(u64, Value)> {
    let tags: Vec<&str> = query.all("tags[]").collect();
    let text = query.first("searchText").unwrap_or_default().to_lowercase();
    let hydrated = query.first("hydrate") == Some("true");
    let tagged = |record: &Record| tags.is_empty() || record.tags.iter().any(|tag| tags.contains(&tag.as_str()));
    let named = |record: &Record| {
        record.name.to_lowercase().contains(&text) || record.listed.key().to_lowercase().contains(&text)
    };
    let state = world.state();
    let found = state.instances.all().filter(|(_, r)| belongs(r) && tagged(r) && named(r));
    found.map(|(id, record)| (id, record.json(id, hydrated))).collect()
}

async fn read(_: Member, State(world): State<Shared>, Path(id): Path<String>) -> Result<Json<Value>, Problem> {
    show(&world, None, &id)
}

async fn read_of(
    _: Member,
    State(world): State<Shared>,
    Path((key, id)): Path<(String, String)>,
) -> Result<Json<Value>, Problem> {
    show(&world, Some(&key), &id)
}

async fn delete(_: Member, State(world): State<Shared>, Path(id): Path<String>) -> Result<(), Problem> {
    remove(&world, None, &id)
}

async fn delete_of(
    _: Member,
    State(world): State<Shared>,
    Path((key, id)): Path<(String, String)>,
) -> Result<(), Problem> {
    remove(&world, Some(&key), &id)
}

async fn enable(_: Member, State(world): State<Shared>, Path(id): Path<String>) -> Result<(), Problem> {
    switch(&world, &id, false)
}

async fn disable(_: Member, State(world): State<Shared>, Path(id): Path<String>) -> Result<(), Problem> {
    switch(&world, &id, true)
}

fn show(world: &World, key: Option<&str>, id: &str) -> Result<Json<Value>, Problem> {
    let number = identify(world, key, id)?;
    let state = world.state();
    state.instances.find(number).map(|record| Json(record.json(number, true))).ok_or_else(|| none(id))
}

fn remove(world: &World, key: Option<&str>, id: &str) -> Result<(), Problem> {
    let number = identify(world, key, id)?;
    world.state().instances.remove(number);
    Ok(())
}

fn switch(world: &World, id: &str, disabled: bool) -> Result<(), Problem> {
    let number = identify(world, None, id)?;
    world.state().instances.find_mut(number).ok_or_else(|| none(id))?.disabled = disabled;
    Ok(())
}

/// The number of an instance that is there, and is one of this element where the address names one.
fn identify(world: &World, key: Option<&str>, id: &str) -> Result<u64, Problem> {
    let element = key.map(|key| world.element(key)).transpose()?;
    let number = id.parse().map_err(|_cause| none(id))?;
    let state = world.state();
    let record = state.instances.find(number).ok_or_else(|| none(id))?;
    if element.is_some_and(|element| element.id != record.listed.id) {
        return Err(none(id));
    }
    Ok(number)
}

fn none(id: &str) -> Problem {
    Problem::missing(format!("No element instance found with ID {id}"))
}

/// The cheapest call that needs an instance's token; the hub in the address is ignored.
async fn ping(Holder(id): Holder, State(world): State<Shared>) -> Result<Response, Problem> {
    let state = world.state();
    let record = state.instances.find(id).ok_or_else(super::auth::refused)?;
    if record.disabled {
        return Err(Problem::new(StatusCode::FORBIDDEN, "The element instance is disabled"));
    }
    let pong = json!({ "dateTime": clock::stamp(clock::seconds()), "endpoint": record.listed.key() });
    Ok(([("elements-element-instance-id", id.to_string())], Json(pong)).into_response())
}
