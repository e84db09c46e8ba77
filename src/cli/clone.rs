//! `elemint clone`: opens the form of a new instance with the values of another one.

use super::{
    args::{Args, CloneArgs},
    command_error::CommandError,
    exit, net,
    settings::{self, Settings},
    setup, start,
    unattended::refused,
};
use crate::{
    catalog::{Catalog, Element, FieldKey},
    domain::{Account, Fault, ListedInstance, Profile, TrashedInstance},
    platform::{Client, InstanceFilter},
    runtime::resolve::Resolver,
    storage::Store,
    wizard::{Notice, Prefill, Start},
};

/// Returns the start of `clone` and a notice; `None` for other commands. `practice` is the profile of the sandbox of
/// this run. Afterwards the settings name the profile of the copy.
///
/// # Errors
/// A profile is unknown, the instance could not be read, or a value on the command line is refused.
pub(super) async fn cloned(
    args: &Args,
    settings: &mut Settings,
    store: &Store,
    catalog: &Catalog,
    practice: Option<Profile>,
) -> Result<Option<(Start, Notice)>, CommandError> {
    let Some(options) = args.clone_args() else { return Ok(None) };
    let (given, notice) = copied(args, options, settings, (store, catalog), practice).await?;
    Ok(Some((Start::Given(Box::new(given)), notice)))
}

/// Reason that there are no values for a copy.
pub(super) enum CopyRefused {
    /// A secret of the account could not be read.
    Unread(Fault),
    /// Any other reason.
    Other(CommandError),
}

impl From<CommandError> for CopyRefused {
    fn from(refused: CommandError) -> Self {
        Self::Other(refused)
    }
}

impl From<CopyRefused> for CommandError {
    fn from(copy: CopyRefused) -> Self {
        match copy {
            CopyRefused::Unread(fault) => refused(&fault),
            CopyRefused::Other(refused) => refused,
        }
    }
}

/// Returns the values of the copy and a notice about them. Afterwards the settings name the profile of the copy.
///
/// # Errors
/// As [`cloned`].
pub(super) async fn copied(
    args: &Args,
    options: &CloneArgs,
    settings: &mut Settings,
    (store, catalog): (&Store, &Catalog),
    practice: Option<Profile>,
) -> Result<(Prefill, Notice), CopyRefused> {
    if args.sandbox && options.to.is_some() {
        let words = "With --sandbox the copy is created in the sandbox. Leave out --to.";
        return Err(CommandError::new(words.into(), exit::MISUSED).into());
    }
    let profiles = setup::profiles(store, settings)?;
    let source = match practice {
        Some(practice) => practice,
        None => setup::choose(settings, &profiles)?.ok_or_else(no_source)?,
    };
    if let Some(to) = &options.to {
        settings.profile = Some(to.clone());
        // An unknown profile is reported before anything is sent.
        setup::choose(settings, &profiles)?;
    }
    let resolver = Resolver::new(settings::variable, settings.keyring.clone());
    let account = resolver.account(&source.account).await.map_err(CopyRefused::Unread)?;
    let net = net::net(settings)?;
    let client = Client::over(&account.base, &net).map_err(|fault| refused(&fault))?;
    let id = options.id.trim();
    let listed = client.listed_instance(id, &account).await;
    let listed = listed.map_err(|fault| match fault.status {
        Some(404) => CommandError::new(safe!("No instance {} on {}.", id, account.base.host()), exit::NOT_FOUND),
        _ => refused(&fault),
    })?;
    let is_same = options.to.as_ref().is_none_or(|to| *to == source.name.as_str());
    let taken = if is_same && options.name.is_none() { copies(&listed, &client, &account).await } else { Vec::new() };
    let element = catalog.find(listed.element.as_str());
    let secrets = [account.user, account.organization];
    let copy =
        TrashedInstance::new(&listed, (&source.name, &source.account.base), secrets, element.as_deref(), Store::now());
    // The secrets of one platform's account may not be those of another one's, so their references stay behind.
    let last = store.last();
    let form = last.form_for(&source.name, &copy.element).filter(|_| is_same);
    let copy = match form {
        Some(form) => copy.with_references(form),
        None => copy,
    };
    let (mut given, left) = prefill(options, &copy, element.as_deref(), !is_same && !options.keep_addresses);
    if is_same && options.name.is_none() {
        given.name = Some(TrashedInstance::copy_name(&copy.name, |name| taken.iter().any(|taken| taken == name)));
    }
    let given = given.checked(catalog).map_err(|error| start::misused(&error))?;
    let notice = notice(&listed, &copy, given.name.as_deref(), &left);
    Ok((given, notice))
}

/// Returns the names of the copies of an instance that exist. A list that cannot be read leaves names to be refused later.
async fn copies(listed: &ListedInstance, client: &Client, account: &Account) -> Vec<String> {
    let filter = InstanceFilter { text: TrashedInstance::first_copy_name(&listed.name), ..InstanceFilter::default() };
    let found = client.instances(&filter, account).await.unwrap_or_default();
    let found = found.into_iter().filter(|found| found.element == listed.element);
    found.map(|found| found.name.trim().to_owned()).collect()
}

/// Returns the values of the copy, and the keys of addresses that are left out.
fn prefill(
    options: &CloneArgs,
    copy: &TrashedInstance,
    element: Option<&Element>,
    takes_addresses: bool,
) -> (Prefill, Vec<FieldKey>) {
    let mut prefill = Prefill::from_trash(copy, element);
    let left = if takes_addresses { prefill.take_addresses(element) } else { Vec::new() };
    prefill.given = options.values.iter().map(|(key, value)| (FieldKey::new(key), value.clone())).collect();
    prefill.name = options.name.clone().or(prefill.name);
    prefill.tags = options.tags.as_ref().map(|tags| tags.join(", ")).or(prefill.tags);
    let is_given = |key: &FieldKey| prefill.given.iter().any(|(given, _)| given == key);
    let left = left.into_iter().filter(|key| !is_given(key)).collect();
    (prefill, left)
}

fn notice(listed: &ListedInstance, copy: &TrashedInstance, name: Option<&str>, left: &[FieldKey]) -> Notice {
    let mut text = format!("The values of “{}” ({}) are filled in, except secrets.", copy.name, listed.id);
    if let Some(name) = name.filter(|name| *name != copy.name) {
        text = format!("{text} The copy is called “{name}”.");
    }
    if !left.is_empty() {
        let keys: Vec<&str> = left.iter().map(FieldKey::as_str).collect();
        text = format!("{text} Addresses are left out: {}.", keys.join(", "));
    }
    Notice::plain(text)
}

fn no_source() -> CommandError {
    let words = "No platform to read the instance from is known. Name its profile with --profile, or add --sandbox.";
    CommandError::new(words.into(), exit::NEEDS_INPUT)
}
