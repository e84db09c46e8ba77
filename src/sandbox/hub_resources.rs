//! Records behind an instance, as its resources return them. They are samples, the same in each run, and are only read.

use super::{listed::SandboxElement, objects, paging::PageRequest, problem::Problem, query::QueryPairs};
use axum::{
    Json,
    http::{Method, StatusCode},
    response::{IntoResponse as _, Response},
};
use serde_json::{Map, Value, json};

/// Number of records of each resource.
const RECORDS: u64 = 37;
/// Records of a page if the client asks for no size.
const PAGE_SIZE: usize = 25;
/// 2026-01-01, in days since 1970.
const FIRST_DAY: u64 = 20_454;

/// Answers a call to a resource. `drops_nulls` leaves out fields without a value (`filter.response.nulls`).
pub(super) fn answer(
    listed: &SandboxElement,
    (method, path, query): (&Method, &str, &str),
    drops_nulls: bool,
) -> Result<Response, Problem> {
    let (resource, id) = path.split_once('/').map_or((path, None), |(resource, id)| (resource, Some(id)));
    if !objects::names(listed).contains(&resource) {
        return Err(Problem::missing("Not Found"));
    }
    if method != Method::GET {
        let text = "The sandbox only reads the records of a provider";
        return Err(Problem::new(StatusCode::METHOD_NOT_ALLOWED, text));
    }
    let Some(id) = id else {
        let page = PageRequest::read(&QueryPairs::read(query.as_bytes()), Some(PAGE_SIZE))?;
        return Ok(
            page.cut((1..=RECORDS).map(|number| (number, ())), |number, ()| record(resource, number, drops_nulls))
        );
    };
    let number = id.parse().ok().filter(|number| (1..=RECORDS).contains(number));
    let number = number.ok_or_else(|| Problem::missing(format!("No {resource} found with ID {id}")))?;
    Ok(Json(record(resource, number, drops_nulls)).into_response())
}

fn record(resource: &str, number: u64, drops_nulls: bool) -> Value {
    let name = resource.strip_suffix('s').unwrap_or(resource);
    // Not every record of a provider has every value.
    let email = (!number.is_multiple_of(3)).then(|| format!("{name}{number}@example.com").to_lowercase());
    let mut fields = Map::new();
    fields.insert("id".into(), json!(number.to_string()));
    fields.insert("name".into(), json!(format!("{name} {number}")));
    fields.insert("email".into(), json!(email));
    fields.insert("description".into(), Value::Null);
    fields.insert("createdDate".into(), json!(super::clock::stamp((FIRST_DAY + number) * 86_400)));
    if drops_nulls {
        fields.retain(|_, value| !value.is_null());
    }
    Value::Object(fields)
}
