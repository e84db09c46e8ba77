//! State of the wizard as JSON, with secrets masked.

use super::{
    commands::{commands, name},
    document::{describe_exports, document},
    fields::row_id,
    lists,
    lost_secrets::LostSecrets,
};
use crate::wizard::{
    Fact, Notice, Overlay, Sentence, Status, Step, Tone, Wizard,
    form::{Control, Form, FormRow},
    steps::{
        consent::{ConsentPhase, ConsentStep},
        instance::InstanceStep,
    },
};
use serde_json::{Map, Value as Json, json};

/// Describes the wizard, with its list from a row on.
pub(super) fn describe(wizard: &Wizard, first: usize, lost: &LostSecrets) -> Json {
    let status = wizard.status();
    let mut state = Map::new();
    state.insert("visit".into(), json!(wizard.visit().0));
    state.insert("step".into(), json!(wizard.step().name()));
    state.extend(words(&status, asked_again(wizard, lost).as_ref()));
    if let Some(notice) = wizard.notice() {
        state.insert("notice".into(), describe_notice(notice));
    }
    if *wizard.overlay() == Overlay::Leave {
        // Accept leaves, back stays.
        state.insert("leaving".into(), json!(wizard.parting()));
    }
    if let Overlay::Requests(choice) = wizard.overlay() {
        // Its rows take the place of the fields until one is chosen.
        state.insert("question".into(), json!(choice.question()));
    } else {
        state.extend(content(wizard, lost));
    }
    state.extend(lists::describe(wizard, first));
    state.extend(describe_exports(wizard.step()));
    let commands =
        commands(wizard).into_iter().map(|(action, title)| json!({ "action": name(action), "title": title }));
    state.insert("commands".into(), commands.collect());
    Json::Object(state)
}

/// Returns the words of the step. Times that change every second are left out, so that they make no new state.
fn words(status: &Status, first: Option<&Fact>) -> Map<String, Json> {
    let mut words = Map::new();
    words.insert("headline".into(), json!(status.headline));
    words.insert("tone".into(), json!(tone(status.tone)));
    words.insert("working".into(), json!(status.progress.is_some()));
    words.insert("facts".into(), first.into_iter().chain(&status.facts).map(fact).collect());
    words.insert("input".into(), status.input.iter().map(fact).collect());
    words.insert("question".into(), json!(status.question.as_ref().map(text)));
    words.insert("hints".into(), status.hints.iter().map(text).collect());
    words
}

/// Returns a sentence, in which the actions have their names.
fn text(sentence: &Sentence) -> String {
    let quoted = |action| name(action).as_str().map(|name| format!("“{name}”")).unwrap_or_default();
    sentence.render_for_program(quoted)
}

fn fact(fact: &Fact) -> Json {
    let mut described = json!({ "tone": tone(fact.tone), "text": text(&fact.text) });
    if let (Some(label), Some(parts)) = (fact.label, described.as_object_mut()) {
        parts.insert("label".into(), json!(label));
    }
    described
}

fn describe_notice(notice: &Notice) -> Json {
    json!({ "tone": tone(notice.tone), "text": text(&notice.text), "hint": text(&notice.hint), "details": notice.details })
}

fn tone(tone: Tone) -> &'static str {
    match tone {
        Tone::Good => "good",
        Tone::Plain => "plain",
        Tone::Warning => "warning",
        Tone::Bad => "bad",
    }
}

/// Returns the parts of a state that only one kind of step has.
fn content(wizard: &Wizard, lost: &LostSecrets) -> Map<String, Json> {
    let step = wizard.step();
    let content = match step {
        Step::Consent(step) => consent(step),
        Step::Review(step) => json!({ "request": document(step.body.masked().expose()), "curl": step.curl() }),
        Step::Instance(step) => instance(step),
        Step::Document(step) => json!({ "document": document(step.viewer.masked().expose()) }),
        Step::Details(step) => {
            json!({ "id": step.row().instance.id, "document": document(step.viewer.masked().expose()) })
        }
        Step::Platform(_)
        | Step::SignIn(_)
        | Step::Element(_)
        | Step::Credentials(_)
        | Step::Creating(_)
        | Step::Recovery(_)
        | Step::Change(_)
        | Step::Instances(_)
        | Step::Trash(_)
        | Step::Calls(_)
        | Step::Call(_) => Json::Null,
    };
    let mut parts = if let Json::Object(parts) = content { parts } else { Map::new() };
    if let Some(form) = step.form() {
        parts.insert("fields".into(), fields(form, |id| lost.contains(wizard, id)));
    }
    parts
}

fn consent(step: &ConsentStep) -> Json {
    let ConsentPhase::Waiting(waiting) = step.phase() else { return Json::Null };
    json!({
        "link": waiting.authorization.shown(),
        "callback": waiting.authorization.callback().as_str(),
        "tunnel": waiting.tunnel(),
        "pasted": !waiting.paste.text().is_empty(),
    })
}

fn instance(step: &InstanceStep) -> Json {
    let instance = &step.made.instance;
    json!({
        "instance": {
            "id": instance.id,
            "name": step.name,
            "element": instance.element.as_str(),
            "tokenStoredIn": step.made.kept.as_ref().ok().map(ToString::to_string),
        },
        "answer": document(step.answer.masked().expose()),
        "request": step.request.as_ref().map(|request| document(request.masked().expose())),
    })
}

/// Returns the fact that secrets of a resumed session are asked for again.
fn asked_again(wizard: &Wizard, lost: &LostSecrets) -> Option<Fact> {
    let labels = lost.labels(wizard);
    let words = format!("Enter again: {}. The state file holds no secrets.", labels.join(", "));
    (!labels.is_empty()).then(|| Fact::new(Tone::Warning, words))
}

fn fields(form: &Form, is_lost: impl Fn(&str) -> bool) -> Json {
    let seen: Vec<usize> = form.seen().map(|(at, _)| at).collect();
    let rows = form.rows().iter().enumerate().filter(|(_, row)| row.counts);
    let place = |at: usize| seen.iter().position(|seen| *seen == at);
    rows.map(|(at, row)| field(row, place(at), at == form.focus(), is_lost(&row_id(&row.id)))).collect()
}

/// Describes a row. `place` is its number among the visible rows.
fn field(row: &FormRow, place: Option<usize>, has_focus: bool, is_lost: bool) -> Json {
    let value = match &row.control {
        Control::Fold(is_open) => json!(is_open.to_string()),
        // Stays masked even if a screen shows it.
        Control::Text(_) if row.is_secret() && !row.is_reference() => Json::Null,
        Control::Text(_) | Control::Toggle(_) | Control::Choice(..) | Control::Button => json!(row.expose_value()),
    };
    let mut field = json!({
        "id": row_id(&row.id),
        "row": place,
        "label": row.label,
        "help": text(&row.help),
        "type": control(row),
        "required": row.required,
        "isSet": !row.expose_value().is_empty(),
        "value": value,
        "problem": row.complaint,
        "hasFocus": has_focus,
        "isLast": row.is_last,
        "isUnchanged": row.is_unchanged,
        "isAskedAgain": is_lost && row.expose_value().is_empty(),
        "default": row.default,
    });
    if let (Control::Choice(choices, _), Some(parts)) = (&row.control, field.as_object_mut()) {
        let choices = choices.iter().map(|choice| json!({ "value": choice.value, "label": choice.label }));
        parts.insert("choices".into(), choices.collect());
    }
    field
}

fn control(row: &FormRow) -> &'static str {
    match &row.control {
        Control::Text(_) if row.is_secret() => "secret",
        Control::Text(_) => "text",
        Control::Toggle(_) => "toggle",
        Control::Choice(..) => "choice",
        Control::Fold(_) => "section",
        Control::Button => "button",
    }
}
