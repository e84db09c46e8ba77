//! OAuth proxies: one redirect address at the provider for several applications. They are stored,
//! with the keys of an application if they are given.

use super::{
    auth::Member, json_body, problem::Problem, proxy_records::ProxyRecord, query::QueryPairs, world::SharedWorld,
};
use crate::text::Secret;
use axum::{
    Json, Router,
    body::Bytes,
    extract::{Path, RawQuery, State},
    http::HeaderMap,
    routing::{delete, get, post},
};
use serde_json::Value;

/// Most proxies, and most addresses of one.
const MAX_KEPT: usize = 1000;

pub(super) fn routes() -> Router<SharedWorld> {
    Router::new()
        .route("/elements/oauthProxies", get(list).post(create))
        .route("/elements/oauthProxies/{id}", delete(remove))
        .route("/elements/oauthProxies/{id}/applicationUrl", post(add_address).delete(remove_address))
}

async fn list(_: Member, State(world): State<SharedWorld>) -> Json<Vec<Value>> {
    let origin = world.origin();
    Json(world.state().proxies.kept.iter().map(|(id, proxy)| proxy.json(*id, &origin)).collect())
}

async fn create(
    _: Member,
    State(world): State<SharedWorld>,
    headers: HeaderMap,
    body: Bytes,
) -> Result<Json<Value>, Problem> {
    let body = json_body::object(&headers, &body)?;
    let name = body.get("name").and_then(Value::as_str).filter(|name| !name.is_empty());
    let name = name.ok_or_else(|| Problem::bad("The name of the OAuth proxy is missing"))?;
    let text = |name: &str| body.get(name).and_then(Value::as_str).filter(|text| !text.is_empty());
    let keys = match (text("apiKey"), text("apiSecret")) {
        (Some(key), Some(secret)) => Some((key.to_owned(), Secret::new(secret))),
        (None, None) => None,
        (Some(_), None) | (None, Some(_)) => {
            return Err(Problem::bad("The API key and the API secret belong together"));
        }
    };
    let proxies = &mut world.state().proxies;
    if proxies.kept.len() >= MAX_KEPT {
        return Err(Problem::bad("There are too many OAuth proxies"));
    }
    proxies.ever += 1;
    let (id, proxy) = (proxies.ever, ProxyRecord { name: name.to_owned(), addresses: Vec::new(), keys });
    let json = proxy.json(id, &world.origin());
    proxies.kept.insert(id, proxy);
    Ok(Json(json))
}

async fn remove(_: Member, State(world): State<SharedWorld>, Path(id): Path<String>) -> Result<(), Problem> {
    let number = id.parse().map_err(|_cause| none(&id))?;
    world.state().proxies.kept.remove(&number).map(drop).ok_or_else(|| none(&id))
}

async fn add_address(
    _: Member,
    State(world): State<SharedWorld>,
    Path(id): Path<String>,
    RawQuery(query): RawQuery,
) -> Result<Json<Value>, Problem> {
    change(&world, &id, query, |addresses, address| {
        if !addresses.contains(&address) && addresses.len() < MAX_KEPT {
            addresses.push(address);
        }
    })
}

async fn remove_address(
    _: Member,
    State(world): State<SharedWorld>,
    Path(id): Path<String>,
    RawQuery(query): RawQuery,
) -> Result<(), Problem> {
    change(&world, &id, query, |addresses, address| addresses.retain(|known| *known != address)).map(drop)
}

fn change(
    world: &SharedWorld,
    id: &str,
    query: Option<String>,
    change: impl FnOnce(&mut Vec<String>, String),
) -> Result<Json<Value>, Problem> {
    let query = QueryPairs::read(query.unwrap_or_default().as_bytes());
    let absent = || Problem::bad("Required String parameter 'applicationUrl' is not present");
    let address = query.filled("applicationUrl").ok_or_else(absent)?.to_owned();
    let number = id.parse().map_err(|_cause| none(id))?;
    let mut state = world.state();
    let proxy = state.proxies.kept.get_mut(&number).ok_or_else(|| none(id))?;
    change(&mut proxy.addresses, address);
    Ok(Json(proxy.json(number, &world.origin())))
}

fn none(id: &str) -> Problem {
    Problem::missing(format!("No OAuth proxy found with ID {id}"))
}
