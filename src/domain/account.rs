//! Accounts: the two secrets that every API call carries, and the profiles they are stored in.

use super::{
    base::BaseUrl,
    guard::Guard,
    reference::{Reference, ReferenceSource},
};
use crate::text::secret::Secret;
use std::fmt;

/// Pair of secrets of one user on one platform, bound to the address they were entered for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Account {
    /// Address of the platform the secrets belong to. They are sent to no other address.
    pub base: BaseUrl,
    /// The user secret, or a reference to it.
    pub user: Secret,
    /// The organization secret, or a reference to it.
    pub organization: Secret,
    /// Limits of the profile on changes of the platform.
    pub guard: Guard,
}

/// Name of a profile on this machine.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ProfileName(String);

impl ProfileName {
    /// Creates a name valid in a file name and on a command line: letters, digits, `-`, `_` and `.`; any other
    /// character becomes `-`. The name has at most 64 characters.
    pub fn new(text: &str) -> Self {
        let spelled: String = text
            .trim()
            .chars()
            .map(|c| if c.is_alphanumeric() || matches!(c, '-' | '_' | '.') { c } else { '-' })
            .take(64)
            .collect();
        let spelled = spelled.trim_matches(['-', '.']);
        Self(if spelled.is_empty() { "default".into() } else { spelled.to_owned() })
    }

    /// Returns true if this names the profile of a sandbox at this address.
    pub fn is_practice(&self, base: &BaseUrl) -> bool {
        self.as_str() == Profile::PRACTICE && base.is_loopback()
    }

    /// Returns the name as it is displayed. The stored name of the sandbox profile is older than the word.
    pub fn label(&self, base: &BaseUrl) -> &str {
        if self.is_practice(base) { "sandbox" } else { self.as_str() }
    }

    /// Returns the name as typed on a command line.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for ProfileName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Storage location of the secrets of a profile.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum SecretStorage {
    /// The profile's own file, readable by its owner only.
    #[default]
    File,
    /// The keyring. The profile's file contains references to it.
    Keyring,
}

impl Account {
    /// Creates an account without limits on changes.
    pub fn new(base: BaseUrl, user: Secret, organization: Secret) -> Self {
        Self { base, user, organization, guard: Guard::default() }
    }

    /// Returns true if the other account has the same secrets on the same platform.
    pub fn is_same_login(&self, other: &Self) -> bool {
        (&self.base, &self.user, &self.organization) == (&other.base, &other.user, &other.organization)
    }

    /// Returns the account with the permission to change this instance on a protected profile, if the typed text is the
    /// instance's name.
    pub fn confirmed(&self, instance: (&str, &str), typed: &str) -> Option<Self> {
        let guard = self.guard.confirmed(instance, typed)?;
        Some(Self { guard, ..self.clone() })
    }

    /// Withholds the variables that its references name from the environment of started programs.
    pub fn withhold(&self) {
        for secret in [&self.user, &self.organization] {
            if let Some(reference) = Reference::read(secret.expose()) {
                reference.withhold();
            }
        }
    }
}

impl SecretStorage {
    /// Returns the storage location that the account's own references name. A token created with the account is stored
    /// in the same place, and in no other.
    pub fn from_account(account: &Account) -> Self {
        let source = Reference::read(account.user.expose()).map(|reference| reference.source().clone());
        if matches!(source, Some(ReferenceSource::Keyring(_))) { Self::Keyring } else { Self::File }
    }
}

/// Account with the name it is stored under.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Profile {
    /// Name chosen by the user.
    pub name: ProfileName,
    /// Platform address and secrets.
    pub account: Account,
}

impl Profile {
    /// Name of the sandbox profile.
    pub const PRACTICE: &str = "practice";

    /// Returns true if this is the profile of a sandbox, whose address may change with a run.
    pub fn is_practice(&self) -> bool {
        self.name.is_practice(&self.account.base)
    }

    /// Returns the name as it is displayed.
    pub fn label(&self) -> &str {
        self.name.label(&self.account.base)
    }

    /// Returns the name as it is displayed, behind the limits of the profile, which must not be cut.
    pub fn banner(&self) -> String {
        match self.account.guard.label() {
            Some(limits) => format!("{limits}: {}", self.label()),
            None => self.label().to_owned(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    #[rstest]
    #[case::of_the_sandbox("practice", "http://127.0.0.1:4711", "sandbox")]
    #[case::of_that_name_on_a_platform("practice", "https://api.example", "practice")]
    #[case::of_a_platform("work", "http://127.0.0.1:4711", "work")]
    fn profile_is_displayed_by_its_name(#[case] name: &str, #[case] base: &str, #[case] label: &str) {
        let base = BaseUrl::read(base).expect("an address");
        assert_eq!(ProfileName::new(name).label(&base), label);
    }
}
