//! Failure of a command.

use super::exit;
use crate::{storage::StorageError, text::SafeText};
use serde_json::{Map, Value as Json};
use std::fmt::Display;

/// Failure of a command whose result was not printed: sentences for standard error, the exit code, and fields of the JSON
/// object. [`super::run`] prints it, with `--json` as an object.
#[derive(Debug)]
pub struct CommandError {
    /// Sentences for people.
    pub(super) words: SafeText,
    /// Exit code.
    pub(super) code: u8,
    /// Fields of the JSON object, besides its status and exit code.
    pub(super) fields: Map<String, Json>,
}

impl CommandError {
    /// Creates a failure.
    pub(super) fn new(words: SafeText, code: u8) -> Self {
        Self { words, code, fields: Map::new() }
    }

    /// Creates a failure with a remedy, which may be empty.
    pub(super) fn advised(reason: &impl Display, hint: impl Display, code: u8) -> Self {
        let (reason, hint) = (reason.to_string(), hint.to_string());
        let words = safe!("{}", format!("{reason} {hint}").trim_end());
        let hint = if hint.is_empty() { Json::Null } else { Json::from(hint) };
        Self::new(words, code).with("reason", Json::from(reason)).with("hint", hint)
    }

    /// Creates the failure of a command whose question was answered with no; the words say that nothing was done.
    pub(super) fn declined(words: &'static str) -> Self {
        Self::new(words.into(), exit::BROKEN_OFF).with("status", Json::from("declined"))
    }

    /// Adds a field of the JSON object, unless it is null.
    pub(super) fn with(mut self, name: &str, value: Json) -> Self {
        if !value.is_null() {
            self.fields.insert(name.to_owned(), value);
        }
        self
    }

    /// Adds sentences before those of the failure, and before its reason in JSON.
    pub(super) fn after(mut self, before: impl Into<SafeText>) -> Self {
        let mut words = before.into();
        if let Some(Json::String(reason)) = self.fields.get_mut("reason") {
            reason.insert_str(0, words.as_str());
        }
        words.push(&self.words);
        Self { words, ..self }
    }

    /// Sets the exit code.
    pub(super) fn code(self, code: u8) -> Self {
        Self { code, ..self }
    }

    /// Returns the sentences in one line.
    pub(super) fn line(&self) -> String {
        self.words.as_str().replace('\n', " ")
    }
}

impl From<StorageError> for CommandError {
    fn from(error: StorageError) -> Self {
        Self::advised(&error, error.hint(), exit::FAILED)
    }
}
