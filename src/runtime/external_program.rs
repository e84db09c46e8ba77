//! Other programs on this terminal: a pager or an editor has it for a while, and then it is ours again.

use super::{
    shell::{EDITOR, NO_SUCH_PROGRAM, PAGER, shell},
    signals::{INTERRUPT, QUIT, SignalRequest, Signals},
};
use crate::terminal::{
    keyboard::{Keyboard, TerminalInput},
    output, process,
};
use crate::{
    domain::Fault,
    frontend::{Frontend, TerminalSharing, tui},
    storage::TempFile,
    text::{SafeText, Secret},
    wizard::{Input, KeyCode},
};
use std::{io, path::PathBuf, process::Stdio};
use tokio::{io::AsyncWriteExt as _, process::Child};

/// Programs that show text, as the user's shell would start them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tools {
    /// `$PAGER`.
    pub pager: Option<String>,
    /// `$VISUAL`, or else `$EDITOR`.
    pub editor: Option<String>,
    /// State folder, for the file an editor is given; none with `--keep-nothing`.
    pub state: Option<PathBuf>,
}

/// A text for another program, or for the terminal itself.
#[derive(Debug)]
pub enum ExternalProgram {
    /// Prints a text to be selected, with a description.
    Print(Secret, &'static str),
    /// To be paged through.
    Page(Secret),
    /// Opens a text in an editor, under a descriptive file name.
    Edit(Secret, String),
}

/// Result of an external program, and a signal that came in the meantime.
pub type ProgramResult = (Result<(), Fault>, Option<SignalRequest>);

/// Runs a program on the terminal of a front end, which gives the terminal away until it ends.
///
/// # Errors
/// If the terminal cannot be given away or taken again.
pub(super) async fn run_beside(
    frontend: &mut impl Frontend,
    errand: ExternalProgram,
    tools: &Tools,
    signals: &mut Signals,
) -> io::Result<ProgramResult> {
    match (frontend.sharing(), &errand) {
        (TerminalSharing::Never, _) => {
            let fault = Fault::local("No program of a terminal can be started here.", "Read the text in the state.");
            return Ok((Err(fault), None));
        }
        // Printed lines are covered by nothing there, and need not be removed again.
        (TerminalSharing::Lines, ExternalProgram::Print(text, label)) => {
            printed(text, label)?;
            frontend.refresh();
            return Ok((Ok(()), None));
        }
        (TerminalSharing::Lines | TerminalSharing::Turns, _) => {}
    }
    frontend.release()?;
    let (outcome, signal) = run(errand, tools, signals).await;
    match (frontend.resume(), signal) {
        // The terminal may be gone with the signal, which still ends the session in order.
        (Err(_), Some(signal @ SignalRequest::End(_))) => Ok((outcome, Some(signal))),
        (resumed, signal) => resumed.map(|()| (outcome, signal)),
    }
}

/// Runs a program on the terminal, which has to be given back before, until it ends; a signal that asks the program to
/// end is handed on.
async fn run(errand: ExternalProgram, tools: &Tools, signals: &mut Signals) -> ProgramResult {
    let mut call = None;
    let outcome = match errand {
        ExternalProgram::Print(text, label) => print(&text, label, signals, &mut call).await,
        ExternalProgram::Page(text) => page(&text, tools, signals, &mut call).await,
        ExternalProgram::Edit(text, name) => edit(&text, &name, tools, signals, &mut call).await,
    };
    (outcome, call)
}

/// Prints a text and waits until the person has taken it.
async fn print(
    text: &Secret,
    label: &'static str,
    signals: &mut Signals,
    call: &mut Option<SignalRequest>,
) -> Result<(), Fault> {
    let lost = |e: io::Error| Fault::local(format!("The terminal failed: {e}."), "Save it to a file instead.");
    printed(text, label).map_err(lost)?;
    output::line(&tui::AFTER_PRINT.into()).map_err(lost)?;
    let mut keyboard = Keyboard::open().map_err(lost)?;
    loop {
        tokio::select! {
            heard = keyboard.next() => match heard {
                TerminalInput::Inputs(inputs) => {
                    let enter = |input: &Input| matches!(input, Input::Key(key) if key.code == KeyCode::Enter);
                    if inputs.iter().any(enter) {
                        return Ok(());
                    }
                }
                TerminalInput::Gone => return Ok(()),
            },
            heard = signals.next() => match heard {
                SignalRequest::Resized => {}
                SignalRequest::End(INTERRUPT | QUIT) => return Ok(()),
                SignalRequest::Suspend => drop(process::stop()),
                SignalRequest::End(signal) => {
                    *call = Some(SignalRequest::End(signal));
                    return Ok(());
                }
            },
        }
    }
}

/// Prints a text from the first column on, without a frame or a blank that a selection would take along.
fn printed(text: &Secret, label: &str) -> io::Result<()> {
    let mut whole = safe!("Here is {}, to be selected:\n\n", label.trim_end_matches(','));
    for line in text.expose().lines() {
        whole.push_line(&SafeText::line(line));
    }
    output::line(&whole)
}

/// The text goes down a pipe, so that it is never on disk. A pager may be `cat`, so the text has to be safe.
async fn page(
    text: &Secret,
    tools: &Tools,
    signals: &mut Signals,
    call: &mut Option<SignalRequest>,
) -> Result<(), Fault> {
    let pager = tools.pager.as_deref().unwrap_or(PAGER);
    let mut child = shell(pager, &[]).stdin(Stdio::piped()).spawn().map_err(|e| missing(pager, &e))?;
    let stdin = child.stdin.take();
    let text = SafeText::document(text.expose());
    let feed = async {
        if let Some(mut stdin) = stdin {
            // A pager that has seen enough closes the pipe.
            let _ = stdin.write_all(text.as_str().as_bytes()).await;
        }
    };
    let (ended, ()) = tokio::join!(wait(&mut child, signals, call), feed);
    ended.and_then(|code| exit_result(pager, "PAGER", code))
}

/// An editor needs a file: one of its own, for this person alone, gone when it has ended.
async fn edit(
    text: &Secret,
    name: &str,
    tools: &Tools,
    signals: &mut Signals,
    call: &mut Option<SignalRequest>,
) -> Result<(), Fault> {
    let editor = tools.editor.as_deref().unwrap_or(EDITOR);
    let loan =
        TempFile::new(name, SafeText::document(text.expose()).as_str(), tools.state.as_deref()).map_err(Fault::from)?;
    let path = loan.path().display().to_string();
    let mut child = shell(editor, &[&path]).spawn().map_err(|e| missing(editor, &e))?;
    wait(&mut child, signals, call).await.and_then(|code| exit_result(editor, "EDITOR", code))
}

async fn wait(
    child: &mut Child,
    signals: &mut Signals,
    call: &mut Option<SignalRequest>,
) -> Result<Option<i32>, Fault> {
    loop {
        tokio::select! {
            status = child.wait() => {
                let status = status.map_err(|e| Fault::local(format!("The program was lost: {e}."), "Try again."))?;
                return Ok(status.code());
            }
            heard = signals.next() => match heard {
                // Keyboard signals go to both processes; they are meant for the one that has the terminal.
                SignalRequest::Resized | SignalRequest::End(INTERRUPT | QUIT) => {}
                SignalRequest::Suspend => drop(process::stop()),
                SignalRequest::End(signal) => {
                    *call = Some(SignalRequest::End(signal));
                    let _ = child.kill().await;
                }
            },
        }
    }
}

fn exit_result(command: &str, variable: &str, code: Option<i32>) -> Result<(), Fault> {
    match code {
        Some(NO_SUCH_PROGRAM) => {
            let hint = format!("Install it, or name another one in ${variable}.");
            Err(Fault::local(format!("There is no program called {command}."), hint))
        }
        _ => Ok(()),
    }
}

fn missing(command: &str, error: &io::Error) -> Fault {
    Fault::local(format!("{command} could not be started: {error}."), "Save it to a file instead.")
}
