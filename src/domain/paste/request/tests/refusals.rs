//! Tests of refused requests, and of texts that are not requests.

use super::{JSON, RequestReading};
use crate::domain::paste::request::LIMIT;
use rstest::rstest;

fn refused(text: &str) -> String {
    match RequestReading::parse(text) {
        RequestReading::Refused(refusal) => format!("{} {}", refusal.problem, refusal.hint),
        other => panic!("not refused: {other:?}"),
    }
}

#[rstest]
#[case::file("curl -X POST https://x.example -d @instance.json", "It sends the file instance.json, which is not read")]
#[case::json_file("curl --json @body.json https://x.example", "the file body.json")]
#[case::wget_file("wget --post-file=b.json https://x.example", "the file b.json")]
#[case::power_shell_file(
    "Invoke-RestMethod -Method Post -Uri https://x.example -InFile .\\b.json",
    "the file .\\b.json"
)]
#[case::variable("curl https://x.example -d \"$PAYLOAD\"", "is the variable PAYLOAD, which the text does not set")]
#[case::variable_of_cmd("curl https://x.example -d %PAYLOAD%", "is the variable PAYLOAD")]
#[case::upload("curl -F 'file=@x.json' https://x.example", "the file x.json")]
#[case::cut_off_in_a_mail(
    "Hello,\n\n{\n  \"element\": {\"key\": \"closeio\"},\n  \"configuration\": {\n    \"username\": \"ad",
    "damaged at line 6"
)]
#[case::cut_off_command(
    "curl https://x.example \\\n  -d '{\n  \"element\": {\"key\": \"closeio\"},\n  \"configuration\": {\n    \"username\": \"ad",
    "damaged at line 2"
)]
#[case::no_body("curl -X POST https://x.example/instances", "has no request body")]
#[case::no_body_below("# list\ncurl https://x.example/instances", "in line 2 has no request body")]
#[case::other_body("curl https://x.example -d '{\"a\": 1}'", "contains neither an element nor a configuration")]
#[case::cut_off(&JSON[..80], "cut off or damaged at line 6, in configuration: the text ends too early")]
#[case::missing_colon(
    "{\n\"element\": {\"key\": \"x\"},\n\"configuration\" {}\n}",
    "at line 3, in configuration: a colon is missing"
)]
#[case::open_text(
    "{\n\"element\": {\"key\": \"x},\n\"configuration\": {}\n}",
    "at line 2, in element: a closing quote is missing"
)]
#[case::broken_body(
    "curl https://x.example -d '{\"element\": {\"key\": \"x\"}, \"configuration\": {'",
    "The body of this curl command is cut off or damaged"
)]
#[case::fetch(
    "fetch('https://api.example/elements/api-v2/instances', { method: 'POST', body })",
    "a call in a program"
)]
#[case::raw("POST /elements/api-v2/instances HTTP/1.1\nHost: x\n\n", "a raw HTTP request")]
#[case::instance_of_a_formula(
    "axios.post('https://api.example/elements/api-v2/formulas/7/instances', {name: 'x', configuration: {a: '1'}})",
    "is for /formulas and not for an instance of an element"
)]
#[case::formula(
    "curl https://api.example/elements/api-v2/formulas -d '{\"name\": \"x\", \"configuration\": [{\"key\": \"a\"}]}'",
    "is for /formulas"
)]
fn unreadable_request_is_refused_with_its_place(#[case] text: &str, #[case] words: &str) {
    let refusal = refused(text);
    assert!(refusal.contains(words), "{refusal}");
}

#[test]
fn request_over_64_kib_is_parsed() {
    let long = JSON.replace("My shop", &"x y".repeat(30_000));
    assert!(matches!(RequestReading::parse(&long), RequestReading::Request(_)));
}

#[test]
fn request_over_the_limit_is_refused_with_its_size() {
    let long = JSON.replace("My shop", &"x y".repeat(LIMIT / 3));
    assert!(refused(&long).contains("limit is 1 MiB"), "{}", refused(&long));
}

#[rstest]
fn other_text_is_not_a_request(
    #[values(
        "",
        "abc",
        "{}",
        "[]",
        "curly",
        "http",
        "https://api.cloud-elements.com/elements/api-v2/instances",
        "fetch",
        "a=b",
        "element",
        "My configuration",
        "magentosoapv19",
        "http://127.0.0.1:8910/callback",
        "{not json",
        "wget",
        "$ecret",
        "a\nb",
        "-----BEGIN PRIVATE KEY-----\nMIIE\n-----END PRIVATE KEY-----",
        "HTTP gateway of the shop"
    )]
    text: &str,
) {
    assert_eq!(RequestReading::parse(text), RequestReading::Other, "{text}");
}

#[rstest]
fn names_and_values_without_element_are_settings(
    #[values(
        "alpha=1\nbeta=2",
        "alpha: 1\nbeta: 2",
        "{\"alpha\": 1}",
        "alpha=1&beta=2",
        "[{\"key\": \"a\", \"value\": \"b\"}]"
    )]
    text: &str,
) {
    assert!(matches!(RequestReading::parse(text), RequestReading::Settings(_)), "{text}");
}
