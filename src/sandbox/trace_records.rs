//! Traces of the latest requests.

use super::{order::Order, record::MASKED};
use crate::catalog::AuthFlow;
use serde_json::{Value, json};
use std::collections::VecDeque;

/// Most traces that are kept; older ones are forgotten.
const MAX_KEPT: usize = 100;

/// The latest traces.
#[derive(Default)]
pub(super) struct RequestTraces(VecDeque<Trace>);

struct Trace {
    id: String,
    /// Number of the element.
    element: u64,
    json: Value,
}

impl RequestTraces {
    /// Keeps the trace of an order; `refused` says that the provider said no.
    pub(super) fn add(&mut self, id: &str, order: &Order, refused: bool) {
        if self.0.len() >= MAX_KEPT {
            self.0.pop_front();
        }
        let (call, path) = match order.mode.flow {
            AuthFlow::OAuth2 => ("POST:/oauth/token", "/oauth/token"),
            AuthFlow::OAuth1 => ("POST:/oauth/access_token", "/oauth/access_token"),
            AuthFlow::Plain => ("GET:/ping", "/ping"),
        };
        let method = call.split(':').next().unwrap_or_default();
        let json = json!({ call: {
            "request": { "method": method, "path": path, "headers": { "Authorization": MASKED } },
            "response": { "status": if refused { 401 } else { 200 } },
        } });
        self.0.push_back(Trace { id: id.to_owned(), element: order.listed.id, json });
    }

    /// Returns the trace of an element's request with this id.
    pub(super) fn find(&self, id: &str, element: u64) -> Option<Value> {
        self.0.iter().find(|trace| trace.id == id && trace.element == element).map(|trace| trace.json.clone())
    }
}
