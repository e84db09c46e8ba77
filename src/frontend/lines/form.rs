//! A form, asked for entry by entry.

use super::{
    FollowUp, LineOutcome, commands, number, said_yes,
    scene::{Question, Scene},
    set, text,
};
use crate::{
    catalog::{FieldKey, field::Choice},
    text::count,
    wizard::{
        Event, Step, Wizard,
        command::Action,
        form::{Control, Form, FormRow, RowId},
        steps::{credentials::Credentials, sign_in::SignIn},
    },
};

/// How a value is called that is left to the platform.
const OPEN: &str = "as the platform does";

pub(super) fn sign_in(step: &SignIn, all: &Step) -> Scene {
    let ask =
        if step.checking { Question::wait("Asking the platform whether it knows them") } else { ask(&step.form, all) };
    Scene {
        heading: format!("Sign in at {}", step.base.host()),
        opening: vec![step.describe_secrets().into()],
        facts: mended(&step.form),
        ask,
    }
}

pub(super) fn credentials(step: &Credentials, all: &Step) -> Scene {
    let element = step.draft().element();
    let way = step.draft().mode().map_or("", |mode| mode.label.as_str());
    let heading = format!("{}, {way}", element.name);
    if step.is_by_support() {
        let usual = "It is set up together with the platform's support.".to_owned();
        let opening = if element.setup.is_empty() { vec![usual] } else { element.setup.clone() };
        let ask = if step.form.rows().is_empty() {
            Question::new("support", ":back leads to the elements: ")
        } else {
            ask(&step.form, all)
        };
        return Scene { heading, opening, ask, ..Scene::default() };
    }
    Scene { heading, opening: opening(&step.form), facts: mended(&step.form), ask: ask(&step.form, all) }
}

/// How long it is, and what is passed over since it is filled in already.
fn opening(form: &Form) -> Vec<String> {
    let all = count(form.seen().count(), "entry", "entries");
    let mut opening = vec![format!("A form of {all}. An empty line goes on; :help says what else.")];
    let before = form.seen().enumerate().take_while(|(_, (at, _))| *at < form.focus());
    opening.extend(before.map(|(entry, (_, row))| {
        let last = if row.is_last { ", as last time" } else { "" };
        let value = value(row).unwrap_or_default();
        format!("Entry {} is filled in: {}, {value}{last}. :{0} changes it.", entry + 1, row.label)
    }));
    opening
}

/// What was done to the values that were pasted.
fn mended(form: &Form) -> Vec<String> {
    let said = form.rows().iter().filter_map(|row| {
        let repaired = row.repaired.as_ref().filter(|repaired| repaired.is_done())?;
        let back = if repaired.is_reversible() { " :previous, then :original takes it as it was." } else { "" };
        let now = value(row).filter(|_| !row.is_secret()).map_or_else(String::new, |now| format!(" It is now {now}."));
        Some(format!("{}: cleaned up, {}.{now}{back}", row.label, repaired.what.join(", ")))
    });
    said.collect()
}

/// What a row holds, as it may be said; nothing where it is empty.
fn value(row: &FormRow) -> Option<String> {
    match &row.control {
        Control::Text(line) if line.is_empty() => None,
        Control::Text(_) if row.is_secret() => Some("kept, not shown".into()),
        Control::Text(line) => Some(line.text().to_owned()),
        Control::Toggle(on) => Some(on.map_or(OPEN, |on| if on { "on" } else { "off" }).to_owned()),
        Control::Choice(choices, chosen) => {
            Some(chosen.and_then(|at| choices.get(at)).map_or(OPEN, |choice| choice.label.as_str()).to_owned())
        }
        Control::Fold(_) | Control::Button => None,
    }
}

fn ask(form: &Form, all: &Step) -> Question {
    let Some(row) = form.focused() else { return Question::default() };
    let (entry, count) = (self::row(form) + 1, form.seen().count());
    let id = format!("{:?}", row.id);
    let prompt = |what: &str| format!("{}{what}: ", row.label);
    let holds = value(row).map(|value| format!(" [{value}]"));
    let ask = match &row.control {
        Control::Button => Question::new(id, format!("{}: press Enter ", row.label)),
        Control::Fold(_) => Question::new(id, "Options, rarely touched. Go through them, yes or no [no]: "),
        Control::Text(_) => {
            let needed = if row.required { " (needed)" } else { " (may be empty)" };
            let what = holds.unwrap_or_else(|| needed.to_owned());
            Question { hidden: row.is_secret(), ..Question::new(id, prompt(&what)) }.introduced(about(row, all))
        }
        Control::Toggle(_) | Control::Choice(..) => {
            let help = about(row, all).filter(|_| row.id != RowId::Mode);
            let choices = text::numbered(choices(row).into_iter().map(|choice| choice.label));
            Question::new(id, prompt(&holds.unwrap_or_default())).introduced(help.chain(choices))
        }
    };
    let place = format!("Entry {entry} of {count}.");
    Question { preface: std::iter::once(place).chain(ask.preface).collect(), fault: row.complaint.clone(), ..ask }
}

/// What it is and where to find it.
fn about(row: &FormRow, all: &Step) -> impl Iterator<Item = String> {
    let help = (!row.help.is_empty()).then(|| commands::named(&row.help, all));
    let example = row.example.as_ref().map(|example| format!("For example: {example}"));
    let hidden = row.is_secret().then(|| "What you type is not shown.".to_owned());
    let last = row.is_last.then(|| "It holds what it held last time; :last takes that out of the form.".to_owned());
    help.into_iter().chain(example).chain(hidden).chain(last)
}

/// The values a row can be turned to.
fn choices(row: &FormRow) -> Vec<Choice> {
    let choice = |value: &str, label: &str| Choice { value: value.into(), label: label.into() };
    let open = choice("", OPEN);
    match &row.control {
        Control::Toggle(_) => {
            let both = [choice("true", "on"), choice("false", "off")];
            both.into_iter().chain((row.optional_section && !row.required).then_some(open)).collect()
        }
        Control::Choice(choices, _) => choices.iter().cloned().chain((!row.required).then_some(open)).collect(),
        _ => Vec::new(),
    }
}

pub(super) fn answer(form: &Form, line: &str) -> LineOutcome {
    let enter = || LineOutcome::act(Action::Accept);
    let set_and_go_on =
        |value: &str| LineOutcome::Send(vec![set(self::row(form), value), Event::Action(Action::Accept)]);
    let Some(row) = form.focused() else { return enter() };
    match &row.control {
        Control::Button if line.is_empty() || said_yes(line) == Some(true) => enter(),
        Control::Button => LineOutcome::Say("Press Enter to go on, or say :help.".into()),
        Control::Fold(open) => match said_yes(line).or_else(|| line.is_empty().then_some(false)) {
            Some(wanted) if wanted != *open => set_and_go_on(if wanted { "true" } else { "false" }),
            Some(_) => enter(),
            None => LineOutcome::Say("Please answer yes or no.".into()),
        },
        _ if line.is_empty() && row.required && row.expose_value().is_empty() => LineOutcome::SayAndSend(
            format!("{} is needed; it is left empty for now.", row.label),
            vec![Event::Action(Action::Accept)],
        ),
        _ if line.is_empty() => enter(),
        Control::Text(_) => LineOutcome::SendThen(vec![set(self::row(form), line)], FollowUp::Leave(row.id.clone())),
        Control::Toggle(_) | Control::Choice(..) => match chosen(&choices(row), line) {
            Some(choice) => set_and_go_on(&choice.value),
            None => LineOutcome::Say(format!("{line} is none of these, or several. A number says which.")),
        },
    }
}

fn chosen(choices: &[Choice], line: &str) -> Option<Choice> {
    let line = match said_yes(line) {
        Some(true) if choices.iter().any(|c| c.label == "on") => "on".to_owned(),
        Some(false) if choices.iter().any(|c| c.label == "off") => "off".to_owned(),
        _ => line.to_lowercase(),
    };
    let exact = choices.iter().find(|c| c.label.to_lowercase() == line);
    let mut part = choices.iter().filter(|c| c.label.to_lowercase().contains(&line));
    let at = number(&line, choices.len()).and_then(|at| choices.get(at));
    at.or(exact).or_else(|| part.next().filter(|_| part.next().is_none())).cloned()
}

/// The form that is filled in, where one is.
pub(super) fn form_of(wizard: &Wizard) -> Option<&Form> {
    match wizard.step() {
        Step::Credentials(step) => Some(&step.form),
        Step::SignIn(step) => Some(&step.form),
        _ => None,
    }
}

/// What is wrong with a value that was just typed, before one leaves it.
fn complaint(wizard: &Wizard, row: &FormRow) -> Option<String> {
    let of_field =
        |step: &Credentials, key: &FieldKey| step.draft().field(key).and_then(|field| step.draft().complaint(field));
    let found = match (wizard.step(), &row.id) {
        (Step::Credentials(step), RowId::Field(key)) => of_field(step, key),
        (Step::Credentials(step), RowId::Name) => step.draft().name_complaint(),
        _ => None,
    };
    found.or_else(|| row.complaint.clone())
}

/// Goes on from a row unless something is wrong with it.
pub(super) fn leave(wizard: &Wizard, id: &RowId) -> LineOutcome {
    let Some(row) = form_of(wizard).and_then(Form::focused).filter(|row| &row.id == id) else {
        return LineOutcome::nothing();
    };
    match complaint(wizard, row) {
        Some(why) => LineOutcome::Say(format!("Problem: {why}")),
        // What was not seen is told by its length, so that a paste cut short is noticed.
        None if row.is_secret() => {
            let taken = count(row.expose_value().chars().count(), "character", "characters");
            LineOutcome::SayAndSend(format!("Taken, {taken}."), vec![Event::Action(Action::Accept)])
        }
        None => LineOutcome::act(Action::Accept),
    }
}

/// The place of the focus among the visible rows.
pub(super) fn row(form: &Form) -> usize {
    form.seen().position(|(at, _)| at == form.focus()).unwrap_or(0)
}

/// To the entry with this number.
pub(super) fn jump(form: &Form, entry: usize) -> LineOutcome {
    match entry.checked_sub(1).filter(|to| *to < form.seen().count()) {
        Some(to) => LineOutcome::Send(vec![Event::Select(to)]),
        None => LineOutcome::Say(format!("There is no entry {entry}.")),
    }
}
