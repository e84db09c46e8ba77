//! `elemint run-filter`: internal process in which the viewer runs filters.

use super::exit;
use crate::{
    document::filter::{self, FilterInput},
    terminal::output::OutputLines,
    text::SafeText,
};
use std::{
    io::{self, Read as _},
    ops::ControlFlow,
    process::ExitCode,
};
use zeroize::Zeroizing;

/// Limit of the output, in bytes; the filter is stopped there.
const MOST: usize = 64 << 20;

/// Reads a filter and a document from standard input, and prints the results, one per line.
pub fn run() -> ExitCode {
    let mut message = Zeroizing::new(String::new());
    if io::stdin().lock().read_to_string(&mut message).is_err() {
        return ExitCode::from(exit::FAILED);
    }
    let Some((words, input)) = FilterInput::received(&message) else { return ExitCode::from(exit::MISUSED) };
    let mut out = OutputLines::begin();
    let mut written = 0;
    let done = filter::run(&input, &words, |value| {
        written += value.len() + 1;
        let printed = out.line(&SafeText::json(&value));
        if printed.is_err() || written > MOST { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    });
    match (done, out.flush()) {
        (Ok(()), Ok(())) => ExitCode::SUCCESS,
        (Err(fault), _) => exit::failed(&safe!("{}", fault), exit::FAILED),
        (Ok(()), Err(_)) => ExitCode::from(exit::FAILED),
    }
}
