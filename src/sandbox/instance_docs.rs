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
use crate::domain::base::API_PATH;
use axum::{
    Json, Router,
    extract::{Path, RawQuery, State},
    routing::get,
};
use serde_json::{Map, Value, json};
use std::{collections::BTreeMap, sync::Arc};

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
    let documented = Documented { listed: world.element(&key)?, host: host(&world), own: BTreeMap::new() };
    documented.choose(query)
}

async fn read(
    AddressedInstance(id): AddressedInstance,
    State(world): State<SharedWorld>,
    RawQuery(query): RawQuery,
) -> Result<Json<Value>, Problem> {
    Documented::of_instance(&world, id)?.choose(query)
}

async fn read_operation(
    AddressedInstance(id): AddressedInstance,
    LastSegment(name): LastSegment,
    State(world): State<SharedWorld>,
    RawQuery(query): RawQuery,
) -> Result<Json<Value>, Problem> {
    check_version(&QueryPairs::read(query.unwrap_or_default().as_bytes()))?;
    Documented::of_instance(&world, id)?.operation(&name).map(Json)
}

async fn read_definitions(
    AddressedInstance(id): AddressedInstance,
    LastSegment(name): LastSegment,
    State(world): State<SharedWorld>,
) -> Result<Json<Value>, Problem> {
    let mut document = Documented::of_instance(&world, id)?.operation(&name)?;
    Ok(Json(document.get_mut("definitions").map(Value::take).unwrap_or_default()))
}

/// Checks `version`: -1 is the latest one, and there are no others.
fn check_version(query: &QueryPairs) -> Result<(), Problem> {
    match query.filled("version").map(str::parse::<i64>) {
        None | Some(Ok(-1)) => Ok(()),
        Some(Ok(version)) => Err(Problem::missing(format!("No docs found with version {version}"))),
        Some(Err(_)) => Err(Problem::bad("version must be a number")),
    }
}

/// Element or instance to document.
struct Documented {
    listed: Arc<SandboxElement>,
    host: String,
    /// Schemas of the instance's own objects whose transformation has `addToDocumentation`, by name.
    own: BTreeMap<String, Value>,
}

impl Documented {
    fn of_instance(world: &SandboxWorld, id: u64) -> Result<Self, Problem> {
        let state = world.state();
        let record = state.instances.find(id).ok_or_else(|| none(id))?;
        let is_added = |transformation: &Value| {
            let mut parts = transformation.get("configuration").and_then(Value::as_array).into_iter().flatten();
            parts.any(|part| part.get("type").is_some_and(|kind| kind == "addToDocumentation"))
        };
        let added = record.transformations.iter().filter(|(_, transformation)| is_added(transformation));
        let schema_of = |name: &String| own_schema(name, record.definitions.get(name));
        let own = added.map(|(name, _)| (name.clone(), schema_of(name))).collect();
        Ok(Self { listed: record.listed.clone(), host: host(world), own })
    }

    /// Returns the document with the requested operation, or with all.
    fn choose(&self, query: Option<String>) -> Result<Json<Value>, Problem> {
        let query = QueryPairs::read(query.unwrap_or_default().as_bytes());
        check_version(&query)?;
        query.filled("operationId").map_or_else(|| Ok(self.document(None)), |name| self.operation(name)).map(Json)
    }

    fn operation(&self, name: &str) -> Result<Value, Problem> {
        let document = self.document(Some(name));
        let is_empty = document.get("paths").and_then(Value::as_object).is_none_or(Map::is_empty);
        if is_empty { Err(Problem::missing(format!("No operation found with ID {name}"))) } else { Ok(document) }
    }

    /// Returns the document with all operations or with one.
    fn document(&self, only: Option<&str>) -> Value {
        let (mut paths, mut definitions, mut tags) = (Map::new(), Map::new(), Vec::new());
        let common = objects::resources(self.listed.element.hub.as_str()).map(|name| (name, "id", schema(name)));
        let own = self.own.iter().map(|(name, schema)| (name.as_str(), "objectId", schema.clone()));
        for (resource, id, schema) in common.into_iter().chain(own) {
            let methods = describe_all(resource, id, only);
            if methods.is_empty() {
                continue;
            }
            paths.extend(methods);
            definitions.insert(resource.into(), schema);
            if id == "id" {
                definitions.insert(notes_of(resource), notes());
            }
            tags.push(json!({ "name": resource }));
        }
        json!({
            "swagger": "2.0",
            "info": { "title": self.listed.element.name, "version": "api-v2" },
            "host": self.host,
            "basePath": API_PATH,
            "schemes": ["http"],
            "consumes": ["application/json"],
            "produces": ["application/json"],
            "tags": tags,
            "paths": paths,
            "definitions": definitions,
        })
    }
}

/// Returns the sandbox's host with its port.
fn host(world: &SandboxWorld) -> String {
    let base = world.account.base.as_str();
    base.trim_start_matches("http://").trim_end_matches(API_PATH).to_owned()
}

/// Returns the paths of a resource with all its operations, or with one.
fn describe_all(resource: &str, id: &str, only: Option<&str>) -> Map<String, Value> {
    let mut paths = Map::new();
    for (method, has_id, prefix, answer) in OPERATIONS {
        let name = operation_name(prefix, resource);
        if only.is_some_and(|only| only != name) {
            continue;
        }
        let path = if has_id { format!("/{resource}/{{{id}}}") } else { format!("/{resource}") };
        let described = describe(&name, method, has_id.then_some(id), resource, answer);
        let methods = paths.entry(path).or_insert_with(|| json!({}));
        if let Some(methods) = methods.as_object_mut() {
            methods.insert(method.into(), described);
        }
    }
    paths
}

fn operation_name(prefix: &str, resource: &str) -> String {
    let (first, rest) = resource.split_at_checked(1).unwrap_or_default();
    format!("{prefix}{}{rest}", first.to_uppercase())
}

fn describe(name: &str, method: &str, id: Option<&str>, resource: &str, answer: &str) -> Value {
    let mut parameters = vec![json!({ "name": "Authorization", "in": "header", "type": "string", "required": true,
                "description": "User and Element" })];
    if let Some(id) = id {
        parameters.push(json!({ "name": id, "in": "path", "type": "string", "required": true }));
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
            "notes": { "type": "array", "items": { "$ref": format!("#/definitions/{}", notes_of(resource)) } },
        },
    })
}

/// Name of the schema that the records of a resource contain.
fn notes_of(resource: &str) -> String {
    format!("{resource}Notes")
}

fn notes() -> Value {
    json!({ "type": "object", "properties": { "id": { "type": "string" }, "text": { "type": "string" } } })
}

/// Returns the schema of an object that an instance adds, from its definition.
fn own_schema(name: &str, definition: Option<&Value>) -> Value {
    let fields = definition.and_then(|definition| definition.get("fields")).and_then(Value::as_array);
    let property = |field: &Value| {
        let kind = field.get("type").and_then(Value::as_str).unwrap_or("string");
        Some((field.get("path")?.as_str()?.to_owned(), json!({ "type": kind })))
    };
    let properties: Map<_, _> = fields.into_iter().flatten().filter_map(property).collect();
    json!({ "type": "object", "title": name, "properties": properties })
}

/// Lists events. No provider sends any.
async fn events(_: AddressedInstance) -> Json<Vec<Value>> {
    Json(Vec::new())
}

async fn event(_: AddressedInstance, LastSegment(name): LastSegment) -> Problem {
    Problem::missing(format!("No event found with ID {name}"))
}
