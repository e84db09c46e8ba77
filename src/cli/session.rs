//! Starts a session on this terminal: services from the settings, then the front end.

use super::{
    command_error::CommandError,
    exit,
    session_state::SessionState,
    settings::{self, Settings},
};
use crate::{
    catalog::Catalog,
    frontend::{json, tui::theme::Look},
    runtime::{self, Runner, ServiceConfig, resolve::Resolver},
    storage::Store,
    terminal::output,
    text::SafeText,
    wizard::{Effect, Wizard},
};
use std::{process::ExitCode, sync::Arc};

/// Returns the services of a session with these settings, without a sandbox.
///
/// # Errors
/// The network settings cannot be used.
pub(super) fn surroundings(
    settings: Settings,
    catalog: Arc<Catalog>,
    store: Store,
) -> Result<ServiceConfig, CommandError> {
    let net = super::net::net(&settings)?;
    Ok(ServiceConfig {
        catalog,
        store,
        resolver: Resolver::new(settings::variable, settings.keyring),
        browser: settings.browser,
        desktop: settings.desktop,
        net,
        list_age: settings.list_age,
        tools: settings.tools,
        clipboard: settings.clipboard,
        sandbox: None,
    })
}

/// Front end of a session.
pub(super) enum FrontendKind {
    /// Full screen, with this theme.
    Screen(Look),
    /// Plain lines.
    Lines,
    /// Lines of JSON.
    Json,
}

impl FrontendKind {
    /// Returns the front end of a terminal: plain lines if there is no theme.
    pub fn of_terminal(look: Option<Look>) -> Self {
        look.map_or(Self::Lines, Self::Screen)
    }
}

/// Runs a session to its end.
pub(super) async fn run(
    (wizard, effects): (Wizard, Vec<Effect>),
    runner: Runner,
    frontend: FrontendKind,
    state: Option<SessionState>,
) -> Result<ExitCode, CommandError> {
    let keeps = wizard.session().options.keeps;
    let failed = |e| CommandError::new(safe!("The terminal failed: {}", e), exit::FAILED);
    let end = match frontend {
        FrontendKind::Screen(look) => runtime::run(wizard, effects, runner, look).await.map_err(failed)?,
        FrontendKind::Lines => runtime::converse(wizard, effects, runner).await.map_err(failed)?,
        FrontendKind::Json => {
            let state = state.map(|state| (state.file, state.saved));
            let end = runtime::exchange(wizard, effects, runner, state).await.map_err(failed)?;
            let code = exit::code(&end);
            let written = output::line(&SafeText::json(&json::end(&end.how, code)));
            return Ok(written.map_or_else(|error| exit::printed(Err(error)), |()| ExitCode::from(code)));
        }
    };
    Ok(exit::summary(&end, keeps))
}
