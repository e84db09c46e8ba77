//! All front ends state the facts of each step, in the words of its status.

use super::states::state;
use crate::kit::{Conversation, Play};
use elemint::{
    frontend::json::Exchange,
    wizard::{Sentence, Status, Tone},
};
use rstest::rstest;
use serde_json::Value;

/// Returns the runs of words between the keys of a sentence, without blanks: the front ends name keys in their own way.
fn runs(sentence: &Sentence) -> Vec<String> {
    let text = sentence.render(|_| "\n".to_owned());
    text.split('\n').map(|run| run.split_whitespace().collect()).filter(|run: &String| !run.is_empty()).collect()
}

/// Returns the runs of words of the facts that a text leaves out.
fn missing<'a>(text: &str, facts: impl IntoIterator<Item = &'a Sentence>) -> Vec<String> {
    let text: String = text.split_whitespace().collect();
    facts.into_iter().flat_map(runs).filter(|run| !text.contains(run.as_str())).collect()
}

/// Returns the state in the JSON front end.
fn stated(play: &Play) -> Value {
    let line = Exchange::default().news(play.wizard()).expect("a state");
    serde_json::from_str(&line).expect("JSON")
}

/// Returns the runs of words that the JSON front end leaves out, each looked for in its own part of the state.
fn missing_in_json(play: &Play, status: &Status) -> Vec<String> {
    let state = stated(play);
    let part = |name: &str| match &state[name] {
        Value::Array(facts) => facts.iter().map(|fact| fact["text"].as_str().or(fact.as_str()).unwrap_or("")).collect(),
        part => part.as_str().unwrap_or_default().to_owned(),
    };
    // A program sends an action where a person presses its key.
    let part = |name: &str| part(name).replace("Send “", "Press “").replace("send “", "press “");
    let headline = Sentence::from(&status.headline);
    let input = status.input.iter().map(|fact| &fact.text);
    [
        missing(&part("headline"), [&headline]),
        missing(&part("facts"), facts(status)),
        missing(&part("input"), input),
        missing(&part("hints"), &status.hints),
        missing(&part("question"), &status.question),
    ]
    .concat()
}

fn facts(status: &Status) -> impl Iterator<Item = &Sentence> {
    status.facts.iter().map(|fact| &fact.text)
}

#[rstest]
fn facts_of_the_status_are_on_the_screen_in_plain_lines_and_in_json(
    #[values(
        "platform",
        "profile",
        "profile tested",
        "profile unlimited",
        "starting",
        "wrong address",
        "sign-in",
        "secrets missing",
        "list",
        "no match",
        "form",
        "empty form",
        "support",
        "asking",
        "no page",
        "waiting",
        "waiting elsewhere",
        "port taken",
        "offered",
        "refused",
        "late",
        "unverified",
        "consent given",
        "review",
        "creating",
        "failed",
        "failed fields",
        "unclear",
        "earlier",
        "earlier, signed out",
        "looking",
        "settling",
        "found",
        "instance",
        "token not saved",
        "tested",
        "test failed",
        "broken off"
    )]
    step: &str,
) {
    let play = state(step);
    let status = play.wizard().status();
    let (screen, input) = (play.screen(116, 70), status.input.iter().map(|fact| &fact.text));
    let missed = missing(&screen, facts(&status).chain(input));
    assert!(!status.headline.is_empty() && missed.is_empty(), "{missed:?}\n{screen}");
    let missed = missing_in_json(&play, &status);
    assert!(missed.is_empty(), "{missed:?}\n{}", stated(&play));
    let talk = Conversation::with(play);
    // The changes to a paste are said as its entry is left.
    let input = status.input.iter().filter(|fact| fact.tone != Tone::Good).map(|fact| &fact.text);
    let headline = Sentence::from(&status.headline);
    // A word behind a colon is typed, where a key is pressed.
    let said = talk.all().replace("Type :", "Press :").replace("type :", "press :");
    let missed = missing(&said, facts(&status).chain(input).chain(&status.hints).chain([&headline]));
    assert!(missed.is_empty(), "{missed:?}\n{}", talk.all());
}
