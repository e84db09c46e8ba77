//! Requests that a program sends for an event of a journey.

use super::typed::{self, prompt};
use elemint::{
    frontend::json::{Exchange, name, substitute},
    wizard::{
        Event, Overlay, Step, Wizard,
        command::Action,
        viewer::{Prompt, Viewer},
    },
};
use serde_json::{Value as Json, json};

/// Part of following an event.
pub enum Following {
    /// A request is sent.
    Request(Json),
    /// Something outside happens, as in the journey.
    Outside(Box<Event>),
    /// Characters were typed; their line is set once it is complete.
    Typed,
}

/// Returns the requests for an event of a journey.
pub fn plan(journey: &Wizard, event: &Event) -> Vec<Following> {
    let is_covered = typed::is_covered(journey);
    // A text closes the view of a link.
    let is_deaf = is_covered && !matches!(journey.step(), Step::Consent(_));
    match event {
        Event::Action(action) if is_covered => of_palette(journey, *action),
        Event::Action(action) => of_action(journey, *action),
        Event::Text(key) => match prompt(journey) {
            Some(Prompt::Replace(..)) if matches!(key.typed(), Some('y' | 'Y')) => vec![act(Action::Accept)],
            Some(Prompt::Replace(..)) if key.typed() == Some('N') => vec![act(Action::Back)],
            Some(_) => Vec::new(),
            None if is_deaf || *journey.overlay() == Overlay::Leave => Vec::new(),
            None => vec![Following::Typed],
        },
        Event::Paste(_) | Event::Set(..) if is_deaf || prompt(journey).is_some() || !journey.step().is_typing() => {
            Vec::new()
        }
        Event::Paste(text) => vec![Following::Request(json!({ "action": "paste", "text": text.expose() }))],
        Event::Set(row, value) => {
            let field = typed::field(&described(journey), *row);
            // To set the key of an entry is to add the entry, which the journey does with the next key.
            if field.as_deref() == Some("@add") {
                return vec![Following::Typed];
            }
            let request = match field {
                Some(id) => json!({ "action": "set", "field": id, "value": value.expose() }),
                None => json!({ "action": "set", "value": value.expose() }),
            };
            vec![Following::Request(request)]
        }
        // The row that the journey selects is selected afterwards, as is one that the mouse selects.
        Event::Select(_) | Event::Point(..) | Event::Room(_) | Event::LastTop(_) | Event::Uncopied(..) => Vec::new(),
        Event::Reply(..)
        | Event::Tick(..)
        | Event::Done(..)
        | Event::Catalog(..)
        | Event::Element(..)
        | Event::Proxies(..)
        | Event::Instances(..)
        | Event::Exists(_)
        | Event::Interrupt => vec![Following::Outside(Box::new(event.clone()))],
    }
}

fn act(action: Action) -> Following {
    Following::Request(json!({ "action": name(action) }))
}

/// Only the command that is chosen in the list of commands reaches the step.
fn of_palette(journey: &Wizard, action: Action) -> Vec<Following> {
    if action == Action::BreakOff {
        return vec![act(action)];
    }
    match (journey.overlay(), action) {
        (Overlay::Commands(palette), Action::Accept) => {
            let chosen = palette.found().get(palette.row());
            chosen.map_or_else(Vec::new, |command| of_action(journey, command.action))
        }
        _ => Vec::new(),
    }
}

fn of_action(journey: &Wizard, action: Action) -> Vec<Following> {
    if let Some(prompt) = prompt(journey) {
        return of_prompt(prompt, action);
    }
    if *journey.overlay() == Overlay::Leave && !matches!(action, Action::Accept | Action::Back | Action::BreakOff) {
        return Vec::new();
    }
    match action {
        // The search, the filter or the comparison of a document ends, which a program has itself.
        Action::Back if ends_in_document(journey.step()) => Vec::new(),
        // The menu for the file comes first.
        Action::Save | Action::SaveSecrets => Vec::new(),
        action if substitute(action).is_some() || !offers(journey, action) => Vec::new(),
        action => vec![act(action)],
    }
}

/// Returns true if a document is searched, filtered or compared.
fn ends_in_document(step: &Step) -> bool {
    let is_compared = matches!(step, Step::Instance(step) if step.comparing);
    let is_read = |viewer: &Viewer| viewer.filter().is_some() || !viewer.search().words().is_empty();
    is_compared || step.document().is_some_and(is_read)
}

/// Returns true if the action has an effect in the journey.
fn offers(journey: &Wizard, action: Action) -> bool {
    action.is_global() || *journey.overlay() == Overlay::Leave || journey.step().command(action).is_some()
}

fn of_prompt(prompt: &Prompt, action: Action) -> Vec<Following> {
    match (prompt, action) {
        (_, Action::BreakOff) => vec![act(action)],
        (Prompt::Save(line, letter), Action::Accept) if !line.text().trim().is_empty() => {
            let word = if letter.is_ascii_uppercase() { "save-secrets" } else { "save" };
            let (letter, file) = (letter.to_ascii_lowercase(), line.text().trim());
            vec![Following::Request(json!({ "action": word, "export": letter, "file": file }))]
        }
        (Prompt::Replace(..), Action::Pick('y' | 'Y')) => vec![act(Action::Accept)],
        (Prompt::Replace(..), Action::Back | Action::Pick('N')) => vec![act(Action::Back)],
        _ => Vec::new(),
    }
}

/// Returns the state of a session as JSON.
pub fn described(wizard: &Wizard) -> Json {
    let line = Exchange::default().news(wizard).expect("a first state");
    serde_json::from_str(&line).expect("JSON")
}
