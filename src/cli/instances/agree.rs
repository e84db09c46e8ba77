//! Agreement of the user to a change. On a protected profile the name of each instance is needed.

use super::{access::Access, outcome, row::PrintedInstance};
use crate::{
    cli::{
        command_error::CommandError,
        confirm, exit,
        unattended::missing::{self, MissingInput},
    },
    domain::{Account, Write, guard::confirmation},
    terminal::output,
    text::{SafeText, shell_quoted},
};

/// Agreement as given on the command line.
#[derive(Clone, Copy)]
pub(super) struct GivenConfirmation<'a> {
    /// `--yes`. It does not count on a protected profile.
    pub(super) yes: bool,
    /// Names of `--confirm`.
    pub(super) names: &'a [String],
}

/// Returns the account to change these instances with; `None` if the user does not agree.
///
/// # Errors
/// The profile is read-only, or there is no terminal to ask on and a flag is missing.
pub(super) fn agree(
    access: &Access,
    rows: &[PrintedInstance],
    write: fn(&str) -> Write<'_>,
    question: &SafeText,
    given: GivenConfirmation<'_>,
) -> Result<Option<Account>, CommandError> {
    let mut account = access.account.clone();
    let named: Vec<&PrintedInstance> =
        rows.iter().filter(|row| account.guard.needs_name(write(&row.listed.id))).collect();
    if account.guard.is_read_only {
        let refusal = rows.iter().find_map(|row| account.guard.check(write(&row.listed.id)).err());
        return refusal.map_or(Ok(None), |fault| Err(outcome::refused(&fault)));
    }
    if named.is_empty() {
        if given.yes {
            return Ok(Some(account));
        }
        return Ok(missing::confirmed(question)?.then_some(account));
    }
    if !confirm::can_ask() {
        return confirmed_by_flags(access, account, &named, given.names).map(Some);
    }
    let mut is_asked = false;
    for row in named {
        let instance = (row.listed.id.as_str(), row.listed.name.as_str());
        let by_flag = given.names.iter().find_map(|name| account.confirmed(instance, name));
        account = match by_flag {
            Some(confirmed) => confirmed,
            None => {
                if !is_asked {
                    let profile = access.profile.label();
                    output::ask(&safe!("{}\nProfile {} is protected. ", question, profile));
                    is_asked = true;
                }
                let kind = if row.name.trim().is_empty() { "ID" } else { "name" };
                let typed = confirm::ask(&safe!("Type the {} of instance {} to confirm: ", kind, row.listed.id));
                let Some(confirmed) = account.confirmed(instance, &typed) else { return Ok(None) };
                confirmed
            }
        };
    }
    Ok(Some(account))
}

/// Enables the instance with this ID.
pub(super) fn enable(id: &str) -> Write<'_> {
    Write::Enable(id)
}

/// Changes or disables the instance with this ID.
pub(super) fn change(id: &str) -> Write<'_> {
    Write::Change(id)
}

/// Deletes the instance with this ID.
pub(super) fn delete(id: &str) -> Write<'_> {
    Write::Delete(id)
}

/// Returns the account after each instance was confirmed by its name on the command line.
///
/// # Errors
/// The instances that were not.
fn confirmed_by_flags(
    access: &Access,
    mut account: Account,
    rows: &[&PrintedInstance],
    names: &[String],
) -> Result<Account, CommandError> {
    let profile = access.profile.label();
    let (mut words, mut missing) = (safe!("Profile {} is protected.", profile), Vec::new());
    for row in rows {
        let instance = (row.listed.id.as_str(), row.listed.name.as_str());
        match names.iter().find_map(|name| account.confirmed(instance, name)) {
            Some(confirmed) => account = confirmed,
            None => {
                let text = confirmation((&row.listed.id, &row.name));
                let kind = if row.name.trim().is_empty() { "ID, as it has no name" } else { "name" };
                let flag = shell_quoted(text);
                words.push(&safe!(" Confirm instance {} with its {}: --confirm {}", row.listed.id, kind, flag));
                missing.push(MissingInput::confirmation(profile, text));
            }
        }
    }
    if missing.is_empty() {
        return Ok(account);
    }
    Err(CommandError::new(words, exit::NEEDS_INPUT).missing(&missing))
}
