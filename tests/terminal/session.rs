//! `elemint session --json`: the wizard for another program, over pipes.

mod lists;
mod state;

use crate::{
    kit::schema::{assert_valid, schema},
    person::{CANARY, ELEMINT, Home, Platform, press},
};
use rstest::rstest;
use serde_json::{Value, json};
use std::{
    io::{BufRead as _, BufReader, Write as _},
    process::{Child, ChildStdin, Command, Stdio},
    sync::mpsc::{Receiver, channel},
    time::Duration,
};

/// A program that drives a session.
struct Driver {
    child: Child,
    input: Option<ChildStdin>,
    lines: Receiver<String>,
    seen: Vec<String>,
    home: Home,
}

impl Driver {
    /// Starts a session with an element, or with the list of elements.
    fn start(element: &str) -> Self {
        let element = Some(element).filter(|element| !element.is_empty());
        let args: Vec<&str> = ["--sandbox"].into_iter().chain(element).collect();
        Self::launch(Home::new(), &args, &[])
    }

    /// Starts a session with these arguments and variables.
    fn launch(home: Home, args: &[&str], env: &[(&str, &str)]) -> Self {
        let mut command = Command::new(ELEMINT);
        command.args(["session", "--json", "--browser", "none"]).args(args).env_clear();
        command.env("HOME", home.path()).env("XDG_STATE_HOME", home.path().join("state")).env("PATH", "/usr/bin:/bin");
        command.envs(env.iter().copied());
        command.stdin(Stdio::piped()).stdout(Stdio::piped());
        let mut child = command.spawn().expect("the program");
        let output = BufReader::new(child.stdout.take().expect("its output"));
        let (sender, lines) = channel();
        std::thread::spawn(move || output.lines().map_while(Result::ok).try_for_each(|line| sender.send(line)));
        Self { input: child.stdin.take(), child, lines, seen: Vec::new(), home }
    }

    fn read(&mut self) -> Value {
        let line = self.lines.recv_timeout(Duration::from_secs(30)).expect("a line");
        let value = serde_json::from_str(&line).expect("a line of JSON");
        assert_valid("session", &value);
        self.seen.push(line);
        value
    }

    /// Sends a line and returns its answer.
    fn send_text(&mut self, line: &str) -> Value {
        writeln!(self.input.as_mut().expect("its input"), "{line}").expect("the line is read");
        self.wait(|state| state.get("answers").is_some())
    }

    fn send(&mut self, request: &Value) -> Value {
        self.send_text(&request.to_string())
    }

    fn set(&mut self, field: &str, value: &str) -> Value {
        self.send(&json!({ "action": "set", "field": field, "value": value }))
    }

    fn act(&mut self, action: &str) -> Value {
        self.send(&json!({ "action": action }))
    }

    /// Reads lines up to one.
    fn wait(&mut self, is_it: impl Fn(&Value) -> bool) -> Value {
        loop {
            let line = self.read();
            if is_it(&line) {
                return line;
            }
        }
    }

    /// Ends the input; returns the last line and the exit code.
    fn finish(mut self) -> (Value, Option<i32>, Vec<String>) {
        drop(self.input.take());
        let end = self.wait(|line| line["type"] == "end");
        (end, self.child.wait().expect("its end").code(), self.seen)
    }

    fn fill_magento(&mut self) {
        let values =
            [("userName", "ada"), ("password", CANARY), ("store.url", "https://shop.example"), ("@name", "shop")];
        for (field, value) in values {
            self.set(field, value);
        }
    }
}

fn field<'a>(state: &'a Value, id: &str) -> &'a Value {
    let fields = state["fields"].as_array().expect("fields");
    fields.iter().find(|field| field["id"] == id).unwrap_or_else(|| panic!("no field {id} in {state}"))
}

#[test]
fn instance_is_created_line_by_line() {
    let mut driver = Driver::start("magentosoapv19");
    driver.read();
    driver.fill_magento();
    assert_eq!(driver.act("submit")["step"], "review");
    driver.act("accept");
    let made = driver.wait(|state| state["step"] == "instance");
    assert_eq!(made["instance"]["name"], "shop");
    let kept = driver.home.instances();
    let (end, code, seen) = driver.finish();
    assert_eq!((&end["result"], &end["instances"][0]["name"], code), (&json!("created"), &json!("shop"), Some(0)));
    let token = kept[0].1["token"].as_str().expect("a token").to_owned();
    let secret = seen.iter().find(|line| line.contains(CANARY) || line.contains(&token));
    assert_eq!(secret, None);
}

#[test]
fn consent_is_given_by_a_pasted_address() {
    let mut driver = Driver::start("infusionsoftecommerce");
    driver.read();
    let values = [
        ("oauth.callback.url", "https://www.mycoolapp.com/auth"),
        ("oauth.api.key", "client-1"),
        ("oauth.api.secret", CANARY),
        ("@name", "crm"),
    ];
    for (field, value) in values {
        driver.set(field, value);
    }
    driver.act("submit");
    let waiting = driver.wait(|state| state["step"] == "consent" && state.get("link").is_some());
    let answer = press("allow", waiting["link"].as_str().expect("a link"));
    driver.send(&json!({ "action": "paste", "text": answer }));
    assert_eq!(driver.act("accept")["step"], "review");
    driver.act("accept");
    assert_eq!(driver.wait(|state| state["step"] == "instance")["instance"]["name"], "crm");
}

#[test]
fn value_of_a_secret_field_is_set_and_not_shown() {
    let mut driver = Driver::start("magentosoapv19");
    driver.read();
    let state = driver.set("password", CANARY);
    let field = field(&state, "password");
    assert_eq!((&field["isSet"], &field["value"], &field["type"]), (&json!(true), &Value::Null, &json!("secret")));
}

#[test]
fn field_in_the_closed_section_is_set() {
    let mut driver = Driver::start("magentosoapv19");
    driver.read();
    let state = driver.set("filter.response.nulls", "true");
    assert_eq!(field(&state, "filter.response.nulls")["value"], "true");
}

#[test]
fn missing_value_is_reported_at_its_field() {
    let mut driver = Driver::start("magentosoapv19");
    driver.read();
    let state = driver.act("submit");
    assert_eq!(state["step"], "credentials");
    assert!(field(&state, "userName")["problem"].is_string(), "{state}");
}

#[test]
fn answer_repeats_the_id_of_its_request() {
    let mut driver = Driver::start("magentosoapv19");
    driver.read();
    let state = driver.send(&json!({ "id": 7, "action": "state" }));
    assert_eq!((&state["type"], &state["answers"]), (&json!("state"), &json!(7)));
}

#[rstest]
#[case::no_json("set userName", "This is not a request")]
#[case::array("[]", "This is not a request")]
#[case::unknown_part(
    r#"{"action":"set","fild":"userName"}"#,
    "This is not a request (line 1, column 22). A request has"
)]
#[case::no_action(r#"{"field":"userName"}"#, "This is not a request (line 1, column 20). A request has")]
#[case::unknown_action(r#"{"action":"fly"}"#, "There is no action “fly” here. Possible are set,")]
#[case::action_of_another_step(r#"{"action":"ping"}"#, "There is no action “ping” here.")]
#[case::action_that_shows_secrets(r#"{"action":"reveal"}"#, "There is no action “reveal” here.")]
#[case::unknown_field(r#"{"action":"set","field":"x","value":"y"}"#, "The form has no field “x”.")]
#[case::no_field(r#"{"action":"set","value":"y"}"#, "“set” needs a field")]
#[case::no_value(r#"{"action":"set","field":"userName"}"#, "“set” needs a value")]
#[case::value_not_offered(
    r#"{"action":"set","field":"filter.response.nulls","value":"maybe"}"#,
    "“filter.response.nulls” takes one of: true, false."
)]
#[case::no_such_row(r#"{"action":"select","row":99}"#, "There is no row 99 of ")]
#[case::no_page(r#"{"action":"list","row":99}"#, "There is no row 99 of ")]
#[case::no_row(r#"{"action":"select"}"#, "“select” needs a row")]
#[case::nothing_to_save(r#"{"action":"save"}"#, "There is no action “save” here.")]
#[case::nothing_to_paste(r#"{"action":"paste"}"#, "“paste” needs a text")]
fn request_without_effect_is_refused_with_the_reason(#[case] line: &str, #[case] problem: &str) {
    let mut driver = Driver::start("magentosoapv19");
    driver.read();
    let answer = driver.send_text(line);
    assert_eq!(answer["type"], "error");
    let message = answer["problem"].as_str().expect("a problem");
    assert!(message.starts_with(problem), "{message}");
}

#[test]
fn refusal_repeats_nothing_of_a_line_that_cannot_be_read() {
    let mut driver = Driver::start("magentosoapv19");
    driver.read();
    driver.send_text(&format!("{{\"action\":\"set\",\"value\":\"{CANARY}"));
    let (_, _, seen) = driver.finish();
    assert!(!seen.concat().contains(CANARY), "{seen:?}");
}

#[test]
fn line_over_the_limit_is_ignored() {
    let mut driver = Driver::start("magentosoapv19");
    driver.read();
    let answer = driver.send_text(&"x".repeat(2 << 20));
    assert!(
        answer["problem"].as_str().is_some_and(|problem| problem.contains("longer than 1048576 bytes")),
        "{answer}"
    );
    assert_eq!(driver.act("state")["step"], "credentials");
}

#[test]
fn end_of_the_input_leaves_the_session() {
    let mut driver = Driver::start("magentosoapv19");
    driver.read();
    driver.set("userName", "ada");
    let (end, code, _) = driver.finish();
    assert_eq!((&end["result"], code), (&json!("interrupted"), Some(130)));
}

#[test]
fn every_step_and_part_of_a_state_is_documented() {
    let schema = schema("session");
    let state = &schema["$defs"]["state"]["properties"];
    let steps = state["step"]["enum"].as_array().expect("steps").iter().filter_map(Value::as_str);
    let parts = state.as_object().expect("parts").keys().map(String::as_str).filter(|part| *part != "type");
    let missing: Vec<&str> = steps.chain(parts).filter(|word| !PROTOCOL.contains(&format!("`{word}`"))).collect();
    assert!(missing.is_empty(), "{missing:?}");
}

/// The documentation, without the parts that only explain.
const PROTOCOL: &str = include_str!("../../assets/docs/protocol.md");

#[test]
fn documented_session_happens_as_documented() {
    let (_, example) = PROTOCOL.split_once("```text\n").expect("an example");
    let (example, _) = example.split_once("```").expect("its end");
    let mut driver = Driver::start("magentosoapv19");
    for line in example.lines() {
        let (side, text) = line.split_once(' ').expect("a side");
        if side == ">" {
            writeln!(driver.input.as_mut().expect("its input"), "{text}").expect("the line is read");
            continue;
        }
        let expected: Value = serde_json::from_str(text).expect("documented JSON");
        let actual = driver.read();
        for (part, value) in expected.as_object().expect("an object") {
            assert_eq!(&actual[part], value, "{part} of {actual}");
        }
    }
}

#[test]
fn documented_program_creates_an_instance() {
    let (home, platform) = (Home::new(), Platform::start());
    let program = concat!(env!("CARGO_MANIFEST_DIR"), "/assets/docs/session.py");
    let folder = std::path::Path::new(ELEMINT).parent().expect("a folder").to_str().expect("a path");
    let mut command = Command::new("python3");
    command.args([program, "magentosoapv19", "userName=ada", "store.url=https://shop.example", "@name=by-python"]);
    command.arg(format!("password={CANARY}")).env("PATH", format!("{folder}:/usr/bin:/bin"));
    command.env("HOME", home.path()).envs(platform.environment());
    let output = command.output().expect("Python runs");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    assert_eq!(platform.names(), ["by-python"]);
}
