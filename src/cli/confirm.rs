//! Question before something is removed for good.

use super::{command_error::CommandError, exit, settings};
use crate::{
    terminal::output,
    text::{SafeText, Secret, yes_or_no},
};
use std::{
    io::{self, BufRead as _},
    sync::atomic::{AtomicBool, Ordering},
    thread,
};
use tokio::sync::mpsc::{self, UnboundedReceiver};
use zeroize::Zeroizing;

/// True with `--non-interactive`.
static IS_FORBIDDEN: AtomicBool = AtomicBool::new(false);

/// Returns true if the variable `CI` is set, so that no user is at the terminal.
fn is_ci() -> bool {
    settings::variable("CI").is_some_and(|ci| !matches!(ci.as_str(), "false" | "0"))
}

/// Asks nothing from here on, for `--non-interactive`.
pub(super) fn forbid() {
    IS_FORBIDDEN.store(true, Ordering::SeqCst);
}

/// Reason for which no question is asked at a terminal.
#[derive(Clone, Copy)]
pub(super) enum Silence {
    /// The option `--non-interactive` is given.
    Option,
    /// The variable `CI` is set.
    Ci,
}

impl Silence {
    /// Returns the reason as a clause.
    pub(super) fn describe(self) -> &'static str {
        match self {
            Self::Option => "--non-interactive is given",
            Self::Ci => "CI is set, so no user can answer",
        }
    }

    /// Returns the way to be asked.
    pub(super) fn remedy(self) -> &'static str {
        match self {
            Self::Option => "Leave out --non-interactive.",
            Self::Ci => "Unset CI, or set it to false.",
        }
    }
}

/// Returns the reason for which no question is asked at a terminal.
pub(super) fn silence() -> Option<Silence> {
    if IS_FORBIDDEN.load(Ordering::SeqCst) {
        return Some(Silence::Option);
    }
    is_ci().then_some(Silence::Ci)
}

/// Returns true if a user can be asked on the terminal.
pub(super) fn can_ask() -> bool {
    output::can_ask() && silence().is_none()
}

/// Asks the user on the terminal. Returns true for `y` or `yes`.
///
/// # Errors
/// There is no terminal to ask on. Scripts pass `--yes` instead.
pub(super) fn confirm(question: &SafeText) -> Result<bool, CommandError> {
    if !can_ask() {
        return Err(CommandError::new(
            "No question can be asked here. Add --yes to confirm.".into(),
            exit::NEEDS_INPUT,
        ));
    }
    // The question may have several lines, so it is not a value of the template.
    let mut text = question.clone();
    text.push(&" yes or no: ".into());
    Ok(yes_or_no(&ask(&text)) == Some(true))
}

/// Returns the lines that are typed from here on. No further question can be asked.
pub(super) fn lines() -> UnboundedReceiver<Secret> {
    let (sender, receiver) = mpsc::unbounded_channel();
    // Reading a terminal cannot be interrupted, so the thread ends with the program.
    thread::spawn(move || {
        loop {
            let mut line = Zeroizing::new(String::new());
            let is_typed = io::stdin().lock().read_line(&mut line).is_ok_and(|length| length > 0);
            if !is_typed || sender.send(Secret::new(line.trim())).is_err() {
                return;
            }
        }
    });
    receiver
}

/// Asks a question, and returns the line that is typed.
pub(super) fn ask(question: &SafeText) -> String {
    output::ask(question);
    let mut line = String::new();
    let _ = io::stdin().lock().read_line(&mut line);
    line
}
