//! Calls through an instance: they need its token and are passed on to the provider. The hub in the address is
//! ignored, as on the platform.

use super::{
    auth::{self, AuthHeader, TokenHolder},
    clock,
    listed::SandboxElement,
    problem::Problem,
    world::{SandboxWorld, SharedWorld},
};
use axum::{
    Json, Router,
    extract::{FromRequestParts as _, Request, State},
    http::StatusCode,
    response::{IntoResponse as _, Response},
    routing::get,
};
use serde_json::{Value, json};

pub(super) fn routes() -> Router<SharedWorld> {
    Router::new()
        .route("/ping", get(ping))
        .route("/hubs/{hub}/ping", get(ping))
        .route("/objects", get(objects))
        .route("/hubs/{hub}/objects", get(objects))
}

/// The cheapest call that needs an instance's token.
async fn ping(TokenHolder(id): TokenHolder, State(world): State<SharedWorld>) -> Result<Response, Problem> {
    let listed = enabled(&world, id)?;
    let pong = json!({ "dateTime": clock::stamp(clock::seconds()), "endpoint": listed });
    Ok(named(id, Json(pong)))
}

/// Names of the objects that can be read; also of a disabled instance, since the platform keeps them.
async fn objects(TokenHolder(id): TokenHolder, State(world): State<SharedWorld>) -> Result<Response, Problem> {
    let state = world.state();
    let record = state.instances.find(id).ok_or_else(auth::refused)?;
    let names = known(&record.listed).into_iter().map(|(name, _, _)| name);
    Ok(named(id, Json(names.collect::<Vec<_>>())))
}

/// A path that no handler knows. With an instance's token it is one of the provider's resources, so the token is
/// checked first.
pub(super) async fn unknown(State(world): State<SharedWorld>, request: Request) -> Result<Response, Problem> {
    let (mut parts, _) = request.into_parts();
    let needs_token = parts.uri.path().strip_prefix("/hubs/").is_some_and(|rest| rest.contains('/'));
    if needs_token || AuthHeader::read(&parts.headers).element.is_some() {
        let TokenHolder(id) = TokenHolder::from_request_parts(&mut parts, &world).await?;
        enabled(&world, id)?;
    }
    Err(Problem::missing("Not Found"))
}

/// The element's key of an instance that may be called.
fn enabled(world: &SandboxWorld, id: u64) -> Result<String, Problem> {
    let mut state = world.state();
    let record = state.instances.find_mut(id).ok_or_else(auth::refused)?;
    if record.disabled {
        return Err(Problem::new(StatusCode::FORBIDDEN, "The element instance is disabled"));
    }
    if record.expired {
        record.count_refusal();
        return Err(Problem::provider(StatusCode::UNAUTHORIZED, "invalid_grant - The refresh token has expired"));
    }
    record.refresh(clock::seconds());
    Ok(record.listed.key().to_owned())
}

fn named(id: u64, answer: Json<impl serde::Serialize>) -> Response {
    ([("elements-element-instance-id", id.to_string())], answer).into_response()
}

/// Objects of an element, as `retrieveObjectsAfterInstantiation` asks for them.
pub(super) fn described(listed: &SandboxElement) -> Value {
    let objects = known(listed).into_iter();
    objects.map(|(name, vendor, kind)| json!({ "name": name, "vendorName": vendor, "type": kind })).collect()
}

/// Resources that the elements of a hub have in common.
pub(super) fn resources(hub: &str) -> [&'static str; 2] {
    let ((first, _), (second, _)) = common(hub);
    [first, second]
}

/// Name, provider's name and kind of each object; one of every kind at least.
fn known(listed: &SandboxElement) -> [(&'static str, &'static str, &'static str); 4] {
    let ((first, first_vendor), (second, second_vendor)) = common(listed.element.hub.as_str());
    [
        (first, first_vendor, "ceCanonical"),
        (second, second_vendor, "ceCanonical"),
        ("Task", "Task", "vendor"),
        ("myAccounts", "Account", "vdr"),
    ]
}

/// Returns the common resources of a hub, with the providers' usual names for them.
fn common(hub: &str) -> ((&'static str, &'static str), (&'static str, &'static str)) {
    match hub {
        "documents" => (("files", "File"), ("folders", "Folder")),
        "ecommerce" | "payment" | "finance" | "erp" | "billing" => (("orders", "Order"), ("customers", "Customer")),
        "helpdesk" => (("incidents", "Case"), ("users", "User")),
        "marketing" => (("campaigns", "Campaign"), ("lists", "List")),
        "messaging" | "social" => (("messages", "Message"), ("contacts", "Contact")),
        _ => (("accounts", "Account"), ("contacts", "Contact")),
    }
}
