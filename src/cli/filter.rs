//! `elemint run-filter`: the process a viewer runs its filters in. Not for people.

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

/// As much as is worth reading; what makes more is stopped there.
const MOST: usize = 64 << 20;

/// Runs the filter that comes in over the document behind it, a value a line.
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
        let told = out.line(&SafeText::json(&value));
        if told.is_err() || written > MOST { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    });
    match (done, out.flush()) {
        (Ok(()), Ok(())) => ExitCode::SUCCESS,
        (Err(fault), _) => exit::failed(&safe!("{}", fault), exit::FAILED),
        (Ok(()), Err(_)) => ExitCode::from(exit::FAILED),
    }
}
