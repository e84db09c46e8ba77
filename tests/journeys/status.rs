//! All front ends state the facts of each step, in the words of its status.

use crate::kit::{Conversation, Play, scene};
use elemint::{
    catalog::FieldKey,
    document::{json::Body, mask::Mask},
    domain::{
        Instance,
        fault::FaultKind,
        grant::{Refusal, StateCheck},
    },
    frontend::json::Exchange,
    wizard::{
        ConsentReply, CreationReply, RecoveryReply, Reply, Sentence, Status, Tone, steps::document::DocumentStep,
        viewer::Viewer,
    },
};
use rstest::rstest;
use serde_json::Value;
use std::time::Duration;

fn typed(mut play: Play, keys: &str) -> Play {
    play.keys(keys);
    play
}

fn replied(mut play: Play, reply: Reply) -> Play {
    play.reply(reply);
    play
}

fn stranger(keys: &str) -> Play {
    typed(Play::new(scene::stranger()), keys)
}

fn asking() -> Play {
    typed(scene::infusionsoft(scene::HERE), "<c-s>")
}

fn port_taken() -> Play {
    let play = asking();
    let page = scene::page(&play);
    let blocked = scene::blocked("Port 8910 on this machine is in use by node (pid 4711).");
    replied(
        replied(play, Reply::Consent(ConsentReply::Address(Ok(page)))),
        Reply::Consent(ConsentReply::Listening(Err(blocked))),
    )
}

fn offered() -> Play {
    let play = scene::waiting(scene::HERE);
    let grant = play.grant("the-code-0001");
    replied(play, Reply::Consent(ConsentReply::Offered(grant)))
}

fn refused() -> Play {
    let description = Some("The owner of the shop said no".to_owned());
    let refusal = Refusal { error: "access_denied".into(), description, state: StateCheck::Matches };
    replied(scene::waiting(scene::HERE), Reply::Consent(ConsentReply::Refused(refusal)))
}

fn unverified() -> Play {
    let mut play = scene::waiting(scene::ELSEWHERE);
    play.paste("https://www.mycoolapp.com/auth?code=the-code-0001").keys("<enter>");
    play
}

fn sending() -> Play {
    typed(scene::granted(), "<enter>")
}

fn unclear() -> Play {
    let play = sending();
    let answer = scene::unclear(&play);
    replied(play, answer)
}

fn found(instances: Vec<Instance>) -> Play {
    replied(typed(unclear(), "<enter>"), Reply::Recovery(RecoveryReply::Found(Ok(instances), Duration::ZERO)))
}

fn earlier(account: bool) -> Play {
    let mut session = if account { scene::known() } else { scene::stranger() };
    session.requests.unsettled.push_back(scene::earlier());
    Play::new(session)
}

fn tested(outcome: Result<Duration, FaultKind>) -> Play {
    let play = typed(scene::response(scene::made(scene::MAGENTO)), "p");
    replied(play, Reply::Pinged(outcome.map_err(scene::fault)))
}

fn reading(text: &str) -> Play {
    let body = Body::read(text.as_bytes().to_vec());
    Play::reading(DocumentStep::new("answer.json", Viewer::from_body(body, Mask::default(), "answer.json")))
}

fn play(step: &str) -> Play {
    match step {
        "platform" => stranger(""),
        "starting" => stranger("<enter>"),
        "wrong address" => stranger("http://api.example.com<enter>"),
        "sign-in" => stranger("<down><enter>"),
        "secrets missing" => stranger("<down><enter><c-s>"),
        "list" => Play::new(scene::known()),
        "no match" => typed(Play::new(scene::known()), "qqqqxyz"),
        "form" => scene::magento(),
        "empty form" => typed(Play::new(scene::known()), "magentosoapv19<enter><c-s>"),
        "support" => typed(Play::new(scene::known()), "syncplicity<enter>"),
        "asking" => asking(),
        "no page" => replied(asking(), Reply::Consent(ConsentReply::Address(Err(scene::fault(FaultKind::Refused))))),
        "waiting" => scene::waiting(scene::HERE),
        "waiting elsewhere" => scene::waiting(scene::ELSEWHERE),
        "port taken" => port_taken(),
        "offered" => offered(),
        "refused" => refused(),
        "late" => {
            let mut play = scene::waiting(scene::HERE);
            play.tick(600);
            play
        }
        "unverified" => unverified(),
        "consent given" => typed(scene::granted(), "<esc>"),
        "review" => scene::granted(),
        "creating" => sending(),
        "failed" => replied(sending(), Reply::Creation(CreationReply::Created(Err(scene::fault(FaultKind::Refused))))),
        "failed fields" => {
            let fault = scene::fault(FaultKind::Fields(vec![FieldKey::new("oauth.api.key")]));
            replied(sending(), Reply::Creation(CreationReply::Created(Err(fault))))
        }
        "unclear" => unclear(),
        "earlier" => earlier(true),
        "earlier, signed out" => earlier(false),
        "looking" => typed(unclear(), "<enter>"),
        "settling" => found(Vec::new()),
        "found" => found(vec![Instance::read(scene::MAGENTO).expect("an instance")]),
        "instance" => scene::response(scene::made(scene::MAGENTO)),
        "token not saved" => scene::response(scene::lost(scene::MAGENTO)),
        "tested" => tested(Ok(Duration::from_millis(182))),
        "test failed" => tested(Err(FaultKind::Refused)),
        "broken off" => reading(r#"{"total": 3, "items": [{"id": 1"#),
        other => panic!("{other}"),
    }
}

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
    let play = play(step);
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
    let missed = missing(talk.all(), facts(&status).chain(input).chain(&status.hints).chain([&headline]));
    assert!(missed.is_empty(), "{missed:?}\n{}", talk.all());
}
