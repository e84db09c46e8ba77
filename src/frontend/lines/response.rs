//! What came of it: the instance, its token, and the answer.

use super::{
    LineOutcome, reading,
    scene::{Question, Scene},
    text,
};
use crate::wizard::{
    command::Action,
    steps::response::{Response, Test},
};

/// What can be asked for, with the word for it.
pub(super) const DEEDS: [(&str, &str); 8] = [
    ("read", "read the answer, secrets hidden; “read words” only what has these words"),
    ("copy", "copy the token, or print it here where there is no clipboard"),
    ("show", "show the token, which stays in the terminal's history; “show words” hidden values that have these words"),
    ("save", "save the answer to a file, secrets hidden; “save B” with them"),
    ("test", "ask the provider through the instance whether it works"),
    ("sent", "read what was sent"),
    ("another", "make another instance"),
    ("done", "leave"),
];

pub(super) fn scene(step: &Response) -> Scene {
    let instance = &step.made.instance;
    let took = step.made.took;
    let took = if took.is_zero() { String::new() } else { format!(" It took {}.", text::seconds(took)) };
    let kept = match &step.made.kept {
        Ok(kept) => format!("Its token is kept in {kept}"),
        Err(fault) => {
            format!("Problem: its token is kept nowhere. {} {} Copy, show or save it now.", fault.what, fault.hint)
        }
    };
    let test = match &step.test {
        Test::None => None,
        Test::Asked => Some("Asking the provider.".to_owned()),
        Test::Told(Ok(took)) => Some(format!("The provider answers, after {} milliseconds.", took.as_millis())),
        Test::Told(Err(_)) => Some("The test failed.".to_owned()),
    };
    let usual =
        || Question::new("instance", reading::PROMPT).introduced(reading::listed(&DEEDS).into_iter().chain(more(step)));
    Scene {
        heading: format!("Instance {}, “{}” of {}, was made.{took}", instance.id, step.name, instance.element),
        opening: vec![kept],
        facts: test.into_iter().collect(),
        ask: reading::asked(step.viewer()).unwrap_or_else(usual),
    }
}

/// What else can be saved than the answer.
fn more(step: &Response) -> impl Iterator<Item = String> {
    let parcels = step.viewer().parcels().iter().filter(|parcel| parcel.text.is_some());
    let said = parcels.map(|parcel| format!("“save {}” saves {}.", parcel.letter, parcel.what));
    said.chain(["A capital letter saves it with its secrets.".to_owned()])
}

pub(super) fn answer(step: &Response, line: &str) -> LineOutcome {
    if let Some(answer) = reading::answered(step.viewer(), line) {
        return answer;
    }
    match reading::word(line, &DEEDS) {
        ("read", words) => LineOutcome::SayLines(reading::read(&step.answer, words, false)),
        ("show", "") => LineOutcome::Say(step.made.instance.token.expose().to_owned()),
        ("show", words) => LineOutcome::SayLines(reading::read(&step.answer, words, true)),
        ("sent", words) => match &step.request {
            Some(request) => LineOutcome::SayLines(reading::read(request, words, false)),
            None => LineOutcome::Say("The request is not known here any more.".into()),
        },
        ("copy", _) => LineOutcome::act(Action::CopyToken),
        ("save", "") => LineOutcome::act(Action::Save),
        ("save", letter) => reading::export(letter),
        ("test", _) => LineOutcome::act(Action::Ping),
        ("another", _) => LineOutcome::act(Action::Another),
        ("done", _) => LineOutcome::act(Action::Quit),
        _ => LineOutcome::Say("Please say read, copy, show, save, test, sent, another or done.".into()),
    }
}
