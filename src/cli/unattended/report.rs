//! Result of a command, for people and as JSON.

use crate::{
    cli::{args::JsonArgs, command_error::CommandError, exit, failure, json},
    terminal::output,
    text::SafeText,
};
use serde_json::{Map, Value as Json};
use std::process::ExitCode;

/// Result of a command with its exit code.
#[derive(Debug)]
pub(super) struct Report {
    status: &'static str,
    code: u8,
    /// Text on standard output.
    result: SafeText,
    /// Text on standard error.
    note: SafeText,
    fields: Map<String, Json>,
    /// True if the code of a consent was refused.
    is_code_refused: bool,
}

impl Report {
    /// Creates the report of a success.
    pub(super) fn done(status: &'static str, result: SafeText) -> Self {
        Self { status, code: 0, result, note: SafeText::default(), fields: Map::new(), is_code_refused: false }
    }

    /// Creates the report of a failure.
    pub(super) fn failed(code: u8, note: SafeText) -> Self {
        Self {
            status: failure::status(code),
            code,
            result: SafeText::default(),
            note,
            fields: Map::new(),
            is_code_refused: false,
        }
    }

    /// Sets the exit code.
    pub(super) fn code(self, code: u8) -> Self {
        Self { code, ..self }
    }

    /// Sets the status.
    pub(super) fn status(self, status: &'static str) -> Self {
        Self { status, ..self }
    }

    /// Adds a line to standard output.
    pub(super) fn line(mut self, line: &SafeText) -> Self {
        self.result.push(&"\n".into());
        self.result.push(line);
        self
    }

    /// Replaces the text on standard output.
    pub(super) fn replace_result(self, result: SafeText) -> Self {
        Self { result, ..self }
    }

    /// Returns true if a request was sent and carried out.
    pub(super) fn is_sent(&self) -> bool {
        matches!(self.status, "created" | "reauthorized" | "unverified" | "rolled-back")
    }

    /// Returns the ID of the instance that was created.
    pub(super) fn created_id(&self) -> Option<&str> {
        self.fields.get("id").and_then(Json::as_str).filter(|_| self.is_sent())
    }

    /// Returns true if the instance exists already.
    pub(super) fn is_conflict(&self) -> bool {
        self.code == exit::CONFLICT
    }

    /// Marks the report of a fault whose reason is the code of a consent.
    pub(super) fn code_refused(self, is_code_refused: bool) -> Self {
        Self { is_code_refused, ..self }
    }

    /// Returns true if the code of a consent was refused.
    pub(super) fn is_code_refused(&self) -> bool {
        self.is_code_refused
    }

    /// Removes the text on standard output and these fields, which a later step made wrong.
    pub(super) fn clear_result(mut self, fields: &[&str]) -> Self {
        self.fields.retain(|name, _| !fields.contains(&name.as_str()));
        Self { result: SafeText::default(), ..self }
    }

    /// Adds a line to standard error.
    pub(super) fn note(mut self, note: &SafeText) -> Self {
        if !self.note.is_empty() {
            self.note.push(&"\n".into());
        }
        self.note.push(note);
        self
    }

    /// Adds a field of the JSON object, unless it is null.
    pub(super) fn with(mut self, name: &str, value: Json) -> Self {
        if !value.is_null() {
            self.fields.insert(name.to_owned(), value);
        }
        self
    }

    /// Prints the report and returns the exit code.
    pub(super) async fn print(self, options: &JsonArgs) -> ExitCode {
        if !self.note.is_empty() {
            output::note(&self.note);
        }
        if options.is_wanted() {
            return self.print_json(options).await;
        }
        let printed = if self.result.is_empty() { Ok(()) } else { output::line(&self.result) };
        match printed {
            Ok(()) => ExitCode::from(self.code),
            Err(error) => exit::printed(Err(error)),
        }
    }

    async fn print_json(self, options: &JsonArgs) -> ExitCode {
        // The notes of a success are no reason.
        let words = if self.code == 0 { SafeText::default() } else { self.note };
        let object = CommandError { words, code: self.code, fields: self.fields }.object(self.status);
        let Err(CommandError { words, code, .. }) = json::print(&Json::from(object), options).await else {
            return ExitCode::from(self.code);
        };
        // The filter failed, so the result is shown in words: something may have been created.
        if !self.result.is_empty() {
            output::note(&self.result);
        }
        exit::failed(&words, if self.code == 0 { code } else { self.code })
    }
}

impl From<CommandError> for Report {
    fn from(CommandError { words, code, fields }: CommandError) -> Self {
        Self { fields, ..Self::failed(code, words) }
    }
}
