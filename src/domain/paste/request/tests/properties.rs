//! Properties: a request in any format is parsed to the same values, and no text makes the parser panic.

use super::{Parts, RequestReading, parts, request};
use proptest::prelude::*;
use serde_json::{Value as Json, json};

fn written() -> impl Strategy<Value = (Parts, Json)> {
    let key = "[a-z][a-zA-Z]{1,8}(\\.[a-z]{2,6}){0,2}";
    // Without characters that mark a placeholder, and with all that need escaping in some format.
    let value = "[ad-wA-DF-W0-9][ad-w0-9 '\"\\\\!%&/()=+#:;,@é日-]{0,14}[ad-w0-9]";
    let entries = prop::collection::btree_map(key, value, 1..5);
    (entries, "[b-w]{3,9}", "[A-D][b-w0-9 '\"é]{2,12}[0-9]", prop::collection::vec("t[c-w0-9]{1,6}", 0..3)).prop_map(
        |(entries, element, name, tags)| {
            let body = json!({"element": {"key": element}, "configuration": entries, "tags": tags, "name": name});
            let entries = entries.into_iter().collect();
            ((Some(element), entries, tags, Some(name)), body)
        },
    )
}

fn text(body: &Json, pretty: bool) -> String {
    if pretty { serde_json::to_string_pretty(body).unwrap_or_default() } else { body.to_string() }
}

fn python(value: &Json) -> String {
    match value {
        Json::String(text) => format!("'{}'", text.replace('\\', "\\\\").replace('\'', "\\'")),
        Json::Array(items) => format!("[{}]", items.iter().map(python).collect::<Vec<_>>().join(", ")),
        Json::Object(entries) => {
            let entries = entries.iter().map(|(key, value)| format!("'{key}': {}", python(value)));
            format!("{{{}}}", entries.collect::<Vec<_>>().join(", "))
        }
        other => other.to_string(),
    }
}

fn hashtable(value: &Json) -> String {
    match value {
        Json::String(text) => format!("'{}'", text.replace('\'', "''")),
        Json::Array(items) => format!("@({})", items.iter().map(hashtable).collect::<Vec<_>>().join(", ")),
        Json::Object(entries) => {
            let entries = entries.iter().map(|(key, value)| format!("'{key}' = {}", hashtable(value)));
            format!("@{{ {} }}", entries.collect::<Vec<_>>().join("; "))
        }
        other => other.to_string(),
    }
}

fn yaml(body: &Json) -> String {
    let quoted = |value: &Json| value.to_string();
    let entries = body["configuration"].as_object().into_iter().flatten();
    let entries: String = entries
        .flat_map(|(key, value)| ["  ".to_owned(), key.clone(), ": ".into(), quoted(value), "\n".into()])
        .collect();
    format!(
        "element:\n  key: {}\nconfiguration:\n{entries}tags: {}\nname: {}\n",
        quoted(&body["element"]["key"]),
        quoted(&body["tags"]),
        quoted(&body["name"])
    )
}

proptest! {

    #[test]
    fn request_is_parsed_equally_from_any_format((expected, body) in written(), form in 0usize..14, pretty: bool) {
        let json = text(&body, pretty);
        let printed = match form {
            0 => json,
            1 => format!("curl https://x.example -d '{}'", json.replace('\'', "'\\''")),
            2 => format!("curl https://x.example -d \"{}\"", json.replace('\\', "\\\\").replace('"', "\\\"")),
            3 => format!("curl https://x.example -d $'{}'", json.replace('\\', "\\\\").replace('\'', "\\'").replace('\n', "\\n")),
            4 => format!("curl https://x.example -d @- <<'E'\n{json}\nE"),
            5 => format!("{{\"body\": {}}}", Json::String(json)),
            6 => format!("requests.post(url, json={})", python(&body)),
            7 => format!("$b = {}", hashtable(&body)),
            8 => format!("Invoke-RestMethod -Body '{}'", json.replace('\'', "''")),
            9 => yaml(&body),
            10 => json!({"log": {"entries": [{"request": {"postData": {"text": json}}}]}}).to_string(),
            11 => format!("fetch(url, {{ method: 'POST', body: {} }})", Json::String(json)),
            12 => format!("POST /instances HTTP/1.1\nHost: x\n\n{json}"),
            _ => json.lines().flat_map(|line| ["> ", line, "\n"]).collect(),
        };
        prop_assert_eq!(parts(&request(&printed)), expected, "{}", printed);
    }

    #[test]
    fn parsing_any_text_never_panics(text in any::<String>(), tail in "[{}\\[\\]\"'\\\\$<`^@\n a:=,#/>-]{0,60}") {
        let _ = RequestReading::parse(&text);
        for start in ["", "curl ", "curl <<", "http POST ", "Invoke-RestMethod ", "{\"element\":", "element:\n "] {
            let _ = RequestReading::parse(&format!("{start}{tail}"));
        }
    }
}
