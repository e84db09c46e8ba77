//! Lists as JSON, a page at a time.

use crate::{
    domain::{Grant, token_expiry::ExpiryState},
    wizard::{
        Overlay, RequestChoice, Session, Step, Wizard,
        list::Cursor,
        narrowing::Narrowing,
        steps::{
            calls::CallsStep,
            consent::{ConsentPhase, ConsentStep},
            element::{ElementStep, ListRow},
            instances::InstancesStep,
            platform::PlatformStep,
            recovery::{RecoveryPhase, RecoveryStep},
            trash::TrashStep,
        },
    },
};
use serde_json::{Map, Value as Json, json};

/// Most rows of a page.
pub(super) const PAGE: usize = 50;

/// Returns the number of rows that can be selected.
pub(super) fn count(wizard: &Wizard) -> usize {
    if let Overlay::Requests(choice) = wizard.overlay() {
        return choice.rows().len();
    }
    if let Some(narrowing) = narrowing(wizard.step()) {
        return narrowing.facets().len();
    }
    match wizard.step() {
        Step::Platform(step) => step.rows().len(),
        Step::SignIn(step) => step.form.seen().count(),
        Step::Element(step) => step.len(),
        Step::Credentials(step) => step.form.seen().count(),
        Step::Consent(step) => choices(step).len(),
        Step::Recovery(step) => found(step).len(),
        Step::Instances(step) => step.len(),
        Step::Trash(step) => step.entries().len(),
        Step::Calls(step) => step.len(),
        Step::Call(step) => step.form.seen().count(),
        Step::Review(_)
        | Step::Creating(_)
        | Step::Change(_)
        | Step::Instance(_)
        | Step::Document(_)
        | Step::Details(_) => 0,
    }
}

/// Describes the list of a step from a row on; nothing in a step without one.
pub(super) fn describe(wizard: &Wizard, first: usize) -> Map<String, Json> {
    let mut parts = Map::new();
    if let Overlay::Requests(choice) = wizard.overlay() {
        let rows = page(first, choice.rows().len(), |at| request(choice, at));
        parts.extend([("count".into(), json!(choice.rows().len())), ("cursor".into(), json!(choice.row()))]);
        parts.insert("rows".into(), rows);
        return parts;
    }
    let session = wizard.session();
    if let Step::Instances(step) = wizard.step() {
        parts.insert("selected".into(), json!(step.selected()));
    }
    let (filter, cursor, row): (_, _, Box<dyn Fn(usize) -> Option<Json>>) = match wizard.step() {
        Step::Platform(step) => (None, cursor_row(step.cursor(), step.rows().len()), Box::new(|at| platform(step, at))),
        Step::Element(step) => {
            (Some(step.filter.text()), cursor_row(step.cursor(), step.len()), Box::new(|at| element(step, at)))
        }
        Step::Consent(step) if is_waiting(step) => (None, chosen(step), Box::new(|at| choice(step, at))),
        Step::Recovery(step) => {
            (None, cursor_row(step.cursor(), found(step).len()), Box::new(|at| candidate(step, at)))
        }
        Step::Instances(step) => {
            let cursor = cursor_row(step.cursor(), step.len());
            (Some(step.filter.text()), cursor, Box::new(|at| instance(step, session, at)))
        }
        Step::Trash(step) => (None, cursor_row(step.cursor(), step.entries().len()), Box::new(|at| trashed(step, at))),
        Step::Calls(step) => {
            (Some(step.filter.text()), cursor_row(step.cursor(), step.len()), Box::new(|at| operation(step, at)))
        }
        Step::SignIn(_)
        | Step::Credentials(_)
        | Step::Call(_)
        | Step::Consent(_)
        | Step::Review(_)
        | Step::Creating(_)
        | Step::Change(_)
        | Step::Instance(_)
        | Step::Document(_)
        | Step::Details(_) => return parts,
    };
    let (cursor, row): (_, Box<dyn Fn(usize) -> Option<Json>>) = match narrowing(wizard.step()) {
        Some(open) => (cursor_row(open.cursor(), open.facets().len()), Box::new(|at| facet(open, at))),
        None => (cursor, row),
    };
    let count = count(wizard);
    if let Some(filter) = filter {
        parts.insert("filter".into(), json!(filter));
    }
    parts.insert("count".into(), json!(count));
    parts.insert("cursor".into(), json!(cursor));
    parts.insert("rows".into(), page(first, count, row));
    parts
}

/// Returns the rows of a page of a list.
fn page(first: usize, count: usize, row: impl FnMut(usize) -> Option<Json>) -> Json {
    let first = if first < count { first } else { 0 };
    (first..count.min(first + PAGE)).filter_map(row).collect()
}

fn request(choice: &RequestChoice, at: usize) -> Option<Json> {
    let row = choice.rows().get(at)?;
    let texts = [("method", &row.method), ("host", &row.host), ("element", &row.element), ("name", &row.name)];
    let texts = texts.into_iter().filter_map(|(part, text)| Some((part.to_owned(), json!(text.as_ref()?))));
    let places = [("row".to_owned(), json!(at)), ("line".to_owned(), json!(row.line))];
    Some(Json::Object(places.into_iter().chain(texts).collect()))
}

/// Returns the open list of filters.
fn narrowing(step: &Step) -> Option<&Narrowing> {
    match step {
        Step::Element(step) => step.narrowing(),
        Step::Instances(step) => step.narrowing(),
        Step::Platform(_)
        | Step::SignIn(_)
        | Step::Credentials(_)
        | Step::Consent(_)
        | Step::Recovery(_)
        | Step::Trash(_)
        | Step::Calls(_)
        | Step::Call(_)
        | Step::Review(_)
        | Step::Creating(_)
        | Step::Change(_)
        | Step::Instance(_)
        | Step::Document(_)
        | Step::Details(_) => None,
    }
}

fn facet(narrowing: &Narrowing, at: usize) -> Option<Json> {
    let facet = narrowing.facets().get(at)?;
    Some(json!({
        "row": at, "facet": facet.typed(), "name": facet.label, "matches": facet.count, "chosen": facet.chosen,
    }))
}

/// Returns the row of a cursor; `None` in an empty list.
fn cursor_row(cursor: Cursor, len: usize) -> Option<usize> {
    (len > 0).then(|| cursor.row(len))
}

fn platform(step: &PlatformStep, at: usize) -> Option<Json> {
    let platform = step.rows().get(at)?;
    Some(json!({ "row": at, "name": platform.name(), "detail": platform.detail() }))
}

fn element(step: &ElementStep, at: usize) -> Option<Json> {
    Some(match step.offer(at)? {
        ListRow::Resume(form) => json!({ "row": at, "unfinished": form.describe() }),
        ListRow::Element(entry, _) => {
            json!({ "row": at, "key": entry.key.as_str(), "name": entry.name, "hub": entry.hub.to_string() })
        }
    })
}

fn is_waiting(step: &ConsentStep) -> bool {
    matches!(step.phase(), ConsentPhase::Waiting(_))
}

fn choices(step: &ConsentStep) -> &[Grant] {
    match step.phase() {
        ConsentPhase::Waiting(waiting) => waiting.choices(),
        ConsentPhase::Asking | ConsentPhase::Failed(_) | ConsentPhase::Granted(_) => &[],
    }
}

fn chosen(step: &ConsentStep) -> Option<usize> {
    let ConsentPhase::Waiting(waiting) = step.phase() else { return None };
    let chosen = waiting.chosen()?;
    waiting.choices().iter().position(|grant| grant == chosen)
}

fn choice(step: &ConsentStep, at: usize) -> Option<Json> {
    Some(json!({ "row": at, "summary": choices(step).get(at)?.summary() }))
}

fn found(step: &RecoveryStep) -> &[crate::domain::Instance] {
    match step.phase() {
        RecoveryPhase::Found(instances) => instances,
        RecoveryPhase::Unclear
        | RecoveryPhase::Looking(_)
        | RecoveryPhase::Settling { .. }
        | RecoveryPhase::Absent
        | RecoveryPhase::Adopting => &[],
    }
}

fn candidate(step: &RecoveryStep, at: usize) -> Option<Json> {
    let instance = found(step).get(at)?;
    Some(json!({ "row": at, "id": instance.id, "name": step.name_of(instance), "created": instance.created }))
}

fn instance(step: &InstancesStep, session: &Session, at: usize) -> Option<Json> {
    let now = session.now;
    let row = step.row(at, session)?;
    let instance = &row.instance;
    let work = session.instances.work(&instance.id).map(|work| work.mark().words);
    Some(json!({
        "row": at, "id": instance.id, "name": row.name, "element": instance.element.as_str(), "tags": row.tags,
        "state": row.facts.state.label(), "expires": row.facts.describe_expiry(now), "age": row.age(now),
        "expiresAt": row.facts.expires.map(|at| at.to_string()),
        "needsRenewal": row.facts.expiry(now).is_some_and(|state| state != ExpiryState::Later),
        "test": row.facts.test.map(|test| test.outcome.label()),
        "tested": row.facts.test.map(|test| test.at.to_string()),
        "tokenHere": row.facts.is_token_here,
        "selected": step.is_selected(&instance.id), "work": work,
    }))
}

fn trashed(step: &TrashStep, at: usize) -> Option<Json> {
    let entry = step.entries().get(at)?;
    let instance = &entry.instance;
    Some(json!({
        "row": at, "id": instance.id, "name": instance.name, "element": instance.element.as_str(),
        "tags": instance.tags.join(", "), "profile": instance.profile_label(), "platform": instance.base.as_str(),
        "deleted": instance.deleted.to_string(), "uncertain": entry.is_uncertain,
    }))
}

fn operation(step: &CallsStep, at: usize) -> Option<Json> {
    let operation = step.row(at)?;
    Some(json!({ "row": at, "path": operation.path, "summary": operation.summary }))
}
