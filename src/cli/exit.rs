//! The words and the number the program ends with.

use crate::{
    runtime::End,
    wizard::{Leaving, effect::Summary},
};
use std::{
    io::{self, Write as _},
    process::ExitCode,
};

/// It failed.
pub const FAILED: u8 = 1;
/// It was asked for in a way it does not understand.
pub const MISUSED: u8 = 2;
/// What was named is not there.
pub const NOT_FOUND: u8 = 3;
/// Sign-in or input is needed that only a person can give.
pub const NEEDS_INPUT: u8 = 4;
/// An instance may exist that nobody has the token of.
pub const UNKNOWN: u8 = 10;
/// An instance was made, but its token could not be kept.
pub const NOT_KEPT: u8 = 11;
/// The person broke off.
pub const BROKEN_OFF: u8 = 130;

/// Says why it failed.
pub fn failed(words: &str, code: u8) -> ExitCode {
    let _ = writeln!(io::stderr(), "{words}");
    ExitCode::from(code)
}

/// Says what goes on all the same.
pub fn warn(words: &str) {
    let _ = writeln!(io::stderr(), "{words}");
}

/// Says how the program is used, on the stream it belongs on.
pub fn usage(error: &clap::Error) -> ExitCode {
    let _ = error.print();
    ExitCode::from(if error.use_stderr() { MISUSED } else { 0 })
}

/// Leaves behind what is worth having on the normal screen: never a token.
pub fn summary(End { how, signal, practised }: &End, keeps: bool) -> ExitCode {
    let code = match how {
        Leaving::Idle => 0,
        Leaving::Interrupted => BROKEN_OFF,
        Leaving::BrokeOff(made) => {
            tell(made, keeps);
            let words = if keeps {
                "Left. What you typed is kept, but for secrets; elemint offers it the next time."
            } else {
                "Left. Nothing of what you typed was kept, as you asked."
            };
            let _ = writeln!(io::stderr(), "{words}");
            BROKEN_OFF
        }
        Leaving::Made(made) => tell(made, keeps),
        Leaving::Unknown(element, name, made) => {
            tell(made, keeps);
            let name = printable(name);
            let next = match (practised, keeps) {
                (true, _) => "The practice platform ended with elemint, and whatever was made there.",
                (false, true) => "It may exist: elemint looks for it at the next start.",
                (false, false) => "It may exist: look for it on the platform.",
            };
            let words = format!("Left while “{name}” of {element} was being made.\n{next}");
            let _ = writeln!(io::stderr(), "{words}");
            UNKNOWN
        }
    };
    ExitCode::from(signal.map_or(code, |number| 128 + number))
}

/// Says what was made and where the tokens are kept; the code that goes with it.
fn tell(made: &[Summary], keeps: bool) -> u8 {
    for made in made {
        let name = printable(&made.name);
        let _ = writeln!(io::stdout(), "Instance {} “{name}” of {} was made.", printable(&made.id), made.element);
        // What is lost is a failure, and goes where failures go.
        let _ = match &made.kept {
            Some(kept) => writeln!(io::stdout(), "Its token is kept in {kept}."),
            None if made.taken => writeln!(io::stdout(), "Its token is where you put it, and nowhere else."),
            None => {
                let why = if keeps { "could not be kept on this machine" } else { "was kept nowhere, as you asked" };
                writeln!(io::stderr(), "Its token {why}: give the instance a new one on the platform.")
            }
        };
    }
    if made.iter().all(Summary::is_token_safe) { 0 } else { NOT_KEPT }
}

/// A name from elsewhere, fit for a terminal.
pub(super) fn printable(text: &str) -> String {
    crate::domain::safe::display_safe(text).into_owned()
}
