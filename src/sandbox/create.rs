//! Making an instance.

use super::{
    auth::Member,
    clock, defaults, faults,
    faults::Fault,
    listed::Listed,
    order::Order,
    problem::{Problem, internal},
    provider,
    record::{MASKED, Record},
    world::{self, Shared},
};
use crate::domain::Flow;
use axum::{
    Json,
    body::Bytes,
    extract::{Path, State},
    http::HeaderMap,
    response::{IntoResponse as _, Response},
};
use serde_json::{Map, Value};

/// `POST /instances`
pub(super) async fn create(_: Member, State(world): State<Shared>, headers: HeaderMap, body: Bytes) -> Response {
    answer(world, None, headers, body).await
}

/// `POST /elements/{key}/instances`
pub(super) async fn create_of(
    _: Member,
    State(world): State<Shared>,
    Path(key): Path<String>,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    answer(world, Some(key), headers, body).await
}

async fn answer(world: Shared, key: Option<String>, headers: HeaderMap, body: Bytes) -> Response {
    match world.next_fault() {
        None => make(world, key, headers, body).await.map(Json).into_response(),
        Some(Fault::DropBeforeWork) => faults::hang_up(),
        Some(Fault::DropAfterWork) => {
            // Made or refused, nobody hears of it.
            let _ = make(world, key, headers, body).await;
            faults::hang_up()
        }
        Some(Fault::Status(status, body)) => faults::ordered(status, body),
        Some(Fault::Html502) => faults::proxy_page(),
    }
}

async fn make(world: Shared, key: Option<String>, headers: HeaderMap, body: Bytes) -> Result<Value, Problem> {
    let order = Order::read(&world, key.as_deref(), &headers, &body)?;
    // A task of its own: the platform finishes what it began, even when the client hangs up meanwhile.
    let work = tokio::spawn(async move {
        tokio::time::sleep(world.pace + provider::delay(&order)).await;
        if let Some(issuer) = world.issuer.as_ref().filter(|_| order.mode.flow == Flow::OAuth2) {
            issuer.redeem(&order).await?;
        }
        let mut state = world.state();
        provider::check(&order, &mut state, world.issuer.is_some())?;
        let id = state.instances.add(record(order).map_err(internal)?);
        state.instances.find(id).map(|made| made.json(id, true)).ok_or_else(|| internal(id))
    });
    work.await.map_err(internal)?
}

fn record(order: Order) -> std::io::Result<Record> {
    let listed = order.listed;
    let mut configuration = Map::new();
    for (key, value) in defaults::stored(&listed.element) {
        configuration.insert(key.to_owned(), value.map_or(Value::Null, Value::from));
    }
    configuration.extend(order.configuration);
    for (key, value) in defaults::learnt(&listed.element, &order.mode)? {
        configuration.entry(key).or_insert(Value::String(value));
    }
    mask(&mut configuration, &listed);
    Ok(Record {
        name: order.name,
        token: world::token()?,
        tags: order.tags,
        configuration,
        created: clock::seconds(),
        disabled: false,
        external: order.mode.external,
        listed,
    })
}

fn mask(configuration: &mut Map<String, Value>, listed: &Listed) {
    for (key, value) in configuration.iter_mut() {
        if listed.is_masked(key) && value.as_str().is_some_and(|text| !text.is_empty()) {
            *value = Value::from(MASKED);
        }
    }
}
