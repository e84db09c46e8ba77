//! `elemint proxies`: lists, creates and deletes OAuth proxies.

use super::{access::Access, outcome};
use crate::{
    cli::{
        args::{
            JsonArgs,
            proxies::{AddressArgs, ProxiesArgs, ProxiesCommand},
        },
        command_error::CommandError,
        exit, json,
        unattended::missing::{self, MissingInput},
    },
    domain::{Account, OAuthProxy, Write},
    terminal::output,
    text::SafeText,
};
use serde_json::{Value as Json, json};
use std::process::ExitCode;

/// Runs the command on OAuth proxies.
pub(super) async fn run(options: &ProxiesArgs, access: &Access) -> Result<ExitCode, CommandError> {
    match &options.command {
        None => list(&options.output, access).await,
        Some(ProxiesCommand::List { output }) => list(output, access).await,
        Some(ProxiesCommand::Create { name, addresses, output, .. }) => create(name, addresses, output, access).await,
        Some(ProxiesCommand::Delete { id, yes, confirm, output }) => delete(id, *yes, (confirm, output), access).await,
        Some(ProxiesCommand::AddUrl(options)) => set_address(options, true, access).await,
        Some(ProxiesCommand::RemoveUrl(options)) => set_address(options, false, access).await,
    }
}

async fn list(options: &JsonArgs, access: &Access) -> Result<ExitCode, CommandError> {
    let proxies = access.client.oauth_proxies(&access.account).await.map_err(|fault| outcome::refused(&fault))?;
    if options.is_wanted() {
        json::print(&Json::from(proxies.iter().map(facts).collect::<Vec<_>>()), options).await?;
        return Ok(ExitCode::SUCCESS);
    }
    for proxy in &proxies {
        let address = proxy.address.as_deref().unwrap_or("(address unknown)");
        let mut line = safe!("{}  {}  {}", proxy.id, proxy.name, address);
        if !proxy.addresses.is_empty() {
            line.push(&safe!("  for {}", proxy.addresses.join(", ")));
        }
        json::written(output::line(&SafeText::line(line.as_str())))?;
    }
    if proxies.is_empty() {
        output::note(&"The organization has no OAuth proxies. elemint proxies create NAME creates one.".into());
    }
    Ok(ExitCode::SUCCESS)
}

async fn create(
    name: &str,
    addresses: &[String],
    options: &JsonArgs,
    access: &Access,
) -> Result<ExitCode, CommandError> {
    let (client, account) = (&access.client, &access.account);
    addresses.iter().try_for_each(|address| checked(address))?;
    let known = client.oauth_proxies(account).await.map_err(|fault| outcome::refused(&fault))?;
    if let Some(same) = known.iter().find(|proxy| proxy.name == name) {
        // Consent refers to a proxy by its name.
        let words =
            safe!("OAuth proxy {} has the name “{}” already. Choose another name, or delete it.", same.id, name);
        return Err(CommandError::new(words, exit::CONFLICT));
    }
    let mut proxy = client.create_oauth_proxy(name, account).await.map_err(|fault| outcome::refused(&fault))?;
    // It was created right now, so its name is known and needs no confirmation.
    let mark = OAuthProxy::guard_id(&proxy.id);
    let account = account.confirmed((&mark, &proxy.name), &proxy.name).unwrap_or_else(|| account.clone());
    for address in addresses {
        let added = client.set_application_address((&proxy.id, address), true, &account).await;
        added.map_err(|fault| {
            let created = safe!("OAuth proxy {} was created without {}. ", proxy.id, address);
            outcome::refused(&fault).after(created).code(exit::MIXED).with("id", Json::from(proxy.id.as_str()))
        })?;
        proxy.addresses.push(address.clone());
    }
    print(&proxy, &safe!("Created OAuth proxy {} “{}”.", proxy.id, proxy.name), options).await
}

/// Checks that the address of an application, or the pattern of one, begins like an address.
///
/// # Errors
/// It does not.
fn checked(address: &str) -> Result<(), CommandError> {
    let host = address.strip_prefix("https://").or_else(|| address.strip_prefix("http://"));
    if host.is_some_and(|host| !host.is_empty() && !host.contains(char::is_whitespace)) {
        return Ok(());
    }
    let words = safe!("{} is no address. Give a complete one, such as https://app.example/callback.", address);
    Err(CommandError::new(words, exit::MISUSED))
}

/// Prints a proxy as JSON, or the line about it.
async fn print(proxy: &OAuthProxy, line: &SafeText, options: &JsonArgs) -> Result<ExitCode, CommandError> {
    if options.is_wanted() {
        json::print(&facts(proxy), options).await?;
    } else {
        json::written(output::line(line))?;
    }
    Ok(ExitCode::SUCCESS)
}

async fn delete(
    id: &str,
    yes: bool,
    (names, options): (&[String], &JsonArgs),
    access: &Access,
) -> Result<ExitCode, CommandError> {
    let proxy = named(id, access).await?;
    let question = safe!("Delete OAuth proxy {} “{}” on {}?", id, proxy.name, access.account.base.host());
    let account = confirmed(&proxy, names, Write::Delete(&OAuthProxy::guard_id(id)), access)?;
    if !yes && names.is_empty() && !missing::confirmed(&question)? {
        return Err(CommandError::declined("Nothing was deleted."));
    }
    access.client.delete_oauth_proxy(id, &account).await.map_err(|fault| outcome::refused(&fault))?;
    print(&proxy, &safe!("Deleted OAuth proxy {} “{}”.", id, proxy.name), options).await
}

async fn set_address(options: &AddressArgs, is_added: bool, access: &Access) -> Result<ExitCode, CommandError> {
    let AddressArgs { id, address, confirm, output, .. } = options;
    if is_added {
        checked(address)?;
    }
    let mut proxy = named(id, access).await?;
    if !is_added && !proxy.addresses.contains(address) {
        let words = safe!("OAuth proxy {} has no address {}. elemint proxies lists them.", id, address);
        return Err(CommandError::new(words, exit::NOT_FOUND));
    }
    let account = confirmed(&proxy, confirm, Write::Change(&OAuthProxy::guard_id(id)), access)?;
    let sent = access.client.set_application_address((id, address), is_added, &account).await;
    sent.map_err(|fault| outcome::refused(&fault))?;
    let done = if is_added { "Added" } else { "Removed" };
    proxy.addresses.retain(|known| known != address);
    proxy.addresses.extend(is_added.then(|| address.clone()));
    print(&proxy, &safe!("{} {} of OAuth proxy {} “{}”.", done, address, id, proxy.name), output).await
}

/// Returns the proxy with this ID.
async fn named(id: &str, access: &Access) -> Result<OAuthProxy, CommandError> {
    let proxies = access.client.oauth_proxies(&access.account).await.map_err(|fault| outcome::refused(&fault))?;
    let named = OAuthProxy::ids_of(id, &proxies);
    let missing = || {
        let words = if named.is_empty() {
            safe!("No OAuth proxy has the ID {}. elemint proxies lists them.", id)
        } else {
            safe!("{} is the name of an OAuth proxy. Give its ID: {}.", id, named.join(" or "))
        };
        CommandError::new(words, exit::NOT_FOUND)
    };
    let found = proxies.iter().find(|proxy| proxy.id == id).cloned();
    found.ok_or_else(missing)
}

/// Returns the account that may change a proxy. A protected profile needs its name.
fn confirmed(proxy: &OAuthProxy, names: &[String], write: Write<'_>, access: &Access) -> Result<Account, CommandError> {
    let account = &access.account;
    if account.guard.is_read_only || !account.guard.needs_name(write) {
        return account.guard.check(write).map(|()| account.clone()).map_err(|fault| outcome::refused(&fault));
    }
    let mark = OAuthProxy::guard_id(&proxy.id);
    let confirmed = names.iter().find_map(|name| account.confirmed((&mark, &proxy.name), name));
    confirmed.ok_or_else(|| {
        let words = safe!(
            "Profile {} is protected. Add --confirm with the name of OAuth proxy {}: elemint proxies lists it.",
            access.profile.label(),
            proxy.id
        );
        let missing = MissingInput::confirmation(access.profile.label(), &proxy.name);
        CommandError::new(words, exit::NEEDS_INPUT).missing(&[missing])
    })
}

fn facts(proxy: &OAuthProxy) -> Json {
    json!({
        "id": proxy.id,
        "name": proxy.name,
        "proxyUrl": proxy.address,
        "applicationUrls": proxy.addresses,
        "hasKeys": proxy.has_keys,
    })
}
