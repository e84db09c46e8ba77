//! Platform of a command, with the services to reach it.

use super::{
    fault,
    missing::{self, MissingInput},
    report::Report,
};
use crate::{
    catalog::{Catalog, Element, ElementKey},
    cli::{
        args::Args, command_error::CommandError, exit, exported, interruption, session, settings::Settings, setup,
        start,
    },
    document::mask::Mask,
    domain::{Account, ListedInstance, Profile, ProfileName},
    runtime::{ServiceConfig, automation::Automation},
    sandbox::Sandbox,
    terminal::output,
};
use serde_json::Value as Json;
use std::sync::Arc;

/// Services, catalog and platform of a command.
pub(super) struct Place {
    pub(super) automation: Automation,
    /// Profile in use; `None` if no platform is named.
    pub(super) profile: Option<Profile>,
    /// Inputs that are missing for a platform.
    missing: Vec<MissingInput>,
    pub(super) catalog: Arc<Catalog>,
}

impl Place {
    /// Opens the store and the catalog, and starts the sandbox if it is asked for and has not begun. Nothing is requested
    /// yet.
    ///
    /// # Errors
    /// The settings cannot be used.
    pub(super) async fn open(args: &Args, settings: Settings, begun: Option<Sandbox>) -> Result<Self, CommandError> {
        let store = setup::store(&settings)?;
        store.sweep();
        let (catalog, mut faults) = setup::catalog(&store)?;
        let catalog = Arc::new(catalog);
        let (elements, unusable) = exported::elements(args.state.elements.as_deref())?;
        faults.extend(unusable);
        for fault in faults {
            output::note(&safe!("{}. The file is skipped.", fault.trim_end_matches('.')));
        }
        let lookup = start::lookup(args, &settings, &store, &catalog, &elements);
        let sandbox = if args.sandbox && begun.is_none() {
            Some(setup::practice(&args.state, Some(&store), catalog, elements).await?)
        } else {
            begun
        };
        for note in store.notes() {
            output::note(&safe!("{}", note));
        }
        let (profile, missing) = match &sandbox {
            Some(sandbox) => {
                let name = ProfileName::new(Profile::PRACTICE);
                (Some(Profile { name, account: sandbox.account().clone() }), Vec::new())
            }
            None => {
                let profiles = setup::profiles(&store, &settings)?;
                let missing = MissingInput::account(&settings, &profiles)?;
                let profile = if missing.is_empty() { setup::choose(&settings, &profiles)? } else { None };
                (profile, missing)
            }
        };
        let log = settings.log.clone();
        let config = session::surroundings(settings, lookup.clone(), store)?;
        let automation = Automation::new(ServiceConfig { sandbox, ..config });
        interruption::watch(automation.store().clone(), args.output, log);
        Ok(Self { automation, profile, missing, catalog: lookup })
    }

    /// Returns the inputs that are missing for a platform.
    pub(super) fn missing(&self) -> Vec<MissingInput> {
        self.missing.clone()
    }

    /// Returns the secrets of the profile whose variables are not set.
    pub(super) fn unset_secrets(&self) -> Vec<MissingInput> {
        self.profile.as_ref().map(MissingInput::unset_secrets).unwrap_or_default()
    }

    /// Returns the profile.
    ///
    /// # Errors
    /// No platform is named.
    pub(super) fn profile(&self) -> Result<&Profile, Report> {
        self.profile.as_ref().ok_or_else(|| missing::report(&self.missing))
    }

    /// Returns the account.
    ///
    /// # Errors
    /// No platform is named.
    pub(super) fn account(&self) -> Result<&Account, Report> {
        Ok(&self.profile()?.account)
    }

    /// Returns an instance as it is listed. `before` is a sentence about the effect of a failure.
    ///
    /// # Errors
    /// No platform is named, or the instance could not be read.
    pub(super) async fn listed(&self, id: &str, before: &'static str) -> Result<ListedInstance, Report> {
        let listed = self.automation.listed(id, self.account()?).await;
        listed.map_err(|fault| {
            let report = fault::failed(before, &fault);
            if fault.status == Some(404) { report.code(exit::NOT_FOUND).status("not-found") } else { report }
        })
    }

    /// Returns an element with its form. The platform describes one that the catalog lacks.
    ///
    /// # Errors
    /// There is no such element, or the platform gave no description.
    pub(super) async fn element(&mut self, key: &str) -> Result<Arc<Element>, Report> {
        if let Some(profile) = &self.profile {
            let described = self.automation.describe(&ElementKey::new(key), &self.catalog, &profile.account).await;
            self.catalog = described.map_err(|fault| match fault.status {
                Some(404) => {
                    Report::failed(exit::NOT_FOUND, "The platform has no such element for this account.".into())
                }
                _ => fault::failed("The platform did not describe the element. ", &fault),
            })?;
        }
        self.catalog.find(key).ok_or_else(|| {
            Report::failed(exit::NOT_FOUND, safe!("There is no element {}. elemint lists all elements.", key))
        })
    }

    /// Returns the mask of the account's secrets.
    pub(super) fn mask(&self) -> Mask {
        let account = self.profile.as_ref().map(|profile| &profile.account);
        Mask::new(account.into_iter().flat_map(|account| [account.user.clone(), account.organization.clone()]))
    }

    /// Adds an instance to a report.
    pub(super) fn about(&self, report: Report, listed: &ListedInstance) -> Report {
        let name = self.mask().cover_text(&listed.name).into_owned();
        report
            .with("id", Json::from(listed.id.as_str()))
            .with("name", Json::from(name))
            .with("element", Json::from(listed.element.as_str()))
    }
}
