//! Consent through an OAuth proxy: the request, the redirect, and the instance.

use super::{
    page,
    problem::{Problem, internal},
    proxy_records::PATH,
    query::QueryPairs,
    random,
    world::{SandboxWorld, SharedWorld},
};
use crate::catalog::element::oauth_keys::{API_KEY, API_SECRET, CALLBACK_URL};
use axum::{
    Router,
    extract::{Path, RawQuery, State},
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse as _, Response},
    routing::get,
};
use serde_json::{Map, Value};
use url::{Url, form_urlencoded};

pub(super) fn routes() -> Router<SharedWorld> {
    Router::new().route(&format!("{PATH}/{{id}}"), get(pass_on))
}

/// Completes a request for consent: the address of the proxy, its keys if it has some, and a state of the platform, which
/// leads to the application.
pub(super) fn consent(world: &SandboxWorld, query: QueryPairs) -> Result<QueryPairs, Problem> {
    if !query.is_on("isOauthProxy") {
        return Ok(query);
    }
    let absent = |name| Problem::bad(format!("Required String parameter '{name}' is not present"));
    let name = query.filled("oauthProxyName").ok_or_else(|| absent("oauthProxyName"))?;
    let application = query.filled("state").ok_or_else(|| absent("state"))?.to_owned();
    let state = random::hex_secret().map_err(internal)?;
    let proxies = &mut world.state().proxies;
    let (id, proxy) = proxies.named(name).ok_or_else(|| none(name))?;
    let address = format!("{}{PATH}/{id}", world.origin());
    if query.filled("callbackUrl").is_some_and(|callback| callback != address) {
        return Err(Problem::bad("The callbackUrl is not the address of the OAuth proxy"));
    }
    if !proxy.leads_to(&application) {
        return Err(Problem::bad(format!("The OAuth proxy {name} has no application URL {application}")));
    }
    let mut set = vec![("state", state.expose().to_owned()), ("callbackUrl", address)];
    if let (Some((key, secret)), None) = (&proxy.keys, query.filled("apiKey")) {
        set.extend([("apiKey", key.clone()), ("apiSecret", secret.expose().to_owned())]);
    }
    proxies.wait(state.expose().to_owned(), application);
    Ok(query.replacing(set))
}

/// Completes a request that names a proxy, to create or re-authorize an instance: the proxy's address and keys are the
/// configuration.
pub(super) fn completed(world: &SandboxWorld, mut body: Map<String, Value>) -> Result<Map<String, Value>, Problem> {
    let Some(named) = body.get("oauthProxy").and_then(Value::as_object) else { return Ok(body) };
    if !named.get("isOauthProxy").is_some_and(|on| on.as_bool() == Some(true) || on.as_str() == Some("true")) {
        return Ok(body);
    }
    let name = named.get("oauthProxyName").and_then(Value::as_str).unwrap_or_default();
    let proxies = &world.state().proxies;
    let (id, proxy) = proxies.named(name).ok_or_else(|| none(name))?;
    let (key, secret) = proxy
        .keys
        .as_ref()
        .ok_or_else(|| Problem::bad(format!("The OAuth proxy {name} has no API key and no API secret")))?;
    let values = [(CALLBACK_URL, format!("{}{PATH}/{id}", world.origin())), (API_KEY, key.clone())];
    let values = values.into_iter().chain([(API_SECRET, secret.expose().to_owned())]);
    let configuration = body.entry("configuration").or_insert_with(|| Value::Object(Map::new()));
    if let Some(configuration) = configuration.as_object_mut() {
        for (key, value) in values {
            configuration.insert(key.to_owned(), value.into());
        }
    }
    Ok(body)
}

/// Sends the browser on to the application, with all that the provider said.
async fn pass_on(
    State(world): State<SharedWorld>,
    Path(id): Path<String>,
    RawQuery(query): RawQuery,
) -> Result<Response, Problem> {
    let query = query.unwrap_or_default();
    let sent = QueryPairs::read(query.as_bytes());
    let unknown = || Problem::bad("No application waits for this answer");
    let mut address = {
        let proxies = &world.state().proxies;
        let is_known = id.parse().is_ok_and(|id: u64| proxies.kept.contains_key(&id));
        let application = sent.filled("state").and_then(|state| proxies.application(state));
        Url::parse(application.filter(|_| is_known).ok_or_else(unknown)?).map_err(internal)?
    };
    address.query_pairs_mut().extend_pairs(form_urlencoded::parse(query.as_bytes()));
    let location = HeaderValue::from_str(address.as_str()).map_err(internal)?;
    let mut response = (StatusCode::SEE_OTHER, [(header::LOCATION, location)]).into_response();
    page::fence(response.headers_mut());
    Ok(response)
}

fn none(name: &str) -> Problem {
    Problem::missing(format!("No OAuth proxy found with name {name}"))
}
