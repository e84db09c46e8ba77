//! Capabilities of an element, for clients that select by them.

use super::{auth::Member, defaults, listed::SandboxElement, problem::Problem, query::QueryPairs, world::SharedWorld};
use axum::{
    Json, Router,
    extract::{Path, RawQuery, State},
    routing::get,
};
use serde_json::{Value, json};

pub(super) fn routes() -> Router<SharedWorld> {
    Router::new().route("/elements/metadata", get(list)).route("/elements/{key}/metadata", get(read))
}

async fn list(_: Member, State(world): State<SharedWorld>, RawQuery(query): RawQuery) -> Json<Vec<Value>> {
    let expanded = is_expanded(query);
    Json(world.shelf.places().map(|place| metadata(&place.listed(), expanded)).collect())
}

async fn read(
    _: Member,
    State(world): State<SharedWorld>,
    Path(key): Path<String>,
    RawQuery(query): RawQuery,
) -> Result<Json<Value>, Problem> {
    let listed = world.element(&key)?;
    Ok(Json(metadata(&listed, is_expanded(query))))
}

fn is_expanded(query: Option<String>) -> bool {
    QueryPairs::read(query.unwrap_or_default().as_bytes()).is_on("expand")
}

fn metadata(listed: &SandboxElement, expanded: bool) -> Value {
    let summary = listed.summary();
    let part = |name: &str| summary.get(name).cloned().unwrap_or_default();
    let mut json = json!({
        "id": listed.id,
        "key": listed.key(),
        "name": part("name"),
        "description": part("description"),
        "events": events(listed),
    });
    let more = json!({
        "image": part("image"),
        "displayOrder": 1,
        "active": part("active"),
        "beta": part("beta"),
        "transformations": part("transformationsEnabled"),
        "elementType": part("protocolType"),
        "normalizedPaging": true,
        "swaggerValidated": true,
        "cloneable": part("cloneable"),
        "authenticationType": part("authentication").get("type").cloned().unwrap_or_default(),
        "authenticationTypes": listed.type_names(),
        "discovery": {
            "customFields": false, "customObjects": false, "endpointCustomFields": false, "endpointCustomObjects": false
        },
        "bulk": { "download": part("bulkDownloadEnabled"), "upload": part("bulkUploadEnabled") },
        "api": { "type": "rest", "version": "1" },
        "usage": { "traffic": 0, "customerCount": 0, "instanceCount": 0 },
    });
    if let (true, Some(json), Value::Object(more)) = (expanded, json.as_object_mut(), more) {
        json.extend(more);
    }
    json
}

fn events(listed: &SandboxElement) -> Value {
    let stored = defaults::stored(&listed.element);
    let method = stored.iter().find(|(key, _)| *key == "event.vendor.type").and_then(|(_, value)| *value);
    match method {
        None => json!({ "supported": false, "methods": [] }),
        Some("webhook") => json!({ "supported": true, "methods": ["webhook"] }),
        Some(_) => json!({
            "supported": true, "methods": ["polling", "webhook"], "polling": { "refreshIntervalMinutes": 15 }
        }),
    }
}
