//! Changes of an instance: name, tags and configuration, and new credentials in place of the old ones.
//!
//! Id, token and creation date never change. A value of stars is the platform's own mask and means "unchanged".

use super::{
    addressed::{AddressedInstance, none},
    defaults, json_body,
    order::{self, Order},
    problem::{Problem, internal},
    provider, proxied,
    query::QueryPairs,
    record::{InstanceRecord, MASKED},
    world::{SandboxState, SandboxWorld, SharedWorld},
};
use crate::catalog::AuthFlow;
use axum::{
    Json,
    body::Bytes,
    extract::{RawQuery, State},
    http::HeaderMap,
};
use serde_json::{Map, Value};

/// `PUT`: replaces the sent values, and the credentials with `reAuthenticate=true`. Without that parameter
/// `providerData` decides.
pub(super) async fn replace(
    AddressedInstance(id): AddressedInstance,
    State(world): State<SharedWorld>,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
    body: Bytes,
) -> Result<Json<Value>, Problem> {
    let body = json_body::object(&headers, &body)?;
    let query = QueryPairs::read(query.unwrap_or_default().as_bytes());
    let reauthorizes = match query.filled("reAuthenticate") {
        Some(_) => query.is_on("reAuthenticate"),
        None => has(&body, "providerData"),
    };
    if reauthorizes { reauthorize(world, id, body).await } else { merge(&world, id, &body) }
}

/// `PATCH`: changes the sent values, and the credentials if `providerData` is sent.
pub(super) async fn change(
    AddressedInstance(id): AddressedInstance,
    State(world): State<SharedWorld>,
    headers: HeaderMap,
    body: Bytes,
) -> Result<Json<Value>, Problem> {
    let body = json_body::object(&headers, &body)?;
    if has(&body, "element") {
        let named = world.element(&order::element_name(None, &body)?)?.id;
        if world.state().instances.find(id).is_none_or(|record| record.listed.id != named) {
            return Err(Problem::bad("An element instance can be moved to a clone of its element only"));
        }
    }
    if has(&body, "providerData") { reauthorize(world, id, body).await } else { merge(&world, id, &body) }
}

fn has(body: &Map<String, Value>, part: &str) -> bool {
    body.get(part).is_some_and(|value| !value.is_null())
}

/// Changes values without calling the provider.
fn merge(world: &SandboxWorld, id: u64, body: &Map<String, Value>) -> Result<Json<Value>, Problem> {
    let (name, tags) = (order::sent_name(body)?, order::sent_tags(body)?);
    let configuration = order::sent_configuration(body)?;
    let mut state = world.state();
    let record = state.instances.find_mut(id).ok_or_else(|| none(id))?;
    record.name = name.unwrap_or_else(|| record.name.clone());
    record.tags = tags.unwrap_or_else(|| record.tags.clone());
    record.set(configuration);
    Ok(Json(record.json(id, true)))
}

/// Has the provider accept new credentials. If it refuses, nothing changes.
async fn reauthorize(world: SharedWorld, id: u64, body: Map<String, Value>) -> Result<Json<Value>, Problem> {
    let body = proxied::completed(&world, body)?;
    if !has(&body, "providerData") && !has(&body, "configuration") {
        return Err(Problem::bad("You must provide providerData or configuration in order to re-authenticate"));
    }
    let (key, is_new_expired, body) = completed(&world.state(), id, body)?;
    let mut order = Order::from_body(&world.shelf, Some(&key), &body)?;
    order.renews = true;
    // A task of its own: the platform finishes even if the client hangs up.
    let work = tokio::spawn(async move {
        tokio::time::sleep(world.pace + provider::delay(&order)).await;
        if let Some(issuer) = world.issuer.as_ref().filter(|_| order.mode.flow == AuthFlow::OAuth2) {
            issuer.redeem(&order).await?;
        }
        let mut state = world.state();
        provider::check(&order, &mut state, world.issuer.is_some())?;
        let learnt = defaults::learnt(&order.listed.element, &order.mode).map_err(internal)?;
        let record = state.instances.find_mut(id).ok_or_else(|| none(id))?;
        (record.name, record.tags, record.external) = (order.name, order.tags, order.mode.external);
        record.configuration.extend(order.configuration);
        record.configuration.extend(learnt.into_iter().map(|(key, value)| (key.to_owned(), Value::from(value))));
        record.mask();
        (record.expired, record.refusals) = (is_new_expired, 0);
        Ok(Json(record.json(id, true)))
    });
    work.await.map_err(internal)?
}

/// Fills a body up with the values that the instance has already. Returns the element's key, and true if a new value
/// asks for credentials that expire at once.
fn completed(
    state: &SandboxState,
    id: u64,
    mut body: Map<String, Value>,
) -> Result<(String, bool, Map<String, Value>), Problem> {
    let record = state.instances.find(id).ok_or_else(|| none(id))?;
    let mut sent = order::sent_configuration(&body)?;
    sent.retain(|_, value| value.as_str() != Some(MASKED));
    let is_new = |(key, value): (&String, &Value)| record.configuration.get(key) != Some(value);
    let is_new_expired = sent.iter().any(|entry| provider::is_expired(entry.1) && is_new(entry));
    body.insert("configuration".into(), Value::Object(filled_up(record, sent)));
    for (part, value) in [("name", Value::from(record.name.as_str())), ("tags", Value::from(record.tags.clone()))] {
        if !has(&body, part) {
            body.insert(part.into(), value);
        }
    }
    if record.external && !has(&body, "externalAuthentication") {
        body.insert("externalAuthentication".into(), "initial".into());
    }
    Ok((record.listed.key().to_owned(), is_new_expired, body))
}

fn filled_up(record: &InstanceRecord, sent: Map<String, Value>) -> Map<String, Value> {
    let mut all = record.configuration.clone();
    all.extend(sent);
    all
}
