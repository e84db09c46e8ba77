//! CORS: web origins that may call, and headers they may read.

use axum::{
    body::Body,
    http::{HeaderMap, HeaderName, HeaderValue, Method, header},
    response::Response,
};

/// The platform's own list, in its own order: clients compare it letter by letter.
const EXPOSED: HeaderValue = HeaderValue::from_static(
    "Elements-Returned-Count, Elements-Total-Count, Elements-Request-Id, Elements-Next-Page-Token, \
     Elements-Trace-Id, Elements-Error, Content-Disposition",
);
const METHODS: HeaderValue = HeaderValue::from_static("GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS");
/// Seconds a browser may reuse a preflight answer.
const MAX_AGE: HeaderValue = HeaderValue::from_static("1800");
const ANY: HeaderValue = HeaderValue::from_static("*");

/// Returns true for a CORS-preflight request (Fetch standard).
pub(super) fn is_preflight(method: &Method, headers: &HeaderMap) -> bool {
    method == Method::OPTIONS
        && headers.contains_key(header::ORIGIN)
        && headers.contains_key(header::ACCESS_CONTROL_REQUEST_METHOD)
}

/// Allows the real request. The secrets are the protection: they are sent in a header that no page has by itself.
pub(super) fn preflight(asked: &HeaderMap) -> Response {
    let mut response = Response::new(Body::empty());
    let headers = response.headers_mut();
    headers.insert(header::ACCESS_CONTROL_ALLOW_METHODS, METHODS);
    headers.insert(header::ACCESS_CONTROL_MAX_AGE, MAX_AGE);
    // A star would not cover `Authorization`, so the list that was asked for is repeated.
    if let Some(wanted) = asked.get(header::ACCESS_CONTROL_REQUEST_HEADERS) {
        headers.insert(header::ACCESS_CONTROL_ALLOW_HEADERS, wanted.clone());
    }
    let varying = "Origin, Access-Control-Request-Method, Access-Control-Request-Headers";
    headers.insert(header::VARY, HeaderValue::from_static(varying));
    response
}

/// Opens an answer to the page that asked.
pub(super) fn expose(headers: &mut HeaderMap) {
    let opened: [(HeaderName, HeaderValue); 2] =
        [(header::ACCESS_CONTROL_ALLOW_ORIGIN, ANY), (header::ACCESS_CONTROL_EXPOSE_HEADERS, EXPOSED)];
    headers.extend(opened);
}
