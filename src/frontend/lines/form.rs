//! A form, asked for entry by entry.

use super::{
    FollowUp, LineOutcome, NumberedList, number,
    scene::{Question, Scene},
    set, text, yes_or_no,
};
use crate::{
    catalog::field::Choice,
    text::count,
    wizard::{
        Event, Status, Step, Tone, Wizard,
        command::Action,
        form::{Control, Form, FormRow, PLATFORM_DEFAULT, RowId, UNCHANGED},
    },
};

pub(super) fn scene(form: &Form, status: &Status, all: &Step) -> Scene {
    let scene = Scene::of_status(status, all);
    let cleaned = cleaned(form);
    let facts = scene.facts.into_iter().chain(cleaned).collect();
    let (opening, ask) = match (&status.progress, form.rows().is_empty()) {
        (Some(_), _) => (Vec::new(), scene.ask),
        (None, true) => (Vec::new(), Question::new("support", "Type :back to return to the elements: ")),
        (None, false) => (opening(form), ask(form, status, all)),
    };
    Scene { opening, facts, ask, ..scene }
}

/// Returns the size of the form, and the entries before the focus, which are filled in already.
fn opening(form: &Form) -> Vec<String> {
    let all = count(form.seen().count(), "entry", "entries");
    let mut opening = vec![format!("A form of {all}. An empty line goes to the next entry; :help lists the commands.")];
    let before = form.seen().enumerate().take_while(|(_, (at, _))| *at < form.focus());
    opening.extend(before.filter_map(|(entry, (_, row))| {
        let last = if row.is_last { ", as last time" } else { "" };
        let value = value(row)?;
        Some(format!("Entry {} is filled in: {}, {value}{last}. :{0} changes it.", entry + 1, row.label))
    }));
    opening
}

/// Returns the changes to pasted values.
fn cleaned(form: &Form) -> Vec<String> {
    let changes = form.rows().iter().filter_map(|row| {
        let cleaned = row.cleaned.as_ref().filter(|cleaned| cleaned.is_done())?;
        let back = if cleaned.is_reversible() { " :previous, then :original restores the original." } else { "" };
        let now = value(row).filter(|_| !row.is_secret()).map_or_else(String::new, |now| format!(" It is now {now}."));
        Some(format!("{}: cleaned up, {}.{now}{back}", row.label, cleaned.repairs.join(", ")))
    });
    changes.collect()
}

/// Returns the value of a row, a secret one masked; nothing where it is empty.
fn value(row: &FormRow) -> Option<String> {
    match &row.control {
        Control::Text(line) if line.is_empty() && row.is_unchanged => Some(UNCHANGED.to_owned()),
        Control::Text(line) if line.is_empty() => None,
        Control::Text(_) if row.is_secret() => Some("set, not shown".into()),
        Control::Text(line) => Some(line.text().to_owned()),
        Control::Toggle(on) => Some(on.map_or(PLATFORM_DEFAULT, |on| if on { "on" } else { "off" }).to_owned()),
        Control::Choice(choices, chosen) => Some(
            chosen.and_then(|at| choices.get(at)).map_or(PLATFORM_DEFAULT, |choice| choice.label.as_str()).to_owned(),
        ),
        Control::Fold(_) | Control::Button => None,
    }
}

fn ask(form: &Form, status: &Status, all: &Step) -> Question {
    let Some(row) = form.focused() else { return Question::default() };
    let (entry, count) = (self::row(form) + 1, form.seen().count());
    let id = format!("{:?}", row.id);
    let prompt = |wanted: &str| format!("{}{wanted}: ", row.label);
    let holds = value(row).map(|value| format!(" [{value}]"));
    let ask = match &row.control {
        Control::Button => Question::new(id, format!("{}: press Enter ", row.label)),
        Control::Fold(_) => Question::new(id, "Options, rarely needed. Go through them, yes or no [no]: "),
        Control::Text(_) => {
            let needed = if row.required { " (needed)" } else { " (may be empty)" };
            let wanted = holds.unwrap_or_else(|| needed.to_owned());
            Question { hidden: row.is_secret(), ..Question::new(id, prompt(&wanted)) }
                .introduced(about(row, status, all))
        }
        Control::Toggle(_) | Control::Choice(..) => {
            let help = about(row, status, all).into_iter().filter(|_| row.id != RowId::Mode);
            let choices = NumberedList::of_texts(choices(row).into_iter().map(|choice| choice.label));
            Question::new(id, prompt(&holds.unwrap_or_default())).introduced(help).listing(choices)
        }
    };
    let place = format!("Entry {entry} of {count}.");
    Question { preface: std::iter::once(place).chain(ask.preface).collect(), fault: row.complaint.clone(), ..ask }
}

/// Returns the facts about the focused row. Its problem and its cleaned paste are printed by other functions.
fn about(row: &FormRow, status: &Status, all: &Step) -> Vec<String> {
    let facts = status.input.iter().filter(|fact| matches!(fact.tone, Tone::Plain | Tone::Warning));
    let hidden = row.is_secret().then(|| "What you type is not shown.".to_owned());
    facts.map(|fact| text::fact(fact, all)).chain(hidden).collect()
}

/// The values a row can be turned to.
fn choices(row: &FormRow) -> Vec<Choice> {
    let choice = |value: &str, label: &str| Choice { value: value.into(), label: label.into() };
    let open = choice("", PLATFORM_DEFAULT);
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
        Control::Button if line.is_empty() || yes_or_no(line) == Some(true) => enter(),
        Control::Button => LineOutcome::Say("Press Enter to go on, or type :help.".into()),
        Control::Fold(open) => match yes_or_no(line).or_else(|| line.is_empty().then_some(false)) {
            Some(wanted) if wanted != *open => set_and_go_on(if wanted { "true" } else { "false" }),
            Some(_) => enter(),
            None => LineOutcome::Say("Answer yes or no.".into()),
        },
        _ if line.is_empty() && row.required && row.expose_value().is_empty() => LineOutcome::SayAndSend(
            format!("{} is needed; it is empty for now.", row.label),
            vec![Event::Action(Action::Accept)],
        ),
        _ if line.is_empty() => enter(),
        Control::Text(_) => LineOutcome::SendThen(vec![set(self::row(form), line)], FollowUp::Leave(row.id.clone())),
        Control::Toggle(_) | Control::Choice(..) => match chosen(&choices(row), line) {
            Some(choice) => set_and_go_on(&choice.value),
            None => LineOutcome::Say(format!("{line} matches none of these, or several. Type a number.")),
        },
    }
}

fn chosen(choices: &[Choice], line: &str) -> Option<Choice> {
    let line = match yes_or_no(line) {
        Some(true) if choices.iter().any(|c| c.label == "on") => "on".to_owned(),
        Some(false) if choices.iter().any(|c| c.label == "off") => "off".to_owned(),
        _ => line.to_lowercase(),
    };
    let exact = choices.iter().find(|c| c.label.to_lowercase() == line);
    let mut part = choices.iter().filter(|c| c.label.to_lowercase().contains(&line));
    let at = number(&line, choices.len()).and_then(|at| choices.get(at));
    at.or(exact).or_else(|| part.next().filter(|_| part.next().is_none())).cloned()
}

/// Goes on from a row unless something is wrong with it.
pub(super) fn leave(wizard: &Wizard, id: &RowId) -> LineOutcome {
    let Some(row) = wizard.step().form().and_then(Form::focused).filter(|row| &row.id == id) else {
        return LineOutcome::nothing();
    };
    match &row.complaint {
        // The question is asked again with its problem.
        Some(_) => LineOutcome::nothing(),
        // A hidden value is confirmed by its length, so that a paste cut short is noticed.
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
