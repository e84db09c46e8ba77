//! Existing instances: list, read, delete, enable and disable.

use super::{
    accounts,
    addressed::{AddressedInstance, none, route_both},
    auth::Member,
    create,
    paging::PageRequest,
    problem::Problem,
    query::QueryPairs,
    record::InstanceRecord,
    update,
    world::{SandboxWorld, SharedWorld},
};
use axum::{
    Json, Router,
    extract::{Path, RawQuery, State},
    http::StatusCode,
    response::Response,
    routing::{get, put},
};
use serde_json::Value;

/// Tag of instances that are in use: they cannot be deleted.
const IN_USE: &str = "in-use";

pub(super) fn routes() -> Router<SharedWorld> {
    let one = || get(read).put(update::replace).patch(update::change).delete(delete);
    let router = Router::new()
        .route("/instances", get(list).post(create::create).put(update::replace).patch(update::change).delete(delete))
        .route("/instances/{id}", one())
        .route("/elements/{key}/instances", get(list_of).post(create::create_of))
        .route("/elements/{key}/instances/{id}", one())
        .route("/accounts/instances", get(list_of_accounts))
        .route("/accounts/{account}/instances", get(list_of_account));
    route_both(router, "/enabled", put(enable).delete(disable))
}

async fn list(
    Member(viewer): Member,
    State(world): State<SharedWorld>,
    RawQuery(query): RawQuery,
) -> Result<Response, Problem> {
    answer(&world, query, None, |account| account == viewer.account())
}

async fn list_of_accounts(
    Member(viewer): Member,
    State(world): State<SharedWorld>,
    RawQuery(query): RawQuery,
) -> Result<Response, Problem> {
    answer(&world, query, None, |account| viewer.sees(account))
}

async fn list_of(
    Member(viewer): Member,
    State(world): State<SharedWorld>,
    Path(key): Path<String>,
    RawQuery(query): RawQuery,
) -> Result<Response, Problem> {
    let id = world.element(&key)?.id;
    answer(&world, query, Some(id), |account| account == viewer.account())
}

async fn list_of_account(
    Member(viewer): Member,
    State(world): State<SharedWorld>,
    Path(account): Path<String>,
    RawQuery(query): RawQuery,
) -> Result<Response, Problem> {
    let known = [accounts::FIRST, accounts::SECOND].into_iter().find(|known| known.to_string() == account);
    let known = known.ok_or_else(|| Problem::missing(format!("No account found with ID {account}")))?;
    if !viewer.sees(known) {
        let text = "You do not have the privilege to access this account";
        return Err(Problem::new(StatusCode::FORBIDDEN, text));
    }
    answer(&world, query, None, |account| account == known)
}

/// Lists instances of some accounts with any of the tags asked for, and the text in their name or their element's key; where an element
/// is given, only its own, of which there has to be one.
fn answer(
    world: &SandboxWorld,
    query: Option<String>,
    element: Option<u64>,
    is_listed: impl Fn(u64) -> bool,
) -> Result<Response, Problem> {
    let query = QueryPairs::read(query.unwrap_or_default().as_bytes());
    let page = PageRequest::read(&query, Some(200))?;
    let tags: Vec<&str> = query.all("tags[]").collect();
    let text = query.first("searchText").unwrap_or_default().to_lowercase();
    let hydrated = query.is_on("hydrate");
    let tagged =
        |record: &InstanceRecord| tags.is_empty() || record.tags.iter().any(|tag| tags.contains(&tag.as_str()));
    let named = |record: &InstanceRecord| {
        record.name.to_lowercase().contains(&text) || record.listed.key().to_lowercase().contains(&text)
    };
    let belongs =
        |record: &InstanceRecord| is_listed(record.account) && element.is_none_or(|id| record.listed.id == id);
    let state = world.state();
    let mut found = state.instances.all().filter(|(_, r)| belongs(r) && tagged(r) && named(r)).peekable();
    if element.is_some() && found.peek().is_none() {
        return Err(Problem::missing("No element instances found"));
    }
    Ok(page.cut(found, |id, record| record.json(id, hydrated)))
}

async fn read(
    AddressedInstance(id): AddressedInstance,
    State(world): State<SharedWorld>,
) -> Result<Json<Value>, Problem> {
    world.state().instances.find(id).map(|record| Json(record.json(id, true))).ok_or_else(|| none(id))
}

async fn delete(AddressedInstance(id): AddressedInstance, State(world): State<SharedWorld>) -> Result<(), Problem> {
    let mut state = world.state();
    let record = state.instances.find(id).ok_or_else(|| none(id))?;
    if record.tags.iter().any(|tag| tag == IN_USE) || state.formulas.uses(id) {
        let text = "The element instance is in use by a formula instance and cannot be deleted";
        return Err(Problem::new(StatusCode::CONFLICT, text));
    }
    state.instances.remove(id);
    Ok(())
}

async fn enable(AddressedInstance(id): AddressedInstance, State(world): State<SharedWorld>) -> Result<(), Problem> {
    switch(&world, id, false)
}

async fn disable(AddressedInstance(id): AddressedInstance, State(world): State<SharedWorld>) -> Result<(), Problem> {
    switch(&world, id, true)
}

fn switch(world: &SandboxWorld, id: u64, disabled: bool) -> Result<(), Problem> {
    let mut state = world.state();
    let record = state.instances.find_mut(id).ok_or_else(|| none(id))?;
    record.disabled = disabled;
    record.refusals = 0;
    Ok(())
}
