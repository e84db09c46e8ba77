//! Text that was typed in a session, for its twin.

use super::following::described;
use elemint::wizard::{
    Overlay, Step, Wizard,
    form::Control,
    steps::consent::{ConsentPhase, LinkView},
    viewer::Prompt,
};
use serde_json::Value as Json;

/// Returns the open prompt of the document, if there is one.
pub fn prompt(wizard: &Wizard) -> Option<&Prompt> {
    let prompt = wizard.step().document()?.prompt();
    (!matches!(prompt, Prompt::None)).then_some(prompt)
}

/// Returns true if the session shows something that only a screen has, which gets all keys.
pub fn is_covered(wizard: &Wizard) -> bool {
    let has_overlay = matches!(wizard.overlay(), Overlay::Help(_) | Overlay::Commands(_));
    has_overlay
        || match wizard.step() {
            Step::Consent(step) => match step.phase() {
                ConsentPhase::Waiting(waiting) => waiting.view != LinkView::None,
                _ => false,
            },
            _ => false,
        }
}

/// Returns the identifier of the field in a visible row of a form.
pub fn field(state: &Json, row: usize) -> Option<String> {
    let fields = state["fields"].as_array()?;
    let field = fields.iter().find(|field| field["row"] == row)?;
    field["id"].as_str().map(str::to_owned)
}

/// Returns the typed line with the field that has it, if it is one of a form.
pub fn line(wizard: &Wizard) -> Option<(Option<String>, String)> {
    let form = match wizard.step() {
        Step::SignIn(step) => &step.form,
        Step::Credentials(step) => &step.form,
        Step::Call(step) => &step.form,
        Step::Platform(step) => return Some((None, step.other.text().to_owned())),
        Step::Element(step) => return Some((None, step.filter.text().to_owned())),
        Step::Instances(step) => {
            // A question for a yes takes no text.
            let typed = step.asked().map_or(Some(&step.filter), |asked| asked.name())?;
            return Some((None, typed.text().to_owned()));
        }
        Step::Calls(step) => return Some((None, step.filter.text().to_owned())),
        Step::Details(step) => return Some((None, step.asked()?.name()?.text().to_owned())),
        Step::Change(step) => return Some((None, step.name_line()?.text().to_owned())),
        Step::Consent(step) => match step.phase() {
            ConsentPhase::Waiting(waiting) => return Some((None, waiting.paste.text().to_owned())),
            _ => return None,
        },
        _ => return None,
    };
    let row = form.focused()?;
    let place = form.seen().position(|(at, _)| at == form.focus())?;
    let value = match &row.control {
        Control::Fold(is_open) => is_open.to_string(),
        Control::Text(_) | Control::Toggle(_) | Control::Choice(..) | Control::Button => row.expose_value().to_owned(),
    };
    Some((field(&described(wizard), place), value))
}
