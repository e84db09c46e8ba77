//! The words and the number the program ends with.

use crate::{
    runtime::SessionEnd,
    terminal::output,
    text::{SafeText, safe::display_safe},
    wizard::{Leaving, effect::Summary},
};
use clap::error::ContextValue;
use std::{io, process::ExitCode};

/// It failed.
pub const FAILED: u8 = 1;
/// It was asked for in a way it does not understand.
pub const MISUSED: u8 = 2;
/// What was named is not there.
pub const NOT_FOUND: u8 = 3;
/// Sign-in or input is needed that only a person can give.
pub const NEEDS_INPUT: u8 = 4;
/// The network failed or the platform is busy.
pub const TEMPORARY: u8 = 5;
/// It was created before.
pub const CONFLICT: u8 = 6;
/// The platform or the provider refused.
pub const REFUSED: u8 = 7;
/// An instance may exist that nobody has the token of.
pub const UNKNOWN: u8 = 10;
/// An instance was made, but its token could not be kept.
pub const NOT_KEPT: u8 = 11;
/// The person broke off.
pub const BROKEN_OFF: u8 = 130;

/// Says why it failed.
pub fn failed(words: &SafeText, code: u8) -> ExitCode {
    output::note(words);
    ExitCode::from(code)
}

/// The code for a result that was printed. A reader that stops early, such as `head`, has enough.
pub fn printed(result: io::Result<()>) -> ExitCode {
    match result {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => {
            failed(&safe!("The output could not be written: {}.", error), FAILED)
        }
        _ => ExitCode::SUCCESS,
    }
}

/// Says how the program is used, on the stream it belongs on.
pub fn usage(error: &clap::Error) -> ExitCode {
    let text = usage_text(error);
    if error.use_stderr() {
        output::ask(&text);
        return ExitCode::from(MISUSED);
    }
    let _ = output::print(&text);
    ExitCode::SUCCESS
}

/// The words of the parser, which repeat arguments and variables. Each of these is made one safe line before the whole
/// is, since an argument may hold the end of a line.
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

/// Leaves behind what is worth having on the normal screen: never a token.
pub fn summary(SessionEnd { how, signal, practised }: &SessionEnd, keeps: bool) -> ExitCode {
    let code = match how {
        Leaving::Idle => 0,
        Leaving::Interrupted => BROKEN_OFF,
        Leaving::BrokeOff(made) => {
            tell(made, keeps, *practised);
            output::note(&SafeText::from(if keeps {
                "Left. What you typed is kept, but for secrets; elemint offers it the next time."
            } else {
                "Left. Nothing of what you typed was kept, as you asked."
            }));
            BROKEN_OFF
        }
        Leaving::Made(made) => tell(made, keeps, *practised),
        Leaving::Unknown(element, name, made) => {
            tell(made, keeps, *practised);
            let next = match (practised, keeps) {
                (true, _) => "The practice platform ended with elemint, and whatever was made there.",
                (false, true) => "It may exist: elemint looks for it at the next start.",
                (false, false) => "It may exist: look for it on the platform.",
            };
            output::note(&safe!("Left while “{}” of {} was being made.\n{}", name, element, next));
            UNKNOWN
        }
    };
    ExitCode::from(signal.map_or(code, |number| 128 + number))
}

/// Says what was made and where the tokens are kept; the code that goes with it.
fn tell(made: &[Summary], keeps: bool, practised: bool) -> u8 {
    for made in made {
        let _ = output::line(&safe!("Instance {} “{}” of {} was made.", made.id, made.name, made.element));
        match &made.kept {
            Some(kept) => {
                let _ = output::line(&safe!("Its token is kept in {}.", kept));
                if practised {
                    let _ = output::line(
                        &"Its platform ended with elemint: the record is removed at the next start.".into(),
                    );
                }
            }
            None if made.taken => drop(output::line(&"Its token is where you put it, and nowhere else.".into())),
            // A lost token is a failure, so it goes to standard error.
            None => {
                let why = if keeps { "could not be kept on this machine" } else { "was kept nowhere, as you asked" };
                output::note(&safe!("Its token {}: give the instance a new one on the platform.", why));
            }
        }
    }
    if made.iter().all(Summary::is_token_safe) { 0 } else { NOT_KEPT }
}
