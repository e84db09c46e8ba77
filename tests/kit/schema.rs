//! JSON Schemas of `assets/schemas`.

use serde_json::Value as Json;
use std::{fs, path::PathBuf};

/// Returns the folder of the schemas.
pub fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("assets/schemas")
}

/// Returns the schema in `assets/schemas/NAME.schema.json`.
pub fn schema(name: &str) -> Json {
    let path = folder().join(format!("{name}.schema.json"));
    let text = fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    serde_json::from_str(&text).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// Schema that is read once for many documents.
pub struct Schema(jsonschema::Validator);

impl Schema {
    /// Reads a schema.
    pub fn new(name: &str) -> Self {
        Self(jsonschema::validator_for(&schema(name)).expect("a valid schema"))
    }

    /// Returns the violations in a document, a line each.
    pub fn violations(&self, document: &Json) -> Vec<String> {
        let line = |error: jsonschema::ValidationError<'_>| format!("{}: {error}", error.instance_path());
        self.0.iter_errors(document).map(line).collect()
    }
}

/// Returns the violations of a schema in a document, a line each.
pub fn violations(name: &str, document: &Json) -> Vec<String> {
    Schema::new(name).violations(document)
}

/// Fails if a document violates a schema.
pub fn assert_valid(name: &str, document: &Json) {
    let found = violations(name, document);
    assert!(found.is_empty(), "{name}: {}\n{document:#}", found.join("\n"));
}
