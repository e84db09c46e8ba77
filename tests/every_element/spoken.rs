//! Every form filled in line by line in the line front end: the result is the intended draft.

use super::fill::{Form, forms};
use crate::kit::{Conversation, scene};
use elemint::{
    catalog::field::FieldKind,
    domain::Draft,
    wizard::{
        Step,
        form::{Control, RowId},
    },
};
use std::thread;

/// More lines than any form takes.
const LINES: usize = 120;

/// Returns the line to type at the focused row, so that the form becomes this draft.
fn line(talk: &Conversation, wanted: &Draft) -> Option<String> {
    let Step::Credentials(step) = talk.play.wizard().step() else { return None };
    let row = step.form.focused().expect("a row");
    Some(match &row.id {
        RowId::Mode => step.draft().element().modes[wanted.mode_index()].label.clone(),
        RowId::Name => wanted.name.clone(),
        RowId::Tags => wanted.tags.clone(),
        RowId::Options => "yes".into(),
        RowId::Field(key) => {
            let value = wanted.value(key).map_or("", |value| value.expose());
            let field = wanted.fields().find(|field| &field.key == key).expect("the field");
            match (&field.kind, &row.control) {
                (FieldKind::Toggle, _) => [("true", "on"), ("false", "off"), ("", "")]
                    .into_iter()
                    .find(|(known, _)| *known == value)
                    .map(|(_, word)| word.to_owned())
                    .expect("a value"),
                (FieldKind::Choice(choices), _) => {
                    let at = choices.iter().position(|choice| choice.value == value);
                    at.map_or(String::new(), |at| (at + 1).to_string())
                }
                // An unwanted value is cleared first.
                (_, Control::Text(line)) if value.is_empty() && !line.is_empty() => ":clear".into(),
                _ => value.to_owned(),
            }
        }
        _ => String::new(),
    })
}

/// The draft a conversation leads to.
fn led(form: &Form, wanted: &Draft) -> Result<Draft, String> {
    let mut talk = Conversation::new(scene::known());
    talk.say(form.element.key.as_str());
    if talk.play.at() == "element" {
        let element = scene::catalog().find(form.element.key.as_str()).expect("the element");
        talk.say(&at(&talk, &element.name));
    }
    talk.say(":1");
    for _ in 0..LINES {
        let Some(line) = line(&talk, wanted) else { break };
        talk.say(&line);
    }
    match talk.play.wizard().step() {
        Step::Review(step) => Ok(step.request().filled().draft().clone()),
        Step::Consent(step) => Ok(step.consent().filled().draft().clone()),
        _ => Err(talk.all().to_owned()),
    }
}

/// The number of the element with this name among those that match.
fn at(talk: &Conversation, name: &str) -> String {
    let found = talk.all().lines().rev().find(|line| line.contains(&format!(". {name}, ")));
    found.and_then(|line| line.split('.').next()).unwrap_or("1").to_owned()
}

/// Returns the fields in which two drafts differ.
fn differences(led: &Draft, wanted: &Draft) -> Option<String> {
    let keys = wanted.fields().map(|field| &field.key).filter(|key| led.value(key) != wanted.value(key));
    let differences: Vec<_> =
        keys.map(|key| format!("{key}: {:?} and not {:?}", led.value(key), wanted.value(key))).collect();
    let around = |draft: &Draft| (draft.mode_index(), draft.name.clone(), draft.tags.clone());
    let same = differences.is_empty() && around(led) == around(wanted);
    (!same).then(|| format!("{:?} {}", around(led), differences.join(", ")))
}

/// Threads that share the forms.
const THREADS: usize = 4;

/// Fills in a form line by line, and returns the differences to the intended draft.
fn difference(number: usize, form: &Form) -> Option<String> {
    let wanted = form.draft(number);
    match led(form, &wanted) {
        Ok(draft) => differences(&draft, &wanted).map(|found| format!("{} {}: {found}", form.element.key, form.mode)),
        Err(found) => Some(format!("{} {}:\n{found}", form.element.key, form.mode)),
    }
}

#[test]
fn every_form_can_be_filled_in_by_conversation() {
    let all: Vec<_> = scene::catalog().elements().flat_map(|element| forms(&element)).enumerate().collect();
    let wrong: Vec<String> = thread::scope(|scope| {
        let shares = all.chunks(all.len().div_ceil(THREADS));
        let threads: Vec<_> = shares
            .map(|share| {
                scope.spawn(|| share.iter().filter_map(|(at, form)| difference(*at, form)).collect::<Vec<_>>())
            })
            .collect();
        threads.into_iter().flat_map(|thread| thread.join().expect("a share")).collect()
    });
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
