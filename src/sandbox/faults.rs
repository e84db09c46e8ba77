//! Faults that can be injected from within this program alone: no request can cause them.

use super::problem::Problem;
use axum::{
    body::Body,
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse as _, Response},
};

/// Fault of the next creation, or of the next change, of an instance.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum InjectedFault {
    /// The connection closes without an answer, and nothing was done.
    DropBeforeWork,
    /// The connection closes without an answer, and everything was done.
    DropAfterWork,
    /// The answer has this status and body, and nothing was done.
    Status(u16, String),
    /// The platform is busy for this many seconds (429 with `Retry-After`), and nothing was done.
    Busy(u32),
    /// A proxy in front answers in HTML, and nothing was done.
    Html502,
}

/// Marks a response that is never sent: the connection closes instead.
#[derive(Clone, Copy)]
pub(super) struct ClosedConnection;

/// Marks a response that is not the platform's and gets none of its headers.
#[derive(Clone, Copy)]
pub(super) struct BareResponse;

/// Marks a response whose body is served as it was ordered, whatever its status.
#[derive(Clone, Copy)]
pub(super) struct Ordered;

/// Returns the answer of a platform that is busy.
pub(super) fn busy(seconds: u32) -> Response {
    let mut response = Problem::new(StatusCode::TOO_MANY_REQUESTS, "Too many requests").into_response();
    response.headers_mut().insert(header::RETRY_AFTER, seconds.into());
    response
}

/// A response that closes the connection.
pub(super) fn hang_up() -> Response {
    let mut response = Response::new(Body::empty());
    response.extensions_mut().insert(ClosedConnection);
    response
}

/// A status and a body as they were ordered.
pub(super) fn ordered(status: u16, body: String) -> Response {
    let Ok(status) = StatusCode::from_u16(status) else {
        return Problem::new(StatusCode::INTERNAL_SERVER_ERROR, "An unexpected error occurred").into_response();
    };
    let mut response = (status, body).into_response();
    response.extensions_mut().insert(Ordered);
    response
}

/// Returns the page of a proxy in front of a platform that is down.
pub(super) fn proxy_page() -> Response {
    let html = "<html>\r\n<head><title>502 Bad Gateway</title></head>\r\n<body>\r\n\
                <center><h1>502 Bad Gateway</h1></center>\r\n<hr>\r\n</body>\r\n</html>\r\n";
    let mut response = (StatusCode::BAD_GATEWAY, html).into_response();
    response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static("text/html"));
    response.extensions_mut().insert(BareResponse);
    response
}
