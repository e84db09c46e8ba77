//! Tests of values: each is used, or listed with a reason.

use super::{super::RequestReading, Reason, request};
use rstest::rstest;

fn entries(text: &str) -> Vec<(String, String)> {
    request(text).configuration.iter().map(|entry| (entry.key.clone(), entry.value.expose().to_owned())).collect()
}

fn left(text: &str) -> Vec<(String, Reason)> {
    request(text).left_out.iter().map(|left| (left.key.clone(), left.reason)).collect()
}

fn with(value: &str) -> String {
    format!(r#"{{"element": {{"key": "x"}}, "configuration": {{"a": {value}}}}}"#)
}

#[rstest]
#[case::text("\"v\"", "v")]
#[case::number("15", "15")]
#[case::long_number("12345678901234567890", "12345678901234567890")]
#[case::flag("true", "true")]
#[case::nested(
    r#"{"contacts": {"url": "/hubs/x", "idField": "id"}}"#,
    r#"{"contacts":{"url":"/hubs/x","idField":"id"}}"#
)]
#[case::list(r#"["a", 1, null]"#, r#"["a",1,null]"#)]
#[case::joiner("\"می\u{200c}خواهم\"", "می\u{200c}خواهم")]
#[case::escape(r#""a\u00fcb""#, "aüb")]
#[case::surrogate_pair(r#""\ud83d\ude80""#, "🚀")]
fn value_is_used_as_text(#[case] written: &str, #[case] value: &str) {
    assert_eq!(entries(&with(written)), [("a".to_owned(), value.to_owned())]);
}

#[rstest]
#[case::null("null", Reason::Null)]
#[case::none("None", Reason::Null)]
#[case::empty("\"\"", Reason::Empty)]
#[case::empty_map("{}", Reason::Empty)]
#[case::placeholder("\"xxxxxxxxxxxx\"", Reason::Placeholder)]
#[case::stars("\"********\"", Reason::Placeholder)]
#[case::nested_placeholders(r#"{"b": "<INSERT_B>"}"#, Reason::Placeholder)]
#[case::variable("process.env.PASSWORD", Reason::Variable)]
#[case::call("os.environ[\"PASSWORD\"]", Reason::Variable)]
#[case::template("`${password}`", Reason::Placeholder)]
#[case::template_without_quotes("{{password}}", Reason::Placeholder)]
fn unusable_value_is_listed_with_its_reason(#[case] written: &str, #[case] reason: Reason) {
    assert_eq!((entries(&with(written)), left(&with(written))), (vec![], vec![("a".to_owned(), reason)]));
}

#[rstest]
#[case::list(r#"["a", "b"]"#, &["a", "b"])]
#[case::text(r#""a, b""#, &["a", "b"])]
#[case::numbers("[1, true]", &["1", "true"])]
#[case::placeholders(r#"["<Add_Your_Tag>", "b"]"#, &["b"])]
fn tags_of_every_shape_are_used(#[case] written: &str, #[case] tags: &[&str]) {
    let text = format!(r#"{{"element": {{"key": "x"}}, "configuration": {{}}, "tags": {written}}}"#);
    assert_eq!(request(&text).tags, tags);
}

#[rstest]
#[case::number("7", "7")]
#[case::flag("true", "true")]
#[case::text("\"n\"", "n")]
fn name_of_every_shape_is_used(#[case] written: &str, #[case] name: &str) {
    let text = format!(r#"{{"element": {{"key": "x"}}, "name": {written}}}"#);
    assert_eq!(request(&text).name.as_deref(), Some(name));
}

#[test]
fn value_without_field_is_listed() {
    let text = r#"{"element": {"key": "x", "id": 4}, "providerData": {"code": "c"}, "configuration": {"a": 1, "a": 2}, "cached": true}"#;
    let named = [
        ("element.id", Reason::NoPlace),
        ("providerData.code", Reason::Spent),
        ("a", Reason::Repeated),
        ("cached", Reason::NoPlace),
    ];
    assert_eq!(left(text), named.map(|(key, reason)| (key.to_owned(), reason)));
}

#[test]
fn unused_value_has_its_line() {
    let text = "{\n \"element\": {\"key\": \"x\"},\n \"configuration\": {\n  \"a\": null\n }\n}";
    assert_eq!(request(text).left_out.first().map(|left| left.line), Some(4));
}

#[rstest]
#[case::in_double_quotes(r#"curl x -d "{\"configuration\": {\"a\": \"$SECRET\", \"b\": \"p$ss\"}}""#)]
#[case::in_a_here_document("curl x -d @- <<E\n{\"configuration\": {\"a\": \"$SECRET\", \"b\": \"p$ss\"}}\nE")]
#[case::in_braces(r#"curl x -d "{\"configuration\": {\"a\": \"${secret}\", \"b\": \"p$ss\"}}""#)]
fn shell_variables_are_not_used_as_values(#[case] command: &str) {
    assert_eq!(
        (entries(command), left(command)),
        (vec![("b".into(), "p$ss".into())], vec![("a".into(), Reason::Variable)])
    );
}

#[test]
fn exported_command_is_parsed_without_its_variables() {
    let costly = "curl x <<I\n{\"configuration\": {\"a\": \"\\$5 \\\\\"each\\\\\"\", \"b\": \"$B\"}}\nI\n";
    assert_eq!(entries(costly), [("a".to_owned(), "$5 \"each\"".to_owned())]);
}

#[test]
fn nested_values_have_their_full_names() {
    let text = "element:\n  key: x\nconfiguration:\n  store:\n    url: https://shop.example\n";
    let parts: Vec<_> =
        request(text).configuration.into_iter().flat_map(|entry| entry.parts).map(|(key, _)| key).collect();
    assert_eq!(parts, ["store.url"]);
}

#[test]
fn different_requests_are_all_read() {
    let one = |name: &str| format!(r#"{{"element": {{"key": "{name}"}}, "configuration": {{"a": "{name}"}}}}"#);
    let RequestReading::Several(read) = RequestReading::parse(&format!("[{}, {}]", one("x"), one("y"))) else {
        panic!("they are two")
    };
    let elements: Vec<_> = read.iter().map(|request| request.element.as_deref()).collect();
    assert_eq!(elements, [Some("x"), Some("y")]);
}

#[test]
fn requests_of_one_element_differ_by_their_names() {
    let one = |name: &str| format!(r#"{{"name": "{name}", "element": {{"key": "x"}}, "configuration": {{"a": "1"}}}}"#);
    let RequestReading::Several(read) = RequestReading::parse(&format!("[{}, {}]", one("attic"), one("cellar"))) else {
        panic!("they are two")
    };
    assert_eq!(read.len(), 2);
}
