//! Tests of requests in all supported formats.

mod forms;
mod placeholders;
mod properties;
mod refusals;
mod values;
mod variables;

use super::*;

/// Request used by most tests.
const JSON: &str = r#"{
  "element": {
    "key": "magentosoapv19"
  },
  "configuration": {
    "userName": "ada",
    "password": "p$ss-w0rd-77",
    "store.url": "https://shop.example"
  },
  "tags": [
    "t1"
  ],
  "name": "My shop"
}"#;

/// The same request on one line.
const LINE: &str = r#"{"element": {"key": "magentosoapv19"}, "configuration": {"userName": "ada", "password": "p$ss-w0rd-77", "store.url": "https://shop.example"}, "tags": ["t1"], "name": "My shop"}"#;

fn request(text: &str) -> PastedRequest {
    match RequestReading::parse(text) {
        RequestReading::Request(request) | RequestReading::Settings(request) => *request,
        other => panic!("not a request, {other:?}: {text}"),
    }
}

/// Parts of a request as plain text.
type Parts = (Option<String>, Vec<(String, String)>, Vec<String>, Option<String>);

fn parts(request: &PastedRequest) -> Parts {
    let entry = |entry: &PastedEntry| (entry.key.clone(), entry.value.expose().to_owned());
    (
        request.element.clone(),
        request.configuration.iter().map(entry).collect(),
        request.tags.clone(),
        request.name.clone(),
    )
}

fn expected() -> Parts {
    let entries = [("userName", "ada"), ("password", "p$ss-w0rd-77"), ("store.url", "https://shop.example")];
    let entries = entries.map(|(key, value)| (key.to_owned(), value.to_owned())).to_vec();
    (Some("magentosoapv19".into()), entries, vec!["t1".into()], Some("My shop".into()))
}
