//! Instances that a command names by their IDs.

use super::{access::Access, row::PrintedInstance};
use crate::{
    cli::{command_error::CommandError, exit},
    terminal::output,
    text::SafeText,
};
use serde_json::{Value as Json, json};

/// Named instances, and those that the platform does not have.
pub(super) struct NamedInstances {
    pub(super) rows: Vec<PrintedInstance>,
    pub(super) unknown: Vec<UnknownInstance>,
}

/// Instance that the platform does not have.
pub(super) struct UnknownInstance {
    id: String,
    error: CommandError,
}

impl NamedInstances {
    /// Reads the instances with these IDs, each once.
    ///
    /// # Errors
    /// The platform has none of them, or one could not be read.
    pub(super) async fn read(access: &Access, ids: &[String]) -> Result<Self, CommandError> {
        let (mut rows, mut unknown): (Vec<PrintedInstance>, Vec<UnknownInstance>) = (Vec::new(), Vec::new());
        for id in ids {
            if rows.iter().any(|row| row.listed.id == *id) || unknown.iter().any(|one| one.id == *id) {
                continue;
            }
            match access.row(id).await {
                Ok(row) => rows.push(row),
                Err(error) if error.code == exit::NOT_FOUND => unknown.push(UnknownInstance { id: id.clone(), error }),
                Err(error) => return Err(error),
            }
        }
        if rows.is_empty() && !unknown.is_empty() {
            return Err(none(unknown));
        }
        Ok(Self { rows, unknown })
    }

    /// Prints the instances that the platform does not have, a line each.
    pub(super) fn note_unknown(&self) {
        for one in &self.unknown {
            output::note(&safe!("{}  not found", one.id));
        }
    }
}

impl UnknownInstance {
    /// Returns the result as JSON, with null for these parts, which the others have.
    pub(super) fn json(&self, unknown_parts: &[&str]) -> Json {
        let field = |name: &str| self.error.fields.get(name).cloned().unwrap_or_default();
        let mut result = json!({
            "id": self.id,
            "outcome": "not found",
            "status": field("http_status"),
            "reason": field("reason"),
            "platformMessage": field("platform_message"),
        });
        if let Json::Object(fields) = &mut result {
            fields.extend(unknown_parts.iter().map(|part| ((*part).to_owned(), Json::Null)));
        }
        result
    }
}

/// Returns the failure of a command that names only instances that the platform does not have.
fn none(unknown: Vec<UnknownInstance>) -> CommandError {
    let mut lines = SafeText::default();
    for one in &unknown {
        lines.push_line(&one.error.words);
    }
    let all = CommandError::new(SafeText::lines(lines.as_str().trim_end()), exit::NOT_FOUND);
    match <[UnknownInstance; 1]>::try_from(unknown) {
        Ok([one]) => CommandError { fields: one.error.fields, ..all },
        // A reason and an ID are those of one instance, so the object has the sentences on all of them.
        Err(_) => all,
    }
}
