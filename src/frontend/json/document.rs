//! Documents as JSON, with secrets masked, and the files that can be written of them.

use crate::wizard::{
    Step,
    viewer::{Export, Prompt, Viewer},
};
use serde_json::{Map, Value as Json, json};
use std::path::Path;

/// Returns the document of a step, if it has one: of an instance its answer, also where a screen shows the request.
pub(super) fn viewer(step: &Step) -> Option<&Viewer> {
    if let Step::Instance(step) = step { Some(&step.answer) } else { step.document() }
}

/// Returns the existing file that waits for permission to be replaced.
pub(super) fn replaced(step: &Step) -> Option<&Path> {
    match viewer(step)?.prompt() {
        Prompt::Replace(path, _) => Some(path),
        Prompt::None
        | Prompt::Search(..)
        | Prompt::Filter(..)
        | Prompt::Copy
        | Prompt::Take
        | Prompt::Save(..)
        | Prompt::Reveal => None,
    }
}

/// Describes the files that can be written.
pub(super) fn describe_exports(step: &Step) -> Map<String, Json> {
    let mut parts = Map::new();
    let Some(viewer) = viewer(step) else { return parts };
    let export = |export: &Export| {
        json!({
            "export": export.letter, "label": export.label, "file": export.file,
            "hasSecrets": export.text.is_none() || export.bare.is_some(),
        })
    };
    parts.insert("exports".into(), viewer.exports().iter().map(export).collect());
    if let Some(path) = replaced(step) {
        parts.insert("replaces".into(), json!(path.display().to_string()));
    }
    parts
}

/// Returns masked JSON as a value; a text that is no JSON as a string.
pub(super) fn document(masked: &str) -> Json {
    serde_json::from_str(masked).unwrap_or_else(|_| json!(masked))
}
