//! Making an instance.

use super::{
    accounts::Requester,
    auth::Member,
    clock, defaults, faults,
    faults::InjectedFault,
    json_body, objects,
    order::Order,
    problem::{Problem, internal},
    provider, proxied,
    random::RandomSource,
    record::InstanceRecord,
    world::{SandboxState as Everything, SharedWorld},
};
use crate::{catalog::AuthFlow, text::Secret};
use axum::{
    Json,
    body::Bytes,
    extract::{Path, State},
    http::{HeaderMap, HeaderName, HeaderValue},
    response::{IntoResponse as _, Response},
};
use serde_json::{Map, Value};
use std::collections::BTreeMap;

/// Names the trace of a request with `providerData.debug`.
const TRACE_ID: HeaderName = HeaderName::from_static("elements-trace-id");

/// `POST /instances`
pub(super) async fn create(
    Member(viewer): Member,
    State(world): State<SharedWorld>,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    answer(world, viewer, None, headers, body).await
}

/// `POST /elements/{key}/instances`
pub(super) async fn create_of(
    Member(viewer): Member,
    State(world): State<SharedWorld>,
    Path(key): Path<String>,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    answer(world, viewer, Some(key), headers, body).await
}

async fn answer(
    world: SharedWorld,
    viewer: Requester,
    key: Option<String>,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    match world.next_fault() {
        None => make(world, viewer, key, headers, body).await.unwrap_or_else(Problem::into_response),
        Some(InjectedFault::DropBeforeWork) => faults::hang_up(),
        Some(InjectedFault::DropAfterWork) => {
            // The caller does not get the result.
            let _ = make(world, viewer, key, headers, body).await;
            faults::hang_up()
        }
        Some(InjectedFault::Status(status, body)) => faults::ordered(status, body),
        Some(InjectedFault::Busy(seconds)) => faults::busy(seconds),
        Some(InjectedFault::Html502) => faults::proxy_page(),
    }
}

/// Makes an instance and answers; a trace is named in the answer whatever the provider said.
async fn make(
    world: SharedWorld,
    viewer: Requester,
    key: Option<String>,
    headers: HeaderMap,
    body: Bytes,
) -> Result<Response, Problem> {
    let body = proxied::completed(&world, json_body::object(&headers, &body)?)?;
    let order = Order::from_body(&world.shelf, key.as_deref(), &body)?;
    // A task of its own: the platform finishes a creation even if the client hangs up.
    let work = tokio::spawn(async move {
        tokio::time::sleep(world.pace + provider::delay(&order)).await;
        let trace = order.debug.then(|| world.request_id());
        let redeemed = match world.issuer.as_ref().filter(|_| order.mode.flow == AuthFlow::OAuth2) {
            Some(issuer) => issuer.redeem(&order).await,
            None => Ok(()),
        };
        let kept = {
            let mut state = world.state();
            let checked = redeemed.and_then(|()| provider::check(&order, &mut state, world.issuer.is_some()));
            if let Some(id) = &trace {
                state.traces.add(id, &order, checked.is_err());
            }
            checked.and_then(|()| keep(order, viewer, &mut state, &world.random))
        };
        // Also if the client hangs up, which ends the request.
        world.save().await;
        let mut response = kept.map(Json).into_response();
        if let Some(id) = trace.and_then(|id| HeaderValue::from_str(&id).ok()) {
            response.headers_mut().insert(TRACE_ID, id);
        }
        response
    });
    work.await.map_err(internal)
}

fn keep(order: Order, viewer: Requester, state: &mut Everything, random: &RandomSource) -> Result<Value, Problem> {
    let objects = order.retrieve_objects.then(|| objects::described(&order.listed));
    let id = state.instances.add(record(order, viewer, random.token().map_err(internal)?).map_err(internal)?);
    let mut made = state.instances.find(id).map(|made| made.json(id, true)).ok_or_else(|| internal(id))?;
    if let (Some(objects), Some(made)) = (objects, made.as_object_mut()) {
        made.insert("objects".into(), objects);
    }
    Ok(made)
}

fn record(order: Order, viewer: Requester, token: Secret) -> std::io::Result<InstanceRecord> {
    let listed = order.listed;
    let mut configuration = Map::new();
    for (key, value) in defaults::stored(&listed.element) {
        configuration.insert(key.to_owned(), value.map_or(Value::Null, Value::from));
    }
    configuration.extend(order.configuration);
    for (key, value) in defaults::learnt(&listed.element, &order.mode)? {
        configuration.entry(key).or_insert(Value::String(value));
    }
    let expired = configuration.values().any(provider::is_expired);
    let mut record = InstanceRecord {
        name: order.name,
        token,
        account: viewer.account(),
        tags: order.tags,
        configuration,
        created: clock::seconds(),
        disabled: false,
        external: order.mode.external,
        listed,
        traced_until: 0,
        expired,
        refusals: 0,
        definitions: BTreeMap::new(),
        transformations: BTreeMap::new(),
    };
    record.mask();
    Ok(record)
}
