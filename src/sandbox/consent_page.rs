//! The provider's side of consent: a page that asks, and an answer that goes back with the browser.

use super::{
    choice::ConsentChoice,
    consent_request::ConsentRequest,
    page,
    problem::{Problem, internal},
    query::QueryPairs,
    world::SharedWorld,
};
use axum::{
    Router,
    body::Bytes,
    extract::{Path, RawQuery, State},
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::{IntoResponse as _, Response},
    routing::get,
};

const CONSENT: &str = include_str!("../../assets/pages/vendor.html");

pub(super) fn routes() -> Router<SharedWorld> {
    Router::new()
        .route("/fake-provider/{key}/authorize", get(authorize))
        .route("/fake-provider/{key}/answer", get(answer).post(answer))
}

async fn authorize(State(world): State<SharedWorld>, Path(key): Path<String>, RawQuery(query): RawQuery) -> Response {
    let ask = match ConsentRequest::read(&world, &key, &QueryPairs::read(query.unwrap_or_default().as_bytes())) {
        Ok(ask) => ask,
        Err(sorry) => return sorry.into_response(),
    };
    let values = [
        ("element", ask.listed.element.name.as_str()),
        ("key", ask.listed.key()),
        ("host", ask.redirect.host_str().unwrap_or_default()),
        ("client_id", &ask.client),
        ("redirect_uri", &ask.callback),
        ("scope", &ask.scope),
        ("state", ask.state.as_deref().unwrap_or_default()),
        ("oauth_token", ask.token.as_deref().unwrap_or_default()),
    ];
    page::page(StatusCode::OK, CONSENT, &values)
}

async fn answer(
    State(world): State<SharedWorld>,
    Path(key): Path<String>,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
    form: Bytes,
) -> Result<Response, Problem> {
    // Another site's form could otherwise give consent in someone's name.
    if headers.get("sec-fetch-site").is_some_and(|site| site != "same-origin" && site != "none") {
        return Err(Problem::new(StatusCode::FORBIDDEN, "Forbidden"));
    }
    let query =
        if form.is_empty() { QueryPairs::read(query.unwrap_or_default().as_bytes()) } else { QueryPairs::read(&form) };
    let ask = match ConsentRequest::read(&world, &key, &query) {
        Ok(ask) => ask,
        Err(sorry) => return Ok(sorry.into_response()),
    };
    let choice = query.first("choice").and_then(ConsentChoice::read).ok_or_else(|| Problem::bad("Bad Request"))?;
    tokio::time::sleep(choice.delay()).await;
    let address = choice.redirect(&world, &ask).map_err(internal)?;
    let location = HeaderValue::from_str(address.as_str()).map_err(internal)?;
    let mut response = (StatusCode::SEE_OTHER, [(header::LOCATION, location)]).into_response();
    page::fence(response.headers_mut());
    Ok(response)
}
