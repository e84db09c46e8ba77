//! The hubs: families of elements with common resources.

use super::{
    catalog::CatalogSlot,
    elements::{matching, read_query},
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
use serde_json::{Value, json};
use std::collections::BTreeSet;

/// Methods that every resource of a hub has.
const VERBS: [&str; 2] = ["GET", "POST"];

pub(super) fn routes() -> Router<SharedWorld> {
    Router::new()
        .route("/hubs", get(list))
        .route("/hubs/keys", get(keys))
        .route("/hubs/{hub}", get(read))
        .route("/hubs/{hub}/elements", get(elements))
}

/// A hub under the number it goes by here.
struct SandboxHub<'a> {
    id: u64,
    key: &'a str,
}

async fn list(State(world): State<SharedWorld>, RawQuery(query): RawQuery) -> Result<Response, Problem> {
    let hydrated = is_hydrated(query.as_deref());
    let (page, _) = read_query(query)?;
    Ok(page.cut(known(&world).into_iter().map(|hub| (hub.id, hub)), |_, hub| hub.json(&world, hydrated)))
}

async fn keys(State(world): State<SharedWorld>, RawQuery(query): RawQuery) -> Result<Response, Problem> {
    let (page, _) = read_query(query)?;
    Ok(page.cut(known(&world).into_iter().map(|hub| (hub.id, hub)), |_, hub| hub.key))
}

async fn read(
    State(world): State<SharedWorld>,
    Path(name): Path<String>,
    RawQuery(query): RawQuery,
) -> Result<Json<Value>, Problem> {
    Ok(Json(find(&world, &name)?.json(&world, is_hydrated(query.as_deref()))))
}

async fn elements(
    State(world): State<SharedWorld>,
    Path(name): Path<String>,
    RawQuery(query): RawQuery,
) -> Result<Response, Problem> {
    let hub = find(&world, &name)?;
    let (page, filter) = read_query(query)?;
    let render = |_, place: &CatalogSlot| {
        let listed = place.listed();
        if filter.abridged { listed.abridged() } else { listed.summary() }
    };
    Ok(page.cut(matching(&world, &filter).filter(|(_, place)| place.hub() == hub.key), render))
}

fn is_hydrated(query: Option<&str>) -> bool {
    QueryPairs::read(query.unwrap_or_default().as_bytes()).is_on("hydrate")
}

fn known(world: &SandboxWorld) -> Vec<SandboxHub<'_>> {
    let keys: BTreeSet<&str> = world.shelf.places().map(CatalogSlot::hub).collect();
    (1..).zip(keys).map(|(id, key)| SandboxHub { id, key }).collect()
}

/// The hub with this key or number.
fn find<'a>(world: &'a SandboxWorld, name: &str) -> Result<SandboxHub<'a>, Problem> {
    let number = name.parse::<u64>().ok();
    let none = || Problem::missing(format!("No hub found with key {name}"));
    known(world).into_iter().find(|hub| hub.key == name || Some(hub.id) == number).ok_or_else(none)
}

impl SandboxHub<'_> {
    fn json(&self, world: &SandboxWorld, hydrated: bool) -> Value {
        let (id, key) = (self.id, self.key);
        let mut json = json!({
            "id": id, "key": key, "name": key, "description": format!("Elements of the {key} hub"), "active": true
        });
        if let (true, Some(object)) = (hydrated, json.as_object_mut()) {
            let members = world.shelf.places().filter(|place| place.hub() == key);
            let elements: Vec<Value> = members.map(|place| place.listed().summary()).collect();
            object.insert("elements".into(), Value::from(elements));
            object.insert("resources".into(), Value::from(self.resources()));
        }
        json
    }

    fn resources(&self) -> Vec<Value> {
        let names = super::objects::resources(self.key);
        let calls = names.into_iter().flat_map(|name| VERBS.map(|verb| (name, verb)));
        let numbered = (self.id * 100 + 1..).zip(calls);
        let resource = |(id, (name, verb)): (u64, (&str, &str))| json!({ "id": id, "name": name, "path": format!("/hubs/{}/{name}", self.key), "method": verb });
        numbered.map(resource).collect()
    }
}
