//! From settings to a session on this terminal: what it is surrounded by, and the face it shows.

use super::{
    exit,
    settings::{self, Settings},
    wizard::Stop,
};
use crate::{
    catalog::Catalog,
    frontend::tui::theme::Look,
    runtime::{self, World, perform::Surroundings, resolve::Resolver},
    storage::Store,
    wizard::{Effect, Wizard},
};
use std::{process::ExitCode, sync::Arc};

/// What a session with these settings is surrounded by, without a practice platform.
///
/// # Errors
/// The way to the platform cannot be set up as the settings want it.
pub(super) fn surroundings(settings: Settings, catalog: Arc<Catalog>, store: Store) -> Result<Surroundings, Stop> {
    let net = super::net::net(&settings).map_err(|words| Stop(safe!("{}", words), exit::MISUSED))?;
    Ok(Surroundings {
        catalog,
        store,
        resolver: Resolver::new(settings::variable, settings.keyring),
        browser: settings.browser,
        desktop: settings.desktop,
        net,
        tools: settings.tools,
        reach: settings.reach,
        sandbox: None,
    })
}

/// Runs a session to its end, on the full screen, or in plain lines where it has no look.
pub(super) async fn run(
    (wizard, effects): (Wizard, Vec<Effect>),
    world: World,
    look: Option<Look>,
) -> Result<ExitCode, Stop> {
    let keeps = wizard.session().keeps;
    let end = match look {
        Some(look) => runtime::run(wizard, effects, world, look).await,
        None => runtime::converse(wizard, effects, world).await,
    };
    let end = end.map_err(|e| Stop(safe!("The terminal failed: {}", e), exit::FAILED))?;
    Ok(exit::summary(&end, keeps))
}
