//! Configuration entries and trace logging of an instance.

use super::{
    addressed::{AddressedInstance, LastSegment, none, route_both},
    clock, json_body, order,
    problem::Problem,
    record::InstanceRecord,
    world::SharedWorld,
};
use axum::{
    Json, Router,
    body::Bytes,
    extract::State,
    http::HeaderMap,
    routing::{get, put},
};
use serde_json::{Map, Value, json};

/// Minutes of trace logging if none are asked for.
const TRACE_MINUTES: u64 = 30;

pub(super) fn routes() -> Router<SharedWorld> {
    let router = route_both(Router::new(), "/configuration", get(list));
    let router = route_both(router, "/configuration/{name}", get(read).patch(change));
    route_both(router, "/trace-logging", put(start_trace).delete(stop_trace))
}

async fn list(
    AddressedInstance(id): AddressedInstance,
    State(world): State<SharedWorld>,
) -> Result<Json<Vec<Value>>, Problem> {
    world.state().instances.find(id).map(|record| Json(entries(record))).ok_or_else(|| none(id))
}

async fn read(
    AddressedInstance(id): AddressedInstance,
    LastSegment(entry): LastSegment,
    State(world): State<SharedWorld>,
) -> Result<Json<Value>, Problem> {
    let state = world.state();
    find(state.instances.find(id).ok_or_else(|| none(id))?, &entry).map(Json)
}

async fn change(
    AddressedInstance(id): AddressedInstance,
    LastSegment(entry): LastSegment,
    State(world): State<SharedWorld>,
    headers: HeaderMap,
    body: Bytes,
) -> Result<Json<Value>, Problem> {
    let body = json_body::object(&headers, &body)?;
    let value = body.get("propertyValue").ok_or_else(|| Problem::bad("propertyValue is missing"))?;
    if value.is_object() || value.is_array() {
        return Err(Problem::bad("propertyValue must be a string"));
    }
    let mut state = world.state();
    let record = state.instances.find_mut(id).ok_or_else(|| none(id))?;
    let key = find(record, &entry)?.get("key").and_then(Value::as_str).unwrap_or_default().to_owned();
    record.set(Map::from_iter([(key, order::as_text(value))]));
    find(record, &entry).map(Json)
}

fn find(record: &InstanceRecord, entry: &str) -> Result<Value, Problem> {
    let missing = || Problem::missing(format!("No configuration found with ID {entry}"));
    let id: u64 = entry.parse().map_err(|_cause| missing())?;
    entries(record).into_iter().find(|json| json.get("id").and_then(Value::as_u64) == Some(id)).ok_or_else(missing)
}

/// Returns the element's entries with the instance's values, then the values that the platform stored by itself.
fn entries(record: &InstanceRecord) -> Vec<Value> {
    let described = record.listed.configuration();
    let key = |item: &Value| item.get("key").and_then(Value::as_str).unwrap_or_default().to_owned();
    let mut rest = record.configuration.clone();
    let own = (record.listed.id * 1000 + 1..).zip(&described).map(|(number, item)| {
        let stored = rest.remove(&key(item));
        let value = stored.unwrap_or_else(|| item.get("defaultValue").cloned().unwrap_or(Value::Null));
        let part = |name: &str| item.get(name).cloned().unwrap_or(Value::Null);
        json!({
            "id": item.get("id").and_then(Value::as_u64).unwrap_or(number),
            "name": part("name"),
            "key": part("key"),
            "description": part("description"),
            "propertyValue": value,
            "type": part("type"),
            "required": part("required"),
            "hideFromConsole": part("hideFromConsole"),
            "active": true,
        })
    });
    let mut all: Vec<Value> = own.collect();
    let mut rest: Vec<(String, Value)> = rest.into_iter().collect();
    rest.sort_by(|a, b| a.0.cmp(&b.0));
    all.extend((record.listed.id * 1000 + 501..).zip(rest).map(|(number, (key, value))| {
        json!({
            "id": number, "name": key, "key": key, "description": key, "propertyValue": value,
            "type": "TEXTFIELD_1000", "required": false, "hideFromConsole": true, "active": true,
        })
    }));
    all
}

/// Starts trace logging for a time in minutes; an empty body means 30.
async fn start_trace(
    AddressedInstance(id): AddressedInstance,
    State(world): State<SharedWorld>,
    headers: HeaderMap,
    body: Bytes,
) -> Result<(), Problem> {
    let minutes = if body.is_empty() {
        TRACE_MINUTES
    } else {
        match json_body::object(&headers, &body)?.get("duration") {
            None => TRACE_MINUTES,
            Some(given) => given
                .as_u64()
                .filter(|minutes| (1..=1440).contains(minutes))
                .ok_or_else(|| Problem::bad("duration must be a number of minutes from 1 to 1440"))?,
        }
    };
    let mut state = world.state();
    state.instances.find_mut(id).ok_or_else(|| none(id))?.traced_until = clock::seconds() + 60 * minutes;
    Ok(())
}

async fn stop_trace(AddressedInstance(id): AddressedInstance, State(world): State<SharedWorld>) -> Result<(), Problem> {
    world.state().instances.find_mut(id).ok_or_else(|| none(id))?.traced_until = 0;
    Ok(())
}
