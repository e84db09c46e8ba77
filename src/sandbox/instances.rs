//! The instances there are: listed, read, switched off and on, deleted.

use super::{
    auth::Member,
    create,
    paging::PageRequest,
    problem::Problem,
    query::QueryPairs,
    record::InstanceRecord,
    world::{SandboxWorld, SharedWorld},
};
use axum::{
    Json, Router,
    extract::{Path, RawQuery, State},
    response::Response,
    routing::{get, put},
};
use serde_json::Value;

pub(super) fn routes() -> Router<SharedWorld> {
    Router::new()
        .route("/instances", get(list).post(create::create))
        .route("/instances/{id}", get(read).delete(delete))
        .route("/instances/{id}/enabled", put(enable).delete(disable))
        .route("/elements/{key}/instances", get(list_of).post(create::create_of))
        .route("/elements/{key}/instances/{id}", get(read_of).delete(delete_of))
}

async fn list(_: Member, State(world): State<SharedWorld>, RawQuery(query): RawQuery) -> Result<Response, Problem> {
    answer(&world, query, None)
}

async fn list_of(
    _: Member,
    State(world): State<SharedWorld>,
    Path(key): Path<String>,
    RawQuery(query): RawQuery,
) -> Result<Response, Problem> {
    let id = world.element(&key)?.id;
    answer(&world, query, Some(id))
}

/// Lists instances with any of the tags asked for, and the text in their name or their element's key; where an element
/// is given, only its own, of which there has to be one.
fn answer(world: &SandboxWorld, query: Option<String>, element: Option<u64>) -> Result<Response, Problem> {
    let query = QueryPairs::read(query.unwrap_or_default().as_bytes());
    let page = PageRequest::read(&query, Some(200))?;
    let tags: Vec<&str> = query.all("tags[]").collect();
    let text = query.first("searchText").unwrap_or_default().to_lowercase();
    let hydrated = query.is_on("hydrate");
    let tagged =
        |record: &InstanceRecord| tags.is_empty() || record.tags.iter().any(|tag| tags.contains(&tag.as_str()));
    let named = |record: &InstanceRecord| {
        record.name.to_lowercase().contains(&text) || record.listed.key().to_lowercase().contains(&text)
    };
    let belongs = |record: &InstanceRecord| element.is_none_or(|id| record.listed.id == id);
    let state = world.state();
    let mut found = state.instances.all().filter(|(_, r)| belongs(r) && tagged(r) && named(r)).peekable();
    if element.is_some() && found.peek().is_none() {
        return Err(Problem::missing("No element instances found"));
    }
    Ok(page.cut(found, |id, record| record.json(id, hydrated)))
}

async fn read(_: Member, State(world): State<SharedWorld>, Path(id): Path<String>) -> Result<Json<Value>, Problem> {
    show(&world, None, &id)
}

async fn read_of(
    _: Member,
    State(world): State<SharedWorld>,
    Path((key, id)): Path<(String, String)>,
) -> Result<Json<Value>, Problem> {
    show(&world, Some(&key), &id)
}

async fn delete(_: Member, State(world): State<SharedWorld>, Path(id): Path<String>) -> Result<(), Problem> {
    remove(&world, None, &id)
}

async fn delete_of(
    _: Member,
    State(world): State<SharedWorld>,
    Path((key, id)): Path<(String, String)>,
) -> Result<(), Problem> {
    remove(&world, Some(&key), &id)
}

async fn enable(_: Member, State(world): State<SharedWorld>, Path(id): Path<String>) -> Result<(), Problem> {
    switch(&world, &id, false)
}

async fn disable(_: Member, State(world): State<SharedWorld>, Path(id): Path<String>) -> Result<(), Problem> {
    switch(&world, &id, true)
}

fn show(world: &SandboxWorld, key: Option<&str>, id: &str) -> Result<Json<Value>, Problem> {
    let number = identify(world, key, id)?;
    let state = world.state();
    state.instances.find(number).map(|record| Json(record.json(number, true))).ok_or_else(|| none(id))
}

fn remove(world: &SandboxWorld, key: Option<&str>, id: &str) -> Result<(), Problem> {
    let number = identify(world, key, id)?;
    world.state().instances.remove(number);
    Ok(())
}

fn switch(world: &SandboxWorld, id: &str, disabled: bool) -> Result<(), Problem> {
    let number = identify(world, None, id)?;
    world.state().instances.find_mut(number).ok_or_else(|| none(id))?.disabled = disabled;
    Ok(())
}

/// The number of an instance that is there, and is one of this element where the address names one.
fn identify(world: &SandboxWorld, key: Option<&str>, id: &str) -> Result<u64, Problem> {
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
