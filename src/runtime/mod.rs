//! Event loop, runner of effects, tasks, external programs, signals.

pub mod apply;
pub mod automation;
mod change;
mod consent;
pub mod consent_request;
mod creation;
pub mod delegated_consent;
mod departure;
mod event_loop;
pub mod external_program;
pub mod filter;
mod frames;
pub mod instance_change;
pub mod instance_deletion;
mod instance_look;
mod instances;
mod known_instances;
mod listing;
pub mod log;
pub mod memory;
pub mod profile_storage;
mod random;
pub mod recover;
pub mod resolve;
mod resource_call;
pub mod runner;
pub mod sandbox_state;
mod service_config;
pub mod services;
mod shell;
pub mod signals;
pub mod source;
mod target;
mod task_error;
mod test_batch;
pub mod timed_pipe;
pub mod token;
mod tracked;
mod trash;

pub use event_loop::SessionEnd;
pub use runner::Runner;
pub use service_config::ServiceConfig;

use crate::{
    domain::SavedSession,
    frontend::{
        json::{JsonFrontend, SessionSaver},
        lines::LinesFrontend,
        tui::{TuiFrontend, theme::Look},
    },
    storage::SessionFile,
    wizard::{Effect, Wizard},
};
use event_loop::drive;
use std::io;

/// Runs the wizard on the full screen until it leaves.
///
/// # Errors
/// When the terminal cannot be set up, read or written. Whatever happens, it is given back as it was.
pub async fn run(wizard: Wizard, first: Vec<Effect>, runner: Runner, look: Look) -> io::Result<SessionEnd> {
    drive(wizard, first, runner, &mut TuiFrontend::enter(look)?).await
}

/// Runs the wizard as a conversation, line by line, until it leaves.
///
/// # Errors
/// As [`run`].
pub async fn converse(wizard: Wizard, first: Vec<Effect>, runner: Runner) -> io::Result<SessionEnd> {
    drive(wizard, first, runner, &mut LinesFrontend::begin()?).await
}

/// Runs the wizard for a program that reads and writes lines of JSON, until it leaves. The session is saved to its state
/// file, if it has one.
///
/// # Errors
/// When signals cannot be received.
pub async fn exchange(
    wizard: Wizard,
    first: Vec<Effect>,
    runner: Runner,
    state: Option<(SessionFile, Option<SavedSession>)>,
) -> io::Result<SessionEnd> {
    let saver = state.map(|(file, saved)| SessionSaver::new(file, saved));
    drive(wizard, first, runner, &mut JsonFrontend::begin(saver)).await
}
