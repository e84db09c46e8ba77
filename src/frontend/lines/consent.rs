//! The provider's consent.

use super::{
    FollowUp, LineOutcome, commands, number,
    scene::{Question, Scene, busy},
    text,
};
use crate::{
    domain::{authorization::RemarkVerdict, grant::GrantReading},
    text::{Secret, count},
    wizard::{
        Event, Step, Wizard,
        command::Action,
        link_handover::LinkDelivery,
        steps::authorization::{Authorize, BrowserLaunch, ConsentPhase, ListenerState, Waiting},
    },
};
use std::time::Duration;

/// When the time left is worth a word.
const LEFT: [(Duration, &str); 2] =
    [(Duration::from_secs(300), "5 minutes left."), (Duration::from_secs(60), "1 minute left.")];

pub(super) fn scene(step: &Authorize, all: &Step) -> Scene {
    let scene = |heading: &str, ask| Scene { heading: heading.to_owned(), ask, ..Scene::default() };
    match step.phase() {
        ConsentPhase::Asking => {
            scene("The provider's consent", Question::wait("Asking the platform for the provider's page"))
        }
        ConsentPhase::Failed(fault) => Scene {
            opening: text::fault(fault, all),
            ..scene("There is no link to the provider's page.", Question::new("failed", "Press Enter to try again: "))
        },
        ConsentPhase::Granted(grant) => Scene {
            opening: grant
                .doubt()
                .into_iter()
                .chain(["A code lasts only some minutes. :renew asks for a new one.".into()])
                .collect(),
            ..scene("Consent was given.", Question::new("granted", "Press Enter to go on with it: "))
        },
        ConsentPhase::Waiting(waiting) => waits(step, waiting, all),
    }
}

fn waits(step: &Authorize, waiting: &Waiting, all: &Step) -> Scene {
    if let Some(refusal) = &waiting.refused {
        let said = refusal.description.as_deref().map_or_else(String::new, |said| format!(": {said}"));
        let kind = refusal.kind();
        return Scene {
            heading: kind.what().into(),
            opening: vec![format!("{}{said}", refusal.error), commands::named(kind.hint(), all)],
            ask: Question::new("refused", "Press Enter to ask again, with a new link: "),
            ..Scene::default()
        };
    }
    if step.is_late() {
        return Scene {
            heading: "Nobody answered in time, though an answer still counts.".into(),
            ask: Question::new("late", "Press Enter for a new link: "),
            ..Scene::default()
        };
    }
    let way_back = waiting.tunnel().filter(|_| waiting.is_by_hand());
    let way_back =
        way_back.map(|command| format!("For the way back run first, on the machine with the browser: {command}"));
    let mut facts = vec![way_back.unwrap_or_default(), door(waiting), browser(waiting)];
    facts.retain(|fact| !fact.is_empty());
    let remarks = waiting.authorization.remarks().into_iter();
    facts.extend(remarks.map(|remark| match remark.verdict {
        RemarkVerdict::Well | RemarkVerdict::Note => remark.text,
        RemarkVerdict::Wrong => format!("Problem: {}", remark.text),
    }));
    facts.extend(notices(waiting));
    let left = waiting.until.saturating_sub(step.since);
    facts.extend(LEFT.iter().filter(|(at, _)| left <= *at).map(|(_, words)| (*words).to_owned()));
    facts.extend(waiting.listening.fingerprint.as_ref().map(|print| {
        format!("Your browser asks before it trusts elemint's own certificate, whose SHA-256 fingerprint is {print}.")
    }));
    Scene {
        heading: format!("Waiting for your consent at {}. This is the link:", waiting.authorization.host()),
        // By itself on its line, from the first column on, so that it can be taken whole.
        opening: vec![waiting.authorization.shown()],
        facts,
        ask: Question { hidden: true, ..ask(waiting) },
    }
}

/// Sentences about visits at the callback that brought no answer.
fn notices(waiting: &Waiting) -> Vec<String> {
    let notices = waiting.notices;
    let mut said = Vec::new();
    if notices.is_contested {
        said.push(
            "Problem: two browsers opened the short link, so answers wait for your yes. :copy copies the long link."
                .to_owned(),
        );
    }
    if notices.has_other_user {
        said.push(
            "Problem: another user of this machine came by. Their answers wait for your yes; :copy copies the long link."
                .to_owned(),
        );
    }
    if notices.unreadable > 0 {
        said.push(
            "Problem: an answer arrived but was too large to read (cookies). Paste the address the browser shows."
                .to_owned(),
        );
    }
    if notices.ignored > 0 {
        let callbacks = count(notices.ignored as usize, "unexpected callback", "unexpected callbacks");
        said.push(format!("{callbacks} ignored."));
    }
    said
}

/// The answers to choose from, a line each.
fn choices(waiting: &Waiting) -> Vec<String> {
    let heading = if waiting.is_offered() {
        format!("{} answers came, one at most is yours. The newest come first.", waiting.offers.count())
    } else {
        waiting.reading.summary()
    };
    let lines = waiting.choices().iter().enumerate().map(|(at, grant)| format!("{}. {}", at + 1, grant.summary()));
    std::iter::once(heading).chain(lines).collect()
}

fn ask(waiting: &Waiting) -> Question {
    if !waiting.choices().is_empty() {
        let id = format!("choices {} {}", waiting.choices().len(), waiting.offers.count());
        return Question::new(id, "Number of the answer, or another address or code: ").introduced(choices(waiting));
    }
    if matches!(waiting.reading, GrantReading::Found(_)) {
        let came = format!("An answer came, and only you can tell whether it is yours: {}.", waiting.reading.summary());
        return Question::new("offered", "Press Enter to use it, or paste another address or code: ")
            .introduced([came]);
    }
    let proof = waiting.authorization.expect().proof();
    Question::new("consent", format!("Address or {proof}: ")).introduced([
        format!("Paste the address the browser ended on, or only the {proof}. It is not shown."),
        if waiting.handover.way == LinkDelivery::Open {
            "An empty line opens the browser. :copy copies the link, :renew asks for a new one.".to_owned()
        } else {
            "An empty line copies the link, :renew asks for a new one.".to_owned()
        },
    ])
}

fn door(waiting: &Waiting) -> String {
    let callback = waiting.authorization.callback();
    match &waiting.door {
        ListenerState::Opening => String::new(),
        ListenerState::Open => format!("Listening on {callback}: the answer may come by itself."),
        ListenerState::Shut(blocked) => {
            format!("Problem: {} Paste the answer, or free the port and say :renew.", blocked.why)
        }
        ListenerState::Elsewhere => {
            "Your callback is not on this machine: paste the address the browser ends on.".into()
        }
    }
}

fn browser(waiting: &Waiting) -> String {
    match &waiting.browser {
        BrowserLaunch::Waiting | BrowserLaunch::Opening => String::new(),
        BrowserLaunch::Held if waiting.handover.way == LinkDelivery::Open => {
            "So the browser was not opened: an empty line opens it all the same.".into()
        }
        BrowserLaunch::Held => "So the link was not handed over: an empty line copies it all the same.".into(),
        BrowserLaunch::ByHand => "No browser was started here: take the link to one, on any machine.".into(),
        BrowserLaunch::Done => "Your browser was asked to open it.".into(),
        BrowserLaunch::Failed(why) => format!("Problem: {}", why.replace("alt-c", ":copy")),
    }
}

pub(super) fn answer(step: &Authorize, line: &str) -> LineOutcome {
    match step.phase() {
        ConsentPhase::Asking => busy(),
        ConsentPhase::Waiting(waiting) if number(line, waiting.choices().len()).is_some() => {
            LineOutcome::choose(number(line, waiting.choices().len()).unwrap_or_default())
        }
        ConsentPhase::Waiting(_) if !line.trim().is_empty() => {
            LineOutcome::SendThen(vec![Event::Paste(Secret::new(line))], FollowUp::Consent)
        }
        ConsentPhase::Waiting(_) | ConsentPhase::Failed(_) | ConsentPhase::Granted(_) => {
            LineOutcome::act(Action::Accept)
        }
    }
}

/// Uses what was pasted, or says why it is of no use and empties the line.
pub(super) fn judge(wizard: &Wizard) -> LineOutcome {
    let Step::Authorize(step) = wizard.step() else { return LineOutcome::nothing() };
    let ConsentPhase::Waiting(waiting) = step.phase() else { return LineOutcome::nothing() };
    match &waiting.reading {
        GrantReading::Empty | GrantReading::Several(_) => LineOutcome::nothing(),
        GrantReading::Found(_) | GrantReading::Refused(_) => LineOutcome::act(Action::Accept),
        other => {
            let words = format!("Problem: {} {}", other.summary(), commands::named(other.hint(), wizard.step()));
            LineOutcome::SayAndSend(words, vec![Event::Action(Action::Back)])
        }
    }
}
