//! Traces of provisioning: the calls to the provider, for requests with `providerData.debug`. Secrets are left out.

use super::{auth::Member, order::Order, problem::Problem, record::MASKED, world::SharedWorld};
use crate::catalog::AuthFlow;
use axum::{
    Json, Router,
    extract::{Path, State},
    routing::get,
};
use serde_json::{Value, json};
use std::collections::VecDeque;

/// Most traces that are kept; older ones are forgotten.
const MAX_KEPT: usize = 100;

pub(super) fn routes() -> Router<SharedWorld> {
    Router::new().route("/elements/{key}/trace/{id}", get(read))
}

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
}

async fn read(
    _: Member,
    State(world): State<SharedWorld>,
    Path((key, id)): Path<(String, String)>,
) -> Result<Json<Value>, Problem> {
    let element = world.element(&key)?.id;
    let state = world.state();
    let found = state.traces.0.iter().find(|trace| trace.id == id && trace.element == element);
    found.map(|trace| Json(trace.json.clone())).ok_or_else(|| Problem::missing(format!("No trace found with ID {id}")))
}
