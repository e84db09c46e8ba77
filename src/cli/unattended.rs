//! `elemint new ELEMENT --yes`: runs the wizard without a user; its end becomes a message and an exit code.

use super::{
    args::{Args, Command},
    exit, headless,
    setup::StartRefused,
};
use crate::{
    document::mask::Mask,
    domain::{Fault, fault::FaultKind},
    runtime::{self, Runner, SessionEnd, unattended::Halt},
    terminal::output,
    text::SafeText,
    wizard::{Effect, KeyTable, Notice, Prefill, Wizard},
};
use std::process::ExitCode;

impl Args {
    /// Returns true if the instance is created without asking.
    pub(super) fn is_unattended(&self) -> bool {
        match &self.command {
            Some(Command::New(new)) => new.yes,
            _ => self.clone_args().is_some_and(|clone| clone.yes),
        }
    }
}

const SIGN_IN: &str = "Set CE_USER and CE_ORG, or name a profile with --profile.";

/// Runs the wizard with the given values until it ends or would ask.
pub(super) async fn run(
    (wizard, effects): (Wizard, Vec<Effect>),
    world: Runner,
    given: Prefill,
) -> Result<ExitCode, StartRefused> {
    let keeps = wizard.session().options.keeps;
    let ended = runtime::run_unattended(wizard, effects, world, given).await;
    let (end, halt) = ended.map_err(|e| StartRefused(safe!("elemint could not run: {}", e), exit::FAILED))?;
    match halt {
        Some(Halt::Created(unkept)) => {
            if let Some(fault) = unkept {
                output::note(&described(&fault));
            }
            Ok(exit::summary(&SessionEnd { signal: None, ..end }, keeps))
        }
        Some(halt) => Err(stop(halt)),
        None => Ok(exit::summary(&end, keeps)),
    }
}

fn stop(halt: Halt) -> StartRefused {
    match halt {
        Halt::NeedsInput(missing, flow) => headless::needs(None, missing, flow),
        Halt::NotGiven(error) => StartRefused(safe!("{}", error), exit::MISUSED),
        Halt::NeedsPlatform => {
            StartRefused(safe!("A sign-in to the platform is needed. {}", SIGN_IN), exit::NEEDS_INPUT)
        }
        Halt::NoElement(Some(notice)) => {
            StartRefused(sentence(&notice, "Run elemint doctor to find the cause."), exit::TEMPORARY)
        }
        Halt::NoElement(None) => {
            StartRefused("The platform has no such element for this account.".into(), exit::NOT_FOUND)
        }
        Halt::Asks(Some(notice)) => StartRefused(sentence(&notice, "Nothing was sent."), exit::NEEDS_INPUT),
        Halt::Asks(None) => StartRefused(
            "Nothing was sent: this element needs a question answered. Run it without --yes.".into(),
            exit::NEEDS_INPUT,
        ),
        Halt::Unknown(attempt, fault) => {
            let mut words = fault.as_ref().map(described).unwrap_or_default();
            words.push(&safe!(
                "\nThe instance “{}” of {} may exist. Run elemint recover {} --look to find out.",
                Mask::default().cover_text(&attempt.name),
                attempt.element,
                attempt.id
            ));
            StartRefused(words, exit::UNKNOWN)
        }
        // `Created` is handled by the caller, so no instance exists here.
        Halt::Created(_) => StartRefused("No instance was created.".into(), exit::FAILED),
        Halt::Failed(fault) => {
            let mut words: SafeText = "No instance was created. ".into();
            words.push(&described(&fault));
            if fault.kind == FaultKind::Account {
                words.push(&safe!("\n{}", SIGN_IN));
            }
            StartRefused(words, code(&fault))
        }
    }
}

/// Returns the exit code of a fault.
pub(super) fn code(fault: &Fault) -> u8 {
    if Halt::is_unread(fault) {
        return exit::NEEDS_INPUT;
    }
    match fault.kind {
        FaultKind::Account | FaultKind::Unread => exit::NEEDS_INPUT,
        FaultKind::Fields(_) | FaultKind::Code | FaultKind::Refused => exit::REFUSED,
        FaultKind::Busy(_) | FaultKind::Unreached | FaultKind::Broken => exit::TEMPORARY,
        FaultKind::AlreadyMade => exit::CONFLICT,
        FaultKind::Unclear => exit::UNKNOWN,
        FaultKind::Garbled | FaultKind::Local => exit::FAILED,
    }
}

/// Returns a notice in one line, with `otherwise` in place of a missing hint.
pub(super) fn sentence(notice: &Notice, otherwise: &str) -> SafeText {
    let keys = KeyTable::default();
    let hint = keys.render(&notice.hint);
    safe!("{} {}", keys.render(&notice.text), if hint.is_empty() { otherwise } else { &hint })
}

/// Returns the two sentences of a fault, then one line each for the messages of the platform and the provider.
pub(super) fn described(fault: &Fault) -> SafeText {
    let mut words = safe!("{}", fault);
    for (term, text) in fault.details() {
        words.push(&safe!("\n{}: {}", term, text));
    }
    words
}
