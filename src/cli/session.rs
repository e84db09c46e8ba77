//! Starts a session on this terminal: services from the settings, then the front end.

use super::{
    exit,
    settings::{self, Settings},
    setup::StartRefused,
};
use crate::{
    catalog::Catalog,
    frontend::tui::theme::Look,
    runtime::{self, Runner, ServiceConfig, resolve::Resolver},
    storage::Store,
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
) -> Result<ServiceConfig, StartRefused> {
    let net = super::net::net(&settings).map_err(|words| StartRefused(safe!("{}", words), exit::MISUSED))?;
    Ok(ServiceConfig {
        catalog,
        store,
        resolver: Resolver::new(settings::variable, settings.keyring),
        browser: settings.browser,
        desktop: settings.desktop,
        net,
        list_age: settings.list_age,
        tools: settings.tools,
        reach: settings.reach,
        sandbox: None,
    })
}

/// Runs a session to its end: on the full screen, or in plain lines if there is no `look`.
pub(super) async fn run(
    (wizard, effects): (Wizard, Vec<Effect>),
    world: Runner,
    look: Option<Look>,
) -> Result<ExitCode, StartRefused> {
    let keeps = wizard.session().options.keeps;
    let end = match look {
        Some(look) => runtime::run(wizard, effects, world, look).await,
        None => runtime::converse(wizard, effects, world).await,
    };
    let end = end.map_err(|e| StartRefused(safe!("The terminal failed: {}", e), exit::FAILED))?;
    Ok(exit::summary(&end, keeps))
}
