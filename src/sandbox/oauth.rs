//! Addresses of consent pages, and request tokens. No secret of the platform is needed for them.

use super::{
    extras::{self, App},
    json_body,
    listed::SandboxElement,
    problem::{Problem, internal},
    proxied,
    query::QueryPairs,
    quirks,
    world::{SandboxWorld, SharedWorld},
};
use crate::catalog::{AuthFlow, AuthMode, field::Target};
use axum::{
    Json, Router,
    body::Bytes,
    extract::{Path, RawQuery, State},
    http::HeaderMap,
    routing::get,
};
use serde_json::{Value, json};
use url::form_urlencoded;

pub(super) fn routes() -> Router<SharedWorld> {
    Router::new()
        .route("/elements/{key}/oauth/url", get(by_query).post(by_body))
        .route("/elements/{key}/oauth/token", get(request_token))
}

async fn by_query(
    State(world): State<SharedWorld>,
    Path(key): Path<String>,
    RawQuery(query): RawQuery,
) -> Result<Json<Value>, Problem> {
    let query = QueryPairs::read(query.unwrap_or_default().as_bytes());
    consent(&world, &key, &proxied::consent(&world, query)?)
}

/// The same with its parameters in a body, which keeps secrets out of addresses.
async fn by_body(
    State(world): State<SharedWorld>,
    Path(key): Path<String>,
    headers: HeaderMap,
    body: Bytes,
) -> Result<Json<Value>, Problem> {
    let texts = json_body::object(&headers, &body)?.into_iter().filter_map(|(name, value)| match value {
        Value::String(text) => Some((name, text)),
        Value::Bool(_) | Value::Number(_) => Some((name, value.to_string())),
        Value::Null | Value::Array(_) | Value::Object(_) => None,
    });
    consent(&world, &key, &proxied::consent(&world, QueryPairs::from_pairs(texts))?)
}

/// OAuth 1: a token to ask for consent with, and the secret that goes with it.
async fn request_token(
    State(world): State<SharedWorld>,
    Path(key): Path<String>,
    RawQuery(query): RawQuery,
) -> Result<Json<Value>, Problem> {
    let query = QueryPairs::read(query.unwrap_or_default().as_bytes());
    let listed = world.element(&key)?;
    let none = || Problem::bad(format!("The element {} does not authenticate with OAuth 1.0", listed.key()));
    let mode = listed.consent_mode(AuthFlow::OAuth1).filter(|_| is_meant(&listed, AuthFlow::OAuth1, &query));
    let wants = Wants::read(&listed, mode.ok_or_else(none)?, &query)?;
    let given = world.state().tokens.give(&listed.element.key, wants.client, wants.callback);
    let (token, secret) = given.map_err(internal)?;
    Ok(Json(json!({ "token": token, "secret": secret.expose() })))
}

/// Values that every call about consent requires.
struct Wants<'a> {
    client: &'a str,
    secret: &'a str,
    callback: &'a str,
    /// Site of the provider, if it has many.
    tenant: &'a str,
}

impl<'a> Wants<'a> {
    fn read(listed: &SandboxElement, mode: &AuthMode, query: &'a QueryPairs) -> Result<Self, Problem> {
        let needed = |name: &str| query.filled(name).ok_or_else(|| absent(name));
        let (client, callback) = (needed("apiKey")?, needed("callbackUrl")?);
        let (secret, mut tenant) = (needed("apiSecret")?, "");
        // A tenant goes by a common name or by its own; clients send both, since the platform honours now one, now
        // the other.
        for field in mode.fields.iter().filter(|field| field.goes_with.is_none()) {
            let Some(name) = field.query.first() else { continue };
            let own = (field.target != Target::Nowhere).then_some(field.key.as_str());
            let mut names = field.query.iter().map(String::as_str).chain(own);
            let is_needed = field.required && !field.hidden && field.default.is_none() && field.from_callback.is_none();
            match names.find_map(|name| query.filled(name)) {
                Some(value) if is_needed && tenant.is_empty() => tenant = value,
                None if is_needed && quirks::hostless_page(listed.key()).is_none() => return Err(absent(name)),
                _ => {}
            }
        }
        Ok(Self { client, secret, callback, tenant })
    }
}

fn consent(world: &SandboxWorld, key: &str, query: &QueryPairs) -> Result<Json<Value>, Problem> {
    let listed = world.element(key)?;
    let flow = if is_oauth1(&listed, query) { AuthFlow::OAuth1 } else { AuthFlow::OAuth2 };
    let none = || Problem::bad(format!("The element {} does not authenticate with OAuth", listed.key()));
    let mode = listed.consent_mode(flow).filter(|_| is_meant(&listed, flow, query));
    let wants = Wants::read(&listed, mode.ok_or_else(none)?, query)?;
    let pairs = match flow {
        AuthFlow::OAuth1 => vec![("oauth_token", checked_token(world, &listed, &wants, query)?)],
        AuthFlow::OAuth2 | AuthFlow::Plain => {
            let app = App { callback: wants.callback.to_owned(), tenant: wants.tenant.to_owned() };
            world.state().apps.note(listed.key(), wants.client, app);
            asking(&listed, &wants, query)
        }
    };
    // Providers have hosts of their own, some one for each tenant, and the platform returns one of them wrong. The
    // sandbox serves all of them on this machine, since an address that cannot be opened would end the flow.
    let address = match (quirks::hostless_page(listed.key()), &world.issuer) {
        // The client has to put the tenant in, as with the platform's own address.
        (Some(page), _) if wants.tenant.is_empty() => page.to_owned(),
        (_, Some(issuer)) if flow == AuthFlow::OAuth2 => issuer.page().to_owned(),
        _ => format!("{}/fake-provider/{}/authorize", world.origin(), listed.key()),
    };
    let query = form_urlencoded::Serializer::new(String::new()).extend_pairs(pairs).finish();
    // By hand: a host that begins with a dot is one that no library writes.
    let separator = if address.contains('?') { '&' } else { '?' };
    Ok(Json(json!({ "element": listed.key(), "oauthUrl": format!("{address}{separator}{query}") })))
}

/// Returns true if the requested authentication type, if any, is one of this flow.
fn is_meant(listed: &SandboxElement, flow: AuthFlow, query: &QueryPairs) -> bool {
    query.filled("authentication.type").is_none_or(|kind| listed.is_type_of(flow, kind))
}

/// Returns true if OAuth 1 is meant for an element with both versions: only OAuth 1 has a request token.
fn is_oauth1(listed: &SandboxElement, query: &QueryPairs) -> bool {
    let asked = query.filled("authentication.type").is_some_and(|kind| kind.eq_ignore_ascii_case("oauth1"));
    let only = listed.consent_mode(AuthFlow::OAuth2).is_none();
    listed.consent_mode(AuthFlow::OAuth1).is_some() && (only || asked || query.filled("requestToken").is_some())
}

/// Returns the request token, if it was issued to this application and is unused.
fn checked_token<'a>(
    world: &SandboxWorld,
    listed: &SandboxElement,
    wants: &Wants,
    query: &'a QueryPairs,
) -> Result<&'a str, Problem> {
    let token = query.filled("requestToken").ok_or_else(|| absent("requestToken"))?;
    let state = world.state();
    let known = state.tokens.find(token, &listed.element.key);
    let known = known.filter(|known| known.client == wants.client && known.callback == wants.callback);
    known.map(|_| token).ok_or_else(|| Problem::bad("The request token is not known or was already used"))
}

/// Returns the query of the provider's page, with the differences of some providers.
fn asking<'a>(listed: &'a SandboxElement, wants: &Wants<'a>, query: &'a QueryPairs) -> Vec<(&'static str, &'a str)> {
    let key = listed.key();
    let mut pairs = vec![("response_type", "code"), ("client_id", wants.client)];
    if extras::tells_the_secret(key) {
        pairs.push(("client_secret", wants.secret));
    }
    if extras::knows_the_way(key) {
        pairs.push(("merchant_id", wants.tenant));
    } else {
        pairs.push(("redirect_uri", wants.callback));
        pairs.push(("scope", query.filled("scope").unwrap_or("full")));
    }
    if !extras::is_stateless(key) {
        // Without a state of its own a request carries the element's key, which anyone could guess.
        pairs.push(("state", query.filled("state").unwrap_or(key)));
    }
    pairs
}

fn absent(name: &str) -> Problem {
    Problem::bad(format!("Required String parameter '{name}' is not present"))
}
