//! Who is asking: the two secrets every call carries, and the profiles they are kept in.

use super::{
    base::BaseUrl,
    reference::{Reference, ReferenceSource},
};
use crate::text::secret::Secret;
use std::fmt;

/// The pair of secrets a person has on one platform, bound to the address they were entered for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Account {
    /// Where these secrets belong, and the only place they are sent.
    pub base: BaseUrl,
    /// The user's own secret, or a reference to it.
    pub user: Secret,
    /// The organization's secret, or a reference to it.
    pub organization: Secret,
}

/// What a profile is called on this machine.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ProfileName(String);

impl ProfileName {
    /// A name fit for a file and a command line: letters, digits, `-`, `_` and `.`; anything else becomes `-`.
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

    /// The name as typed on a command line.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for ProfileName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Where the secrets of a profile are kept.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum SecretStorage {
    /// In the profile's own file, readable by the person alone.
    #[default]
    File,
    /// In the keyring, the file saying so.
    Keyring,
}

impl Account {
    /// Keeps the variables its references name from the programs that elemint starts.
    pub fn withhold(&self) {
        for secret in [&self.user, &self.organization] {
            if let Some(reference) = Reference::read(secret.expose()) {
                reference.withhold();
            }
        }
    }
}

impl SecretStorage {
    /// Where the person wanted an account's secrets kept, as the account itself says. What comes of it is kept there
    /// as well, and nowhere else.
    pub fn from_account(account: &Account) -> Self {
        let source = Reference::read(account.user.expose()).map(|reference| reference.source().clone());
        if matches!(source, Some(ReferenceSource::Keyring(_))) { Self::Keyring } else { Self::File }
    }
}

/// An account with the name it is kept under.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Profile {
    /// What the person calls it.
    pub name: ProfileName,
    /// Where and with what.
    pub account: Account,
}

impl Profile {
    /// Name of the profile of the practice platform.
    pub const PRACTICE: &str = "practice";

    /// Whether it is that of a practice platform, whose address changes with every run.
    pub fn is_practice(&self) -> bool {
        self.name.as_str() == Self::PRACTICE && self.account.base.is_loopback()
    }
}
