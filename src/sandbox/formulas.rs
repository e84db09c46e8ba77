//! Formulas: workflows of the platform. They are stored and never run, but an instance that a formula uses cannot be
//! deleted.

use super::{auth::Member, json_body, problem::Problem, world::SharedWorld};
use axum::{
    Json, Router,
    body::Bytes,
    extract::{Path, State},
    http::HeaderMap,
    routing::get,
};
use serde_json::{Map, Value};

pub(super) fn routes() -> Router<SharedWorld> {
    Router::new()
        .route("/formulas", get(list).post(create))
        .route("/formulas/instances", get(list_all_instances))
        .route("/formulas/{id}", get(read).delete(remove))
        .route("/formulas/{id}/instances", get(list_instances).post(create_instance))
        .route("/formulas/{id}/instances/{instance}", get(read_instance).delete(remove_instance))
}

async fn list(_: Member, State(world): State<SharedWorld>) -> Json<Vec<Value>> {
    Json(world.state().formulas.all())
}

async fn create(
    _: Member,
    State(world): State<SharedWorld>,
    headers: HeaderMap,
    body: Bytes,
) -> Result<Json<Value>, Problem> {
    let mut body = json_body::object(&headers, &body)?;
    let name = sent_name(&mut body, "formula")?;
    let formulas = &mut world.state().formulas;
    let id = formulas.add(name, body).ok_or_else(|| Problem::bad("There are too many formulas"))?;
    formulas.find(id).map(Json).ok_or_else(|| none(id))
}

async fn read(_: Member, State(world): State<SharedWorld>, Path(id): Path<String>) -> Result<Json<Value>, Problem> {
    world.state().formulas.find(number(&id)?).map(Json).ok_or_else(|| none(&id))
}

async fn remove(_: Member, State(world): State<SharedWorld>, Path(id): Path<String>) -> Result<(), Problem> {
    if world.state().formulas.remove(number(&id)?) { Ok(()) } else { Err(none(id)) }
}

async fn list_all_instances(_: Member, State(world): State<SharedWorld>) -> Json<Vec<Value>> {
    Json(world.state().formulas.instances(None))
}

async fn list_instances(
    _: Member,
    State(world): State<SharedWorld>,
    Path(id): Path<String>,
) -> Result<Json<Vec<Value>>, Problem> {
    let formula = number(&id)?;
    let state = world.state();
    state.formulas.find(formula).ok_or_else(|| none(&id))?;
    Ok(Json(state.formulas.instances(Some(formula))))
}

async fn create_instance(
    _: Member,
    State(world): State<SharedWorld>,
    Path(id): Path<String>,
    headers: HeaderMap,
    body: Bytes,
) -> Result<Json<Value>, Problem> {
    let formula = number(&id)?;
    let mut body = json_body::object(&headers, &body)?;
    let name = sent_name(&mut body, "formula instance")?;
    let configuration = match body.remove("configuration") {
        None | Some(Value::Null) => Map::new(),
        Some(Value::Object(configuration)) => configuration,
        Some(_) => return Err(Problem::bad("configuration must be an object")),
    };
    let formulas = &mut world.state().formulas;
    formulas.find(formula).ok_or_else(|| none(&id))?;
    let made = formulas.add_instance(formula, name, configuration);
    let made = made.ok_or_else(|| Problem::bad("There are too many instances of this formula"))?;
    formulas.find_instance(formula, made).map(Json).ok_or_else(|| none_of(made))
}

async fn read_instance(
    _: Member,
    State(world): State<SharedWorld>,
    Path((id, instance)): Path<(String, String)>,
) -> Result<Json<Value>, Problem> {
    let found = world.state().formulas.find_instance(number(&id)?, number(&instance)?);
    found.map(Json).ok_or_else(|| none_of(instance))
}

async fn remove_instance(
    _: Member,
    State(world): State<SharedWorld>,
    Path((id, instance)): Path<(String, String)>,
) -> Result<(), Problem> {
    let removed = world.state().formulas.remove_instance(number(&id)?, number(&instance)?);
    if removed { Ok(()) } else { Err(none_of(instance)) }
}

/// Takes the name out of a body.
fn sent_name(body: &mut Map<String, Value>, kind: &str) -> Result<String, Problem> {
    match body.remove("name") {
        Some(Value::String(name)) if !name.trim().is_empty() => Ok(name),
        _ => Err(Problem::bad(format!("The name of the {kind} is missing"))),
    }
}

fn number(id: &str) -> Result<u64, Problem> {
    id.parse().map_err(|_cause| none(id))
}

fn none(id: impl std::fmt::Display) -> Problem {
    Problem::missing(format!("No formula found with ID {id}"))
}

fn none_of(id: impl std::fmt::Display) -> Problem {
    Problem::missing(format!("No formula instance found with ID {id}"))
}
