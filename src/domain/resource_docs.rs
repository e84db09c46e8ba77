//! Documentation of an instance's calls: Swagger 2.0 from `GET /instances/{id}/docs`, and names from `GET /objects`.

use super::{
    request_header::RequestHeader,
    resource_operation::{ParameterKind, ParameterPlace, ResourceOperation, ResourceParameter},
};
use serde::Deserialize;
use serde_json::{Map, Value as Json};

/// Longest summary or description that is kept, in characters.
const LONGEST: usize = 160;

/// Parts of the document that describe calls. The rest, which is most of it, is skipped while it is read.
#[derive(Deserialize)]
struct Docs {
    paths: Map<String, Json>,
    #[serde(default)]
    parameters: Map<String, Json>,
}

/// Reads the GET operations of a Swagger document; `None` if the text is no such document. Parts that are malformed
/// are left out.
pub fn operations(text: &str) -> Option<Vec<ResourceOperation>> {
    let docs: Docs = serde_json::from_str(text).ok()?;
    let reads = docs.paths.iter().filter_map(|(path, methods)| {
        let get = methods.get("get")?.as_object()?;
        let own = get.get("parameters").into_iter().chain(methods.get("parameters"));
        let mut parameters: Vec<ResourceParameter> = Vec::new();
        for parameter in own.filter_map(Json::as_array).flatten().filter_map(|json| docs.parameter(json)) {
            // A parameter of the operation takes precedence over one of the path.
            if !parameters.iter().any(|known| known.name == parameter.name) {
                parameters.push(parameter);
            }
        }
        let summary = ["summary", "description"].iter().find_map(|key| get.get(*key)).map(line).unwrap_or_default();
        Some(ResourceOperation::new(path.as_str(), summary, parameters))
    });
    Some(reads.collect())
}

/// Reads the names of objects; none if the text is no such list.
pub fn objects(text: &str) -> Vec<String> {
    let all: Vec<Json> = serde_json::from_str(text).unwrap_or_default();
    let name = |json: &Json| json.as_str().or_else(|| json.get("name")?.as_str()).map(str::to_owned);
    all.iter().filter_map(name).filter(|name| !name.is_empty()).collect()
}

/// Adds the list of each object that the documented operations lack.
pub fn with_objects(mut operations: Vec<ResourceOperation>, objects: &[String]) -> Vec<ResourceOperation> {
    let documented: std::collections::BTreeSet<String> =
        operations.iter().filter_map(|operation| operation.path.rsplit('/').next()).map(str::to_owned).collect();
    let missing = objects.iter().filter(|name| !documented.contains(*name));
    operations.extend(missing.map(|name| ResourceOperation::of_object(name)));
    operations
}

impl Docs {
    /// Reads a parameter of path, query or header. The others are set by elemint, or not needed for reads.
    fn parameter(&self, json: &Json) -> Option<ResourceParameter> {
        let json = match json.get("$ref").and_then(Json::as_str) {
            Some(reference) => self.parameters.get(reference.strip_prefix("#/parameters/")?)?,
            None => json,
        };
        let text = |key: &str| json.get(key).and_then(Json::as_str);
        let place = match text("in")? {
            "path" => ParameterPlace::Path,
            "query" => ParameterPlace::Query,
            "header" => ParameterPlace::Header,
            _ => return None,
        };
        let name = text("name").filter(|name| !name.is_empty())?;
        if place == ParameterPlace::Header && RequestHeader::new(name, "").is_err() {
            return None;
        }
        let is_required = place == ParameterPlace::Path || json.get("required") == Some(&Json::Bool(true));
        let default = json.get("default").and_then(scalar);
        let description = json.get("description").map(line).unwrap_or_default();
        Some(ResourceParameter {
            kind: kind(json),
            is_required,
            default,
            description,
            ..ResourceParameter::new(name, place)
        })
    }
}

fn kind(json: &Json) -> ParameterKind {
    let values: Vec<String> =
        json.get("enum").and_then(Json::as_array).into_iter().flatten().filter_map(scalar).collect();
    match json.get("type").and_then(Json::as_str) {
        Some("boolean") => ParameterKind::Boolean,
        _ if !values.is_empty() => ParameterKind::Choice(values),
        Some("integer") => ParameterKind::Integer,
        Some("number") => ParameterKind::Number,
        _ => ParameterKind::Text,
    }
}

fn scalar(json: &Json) -> Option<String> {
    match json {
        Json::String(text) => Some(text.clone()),
        Json::Number(_) | Json::Bool(_) => Some(json.to_string()),
        Json::Null | Json::Array(_) | Json::Object(_) => None,
    }
}

/// Returns the first line of a text, cut where it is long.
fn line(json: &Json) -> String {
    let text = json.as_str().unwrap_or_default().trim();
    text.lines().next().unwrap_or_default().chars().take(LONGEST).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;
    use serde_json::json;

    fn read(paths: &Json) -> Vec<ResourceOperation> {
        let shared = json!({ "size": { "name": "pageSize", "in": "query", "type": "integer", "default": 20 } });
        operations(&json!({ "swagger": "2.0", "paths": paths, "parameters": shared }).to_string()).expect("a document")
    }

    fn parameter(json: &Json) -> Option<ResourceParameter> {
        read(&json!({ "/a": { "get": { "parameters": [json] } } })).pop()?.parameters.pop()
    }

    #[test]
    fn only_reads_are_offered() {
        let found = read(&json!({ "/a": { "get": { "summary": "One" }, "post": {} }, "/b": { "delete": {} } }));
        assert_eq!(found, [ResourceOperation::new("/a", "One", Vec::new())]);
    }

    #[test]
    fn parameters_of_the_path_and_shared_ones_are_found() {
        let found = read(&json!({ "/a/{id}": {
            "parameters": [{ "name": "id", "in": "path", "type": "string", "required": true, "description": "Key" }],
            "get": { "parameters": [{ "$ref": "#/parameters/size" }] },
        } }));
        let names: Vec<(&str, Option<&str>)> =
            found.iter().flat_map(|one| &one.parameters).map(|one| (&*one.name, one.default.as_deref())).collect();
        assert_eq!(names, [("id", None), ("pageSize", Some("20"))]);
    }

    #[rstest]
    #[case::text(json!({ "type": "string" }), ParameterKind::Text)]
    #[case::integer(json!({ "type": "integer" }), ParameterKind::Integer)]
    #[case::boolean(json!({ "type": "boolean" }), ParameterKind::Boolean)]
    #[case::choice(json!({ "type": "string", "enum": ["a", 1, null] }), ParameterKind::Choice(vec!["a".into(), "1".into()]))]
    #[case::unknown(json!({ "type": "file" }), ParameterKind::Text)]
    fn type_is_read(#[case] mut described: Json, #[case] kind: ParameterKind) {
        described["name"] = json!("x");
        described["in"] = json!("query");
        assert_eq!(parameter(&described).map(|parameter| parameter.kind), Some(kind));
    }

    #[rstest]
    #[case::account(json!({ "name": "Authorization", "in": "header" }))]
    #[case::connection(json!({ "name": "host", "in": "header" }))]
    #[case::body(json!({ "name": "body", "in": "body" }))]
    #[case::nameless(json!({ "in": "query" }))]
    #[case::dangling(json!({ "$ref": "#/parameters/none" }))]
    #[case::no_object(json!(7))]
    fn other_parameters_are_left_out(#[case] described: Json) {
        assert_eq!(parameter(&described), None);
    }

    #[test]
    fn header_of_the_provider_is_read() {
        let read = parameter(&json!({ "name": "X-Tenant", "in": "header", "type": "string" }));
        assert_eq!(read, Some(ResourceParameter::new("X-Tenant", ParameterPlace::Header)));
    }

    #[rstest]
    #[case::page("<html>")]
    #[case::list("[]")]
    #[case::no_paths("{}")]
    fn other_texts_are_no_documentation(#[case] text: &str) {
        assert_eq!(operations(text), None);
    }

    #[test]
    fn objects_without_documentation_are_added() {
        let known = vec![ResourceOperation::new("/hubs/crm/accounts", "", Vec::new())];
        let found = with_objects(known, &objects(r#"["accounts", {"name": "Task"}, 7]"#));
        let paths: Vec<&str> = found.iter().map(|one| &*one.path).collect();
        assert_eq!(paths, ["/hubs/crm/accounts", "/Task"]);
    }
}
