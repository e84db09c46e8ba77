//! What every request passes on its way in, and every answer on its way out.

use super::{
    faults::{Bare, Hangup},
    problem::Problem,
    world::{Shared, World},
};
use axum::{
    body::{Body, Bytes},
    extract::{Request, State},
    http::{
        HeaderValue, StatusCode, Uri,
        header::{self, HeaderName},
        uri::PathAndQuery,
    },
    middleware::Next,
    response::{IntoResponse as _, Response},
};
use http_body_util::BodyExt as _;
use std::time::Duration;

/// The type of every answer that is not a page.
const JSON: HeaderValue = HeaderValue::from_static("application/json;charset=UTF-8");
/// Names what support asks for first.
const REQUEST_ID: HeaderName = HeaderName::from_static("elements-request-id");
/// The platform's own list, in its own order, which clients compare letter by letter.
const EXPOSED: HeaderValue = HeaderValue::from_static(
    "Elements-Returned-Count, Elements-Total-Count, Elements-Request-Id, Elements-Next-Page-Token, \
     Elements-Trace-Id, Elements-Error, Content-Disposition",
);
/// The platform refuses larger bodies, with 429 of all codes.
const MOST_BYTES: usize = 8 * 1024 * 1024;
/// A client that is still sending cannot read the refusal, so some of the excess is read and thrown away.
const MOST_DRAINED: usize = 4 * MOST_BYTES;
/// A body that takes longer is not from a client.
const BODY_TIME: Duration = Duration::from_secs(30);

/// Admits a request, runs it, and gives its answer what all answers have.
pub(super) async fn gate(State(world): State<Shared>, request: Request, next: Next) -> Response {
    let id = world.request_id();
    let with_origin = request.headers().contains_key(header::ORIGIN);
    let seen = world.arrived(request.method(), request.uri().path());
    let mut response = match admit(&world, request).await {
        Ok(request) => next.run(request).await,
        Err(problem) => problem.into_response(),
    };
    if response.extensions().get::<Hangup>().is_some() {
        return response;
    }
    world.answered(seen, response.status());
    if response.extensions().get::<Bare>().is_none() {
        dress(&mut response, &id, with_origin);
    }
    response
}

fn dress(response: &mut Response, id: &str, with_origin: bool) {
    if let Some(problem) = response.extensions_mut().remove::<Problem>() {
        *response.body_mut() = Body::from(problem.body(id));
        // Routing has written the length of the empty body by now.
        response.headers_mut().remove(header::CONTENT_LENGTH);
    }
    let is_page = response.headers().get(header::CONTENT_TYPE).is_some_and(|t| t.as_bytes().starts_with(b"text/html"));
    let is_answer = !is_page && !response.status().is_redirection();
    let headers = response.headers_mut();
    if is_answer {
        headers.insert(header::CONTENT_TYPE, JSON);
        if with_origin {
            headers.insert(header::ACCESS_CONTROL_ALLOW_ORIGIN, HeaderValue::from_static("*"));
            headers.insert(header::ACCESS_CONTROL_EXPOSE_HEADERS, EXPOSED);
        }
    }
    if let Ok(id) = HeaderValue::from_str(id) {
        headers.insert(REQUEST_ID, id);
    }
}

async fn admit(world: &World, request: Request) -> Result<Request, Problem> {
    check_host(world, &request)?;
    let (mut parts, body) = request.into_parts();
    parts.uri = tidy(&parts.uri)?;
    let late = |_| Problem::new(StatusCode::REQUEST_TIMEOUT, "The request body did not arrive in time");
    let body = tokio::time::timeout(BODY_TIME, read(body)).await.map_err(late)??;
    Ok(Request::from_parts(parts, Body::from(body)))
}

/// A web page elsewhere can point a name of its own at this machine (DNS rebinding); its requests still bear that
/// name, so anything but exactly one of ours is turned away.
fn check_host(world: &World, request: &Request) -> Result<(), Problem> {
    let mut hosts = request.headers().get_all(header::HOST).iter();
    let (Some(host), None) = (hosts.next(), hosts.next()) else {
        return Err(Problem::new(StatusCode::BAD_REQUEST, "Exactly one Host header is needed"));
    };
    let named = host.to_str().is_ok_and(|host| world.is_host(host));
    let aimed = request.uri().authority().is_none_or(|authority| world.is_host(authority.as_str()));
    if named && aimed { Ok(()) } else { Err(Problem::new(StatusCode::MISDIRECTED_REQUEST, "Misdirected Request")) }
}

/// Clients in the wild send `//authentication/secrets` and `/instances/`.
fn tidy(uri: &Uri) -> Result<Uri, Problem> {
    let mut path = String::with_capacity(uri.path().len());
    for part in uri.path().split('/').filter(|part| !part.is_empty()) {
        path.push('/');
        path.push_str(part);
    }
    if path.is_empty() {
        path.push('/');
    }
    if let Some(query) = uri.query() {
        path.push('?');
        path.push_str(query);
    }
    let path = PathAndQuery::try_from(path).map_err(|_cause| Problem::new(StatusCode::BAD_REQUEST, "Bad Request"))?;
    Ok(Uri::from(path))
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_lose_doubled_and_trailing_slashes_but_nothing_of_the_query() {
        let tidied = |text: &str| tidy(&text.parse().expect("a path")).expect("tidy").to_string();
        assert_eq!(tidied("/elements/api-v2//authentication/secrets"), "/elements/api-v2/authentication/secrets");
        assert_eq!(tidied("/instances/?tags[]=a//b/"), "/instances?tags[]=a//b/");
        assert_eq!(tidied("//"), "/");
    }
}
