//! The pages a browser shows: templates, filled in and fenced off.

use super::random;
use axum::{
    http::{HeaderName, HeaderValue, StatusCode, header},
    response::{IntoResponse as _, Response},
};
use base64::{Engine as _, engine::general_purpose::STANDARD};
use std::fmt::Write as _;

const STYLE: &str = include_str!("../../assets/pages/vendor.css");

/// Fills `{{name}}` places, each value escaped, and answers with the page. Every page has the same style, which
/// its policy knows by a nonce; nothing else is loaded and nothing runs.
pub(super) fn page(status: StatusCode, template: &str, values: &[(&str, &str)]) -> Response {
    let Ok(nonce) = random::bytes::<16>().map(|bytes| STANDARD.encode(bytes)) else {
        return StatusCode::INTERNAL_SERVER_ERROR.into_response();
    };
    // The form's answer is a redirect to the application, which browsers hold against `form-action` too.
    let policy = format!(
        "default-src 'none'; img-src data:; style-src 'nonce-{nonce}'; form-action 'self' http: https:; base-uri 'none'; \
         frame-ancestors 'none'"
    );
    let values: Vec<_> = values.iter().copied().chain([("nonce", nonce.as_str())]).collect();
    let html = fill(template, &values).replacen("/* style */", STYLE, 1);
    let mut response = (status, html).into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("text/html; charset=utf-8"));
    fence(headers);
    if let Ok(policy) = HeaderValue::from_str(&policy) {
        headers.insert(header::CONTENT_SECURITY_POLICY, policy);
    }
    response
}

/// Adds headers that keep an answer out of caches, frames and other sites.
pub(super) fn fence(headers: &mut axum::http::HeaderMap) {
    let fences: [(HeaderName, &'static str); 4] = [
        (header::CACHE_CONTROL, "no-store"),
        (header::REFERRER_POLICY, "no-referrer"),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
    ];
    for (name, value) in fences {
        headers.insert(name, HeaderValue::from_static(value));
    }
}

/// Fills a template in one pass, so that a value with braces remains a value; a name without a value becomes empty.
fn fill(template: &str, values: &[(&str, &str)]) -> String {
    let (mut html, mut rest) = (String::with_capacity(template.len()), template);
    while let Some((before, after)) = rest.split_once("{{") {
        html.push_str(before);
        let Some((name, after)) = after.split_once("}}") else { break };
        let value = values.iter().find(|(n, _)| *n == name).map_or("", |(_, value)| *value);
        escape(value, &mut html);
        rest = after;
    }
    html.push_str(rest);
    html
}

fn escape(value: &str, html: &mut String) {
    for c in value.chars() {
        match c {
            '&' | '<' | '>' | '"' | '\'' => {
                let _ = write!(html, "&#{};", u32::from(c));
            }
            _ => html.push(c),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_escaped_and_never_read_as_slots() {
        let values = [("a", "<b> & \"{{c}}\" 'd'"), ("c", "never")];
        assert_eq!(fill("1{{a}}2{{none}}3", &values), "1&#60;b&#62; &#38; &#34;{{c}}&#34; &#39;d&#39;23");
    }
}
