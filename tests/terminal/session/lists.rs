//! Long lists, files and questions of a session.

use super::Driver;
use rstest::rstest;
use serde_json::{Value, json};

fn elements() -> Driver {
    let mut driver = Driver::start("");
    driver.read();
    driver
}

#[test]
fn second_page_of_a_list_begins_with_the_row_that_is_named() {
    let mut driver = elements();
    let state = driver.send(&json!({ "action": "list", "row": 50 }));
    assert_eq!((&state["rows"][0]["row"], state["rows"].as_array().map(Vec::len)), (&json!(50), Some(50)));
}

#[test]
fn row_of_any_page_is_opened() {
    let mut driver = elements();
    let page = driver.send(&json!({ "action": "list", "row": 100 }));
    driver.send(&json!({ "action": "select", "row": 100 }));
    let name = page["rows"][0]["name"].as_str().expect("a name");
    let headline = driver.act("accept")["headline"].clone();
    assert!(headline.as_str().is_some_and(|headline| headline.starts_with(name)), "{headline}");
}

#[test]
fn filter_of_a_list_is_chosen_as_a_row() {
    let mut driver = elements();
    driver.send(&json!({ "action": "set", "value": "zoho" }));
    let state = driver.act("narrow");
    let rows = state["rows"].as_array().expect("rows");
    let row = rows.iter().find(|row| row["facet"] == "hub:crm").expect("a hub");
    driver.send(&json!({ "action": "select", "row": row["row"] }));
    let after = driver.act("accept");
    assert_eq!((&after["filter"], &after["count"]), (&json!("hub:crm zoho"), &row["matches"]));
}

#[rstest]
#[case::text(json!({ "action": "set", "value": "x" }), "The step “review” takes no text now.")]
#[case::field(json!({ "action": "set", "field": "@name", "value": "x" }), "The step “review” has no fields.")]
#[case::paste(json!({ "action": "paste", "text": "x" }), "The step “review” takes no text now.")]
fn text_for_a_step_without_one_is_refused(#[case] request: Value, #[case] problem: &str) {
    let mut driver = Driver::start("magentosoapv19");
    driver.read();
    driver.fill_magento();
    driver.act("submit");
    let answer = driver.send(&request);
    assert_eq!((&answer["type"], &answer["problem"]), (&json!("error"), &json!(problem)));
}

fn created() -> Driver {
    let mut driver = Driver::start("magentosoapv19");
    driver.read();
    driver.fill_magento();
    driver.act("submit");
    driver.act("accept");
    driver.wait(|state| state["step"] == "instance");
    driver
}

#[rstest]
#[case::masked("save", false)]
#[case::with_secrets("save-secrets", true)]
fn answer_is_written_to_a_file(#[case] action: &str, #[case] has_secret: bool) {
    let mut driver = created();
    let file = driver.home.path().join("answer.json");
    driver.send(&json!({ "action": action, "file": file }));
    driver.wait(|state| state["notice"]["tone"] == "good");
    let text = std::fs::read_to_string(file).expect("a file");
    let token = driver.home.instances()[0].1["token"].as_str().expect("a token").to_owned();
    assert_eq!(text.contains(&token), has_secret, "{text}");
}

#[rstest]
#[case::yes("accept", false)]
#[case::no("back", true)]
fn existing_file_is_replaced_only_on_a_yes(#[case] answer: &str, #[case] is_kept: bool) {
    let mut driver = created();
    let file = driver.home.path().join("answer.json");
    std::fs::write(&file, "mine").expect("a file");
    driver.send(&json!({ "action": "save", "file": file }));
    driver.wait(|state| state.get("replaces").is_some());
    driver.act(answer);
    let is_written = |state: &Value| state["notice"]["text"].as_str().is_some_and(|text| text.starts_with("Saved"));
    if !is_kept {
        driver.wait(is_written);
    }
    assert_eq!(std::fs::read_to_string(file).expect("a file") == "mine", is_kept);
}

#[test]
fn question_before_leaving_has_two_answers() {
    let mut driver = created();
    let commands = driver.act("back")["commands"].clone();
    let names: Vec<&Value> = commands.as_array().expect("commands").iter().map(|command| &command["action"]).collect();
    assert_eq!(names, ["accept", "back"]);
}
