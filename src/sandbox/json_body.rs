//! Bodies of requests.

use super::problem::Problem;
use axum::http::{HeaderMap, StatusCode, header};
use serde_json::{Map, Value as Json};

/// Some clients on Windows begin a body with it.
const BYTE_ORDER_MARK: &[u8] = b"\xef\xbb\xbf";

/// Reads a request body, which has to be a JSON object and to be called JSON.
pub(super) fn object(headers: &HeaderMap, body: &[u8]) -> Result<Map<String, Json>, Problem> {
    let kind = headers.get(header::CONTENT_TYPE).and_then(|v| v.to_str().ok()).unwrap_or_default();
    let essence = kind.split(';').next().unwrap_or_default().trim();
    let essence = essence.to_ascii_lowercase();
    if essence != "application/json" && !(essence.starts_with("application/") && essence.ends_with("+json")) {
        let text = format!("Content type '{kind}' not supported");
        return Err(Problem::new(StatusCode::UNSUPPORTED_MEDIA_TYPE, text));
    }
    // serde's own message quotes the place and could quote a value; neither is for an answer.
    let body = body.strip_prefix(BYTE_ORDER_MARK).unwrap_or(body);
    serde_json::from_slice(body).map_err(|_cause| Problem::bad("The request body is not a JSON object"))
}
