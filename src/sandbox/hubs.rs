//! The families of elements.

use super::{problem::Problem, query::Query, world::Shared};
use axum::{
    Json, Router,
    extract::{Path, RawQuery, State},
    routing::get,
};
use serde_json::{Value, json};
use std::collections::BTreeSet;

pub(super) fn routes() -> Router<Shared> {
    Router::new()
        .route("/hubs", get(list))
        .route("/hubs/keys", get(keys))
        .route("/hubs/{hub}", get(read))
        .route("/hubs/{hub}/elements", get(elements))
}

async fn list(State(world): State<Shared>, RawQuery(query): RawQuery) -> Json<Vec<Value>> {
    let hydrated = Query::read(query.unwrap_or_default().as_bytes()).first("hydrate") == Some("true");
    let hubs = known(&world).into_iter().map(|hub| {
        let mut json = describe(hub);
        if let (true, Some(object)) = (hydrated, json.as_object_mut()) {
            object.insert("elements".into(), Value::from(members(&world, hub)));
        }
        json
    });
    Json(hubs.collect())
}

async fn keys(State(world): State<Shared>) -> Json<Value> {
    Json(json!(known(&world)))
}

async fn read(State(world): State<Shared>, Path(hub): Path<String>) -> Result<Json<Value>, Problem> {
    if known(&world).contains(hub.as_str()) { Ok(Json(describe(&hub))) } else { Err(none(&hub)) }
}

async fn elements(State(world): State<Shared>, Path(hub): Path<String>) -> Result<Json<Vec<Value>>, Problem> {
    let members = members(&world, &hub);
    if members.is_empty() { Err(none(&hub)) } else { Ok(Json(members)) }
}

fn known(world: &Shared) -> BTreeSet<&str> {
    world.shelf.entries().map(|entry| entry.hub.as_str()).collect()
}

fn members(world: &Shared, hub: &str) -> Vec<Value> {
    let members = world.shelf.all().filter(|listed| listed.element.hub.as_str() == hub);
    members.map(|listed| listed.summary()).collect()
}

fn describe(hub: &str) -> Value {
    json!({ "key": hub, "name": hub, "description": format!("Elements of the {hub} hub"), "active": true })
}

fn none(hub: &str) -> Problem {
    Problem::missing(format!("No hub found with key {hub}"))
}
