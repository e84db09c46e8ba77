//! State of the wizard as JSON, with secrets masked.

use super::{
    commands::{commands, name},
    fields::{form, row_id},
    instances,
};
use crate::{
    domain::Grant,
    wizard::{
        Fact, Notice, Overlay, Sentence, Status, Step, Tone, Wizard,
        form::{Control, Form, FormRow},
        steps::{
            authorization::{Authorize, ConsentPhase},
            element::{ChooseElement, ListRow},
            platform::{ChoosePlatform, PlatformChoice},
            recover::{Recover, RecoveryPhase},
            response::Response,
        },
    },
};
use serde_json::{Map, Value as Json, json};

/// Most rows of a list. A filter brings the others.
const LISTED: usize = 50;

/// Describes the wizard.
pub(super) fn describe(wizard: &Wizard) -> Json {
    let status = wizard.status();
    let mut state = Map::new();
    state.insert("visit".into(), json!(wizard.visit().0));
    state.insert("step".into(), json!(step_name(wizard.step())));
    state.extend(words(&status));
    if let Some(notice) = wizard.notice() {
        state.insert("notice".into(), describe_notice(notice));
    }
    if *wizard.overlay() == Overlay::Leave {
        // Accept leaves, back stays.
        state.insert("leaving".into(), json!(wizard.parting()));
    }
    state.extend(content(wizard));
    let commands =
        commands(wizard).into_iter().map(|(action, title)| json!({ "action": name(action), "title": title }));
    state.insert("commands".into(), commands.collect());
    Json::Object(state)
}

/// Returns the number of rows that can be selected.
pub(super) fn rows(wizard: &Wizard) -> usize {
    match wizard.step() {
        Step::Where(step) => step.rows().len(),
        Step::SignIn(step) => step.form.seen().count(),
        Step::Choose(step) => step.len(),
        Step::Credentials(step) => step.form.seen().count(),
        Step::Authorize(step) => choices(step).len(),
        Step::Recover(step) => found(step).len(),
        Step::Instances(step) => step.len(),
        Step::Operations(step) => step.len(),
        Step::Call(step) => step.form.seen().count(),
        Step::Review(_)
        | Step::Provisioning(_)
        | Step::Change(_)
        | Step::Response(_)
        | Step::Read(_)
        | Step::Details(_) => 0,
    }
}

fn step_name(step: &Step) -> &'static str {
    match step {
        Step::Where(_) => "platform",
        Step::SignIn(_) => "sign-in",
        Step::Choose(_) => "element",
        Step::Credentials(_) => "credentials",
        Step::Authorize(_) => "consent",
        Step::Review(_) => "review",
        Step::Provisioning(_) => "creating",
        Step::Recover(_) => "recovery",
        Step::Change(_) => "change",
        Step::Response(_) => "instance",
        Step::Read(_) => "document",
        Step::Instances(_) => "instances",
        Step::Details(_) => "details",
        Step::Operations(_) => "calls",
        Step::Call(_) => "call",
    }
}

/// Returns the words of the step. Times that change every second are left out, so that they make no new state.
fn words(status: &Status) -> Map<String, Json> {
    let mut words = Map::new();
    words.insert("headline".into(), json!(status.headline));
    words.insert("tone".into(), json!(tone(status.tone)));
    words.insert("working".into(), json!(status.progress.is_some()));
    words.insert("facts".into(), status.facts.iter().map(fact).collect());
    words.insert("input".into(), status.input.iter().map(fact).collect());
    words.insert("question".into(), json!(status.question.as_ref().map(text)));
    words.insert("hints".into(), status.hints.iter().map(text).collect());
    words
}

/// Returns a sentence, in which the actions have their names.
fn text(sentence: &Sentence) -> String {
    let quoted = |action| name(action).as_str().map(|name| format!("“{name}”")).unwrap_or_default();
    sentence.render(quoted).into_owned()
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
fn content(wizard: &Wizard) -> Map<String, Json> {
    let step = wizard.step();
    let content = match step {
        Step::Where(step) => json!({ "rows": platforms(step) }),
        Step::Choose(step) => elements(step),
        Step::Authorize(step) => consent(step),
        Step::Review(step) => json!({ "request": document(step.body.masked().expose()) }),
        Step::Recover(step) => json!({ "rows": found(step) }),
        Step::Response(step) => instance(step),
        Step::Read(step) => json!({ "document": document(step.viewer.masked().expose()) }),
        Step::Instances(step) => instances::list(step, wizard.session(), LISTED),
        Step::Operations(step) => instances::operations(step, LISTED),
        Step::Details(step) => {
            json!({ "id": step.row().instance.id, "document": document(step.viewer.masked().expose()) })
        }
        Step::SignIn(_) | Step::Credentials(_) | Step::Provisioning(_) | Step::Change(_) | Step::Call(_) => Json::Null,
    };
    let mut parts = if let Json::Object(parts) = content { parts } else { Map::new() };
    if let Some(form) = form(step) {
        parts.insert("fields".into(), fields(form));
    }
    parts
}

fn platforms(step: &ChoosePlatform) -> Json {
    let row = |(at, platform): (usize, &PlatformChoice)| json!({ "row": at, "name": platform.name(), "detail": platform.detail() });
    step.rows().iter().enumerate().map(row).collect()
}

fn elements(step: &ChooseElement) -> Json {
    let rows = (0..step.len().min(LISTED)).filter_map(|at| {
        Some(match step.offer(at)? {
            ListRow::Resume(form) => json!({ "row": at, "unfinished": form.describe() }),
            ListRow::Element(entry, _) => {
                json!({ "row": at, "key": entry.key.as_str(), "name": entry.name, "hub": entry.hub.to_string() })
            }
        })
    });
    let rows: Vec<Json> = rows.collect();
    json!({ "filter": step.filter.text(), "count": step.len(), "rows": rows })
}

fn consent(step: &Authorize) -> Json {
    let ConsentPhase::Waiting(waiting) = step.phase() else { return Json::Null };
    let link = waiting.authorization.shown();
    json!({ "link": link, "rows": choices(step) })
}

fn choices(step: &Authorize) -> Vec<String> {
    match step.phase() {
        ConsentPhase::Waiting(waiting) => waiting.choices().iter().map(Grant::summary).collect(),
        ConsentPhase::Asking | ConsentPhase::Failed(_) | ConsentPhase::Granted(_) => Vec::new(),
    }
}

fn found(step: &Recover) -> Vec<Json> {
    match step.phase() {
        RecoveryPhase::Found(instances) => {
            let row = |instance| (instance, step.name_of(instance));
            instances
                .iter()
                .map(row)
                .map(|(i, name)| json!({ "id": i.id, "name": name, "created": i.created }))
                .collect()
        }
        RecoveryPhase::Unclear
        | RecoveryPhase::Looking(_)
        | RecoveryPhase::Settling { .. }
        | RecoveryPhase::Absent
        | RecoveryPhase::Adopting => Vec::new(),
    }
}

fn instance(step: &Response) -> Json {
    let instance = &step.made.instance;
    json!({
        "instance": {
            "id": instance.id,
            "name": step.name,
            "element": instance.element.as_str(),
            "tokenStoredIn": step.made.kept.as_ref().ok().map(ToString::to_string),
        },
        "answer": document(step.answer.masked().expose()),
    })
}

/// Returns masked JSON as a value; a text that is no JSON as a string.
fn document(masked: &str) -> Json {
    serde_json::from_str(masked).unwrap_or_else(|_| json!(masked))
}

fn fields(form: &Form) -> Json {
    let seen: Vec<usize> = form.seen().map(|(at, _)| at).collect();
    let rows = form.rows().iter().enumerate().filter(|(_, row)| row.counts);
    rows.map(|(at, row)| field(row, seen.iter().position(|seen| *seen == at), at == form.focus())).collect()
}

/// Describes a row. `place` is its number among the visible rows.
fn field(row: &FormRow, place: Option<usize>, has_focus: bool) -> Json {
    let value = if row.is_covered() { Json::Null } else { json!(row.expose_value()) };
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
