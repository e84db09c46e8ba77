//! Existing instances as JSON, with secrets masked.

use crate::wizard::{
    Session,
    steps::{instances::InstanceList, operations::ChooseOperation},
};
use serde_json::{Value as Json, json};

/// Describes the list with its first rows.
pub(super) fn list(step: &InstanceList, session: &Session, most: usize) -> Json {
    let now = session.forms.began;
    let row = |at: usize| {
        let row = step.row(at, session)?;
        let instance = &row.instance;
        let work = session.instances.work(&instance.id).map(|work| work.mark().words);
        Some(json!({
            "row": at, "id": instance.id, "name": row.name, "element": instance.element.as_str(), "tags": row.tags,
            "state": row.facts.state.label(), "expires": row.facts.describe_expiry(now), "age": row.age(now),
            "selected": step.is_selected(&instance.id), "work": work,
        }))
    };
    let rows: Vec<Json> = (0..step.len().min(most)).filter_map(row).collect();
    json!({ "filter": step.filter.text(), "count": step.len(), "selected": step.selected(), "rows": rows })
}

/// Describes the reads through an instance with the first rows.
pub(super) fn operations(step: &ChooseOperation, most: usize) -> Json {
    let row = |at: usize| step.row(at).map(|one| json!({ "row": at, "path": one.path, "summary": one.summary }));
    let rows: Vec<Json> = (0..step.len().min(most)).filter_map(row).collect();
    json!({ "filter": step.filter.text(), "count": step.len(), "rows": rows })
}
