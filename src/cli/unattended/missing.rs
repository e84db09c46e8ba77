//! Inputs that a command needs, each with the flag, the variable and the answer that give it.

mod inputs;

use super::report::Report;
use crate::{
    cli::{command_error::CommandError, confirm, exit, headless},
    domain::{Draft, draft::Filled},
    text::SafeText,
};
use serde_json::{Value as Json, json};

/// Input that is missing or not valid.
#[derive(Clone, Debug)]
pub(in crate::cli) struct MissingInput {
    /// Configuration key, or the name of another input.
    input: String,
    /// Words for people.
    label: String,
    /// Flag that gives it, as it is typed.
    flag: Option<String>,
    /// Variable that gives it.
    variable: Option<String>,
    /// Place in the file of `--from`.
    answer: Option<String>,
    /// Further words on the ways to give it.
    way: Option<String>,
    is_secret: bool,
    /// Reason that a given value is not valid.
    reason: Option<String>,
    /// Reason that it is needed.
    need: Option<String>,
}

impl MissingInput {
    fn new(input: &str, label: &str) -> Self {
        Self {
            input: input.to_owned(),
            label: label.to_owned(),
            flag: None,
            variable: None,
            answer: None,
            way: None,
            is_secret: false,
            reason: None,
            need: None,
        }
    }

    fn describe(&self) -> (String, String) {
        let label = match &self.reason {
            Some(reason) => format!("{}: {reason}", self.label),
            None => self.label.clone(),
        };
        let flag = self.flag.clone().unwrap_or_default();
        let way = self.way.as_ref().map(|way| format!(" {way}")).unwrap_or_default();
        let need = self.need.as_ref().map(|need| format!(" ({need})")).unwrap_or_default();
        let variable = match &self.variable {
            Some(variable) if flag.is_empty() => format!("set {variable}"),
            Some(variable) => format!(", or {variable}"),
            None => String::new(),
        };
        (label, format!("{flag}{way}{need}{variable}"))
    }

    fn json(&self) -> Json {
        json!({
            "input": self.input,
            "label": self.label,
            "secret": self.is_secret,
            "flag": self.flag,
            "variable": self.variable,
            "answer": self.answer,
            "reason": self.reason.as_ref().or(self.need.as_ref()),
        })
    }
}

impl CommandError {
    /// Adds the inputs that are missing, if there are any.
    pub(in crate::cli) fn missing(self, missing: &[MissingInput]) -> Self {
        if missing.is_empty() { self } else { self.with("missing", to_json(missing)) }
    }
}

/// Returns the report of missing inputs.
pub(super) fn report(missing: &[MissingInput]) -> Report {
    refusal(missing).into()
}

/// Returns the failure of a command that lacks inputs. The code is that of wrong arguments if none is missing and some
/// are not valid.
pub(in crate::cli) fn refusal(missing: &[MissingInput]) -> CommandError {
    let is_misuse = missing.iter().all(|missing| missing.reason.is_some());
    let labels: Vec<String> = missing.iter().map(|missing| missing.describe().0).collect();
    CommandError::new(describe(missing), if is_misuse { exit::MISUSED } else { exit::NEEDS_INPUT })
        .with("reason", Json::from(format!("{}: {}.", heading(missing), labels.join("; "))))
        .missing(missing)
}

/// Returns the missing inputs in words, a line each.
fn describe(missing: &[MissingInput]) -> SafeText {
    let listed: Vec<_> = missing.iter().map(MissingInput::describe).collect();
    let mut words = safe!("Nothing was sent. {}:\n", heading(missing));
    words.push(&SafeText::lines(headless::listed(&listed).as_str().trim_end()));
    words
}

/// Returns the heading of a list of inputs.
fn heading(missing: &[MissingInput]) -> &'static str {
    let is_invalid = |missing: &MissingInput| missing.reason.is_some();
    match (missing.iter().all(is_invalid), missing.iter().any(is_invalid)) {
        (true, _) => "Not valid",
        (false, true) => "Missing or not valid",
        (false, false) => "Missing",
    }
}

/// Returns the missing inputs as JSON.
pub(in crate::cli) fn to_json(missing: &[MissingInput]) -> Json {
    missing.iter().map(MissingInput::json).collect()
}

/// Asks the user on the terminal, and returns true for `yes`.
///
/// # Errors
/// There is no terminal to ask on.
pub(in crate::cli) fn confirmed(question: &SafeText) -> Result<bool, CommandError> {
    confirm::confirm(question).map_err(|refused| refused.missing(&[MissingInput::agreement()]))
}

/// Returns the complete form.
///
/// # Errors
/// The complaints about it.
pub(super) fn finish(draft: &Draft) -> Result<Filled, Report> {
    draft.finish().map_err(|complaints| {
        let texts: Vec<String> = complaints.into_iter().map(|complaint| complaint.text).collect();
        Report::failed(exit::MISUSED, safe!("Nothing was sent. {}", texts.join(" ")))
    })
}

/// Returns the variable that gives the value of a field.
pub(super) fn variable(key: &str) -> String {
    let spelled = key.chars().map(|c| if c.is_ascii_alphanumeric() { c.to_ascii_uppercase() } else { '_' });
    format!("ELEMINT_SET_{}", spelled.collect::<String>())
}
