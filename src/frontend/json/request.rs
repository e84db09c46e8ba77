//! Requests: one JSON object a line.

use super::{
    commands::{commands, name},
    document,
    fields::row_id,
    lists,
};
use crate::{
    text::Secret,
    wizard::{
        Event, Overlay, Wizard,
        command::Action,
        form::{Control, Form, FormRow, RowId},
        viewer::Viewer,
    },
};
use serde::Deserialize;
use serde_json::{Value as Json, error::Category};

/// Remedy for JSON with other parts than those of [`Request`].
const PARTS: &str = "A request has an action and, where it needs them, field, row, value, text, export, file and id";

/// Request of the program at the other end.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Request {
    /// Identifier that the answer repeats.
    #[serde(default)]
    pub(super) id: Json,
    action: String,
    field: Option<String>,
    row: Option<usize>,
    value: Option<Json>,
    text: Option<String>,
    export: Option<char>,
    file: Option<String>,
}

impl Request {
    /// Parses a line.
    ///
    /// # Errors
    /// The sentence that says why the line is no request. It repeats nothing of the line, which may hold a secret.
    pub fn parse(line: &str) -> Result<Self, String> {
        serde_json::from_str(line).map_err(|error| {
            let place = format!("line 1, column {}", error.column());
            let remedy = match error.classify() {
                Category::Data => PARTS,
                Category::Io | Category::Syntax | Category::Eof => "Write one JSON object a line",
            };
            format!("This is not a request ({place}). {remedy}, such as {{\"action\":\"accept\"}}.")
        })
    }

    /// Returns the events for the wizard in its present state.
    ///
    /// # Errors
    /// The sentence that says why the request has no effect, with the possible ones.
    pub fn events(self, wizard: &Wizard) -> Result<Vec<Event>, String> {
        if matches!(wizard.overlay(), Overlay::Requests(_)) && matches!(self.action.as_str(), "set" | "paste") {
            return Err("Choose a request first: select a row, then accept. back pastes none of them.".into());
        }
        match self.action.as_str() {
            "state" => Ok(Vec::new()),
            "set" => self.set(wizard),
            "select" => self.row(wizard).map(|row| vec![Event::Select(row)]),
            "list" => self.row(wizard).map(|_| Vec::new()),
            "save" => self.save(wizard, false),
            "save-secrets" => self.save(wizard, true),
            "paste" => {
                let text = self.text.ok_or("“paste” needs a text: {\"action\":\"paste\",\"text\":\"...\"}.")?;
                check_text(wizard)?;
                Ok(vec![Event::Paste(Secret::new(text))])
            }
            word => {
                let action = action(word, wizard)?;
                let is_answer = action == Action::Accept && document::replaced(wizard.step()).is_some();
                Ok(vec![Event::Action(if is_answer { Action::Pick('y') } else { action })])
            }
        }
    }

    /// Returns the first row of a page, if this request names one.
    pub(super) fn first_row(&self) -> Option<usize> {
        self.row.filter(|_| self.action == "list")
    }

    fn row(&self, wizard: &Wizard) -> Result<usize, String> {
        let action = &self.action;
        let row = self.row.ok_or_else(|| format!("“{action}” needs a row: {{\"action\":\"{action}\",\"row\":0}}."))?;
        let count = lists::count(wizard);
        if row < count { Ok(row) } else { Err(format!("There is no row {row} of {count}.")) }
    }

    /// Returns the events that write a file: the menu, its letter, the path and the confirmation.
    fn save(self, wizard: &Wizard, with_secrets: bool) -> Result<Vec<Event>, String> {
        action(&self.action, wizard)?;
        let exports = document::viewer(wizard.step()).map(Viewer::exports).unwrap_or_default();
        let wanted = self.export.or_else(|| exports.first().map(|export| export.letter));
        let export = exports.iter().find(|export| Some(export.letter) == wanted).ok_or_else(|| {
            let letters: Vec<String> = exports.iter().map(|export| export.letter.to_string()).collect();
            format!("“export” takes one of: {}.", letters.join(", "))
        })?;
        if with_secrets && export.text.is_some() && export.bare.is_none() {
            return Err(format!("No secret is in {}. Send “save” instead.", export.label));
        }
        let letter = if with_secrets { export.letter.to_ascii_uppercase() } else { export.letter };
        let path = self.file.as_deref().map(str::trim).filter(|file| !file.is_empty()).unwrap_or(&export.file);
        let menu = [Action::Take, Action::Pick(letter)].map(Event::Action);
        let path = [Event::Set(0, Secret::new(path)), Event::Action(Action::Accept)];
        Ok(menu.into_iter().chain(path).collect())
    }

    fn set(self, wizard: &Wizard) -> Result<Vec<Event>, String> {
        let value = match self.value {
            Some(Json::String(text)) => text,
            Some(value @ (Json::Bool(_) | Json::Number(_))) => value.to_string(),
            Some(Json::Null) => String::new(),
            _ => return Err("“set” needs a value: a text, a number, true, false, or null to empty the field.".into()),
        };
        let Some(form) = wizard.step().form() else {
            if self.field.is_some() {
                return Err(format!("The step “{}” has no fields.", wizard.step().name()));
            }
            check_text(wizard)?;
            // A list has one line of text: its filter, or an address.
            return Ok(vec![Event::Set(self.row.unwrap_or_default(), Secret::new(value))]);
        };
        let field = self.field.ok_or("“set” needs a field of the form, by its id.")?;
        let known = |row: &&FormRow| row.counts && row_id(&row.id) == field;
        let row = form.rows().iter().find(known).ok_or_else(|| format!("The form has no field “{field}”."))?;
        check(row, &value)?;
        Ok(fill(form, row, value))
    }
}

/// Checks that the step takes a text.
fn check_text(wizard: &Wizard) -> Result<(), String> {
    if wizard.step().is_typing() {
        return Ok(());
    }
    Err(format!("The step “{}” takes no text now.", wizard.step().name()))
}

/// Returns the events that set a field.
fn fill(form: &Form, row: &FormRow, value: String) -> Vec<Event> {
    let place = |id: &RowId| form.seen().position(|(_, row)| &row.id == id);
    let value = Secret::new(value);
    if let Some(at) = place(&row.id) {
        // The key of an entry becomes an entry.
        let next = (row.id == RowId::Add).then_some(Event::Action(Action::Accept));
        return std::iter::once(Event::Set(at, value)).chain(next).collect();
    }
    // The section of the options is closed: once open, all rows that apply are visible.
    let Some(options) = place(&RowId::Options) else { return Vec::new() };
    let at = form.rows().iter().filter(|row| row.counts).position(|other| other.id == row.id).unwrap_or_default();
    vec![Event::Set(options, Secret::new("true")), Event::Set(at, value)]
}

/// Checks that the control of a field takes a value.
fn check(row: &FormRow, value: &str) -> Result<(), String> {
    let values: Vec<&str> = match &row.control {
        Control::Text(_) => return Ok(()),
        Control::Button => {
            return Err("A button has no value. Send {\"action\":\"accept\"} or {\"action\":\"submit\"}.".into());
        }
        Control::Toggle(_) | Control::Fold(_) => vec!["true", "false"],
        Control::Choice(choices, _) => choices.iter().map(|choice| choice.value.as_str()).collect(),
    };
    let may_be_empty = value.is_empty() && !row.required;
    if may_be_empty || values.contains(&value) {
        return Ok(());
    }
    Err(format!("“{}” takes one of: {}.", row_id(&row.id), values.join(", ")))
}

/// Returns the action of this name, if it applies now.
fn action(word: &str, wizard: &Wizard) -> Result<Action, String> {
    let commands = commands(wizard);
    commands.iter().map(|(action, _)| *action).find(|action| name(*action) == word).ok_or_else(|| {
        let names: Vec<String> =
            commands.iter().filter_map(|(action, _)| name(*action).as_str().map(str::to_owned)).collect();
        format!("There is no action “{word}” here. Possible are set, select, list, paste, state, {}.", names.join(", "))
    })
}
