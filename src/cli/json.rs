//! Results as JSON, and the results of jq filters on them.

use super::{args::JsonArgs, command_error::CommandError, exit};
use crate::{
    document::{filter::FilterInput, json::Document, mask::Mask},
    runtime::filter,
    terminal::output::{self, OutputLines},
    text::SafeText,
};
use serde_json::Value as Json;
use std::io;

/// Field of a failure whose reason is the filter, which is not tried again on the failure.
pub(super) const FILTER_FAULT: &str = "isFilterFault";

/// Prints a result without secrets as JSON, or the results of the filter on it.
///
/// # Errors
/// The filter failed, or the result could not be written.
pub(super) async fn print(result: &Json, options: &JsonArgs) -> Result<(), CommandError> {
    let Some(words) = &options.jq else {
        return print_all(result);
    };
    let document = Document::read(result.to_string()).map_err(|_error| too_deep())?;
    run(&FilterInput::new(&document, |_| false), words).await
}

/// Prints a result without secrets as JSON.
///
/// # Errors
/// It could not be written.
pub(super) fn print_all(result: &Json) -> Result<(), CommandError> {
    print_line(&format!("{result:#}"))
}

/// Prints a text of JSON without secrets.
///
/// # Errors
/// It could not be written.
pub(super) fn print_line(text: &str) -> Result<(), CommandError> {
    written(output::line(&SafeText::json(text)))
}

/// Prints the results of a filter on a document of the platform, whose secrets are masked before the filter sees them.
///
/// # Errors
/// As [`print()`].
pub(super) async fn print_filtered(document: &Document, mask: &Mask, words: &str) -> Result<(), CommandError> {
    if document.is_text() {
        return Err(CommandError::new("A jq filter needs JSON, and the answer is not JSON.".into(), exit::FAILED));
    }
    let input = {
        let mut judge = mask.judge();
        FilterInput::new(document, |part| judge.cover(part))
    };
    run(&input, words).await
}

async fn run(input: &FilterInput, words: &str) -> Result<(), CommandError> {
    let results = filter::lines(input, words).await;
    let fault =
        |why| CommandError::new(safe!("The filter failed. {}", why), exit::FAILED).with(FILTER_FAULT, true.into());
    let results = results.map_err(fault)?;
    let mut out = OutputLines::begin();
    for result in results.lines() {
        let text = match serde_json::from_str::<String>(result) {
            Ok(text) if output::is_terminal() => SafeText::lines(&text),
            Ok(text) => SafeText::data(&text),
            Err(_) => SafeText::json(result),
        };
        written(out.line(&text))?;
    }
    written(out.flush())
}

/// Returns the end of the program if a result could not be written. A reader that stops early is no failure.
pub(super) fn written(result: io::Result<()>) -> Result<(), CommandError> {
    match result {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => {
            Err(CommandError::new(safe!("The output could not be written: {}.", error), exit::FAILED))
        }
        Ok(()) | Err(_) => Ok(()),
    }
}

fn too_deep() -> CommandError {
    CommandError::new("The result is nested too deeply to be filtered.".into(), exit::FAILED)
}
