//! Defaults of a new profile: its name, and the place of its secrets.

use crate::{
    catalog::field::Choice,
    domain::{Account, Profile, ProfileName, account::SecretStorage, base::KnownPlatform},
    wizard::form::{Control, FormRow, RowId},
};

pub(super) const IN_KEYRING: &str = "keyring";
const IN_FILE: &str = "file";

/// Returns the row for the place of the secrets. The person decides; nothing else is done instead.
pub(super) fn keeping() -> FormRow {
    let choice = |value: &str, label: &str| Choice { value: value.into(), label: label.into() };
    let choices = vec![choice(IN_KEYRING, "in the keyring"), choice(IN_FILE, "in a file only you can read")];
    FormRow { required: true, ..FormRow::new(RowId::Keeping, "Save secrets", Control::Choice(choices, Some(0))) }
        .helped("With the keyring of this system, the profile only names its entries.")
}

/// Returns the value of that row for an account.
pub(super) fn kept_in(account: &Account) -> &'static str {
    match SecretStorage::from_account(account) {
        SecretStorage::Keyring => IN_KEYRING,
        SecretStorage::File => IN_FILE,
    }
}

/// Returns a profile name that is short to type.
pub(super) fn short_name(place: KnownPlatform) -> String {
    let brand = if place.brand.starts_with("SAP") { "sap" } else { "ce" };
    format!(
        "{brand}-{}",
        place.region.to_lowercase().replace([' ', '(', ')'], "-").trim_end_matches('-').replace("--", "-")
    )
}

/// Returns the name, or the name with the first number that no profile of this machine has.
pub(super) fn free_name(name: &str, profiles: &[Profile]) -> String {
    let is_free = |name: &String| !profiles.iter().any(|profile| profile.name == ProfileName::new(name));
    let numbered = (2..).map(|number: u32| format!("{name}-{number}"));
    std::iter::once(name.to_owned()).chain(numbered).find(is_free).unwrap_or_default()
}
