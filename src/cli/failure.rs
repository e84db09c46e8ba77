//! Prints failures: sentences on standard error, and with `--json` one object on standard output.

use super::{
    args::{JsonArgs, OutputForm},
    command_error::CommandError,
    exit, json,
};
use crate::{
    frontend::json as protocol,
    terminal::output,
    text::{SafeText, safe::display_safe},
};
use clap::error::ContextValue;
use serde_json::{Map, Value as Json};
use std::process::ExitCode;

impl CommandError {
    /// Prints the sentences on standard error, and the object on standard output if the command was asked for JSON.
    /// Returns the exit code.
    pub(super) fn print(self, output: OutputForm) -> ExitCode {
        if !self.words.is_empty() {
            output::note(&self.words);
        }
        let code = self.code;
        let printed = match output {
            OutputForm::Text => Ok(()),
            OutputForm::Json => json::print_all(&Json::from(self.object(status(code)))),
            OutputForm::Lines => json::print_line(&protocol::failure(self.object(status(code)))),
        };
        // The command failed before, so its code stays.
        if let Err(error) = printed {
            output::note(&error.words);
        }
        ExitCode::from(code)
    }

    /// Prints the sentences on standard error, and the results of a filter on the object on standard output. A filter that
    /// is made for the result may fail on it, which is no further failure.
    pub(super) async fn print_filtered(self, filter: &str) -> ExitCode {
        if !self.words.is_empty() {
            output::note(&self.words);
        }
        let code = self.code;
        if self.fields.contains_key(json::FILTER_FAULT) {
            return ExitCode::from(code);
        }
        let options = JsonArgs { json: false, jq: Some(filter.to_owned()) };
        let _ = json::print(&Json::from(self.object(status(code))), &options).await;
        ExitCode::from(code)
    }

    /// Returns the JSON object. Without a reason of its own it has the sentences.
    pub(super) fn object(self, status: &str) -> Map<String, Json> {
        let reason = Json::from(self.words.as_str());
        let first = [("status", Json::from(status)), ("exit", Json::from(self.code)), ("reason", reason)];
        let first = first.into_iter().map(|(name, value)| (name.to_owned(), value));
        first.filter(|(name, value)| name != "reason" || *value != "").chain(self.fields).collect()
    }
}

/// Returns the status of a failure in JSON.
pub(super) fn status(code: u8) -> &'static str {
    match code {
        exit::MISUSED => "misused",
        exit::NOT_FOUND => "not-found",
        exit::NEEDS_INPUT => "input",
        exit::TEMPORARY => "temporary",
        exit::CONFLICT => "conflict",
        exit::REFUSED => "refused",
        exit::UNVERIFIED => "unverified",
        exit::NO_CONSENT => "consent-failed",
        exit::UNKNOWN => "unknown",
        exit::TIMED_OUT => "timeout",
        _ => "failed",
    }
}

/// Prints help to standard output, or a usage error to standard error, with `--json` also as JSON.
pub(super) fn usage(error: &clap::Error, form: OutputForm) -> ExitCode {
    let text = usage_text(error);
    if error.use_stderr() {
        output::ask(&text);
        if form != OutputForm::Text {
            let reason = text.as_str().split("\n\n").next().unwrap_or_default().trim_start_matches("error: ");
            let failure =
                CommandError::new(SafeText::default(), exit::MISUSED).with("reason", Json::from(reason.trim()));
            return failure.print(form);
        }
        return ExitCode::from(exit::MISUSED);
    }
    let _ = output::print(&text);
    ExitCode::SUCCESS
}

/// Returns the parser's message. It repeats arguments and variables, which may contain line ends; each of them is made
/// one safe line first.
fn usage_text(error: &clap::Error) -> SafeText {
    let mut text = error.render().to_string();
    for (_, value) in error.context() {
        let repeated = match value {
            ContextValue::String(value) => std::slice::from_ref(value),
            ContextValue::Strings(values) => values.as_slice(),
            _ => &[],
        };
        for value in repeated.iter().filter(|value| value.contains(['\n', '\t'])) {
            text = text.replace(value.as_str(), &display_safe(value));
        }
    }
    SafeText::lines(&text)
}
