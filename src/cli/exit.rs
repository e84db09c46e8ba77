//! Last messages and exit codes.

use crate::{
    runtime::SessionEnd,
    terminal::output,
    text::SafeText,
    wizard::{ChangedInstance, Leaving, effect::Summary},
};
use std::{io, process::ExitCode};

/// Failed.
pub const FAILED: u8 = 1;
/// The command was not understood.
pub const MISUSED: u8 = 2;
/// A named object does not exist.
pub const NOT_FOUND: u8 = 3;
/// A sign-in or an input is missing.
pub const NEEDS_INPUT: u8 = 4;
/// The network failed or the platform is busy.
pub const TEMPORARY: u8 = 5;
/// The instance was created before.
pub const CONFLICT: u8 = 6;
/// The platform or the provider refused.
pub const REFUSED: u8 = 7;
/// The instance was created, but its test failed.
pub const UNVERIFIED: u8 = 8;
/// Consent was refused, or its answer cannot be used.
pub const NO_CONSENT: u8 = 9;
/// An instance may exist, and its token is not saved.
pub const UNKNOWN: u8 = 10;
/// The instance was created, but its token could not be saved.
pub const NOT_KEPT: u8 = 11;
/// Some of several operations failed.
pub const MIXED: u8 = 12;
/// The plan has changes. Only with `--detailed-exitcode`.
pub const CHANGES: u8 = 13;
/// The wait took too long.
pub const TIMED_OUT: u8 = 124;
/// Stopped by the user before it was done: interrupted, left with an unfinished form, or a question answered with no.
pub const BROKEN_OFF: u8 = 130;

/// Returns the number of an exit code.
pub(super) fn number(code: ExitCode) -> Option<u8> {
    (0..=u8::MAX).find(|number| ExitCode::from(*number) == code)
}

/// Prints the reason of a failure.
pub fn failed(words: &SafeText, code: u8) -> ExitCode {
    output::note(words);
    ExitCode::from(code)
}

/// Returns the code for a printed result. A reader that stops early, such as `head`, is no failure.
pub fn printed(result: io::Result<()>) -> ExitCode {
    match result {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => {
            failed(&safe!("The output could not be written: {}.", error), FAILED)
        }
        _ => ExitCode::SUCCESS,
    }
}

/// Returns the exit code of a session.
pub fn code(end: &SessionEnd) -> u8 {
    let code = match &end.how {
        Leaving::Idle | Leaving::Changed(_) => 0,
        Leaving::Made(made) if made.iter().all(Summary::is_token_safe) => 0,
        Leaving::Made(_) => NOT_KEPT,
        Leaving::Interrupted | Leaving::BrokeOff(_) => BROKEN_OFF,
        Leaving::Unknown(..) | Leaving::UnknownChange(..) => UNKNOWN,
    };
    end.signal.map_or(code, |number| 128 + number)
}

/// Prints the result of the session on the normal screen, without tokens.
pub fn summary(end: &SessionEnd, keeps: bool) -> ExitCode {
    let sandbox_ended = &end.sandbox_ended;
    match &end.how {
        Leaving::Idle | Leaving::Interrupted => {}
        Leaving::BrokeOff(made) => {
            tell(made, keeps, *sandbox_ended);
            output::note(&SafeText::from(if keeps {
                "Left. Your form is saved without its secrets. The next start offers it."
            } else {
                "Left. Nothing was saved, because of --keep-nothing."
            }));
        }
        Leaving::Changed(changed) => {
            for changed in changed {
                let _ = output::line(&changed_line(changed));
            }
        }
        Leaving::UnknownChange(target, made) => {
            tell(made, keeps, *sandbox_ended);
            let next = match (*sandbox_ended, keeps) {
                (true, true) => "The sandbox ended with elemint. Its next start shows if the change was made.",
                (true, false) => "The sandbox ended with elemint.",
                (false, true) => "elemint finds out at the next start; elemint recover --look finds out at once.",
                (false, false) => "Test the instance before you use it.",
            };
            output::note(&safe!(
                "Left before the outcome of changing “{}” ({}) was known.\n{}",
                target.name,
                target.id,
                next
            ));
        }
        Leaving::Made(made) => tell(made, keeps, *sandbox_ended),
        Leaving::Unknown(element, name, made) => {
            tell(made, keeps, *sandbox_ended);
            let next = match (sandbox_ended, keeps) {
                (true, true) => "The sandbox ended with elemint. If it has the instance, elemint --sandbox lists it.",
                (true, false) => "The sandbox ended with elemint, so no instance remains.",
                (false, true) => "It may exist. elemint looks for it at the next start.",
                (false, false) => "It may exist. Look for it on the platform.",
            };
            output::note(&safe!("Left while “{}” of {} was being created.\n{}", name, element, next));
        }
    }
    ExitCode::from(code(end))
}

/// Returns the sentence about a changed instance.
fn changed_line(changed: &ChangedInstance) -> SafeText {
    let done = if changed.is_reauthorized { "Re-authorized" } else { "Changed" };
    safe!("{} instance {} “{}” of {}.", done, changed.target.id, changed.target.name, changed.target.element)
}

/// Prints the created instances and the places of their tokens.
fn tell(made: &[Summary], keeps: bool, sandbox_ended: bool) {
    for made in made {
        let _ = output::line(&safe!("Created instance {} “{}” of {}.", made.id, made.name, made.element));
        match &made.kept {
            Some(kept) => {
                let _ = output::line(&safe!("Its token is saved in {}.", kept));
                if sandbox_ended {
                    let _ = output::line(
                        &"The sandbox ended with elemint. The next elemint --sandbox has the instance with the same token.".into(),
                    );
                } else {
                    let words = safe!("Later: elemint instances test {0}, or elemint token {0}.", made.id);
                    let _ = output::line(&words);
                }
            }
            None if made.taken => drop(output::line(&"Its token exists only where you put it.".into())),
            // A lost token is a failure, so it goes to standard error.
            None => {
                let why = if keeps {
                    "could not be saved on this machine"
                } else {
                    "was not saved, because of --keep-nothing"
                };
                output::note(&safe!("Its token {}. Create a new token for the instance on the platform.", why));
            }
        }
    }
}
