//! Where to send people for consent. Nobody has to be known for it.

use super::{
    problem::{Problem, internal},
    query::Query,
    world::{Shared, World},
};
use axum::{
    Json, Router,
    body::Bytes,
    extract::{Path, RawQuery, State},
    routing::get,
};
use serde_json::{Map, Value, json};
use url::Url;

pub(super) fn routes() -> Router<Shared> {
    Router::new().route("/elements/{key}/oauth/url", get(by_query).post(by_body))
}

async fn by_query(
    State(world): State<Shared>,
    Path(key): Path<String>,
    RawQuery(query): RawQuery,
) -> Result<Json<Value>, Problem> {
    consent(&world, &key, &Query::read(query.unwrap_or_default().as_bytes()))
}

/// The same with its parameters in a body, which keeps secrets out of addresses.
async fn by_body(State(world): State<Shared>, Path(key): Path<String>, body: Bytes) -> Result<Json<Value>, Problem> {
    let body: Map<String, Value> =
        serde_json::from_slice(&body).map_err(|_cause| Problem::bad("The request body is not a JSON object"))?;
    let texts = body.into_iter().filter_map(|(name, value)| match value {
        Value::String(text) => Some((name, text)),
        _ => None,
    });
    consent(&world, &key, &Query::of(texts))
}

fn consent(world: &World, key: &str, query: &Query) -> Result<Json<Value>, Problem> {
    let listed = world.element(key)?;
    let mode = listed
        .oauth_mode()
        .ok_or_else(|| Problem::bad(format!("The element {} does not authenticate with OAuth", listed.key())))?;
    let needed = |name: &str| query.filled(name).ok_or_else(|| absent(name));
    let (client, callback) = (needed("apiKey")?, needed("callbackUrl")?);
    needed("apiSecret")?;
    // A tenant goes by a common name or by its own; clients send both, since the platform honours now one, now the other.
    for field in mode.needed() {
        if let Some(name) = &field.query {
            query.filled(field.key.as_str()).or_else(|| query.filled(name)).ok_or_else(|| absent(name))?;
        }
    }
    let address = format!("{}/fake-provider/{}/authorize", world.origin(), listed.key());
    let mut address = Url::parse(&address).map_err(internal)?;
    address
        .query_pairs_mut()
        .append_pair("response_type", "code")
        .append_pair("client_id", client)
        .append_pair("redirect_uri", callback)
        .append_pair("scope", query.filled("scope").unwrap_or("full"))
        // Without a state of its own a request carries the element's key, which anyone could guess.
        .append_pair("state", query.filled("state").unwrap_or(listed.key()));
    Ok(Json(json!({ "element": listed.key(), "oauthUrl": address.as_str() })))
}

fn absent(name: &str) -> Problem {
    Problem::bad(format!("Required String parameter '{name}' is not present"))
}
