//! Results of an apply as JSON. The fields are documented in the help, and in `assets/schemas/apply.schema.json`.

use super::{pending::PendingRow, results::Results, row_result::RowResult};
use crate::domain::declared::DeclaredInstance;
use serde_json::{Value as Json, json};

impl Results<'_> {
    /// Returns the results as JSON.
    pub(super) fn json(&self) -> Json {
        json!({
            "results": self.done.iter().map(|result| self.result(result)).collect::<Vec<_>>(),
            "unchanged": self.text.plan.counts(self.text.prunes).unchanged,
        })
    }

    fn result(&self, result: &RowResult) -> Json {
        let (step, fault, waiting) = (self.step(result), result.fault(), result.waiting());
        let declared = step.and_then(|step| self.text.file.instances.get(step.row));
        let deleted = self.text.plan.deleted_at(result.index).filter(|_| step.is_none());
        let element = declared.map(|declared| declared.element().key.as_str());
        let name = declared.map(DeclaredInstance::name).or(deleted.map(|other| other.name.as_str()));
        let reason = fault.map(|fault| fault.problem.clone()).or_else(|| waiting.map(PendingRow::reason));
        json!({
            "action": step.map_or_else(|| Json::from("delete"), |step| json!(step.action)),
            "outcome": result.label(step.map(|step| step.action)),
            "id": result.id,
            "element": element.or(deleted.map(|other| other.element.as_str())),
            "name": name.map(|name| self.text.masked(name)),
            "status": fault.and_then(|fault| fault.status),
            "reason": reason,
            "hint": fault.map(|fault| &fault.hint),
            "platformMessage": fault.and_then(|fault| fault.message.as_ref()),
            "providerMessage": fault.and_then(|fault| fault.provider.as_ref()),
            "requestId": fault.and_then(|fault| fault.request_id.as_ref()),
            "url": waiting.and_then(PendingRow::url),
            "expires": waiting.and_then(PendingRow::expires).map(|time| time.to_string()),
            "state_file": waiting.and_then(PendingRow::state_file).map(|file| file.display().to_string()),
            "next_step": waiting.map(PendingRow::next_step),
        })
    }
}
