//! Documentation of the calls through an instance or of an element, as Swagger 2.0, and the events of an instance.

use super::{
    addressed::{AddressedInstance, LastSegment, none, route_both},
    auth::Member,
    listed::SandboxElement,
    objects,
    problem::Problem,
    query::QueryPairs,
    world::{SandboxWorld, SharedWorld},
};
use axum::{
    Json, Router,
    extract::{Path, RawQuery, State},
    routing::get,
};
use serde_json::{Map, Value, json};
use std::sync::Arc;

/// Operations on each resource: method, true with an id in the path, prefix of the operation's id, answer.
const OPERATIONS: [(&str, bool, &str, &str); 5] = [
    ("get", false, "get", "list"),
    ("post", false, "create", "one"),
    ("get", true, "getOne", "one"),
    ("patch", true, "update", "one"),
    ("delete", true, "delete", "none"),
];

pub(super) fn routes() -> Router<SharedWorld> {
    let router = Router::new().route("/elements/{key}/docs", get(read_of_element));
    let router = route_both(router, "/docs", get(read));
    let router = route_both(router, "/docs/{name}", get(read_operation));
    let router = route_both(router, "/docs/{name}/definitions", get(read_definitions));
    let router = route_both(router, "/events", get(events));
    route_both(router, "/events/{name}", get(event))
}

async fn read_of_element(
    _: Member,
    State(world): State<SharedWorld>,
    Path(key): Path<String>,
    RawQuery(query): RawQuery,
) -> Result<Json<Value>, Problem> {
    choose(&*world.element(&key)?, query)
}

async fn read(
    AddressedInstance(id): AddressedInstance,
    State(world): State<SharedWorld>,
    RawQuery(query): RawQuery,
) -> Result<Json<Value>, Problem> {
    choose(&*listed(&world, id)?, query)
}

/// Returns the document with the requested operation, or with all.
fn choose(listed: &SandboxElement, query: Option<String>) -> Result<Json<Value>, Problem> {
    let query = QueryPairs::read(query.unwrap_or_default().as_bytes());
    check_version(&query)?;
    query.filled("operationId").map_or_else(|| Ok(document(listed, None)), |name| operation(listed, name)).map(Json)
}

async fn read_operation(
    AddressedInstance(id): AddressedInstance,
    LastSegment(name): LastSegment,
    State(world): State<SharedWorld>,
    RawQuery(query): RawQuery,
) -> Result<Json<Value>, Problem> {
    check_version(&QueryPairs::read(query.unwrap_or_default().as_bytes()))?;
    let listed = listed(&world, id)?;
    operation(&listed, &name).map(Json)
}

async fn read_definitions(
    AddressedInstance(id): AddressedInstance,
    LastSegment(name): LastSegment,
    State(world): State<SharedWorld>,
) -> Result<Json<Value>, Problem> {
    let listed = listed(&world, id)?;
    let mut document = operation(&listed, &name)?;
    Ok(Json(document.get_mut("definitions").map(Value::take).unwrap_or_default()))
}

fn listed(world: &SandboxWorld, id: u64) -> Result<Arc<SandboxElement>, Problem> {
    world.state().instances.find(id).map(|record| record.listed.clone()).ok_or_else(|| none(id))
}

/// Checks `version`: -1 is the latest one, and there are no others.
fn check_version(query: &QueryPairs) -> Result<(), Problem> {
    match query.filled("version").map(str::parse::<i64>) {
        None | Some(Ok(-1)) => Ok(()),
        Some(Ok(version)) => Err(Problem::missing(format!("No docs found with version {version}"))),
        Some(Err(_)) => Err(Problem::bad("version must be a number")),
    }
}

fn operation(listed: &SandboxElement, name: &str) -> Result<Value, Problem> {
    let document = document(listed, Some(name));
    let is_empty = document.get("paths").and_then(Value::as_object).is_none_or(Map::is_empty);
    if is_empty { Err(Problem::missing(format!("No operation found with ID {name}"))) } else { Ok(document) }
}

/// Builds the document with all operations or with one.
fn document(listed: &SandboxElement, only: Option<&str>) -> Value {
    let (mut paths, mut definitions) = (Map::new(), Map::new());
    for resource in objects::resources(listed.element.hub.as_str()) {
        for (method, has_id, prefix, answer) in OPERATIONS {
            let name = operation_name(prefix, resource);
            if only.is_some_and(|only| only != name) {
                continue;
            }
            let path = if has_id { format!("/{resource}/{{id}}") } else { format!("/{resource}") };
            let described = describe(&name, method, has_id, resource, answer);
            let methods = paths.entry(path).or_insert_with(|| json!({}));
            if let Some(methods) = methods.as_object_mut() {
                methods.insert(method.into(), described);
            }
            definitions.entry(resource).or_insert_with(|| schema(resource));
        }
    }
    json!({
        "swagger": "2.0",
        "info": { "title": listed.element.name, "version": "api-v2" },
        "basePath": "/elements/api-v2",
        "consumes": ["application/json"],
        "produces": ["application/json"],
        "paths": paths,
        "definitions": definitions,
    })
}

fn operation_name(prefix: &str, resource: &str) -> String {
    let (first, rest) = resource.split_at_checked(1).unwrap_or_default();
    format!("{prefix}{}{rest}", first.to_uppercase())
}

fn describe(name: &str, method: &str, has_id: bool, resource: &str, answer: &str) -> Value {
    let mut parameters = vec![json!({ "name": "Authorization", "in": "header", "type": "string", "required": true,
                "description": "User and Element" })];
    if has_id {
        parameters.push(json!({ "name": "id", "in": "path", "type": "string", "required": true }));
    } else if method == "get" {
        parameters.push(json!({ "name": "where", "in": "query", "type": "string", "required": false }));
        parameters.push(json!({ "name": "pageSize", "in": "query", "type": "integer", "required": false }));
    }
    let reference = json!({ "$ref": format!("#/definitions/{resource}") });
    if matches!(method, "post" | "patch") {
        parameters.push(json!({ "name": "body", "in": "body", "required": true, "schema": reference }));
    }
    let mut success = json!({ "description": "OK" });
    let schema = match answer {
        "list" => Some(json!({ "type": "array", "items": reference })),
        "one" => Some(reference),
        _ => None,
    };
    if let (Some(schema), Some(success)) = (schema, success.as_object_mut()) {
        success.insert("schema".into(), schema);
    }
    json!({ "operationId": name, "tags": [resource], "parameters": parameters, "responses": { "200": success } })
}

fn schema(resource: &str) -> Value {
    json!({
        "type": "object",
        "title": resource,
        "properties": {
            "id": { "type": "string" },
            "name": { "type": "string" },
            "email": { "type": "string" },
            "description": { "type": "string" },
            "createdDate": { "type": "string", "format": "date-time" },
        },
    })
}

/// Lists events. No provider sends any.
async fn events(_: AddressedInstance) -> Json<Vec<Value>> {
    Json(Vec::new())
}

async fn event(_: AddressedInstance, LastSegment(name): LastSegment) -> Problem {
    Problem::missing(format!("No event found with ID {name}"))
}
