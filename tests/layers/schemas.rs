//! Rules for the JSON Schemas in `assets/schemas`.

use crate::source::root;
use rstest::rstest;
use serde_json::Value as Json;
use std::{fs, path::PathBuf};

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

/// Returns the violations of a schema in a TOML file, a line each.
fn violations(name: &str, text: &str) -> Vec<String> {
    let schema = schemas().into_iter().find(|(known, _)| known == name).expect("the schema").1;
    let file: toml::Value = toml::from_str(text).expect("TOML");
    let validator = jsonschema::validator_for(&schema).expect("a valid schema");
    let file = serde_json::to_value(file).expect("JSON");
    validator.iter_errors(&file).map(|error| format!("{}: {error}", error.instance_path())).collect()
}

/// Returns the TOML files in a folder and its folders.
fn toml_files(folder: &str) -> Vec<PathBuf> {
    let entries = fs::read_dir(root().join(folder)).expect("a directory").flatten();
    let found = entries.flat_map(|entry| {
        let name = format!("{folder}/{}", entry.file_name().to_string_lossy());
        if entry.path().is_dir() { toml_files(&name) } else { vec![root().join(name)] }
    });
    found.filter(|path| path.extension().is_some_and(|end| end == "toml")).collect()
}

#[rstest]
#[case::elements("element.schema.json", "assets/catalog", 100)]
#[case::themes("theme.schema.json", "assets/themes", 3)]
fn files_of_the_program_are_as_their_schema_says(#[case] schema: &str, #[case] folder: &str, #[case] least: usize) {
    let files: Vec<PathBuf> = toml_files(folder).into_iter().filter(|path| !path.ends_with("common.toml")).collect();
    assert!(files.len() >= least, "{files:?}");
    for file in files {
        let found = violations(schema, &fs::read_to_string(&file).expect("a file"));
        assert!(found.is_empty(), "{}: {found:?}", file.display());
    }
}

#[rstest]
#[case::profile("profiles.schema.json", "[work]\nbase = 'a'\nuser = 'env:U'\norg = 'env:O'\nprotected = true", true)]
#[case::profile_typo("profiles.schema.json", "[work]\nbase = 'a'\nuser = 'u'\norg = 'o'\nreadonly = true", false)]
#[case::profile_without_secret("profiles.schema.json", "[work]\nbase = 'a'\nuser = 'u'", false)]
#[case::theme_typo("theme.schema.json", "[dark]\ntexts = ''", false)]
#[case::element_typo("element.schema.json", "key='a'\nname='A'\nhub='crm'\n[[mode]]\nflow='oauth3'", false)]
fn schema_finds_faults(#[case] schema: &str, #[case] text: &str, #[case] is_valid: bool) {
    assert_eq!(violations(schema, text).is_empty(), is_valid);
}
