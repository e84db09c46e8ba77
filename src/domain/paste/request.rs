//! A whole request, pasted in place of a form.

use crate::domain::{mask::is_stand_in, secret::Secret, words};
use serde_json::{Map, Value as Json};
use std::collections::BTreeMap;
use zeroize::Zeroizing;

/// The longest text looked at; a request of the documentation has a thousandth of this.
const TEXT_LIMIT: usize = 64 * 1024;

/// A whole request, read from an `instance.json` or a curl command.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Request {
    /// The element's key.
    pub element: Option<String>,
    /// The instance's name.
    pub name: Option<String>,
    /// Its tags.
    pub tags: Vec<String>,
    /// The configuration by key; which of them are secret is the element's to say.
    pub configuration: BTreeMap<String, Secret>,
}

impl Request {
    /// Reads a pasted request; `None` where the text is not one.
    ///
    /// Curly quotes, no-break spaces and the fences of a web page do no harm. Values the documentation left to
    /// fill in (`<INSERT_...>`) and masked ones are not values; a code in it is spent and not read.
    pub fn read(text: &str) -> Option<Self> {
        if text.len() > TEXT_LIMIT {
            return None;
        }
        let visible = text.chars().filter(|&c| !words::is_invisible(c));
        let plain: String = visible.map(|c| if words::is_odd_blank(c) { ' ' } else { c }).collect();
        let text = Zeroizing::new(plain);
        let text = unfenced(&text);
        let command = text.trim_start_matches("$ ");
        let found = if command.starts_with("curl ") { in_command(command) } else { object(text) };
        found.as_ref().and_then(Self::of)
    }

    /// Why a text that was meant as a request is none; nothing where it was not meant as one, or is one.
    pub fn complaint(text: &str) -> Option<&'static str> {
        if Self::read(text).is_some() {
            return None;
        }
        let text = unfenced(text.trim()).trim_start_matches("$ ");
        let meant = ["\"element\"", "\"configuration\"", "“element”", "“configuration”"];
        if text.starts_with("curl ") {
            Some("This curl command carries no request body: paste the JSON it sends.")
        } else if text.starts_with('{') && meant.iter().any(|word| text.contains(word)) {
            Some("This looks like a request, but its JSON is cut off or damaged.")
        } else {
            None
        }
    }

    fn of(object: &Map<String, Json>) -> Option<Self> {
        let (element, configuration) = (object.get("element"), object.get("configuration"));
        if element.is_none() && configuration.is_none() {
            return None;
        }
        let text = |json: &Json| json.as_str().map(str::trim).filter(|text| is_given(text)).map(str::to_owned);
        let entries = configuration.and_then(Json::as_object).into_iter().flatten();
        let entries = entries.filter_map(|(key, json)| Some((key.clone(), value(json)?)));
        Some(Self {
            element: element.map(|e| e.get("key").unwrap_or(e)).and_then(text),
            name: object.get("name").and_then(text),
            tags: object.get("tags").and_then(Json::as_array).into_iter().flatten().filter_map(text).collect(),
            configuration: entries.collect(),
        })
    }
}

fn value(json: &Json) -> Option<Secret> {
    match json {
        Json::String(text) if is_given(text.trim()) => Some(Secret::new(text.as_str())),
        Json::Bool(value) => Some(Secret::new(value.to_string())),
        Json::Number(value) => Some(Secret::new(value.to_string())),
        _ => None,
    }
}

/// Whether a value is one, rather than a place for one.
fn is_given(text: &str) -> bool {
    let inner = text.strip_prefix('<').and_then(|text| text.strip_suffix('>'));
    let place = inner.is_some_and(|inner| !inner.contains(['<', '>']));
    !(place || is_stand_in(text))
}

/// Takes off the fences web pages put around what is to be copied.
fn unfenced(text: &str) -> &str {
    let text = text.trim();
    let Some(inner) = text.strip_prefix("```") else { return text };
    let inner = inner.split_once('\n').map_or(inner, |(_language, inner)| inner);
    inner.trim_end().trim_end_matches("```").trim()
}

/// The body of a curl command: whichever of its words is one, or the here-document behind it.
fn in_command(command: &str) -> Option<Map<String, Json>> {
    let straight = Zeroizing::new(straightened(command));
    [command, &straight].into_iter().find_map(in_words).or_else(|| in_here_document(command))
}

fn in_words(command: &str) -> Option<Map<String, Json>> {
    let mut words = words::split(command).into_iter().map(Zeroizing::new);
    words.find_map(|word| object(word.get(word.find('{')?..)?))
}

/// The form in which elemint itself writes the command. Its secrets are shell variables, which are no values.
fn in_here_document(command: &str) -> Option<Map<String, Json>> {
    let (_, document) = command.split_once("<<")?;
    let body = document.get(document.find('{')?..=document.rfind('}')?)?;
    let mut literal = Zeroizing::new(String::with_capacity(body.len()));
    let mut rest = body.chars();
    while let Some(c) = rest.next() {
        match c {
            '\\' => literal.extend(rest.next()),
            '$' => literal.push_str(VARIABLE),
            c => literal.push(c),
        }
    }
    let mut found = object(&literal)?;
    if let Some(Json::Object(configuration)) = found.get_mut("configuration") {
        configuration.retain(|_, value| value.as_str().is_none_or(|text| !text.starts_with(VARIABLE)));
    }
    Some(found)
}

/// Stands for the `$` of a shell variable, apart from one that was typed.
const VARIABLE: &str = "\u{e000}";

/// Reads an object, the way it stands or with its quotes made straight.
fn object(text: &str) -> Option<Map<String, Json>> {
    let parse = |text: &str| serde_json::from_str::<Map<String, Json>>(text).ok();
    parse(text).or_else(|| parse(&Zeroizing::new(straightened(text))))
}

fn straightened(text: &str) -> String {
    text.chars()
        .map(|c| match c {
            '“' | '”' | '„' | '‟' => '"',
            '‘' | '’' | '‚' | '‛' => '\'',
            c => c,
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const DOCUMENTED: &str = r#"{
  "element": { "key": "infusionsoftecommerce" },
  "providerData": { "code": "Code on the Return URL" },
  "configuration": {
    "oauth.callback.url": "https://www.yourcallbackurl.com",
    "oauth.api.key": "<INSERT_INFUSIONSOFT_CLIENT_ID>",
    "oauth.api.secret": "s3cret",
    "document.tagging": false,
    "pages": 15
  },
  "tags": [ "<Add_Your_Tag>", "mine" ],
  "name": "Bob's shop"
}"#;

    fn documented() -> Request {
        let configuration = [
            ("oauth.callback.url", "https://www.yourcallbackurl.com"),
            ("oauth.api.secret", "s3cret"),
            ("document.tagging", "false"),
            ("pages", "15"),
        ];
        Request {
            element: Some("infusionsoftecommerce".into()),
            name: Some("Bob's shop".into()),
            tags: vec!["mine".into()],
            configuration: configuration.map(|(key, value)| (key.into(), Secret::new(value))).into(),
        }
    }

    fn assert_documented(text: &str) {
        assert_eq!(Request::read(text), Some(documented()), "{text}");
    }

    #[test]
    fn the_documented_file_is_read_without_its_placeholders() {
        assert_documented(DOCUMENTED);
    }

    #[test]
    fn what_web_pages_do_to_a_file_is_undone() {
        assert_documented(&format!("```json\r\n{DOCUMENTED}\n```\n"));
        assert_documented(&format!("\u{feff}{}", DOCUMENTED.replace("  ", "\u{a0}\u{200b} ")));
        let mut open = false;
        let curl = |c| {
            open ^= c == '"';
            if c == '"' { if open { '“' } else { '”' } } else { c }
        };
        assert_documented(&DOCUMENTED.chars().map(curl).collect::<String>());
    }

    #[test]
    fn a_curl_command_that_carries_its_body_is_read() {
        let single = DOCUMENTED.replace('\'', "'\\''");
        let double = DOCUMENTED.replace('"', "\\\"");
        let address = "'https://api.cloud-elements.com/elements/api-v2/instances'";
        for command in [
            format!("curl -X POST \\\n-H 'a: b' \\\n-d '{single}' \\\n{address}"),
            format!("curl -X POST\n-H 'a: b'\n--data-raw '{single}'\n{address}"),
            format!("$ curl -X POST \\  \n{address} --data=\"{double}\""),
            format!("curl {address} -d'{single}'"),
            format!("curl ‘https://x.com’ --data ‘{}’", DOCUMENTED.replace('\'', "\\u0027")),
        ] {
            assert_documented(&command);
        }
    }

    #[test]
    fn the_command_elemint_writes_is_read_without_its_variables() {
        let body = DOCUMENTED.replace("<INSERT_INFUSIONSOFT_CLIENT_ID>", "$OAUTH_API_KEY");
        assert_documented(&format!("curl -X POST \\\n  -d @- \\\n  'https://x.com' <<INSTANCE\n{body}\nINSTANCE\n"));
        let costly = "curl x <<I\n{\"configuration\": {\"a\": \"\\$5 \\\\\"each\\\\\"\", \"b\": \"$B\"}}\nI\n";
        let read = Request::read(costly).expect("a request");
        assert_eq!(read.configuration, [("a".to_owned(), Secret::new("$5 \"each\""))].into());
    }

    #[test]
    fn masked_values_are_no_values() {
        let stars = "********";
        let text = format!(
            r#"{{"element": "a", "configuration": {{"p": "{stars}", "o": "••••••••", "q": null, "r": {{}}, "s": "<b> & <i>"}}}}"#
        );
        let read = Request::read(&text).expect("a request");
        assert_eq!(read.element.as_deref(), Some("a"));
        assert_eq!(read.configuration.keys().collect::<Vec<_>>(), ["s"]);
    }

    #[test]
    fn other_text_is_not_a_request() {
        let long = format!("{}{DOCUMENTED}", " ".repeat(TEXT_LIMIT));
        for text in
            ["", "abc", "{}", "[]", "{\"id\": 1}", "{\"element\"", "curl -d @instance.json https://x.com", &long]
        {
            assert_eq!(Request::read(text), None, "{text}");
        }
    }

    proptest! {
        #[test]
        fn any_text_at_all_is_read_without_harm(text in any::<String>(), tail in "[{}\"'\\\\$<`\n a:,]{0,40}") {
            let _ = Request::read(&text);
            let _ = Request::read(&tail);
            let _ = Request::read(&format!("curl {tail}"));
            let _ = Request::read(&format!("curl <<{tail}"));
        }
    }

    #[test]
    fn what_was_meant_as_a_request_and_is_none_is_told_from_what_was_not() {
        let bodiless =
            "curl -X POST\n-H 'Content-Type: application/json'\n-d @instance.json\n'https://api.example/instances'";
        assert!(Request::complaint(bodiless).is_some_and(|why| why.contains("no request body")));
        assert!(Request::complaint(&DOCUMENTED[..80]).is_some_and(|why| why.contains("cut off")));
        for other in [DOCUMENTED, "{ \"type\": \"service_account\" }", "curly", ""] {
            assert_eq!(Request::complaint(other), None, "{other}");
        }
    }
}
