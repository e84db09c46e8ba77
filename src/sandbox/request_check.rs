//! Checks of every request, and headers of every answer.

use super::{
    connections::Activity,
    cors,
    faults::{BareResponse, ClosedConnection, Ordered},
    head,
    problem::Problem,
    world::{SandboxWorld, SharedWorld},
};
use crate::domain::base::API_PATH;
use axum::{
    body::{Body, Bytes},
    extract::{Request, State},
    http::{
        HeaderMap, HeaderValue, Method, StatusCode,
        header::{self, HeaderName},
    },
    middleware::Next,
    response::{IntoResponse as _, Response},
};
use http_body_util::BodyExt as _;
use std::{sync::Arc, time::Duration};

/// The type of every answer that is not a page.
const JSON: HeaderValue = HeaderValue::from_static("application/json;charset=UTF-8");
/// Header with the id that support asks for.
const REQUEST_ID: HeaderName = HeaderName::from_static("elements-request-id");
/// The platform refuses larger bodies, with 429 of all codes.
const MOST_BYTES: usize = 8 * 1024 * 1024;
/// A client that is still sending cannot read the refusal, so some of the excess is read and thrown away.
const MOST_DRAINED: usize = 4 * MOST_BYTES;
/// A body that takes longer is not from a client.
const BODY_TIME: Duration = Duration::from_secs(30);

/// Admits a request, runs it, and gives its answer the headers that all answers have.
pub(super) async fn gate(State(world): State<SharedWorld>, request: Request, next: Next) -> Response {
    let id = world.request_id();
    let method = request.method().clone();
    let with_origin = request.headers().contains_key(header::ORIGIN);
    let seen = world.arrived(request.method(), request.uri().path());
    let activity = request.extensions().get::<Arc<Activity>>().cloned();
    let admitted = admit(&world, request).await;
    // From here on the connection is not closed for another: the request has arrived completely.
    let _busy = activity.as_ref().map(Activity::busy);
    let mut response = match admitted {
        Ok(request) if is_preflight(&request) => cors::preflight(request.headers()),
        Ok(request) => next.run(request).await,
        Err(problem) => problem.into_response(),
    };
    world.save().await;
    if response.extensions().get::<ClosedConnection>().is_some() {
        return response;
    }
    if method == Method::OPTIONS {
        list_methods(&mut response);
    }
    world.answered(seen, response.status());
    if response.extensions().get::<BareResponse>().is_none() {
        dress(&mut response, &id, with_origin);
    }
    response
}

/// Consent pages are for people, and no other site has business there.
fn is_preflight(request: &Request) -> bool {
    request.uri().path().starts_with(API_PATH) && cors::is_preflight(request.method(), request.headers())
}

/// `OPTIONS` is a method of every path: it lists the others.
fn list_methods(response: &mut Response) {
    if response.status() != StatusCode::METHOD_NOT_ALLOWED {
        return;
    }
    *response.status_mut() = StatusCode::OK;
    response.extensions_mut().remove::<Problem>();
    let others = response.headers().get(header::ALLOW).and_then(|value| value.to_str().ok());
    let all = others.filter(|list| !list.is_empty()).map_or_else(|| "OPTIONS".into(), |list| format!("{list},OPTIONS"));
    if let Ok(all) = HeaderValue::from_str(&all) {
        response.headers_mut().insert(header::ALLOW, all);
    }
}

fn dress(response: &mut Response, id: &str, with_origin: bool) {
    let is_page = is_page(response.headers());
    let status = response.status();
    let is_error = status.is_client_error() || status.is_server_error();
    let problem = response.extensions_mut().remove::<Problem>();
    // Whatever refuses a request before its handler runs knows nothing of the platform's shape.
    let is_raw = is_error && !is_page && response.extensions().get::<Ordered>().is_none();
    let problem =
        problem.or_else(|| is_raw.then(|| Problem::new(status, status.canonical_reason().unwrap_or("Error"))));
    if let Some(problem) = problem {
        *response.body_mut() = Body::from(problem.body(id));
        // Routing has written the length of the empty body by now.
        response.headers_mut().remove(header::CONTENT_LENGTH);
    }
    let is_answer = !is_page && !status.is_redirection();
    let headers = response.headers_mut();
    if is_answer {
        headers.insert(header::CONTENT_TYPE, JSON);
        if with_origin {
            cors::expose(headers);
        }
    }
    if let Ok(id) = HeaderValue::from_str(id) {
        headers.insert(REQUEST_ID, id);
    }
}

fn is_page(headers: &HeaderMap) -> bool {
    headers.get(header::CONTENT_TYPE).is_some_and(|kind| kind.as_bytes().starts_with(b"text/html"))
}

async fn admit(world: &SandboxWorld, request: Request) -> Result<Request, Problem> {
    head::check(world, request.uri(), request.headers())?;
    let (mut parts, body) = request.into_parts();
    parts.uri = head::tidy(&parts.uri)?;
    let late = |_| Problem::new(StatusCode::REQUEST_TIMEOUT, "The request body did not arrive in time");
    let body = tokio::time::timeout(BODY_TIME, read(body)).await.map_err(late)??;
    Ok(Request::from_parts(parts, Body::from(body)))
}

async fn read(mut body: Body) -> Result<Bytes, Problem> {
    let (mut kept, mut total) = (Vec::new(), 0);
    while let Some(frame) = body.frame().await {
        let frame = frame.map_err(|_cause| Problem::new(StatusCode::BAD_REQUEST, "The request body broke off"))?;
        let Ok(data) = frame.into_data() else { continue };
        total += data.len();
        if total <= MOST_BYTES {
            kept.extend_from_slice(&data);
        } else if total > MOST_DRAINED {
            break;
        }
    }
    if total > MOST_BYTES {
        return Err(Problem::new(StatusCode::TOO_MANY_REQUESTS, "The request body is larger than 8 MB"));
    }
    Ok(kept.into())
}
