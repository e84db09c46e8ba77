//! Rules for the JSON Schemas in `assets/schemas`.

use crate::source::root;
use serde_json::Value as Json;
use std::fs;

/// Returns the name and the content of each schema.
fn schemas() -> Vec<(String, Json)> {
    let entries = fs::read_dir(root().join("assets/schemas")).expect("a directory").flatten();
    let read = |entry: fs::DirEntry| {
        let name = entry.file_name().to_string_lossy().into_owned();
        let text = fs::read_to_string(entry.path()).expect("a file");
        let schema = serde_json::from_str(&text).unwrap_or_else(|error| panic!("{name}: {error}"));
        (name, schema)
    };
    entries.map(read).collect()
}

/// Adds the places of objects that say nothing about unknown fields.
fn open_objects(schema: &Json, place: &str, found: &mut Vec<String>) {
    match schema {
        Json::Object(parts) => {
            if parts.contains_key("properties") && !parts.contains_key("additionalProperties") {
                found.push(place.to_owned());
            }
            for (key, part) in parts {
                open_objects(part, &format!("{place}/{key}"), found);
            }
        }
        Json::Array(parts) => parts.iter().for_each(|part| open_objects(part, place, found)),
        Json::Null | Json::Bool(_) | Json::Number(_) | Json::String(_) => {}
    }
}

#[test]
fn every_schema_is_valid() {
    for (name, schema) in schemas() {
        let checked = jsonschema::meta::validate(&schema).map_err(|error| error.to_string());
        assert_eq!(checked, Ok(()), "{name}");
    }
}

#[test]
fn every_schema_states_if_unknown_fields_are_valid() {
    for (name, schema) in schemas() {
        let mut found = Vec::new();
        open_objects(&schema, "", &mut found);
        assert!(found.is_empty(), "{name}: additionalProperties is missing in {}", found.join(", "));
    }
}

#[test]
fn every_schema_is_named_in_the_documentation() {
    let pages = fs::read_dir(root().join("assets/docs")).expect("a directory").flatten();
    let text: String = pages.filter_map(|page| fs::read_to_string(page.path()).ok()).collect();
    for (name, _) in schemas() {
        assert!(text.contains(&name), "no page of assets/docs names {name}");
    }
}
