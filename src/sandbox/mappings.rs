//! Object definitions and transformations of an instance, stored as they are sent.

use super::{
    addressed::{AddressedInstance, LastSegment, none, route_both},
    json_body,
    problem::Problem,
    record::InstanceRecord,
    world::{SandboxWorld, SharedWorld},
};
use axum::{
    Json, Router,
    body::Bytes,
    extract::State,
    http::{HeaderMap, StatusCode},
    routing::{MethodRouter, get},
};
use serde_json::{Map, Value};
use std::collections::BTreeMap;

/// Kinds of mappings.
#[derive(Clone, Copy)]
enum Kind {
    Definition,
    Transformation,
}

pub(super) fn routes() -> Router<SharedWorld> {
    let all = |kind| {
        get(move |AddressedInstance(id): AddressedInstance, State(world): State<SharedWorld>| async move {
            list(&world, id, kind)
        })
    };
    let router = route_both(Router::new(), "/objects/definitions", all(Kind::Definition));
    let router = route_both(router, "/objects/{name}/definitions", one(Kind::Definition));
    let router = route_both(router, "/transformations", all(Kind::Transformation).delete(clear));
    route_both(router, "/transformations/{name}", one(Kind::Transformation))
}

fn one(kind: Kind) -> MethodRouter<SharedWorld> {
    let write = move |is_new: bool| {
        move |AddressedInstance(id): AddressedInstance,
              LastSegment(name): LastSegment,
              State(world): State<SharedWorld>,
              headers: HeaderMap,
              body: Bytes| async move {
            let body = json_body::object(&headers, &body)?;
            save(&world, id, kind, &name, body, is_new)
        }
    };
    get(
        move |AddressedInstance(id): AddressedInstance,
              LastSegment(name): LastSegment,
              State(world): State<SharedWorld>| async move { read(&world, id, kind, &name) },
    )
    .post(write(true))
    .put(write(false))
    .delete(
        move |AddressedInstance(id): AddressedInstance,
              LastSegment(name): LastSegment,
              State(world): State<SharedWorld>| async move { remove(&world, id, kind, &name) },
    )
}

impl Kind {
    fn of(self, record: &mut InstanceRecord) -> &mut BTreeMap<String, Value> {
        match self {
            Self::Definition => &mut record.definitions,
            Self::Transformation => &mut record.transformations,
        }
    }

    fn describe(self) -> &'static str {
        match self {
            Self::Definition => "object definition",
            Self::Transformation => "transformation",
        }
    }

    fn missing(self, name: &str) -> Problem {
        Problem::missing(format!("No {} found with name {name}", self.describe()))
    }
}

fn list(world: &SandboxWorld, id: u64, kind: Kind) -> Result<Json<Value>, Problem> {
    let mut state = world.state();
    let all = kind.of(state.instances.find_mut(id).ok_or_else(|| none(id))?);
    if all.is_empty() {
        return Err(Problem::missing(format!("No {}s found", kind.describe())));
    }
    Ok(Json(all.iter().map(|(name, value)| (name.clone(), value.clone())).collect::<Map<_, _>>().into()))
}

fn read(world: &SandboxWorld, id: u64, kind: Kind, name: &str) -> Result<Json<Value>, Problem> {
    let mut state = world.state();
    let all = kind.of(state.instances.find_mut(id).ok_or_else(|| none(id))?);
    all.get(name).cloned().map(Json).ok_or_else(|| kind.missing(name))
}

fn save(
    world: &SandboxWorld,
    id: u64,
    kind: Kind,
    name: &str,
    mut body: Map<String, Value>,
    is_new: bool,
) -> Result<Json<Value>, Problem> {
    let fields = body.get("fields").and_then(Value::as_array);
    let is_field = |field: &Value| field.get("path").is_some_and(Value::is_string);
    if !fields.is_some_and(|fields| fields.iter().all(is_field)) {
        return Err(Problem::bad("fields must be an array of objects with a path"));
    }
    body.entry("level").or_insert_with(|| "instance".into());
    let mut state = world.state();
    let all = kind.of(state.instances.find_mut(id).ok_or_else(|| none(id))?);
    match (is_new, all.contains_key(name)) {
        (true, true) => {
            let text = format!("The {} {name} exists already", kind.describe());
            Err(Problem::new(StatusCode::CONFLICT, text))
        }
        (false, false) => Err(kind.missing(name)),
        (true, false) | (false, true) => {
            all.insert(name.to_owned(), Value::Object(body.clone()));
            Ok(Json(Value::Object(body)))
        }
    }
}

fn remove(world: &SandboxWorld, id: u64, kind: Kind, name: &str) -> Result<(), Problem> {
    let mut state = world.state();
    let all = kind.of(state.instances.find_mut(id).ok_or_else(|| none(id))?);
    all.remove(name).map(|_| ()).ok_or_else(|| kind.missing(name))
}

async fn clear(AddressedInstance(id): AddressedInstance, State(world): State<SharedWorld>) -> Result<(), Problem> {
    let mut state = world.state();
    state.instances.find_mut(id).ok_or_else(|| none(id))?.transformations.clear();
    Ok(())
}
