//! Access to the platform that the command line names.

use super::{outcome, row::PrintedInstance};
use crate::{
    catalog::{Catalog, Field},
    cli::{
        args::Args,
        command_error::CommandError,
        exit, exported, interruption, net,
        settings::{self, Settings},
        setup,
        unattended::missing::MissingInput,
    },
    document::mask::Mask,
    domain::{
        Account, Fault, Instance, InstanceFacts, ListedInstance, Profile, ProfileName, TestRecord, Timestamp,
        TrashedInstance,
    },
    platform::{Client, InstanceFilter},
    runtime::{instance_change::InstanceChange, instance_deletion, resolve::Resolver, token},
    sandbox::Sandbox,
    storage::{Keyring, Store, StoredRecord},
    terminal::output,
    text::Secret,
};
use std::{
    collections::{BTreeMap, BTreeSet},
    ops::ControlFlow,
    sync::Arc,
};

/// Names of accounts that no profile file has.
const UNNAMED: [&str; 2] = ["environment", Profile::PRACTICE];

/// Platform, its account and this machine's store.
pub(super) struct Access {
    pub(super) profile: Profile,
    /// Account of the profile, with the values of its references.
    pub(super) account: Account,
    pub(super) client: Client,
    pub(super) store: Arc<Store>,
    pub(super) catalog: Arc<Catalog>,
    resolver: Arc<Resolver>,
    /// Sandbox of this run. It ends when this is dropped.
    sandbox: Option<Sandbox>,
}

impl Access {
    /// Opens the store and the platform. Nothing is sent yet.
    ///
    /// # Errors
    /// No platform is named, or its settings or secrets cannot be used.
    pub(super) async fn open(args: &Args, settings: &Settings) -> Result<Self, CommandError> {
        let store = setup::store(settings)?;
        let (catalog, faults) = setup::catalog(&store)?;
        for fault in faults {
            output::note(&safe!("{}. The file is skipped.", fault.trim_end_matches('.')));
        }
        let catalog = Arc::new(catalog);
        let sandbox = if args.sandbox {
            let (elements, faults) = exported::elements(args.state.elements.as_deref())?;
            for fault in faults {
                output::note(&safe!("{}. The file is skipped.", fault.trim_end_matches('.')));
            }
            let sandbox = setup::practice(&args.state, Some(&store), catalog.clone(), elements).await?;
            for note in store.notes() {
                output::note(&safe!("{}", note));
            }
            Some(sandbox)
        } else {
            None
        };
        let profile = match &sandbox {
            Some(sandbox) => Profile { name: ProfileName::new(Profile::PRACTICE), account: sandbox.account().clone() },
            None => {
                let profiles = setup::profiles(&store, settings)?;
                let chosen = setup::choose(settings, &profiles).and_then(|chosen| chosen.ok_or_else(no_platform));
                chosen.or_else(|refused| {
                    let missing = MissingInput::account(settings, &profiles)?;
                    Err(refused.missing(&missing))
                })?
            }
        };
        let net = net::net(settings)?;
        let client = Client::over(&profile.account.base, &net).map_err(|fault| outcome::refused(&fault))?;
        let resolver = Resolver::new(settings::variable, settings.keyring.clone());
        let account = resolver
            .account(&profile.account)
            .await
            .map_err(|fault| outcome::refused(&fault).missing(&MissingInput::secrets(&profile, &fault)))?;
        let (store, resolver) = (Arc::new(store), Arc::new(resolver));
        interruption::watch(store.clone(), args.output, settings.log.clone());
        Ok(Self { profile, account, client, store, catalog, resolver, sandbox })
    }

    /// Returns all instances of the platform with their facts, without the complete answers, which may be large.
    ///
    /// # Errors
    /// The reason that there is no complete list.
    pub(super) async fn rows(&self) -> Result<Vec<PrintedInstance>, CommandError> {
        let mut rows = Vec::new();
        let add = |page: Vec<PrintedInstance>| {
            rows.extend(page);
            ControlFlow::Continue(())
        };
        self.each_page(add).await?;
        Ok(rows)
    }

    /// Passes the pages of [`Access::rows`] to `each` as they arrive, until one is refused.
    ///
    /// # Errors
    /// The reason that there is no complete list; some pages may have been passed on by then.
    pub(super) async fn each_page(
        &self,
        mut each: impl FnMut(Vec<PrintedInstance>) -> ControlFlow<()>,
    ) -> Result<(), CommandError> {
        let (here, tests, mask) = (self.tokens_here(), self.store.last_tests(&self.profile), self.mask());
        let printed = |listed: ListedInstance| {
            let mut row = row(listed, &here, &tests, &mask);
            row.listed.raw = Secret::default();
            row
        };
        let (filter, pass) =
            (InstanceFilter::default(), |page: Vec<ListedInstance>| each(page.into_iter().map(printed).collect()));
        self.client.each_page(&filter, &self.account, pass).await.map_err(|fault| outcome::refused(&fault))
    }

    /// Returns one instance with its facts.
    ///
    /// # Errors
    /// The reason that it could not be read.
    pub(super) async fn row(&self, id: &str) -> Result<PrintedInstance, CommandError> {
        let listed = self.client.listed_instance(id, &self.account).await;
        let listed = listed.map_err(|fault| outcome::refused_for(id, &fault))?;
        Ok(row(listed, &self.tokens_here(), &self.store.last_tests(&self.profile), &self.mask()))
    }

    /// Returns the mask of the account's secrets.
    pub(super) fn mask(&self) -> Mask {
        Mask::new([self.account.user.clone(), self.account.organization.clone()])
    }

    /// Returns the mask for the answer of one instance, whose element says which settings are secret.
    pub(super) fn mask_for(&self, listed: &ListedInstance) -> Mask {
        let known = [&self.account.user, &self.account.organization].into_iter().chain(&listed.token);
        let mask = Mask::new(known.cloned());
        match self.catalog.find(listed.element.as_str()) {
            Some(element) => mask.with_settings(element.fields().map(Field::secrecy)),
            None => mask,
        }
    }

    /// Returns the IDs of this platform's instances whose tokens are stored on this machine.
    fn tokens_here(&self) -> BTreeSet<String> {
        let base = self.account.base.as_str();
        self.store.records().into_iter().filter(|record| record.base == base).map(|record| record.id).collect()
    }

    /// Returns the store and the keyring, in which tokens are.
    pub(super) fn tokens(&self) -> (&Store, Option<&Keyring>) {
        (&self.store, self.resolver.keyring())
    }

    /// Returns the token stored on this machine, with the record about it.
    ///
    /// # Errors
    /// It is stored, but could not be read.
    pub(super) fn stored(&self, id: &str) -> Result<Option<(StoredRecord, Secret)>, CommandError> {
        let records = self.store.records_of(&self.account.base, id).map_err(|error| outcome::refused(&error.into()))?;
        let Some(record) = records.into_iter().next_back() else { return Ok(None) };
        let token = token::read(self.tokens(), &record).map_err(|fault| outcome::refused(&fault))?;
        Ok(token.map(|token| (record, token)))
    }

    /// Returns a listed instance with its token: as listed, as the platform has it now, or as it is stored here.
    ///
    /// # Errors
    /// There is no token, or a place that may have it could not be read.
    pub(super) async fn with_token(&self, listed: &ListedInstance) -> Result<Instance, Fault> {
        let tokens = (&self.store, self.resolver.keyring());
        token::find(listed, (&self.client, &self.account), tokens).await
    }

    /// Sends a change with this account, recorded in the journal. The sandbox of this run has none.
    ///
    /// # Errors
    /// The reason that nothing was changed, or that the instance may have been changed.
    pub(super) async fn send(
        &self,
        change: InstanceChange<'_>,
        listed: &ListedInstance,
        account: &Account,
    ) -> Result<(), Fault> {
        change.send(listed, (&self.client, account), self.journal()).await
    }

    /// Deletes an instance with this account, and reports a token that is still on this machine.
    ///
    /// # Errors
    /// The reason that nothing was deleted, or that the instance may have been deleted.
    pub(super) async fn delete(&self, listed: &ListedInstance, account: &Account) -> Result<(), Fault> {
        let secrets = [self.account.user.clone(), self.account.organization.clone()];
        let element = self.catalog.find(listed.element.as_str());
        let place = (&self.profile.name, &self.account.base);
        let copy = TrashedInstance::new(listed, place, secrets, element.as_deref(), Self::now());
        let tokens = (&self.store, self.resolver.keyring());
        let left = instance_deletion::delete(listed, copy, (&self.client, account), tokens, self.journal()).await?;
        for fault in left {
            output::note(&safe!("The token of instance {} is still on this machine. {}", listed.id, fault));
        }
        Ok(())
    }

    /// Returns the journal of changes. The sandbox of this run has none, because its instances end with it.
    fn journal(&self) -> Option<Arc<Store>> {
        self.sandbox.is_none().then(|| self.store.clone())
    }

    /// Returns the value of a typed text: of its reference, or the text itself.
    ///
    /// # Errors
    /// The reference without a value, and the reason.
    pub(super) async fn resolve(&self, typed: &str) -> Result<Secret, CommandError> {
        self.resolver.text(typed).await.map_err(|fault| outcome::refused(&fault))
    }

    /// Returns true for the sandbox of this run.
    pub(super) fn is_practice(&self) -> bool {
        self.sandbox.is_some()
    }

    /// Returns the name of the profile; `None` for the account of the environment and for the sandbox, which have none
    /// that a command or a file could name.
    pub(super) fn profile_name(&self) -> Option<&str> {
        Some(self.profile.name.as_str()).filter(|name| !UNNAMED.contains(name))
    }

    /// Returns the resolver of references.
    pub(super) fn resolver(&self) -> Arc<Resolver> {
        self.resolver.clone()
    }

    /// Returns the current time.
    pub(super) fn now() -> Timestamp {
        Store::now()
    }
}

fn row(
    listed: ListedInstance,
    here: &BTreeSet<String>,
    tests: &BTreeMap<String, TestRecord>,
    mask: &Mask,
) -> PrintedInstance {
    let (is_token_here, test) = (here.contains(&listed.id), tests.get(&listed.id).copied());
    let facts = InstanceFacts { is_token_here, test, ..InstanceFacts::from_listed(&listed) };
    PrintedInstance::new(listed, facts, mask)
}

/// Returns the refusal of a command that needs a platform.
fn no_platform() -> CommandError {
    let words =
        "No platform is known. Set CE_BASE, CE_USER and CE_ORG, name a profile with --profile, or add --sandbox.";
    CommandError::new(words.into(), exit::NEEDS_INPUT)
}
