//! Name of the profile, which no profile of another account may have.

use super::SignInStep;
use crate::{
    domain::{Account, ProfileName},
    wizard::{
        form::{FormRow, RowId},
        session::Session,
    },
};

impl SignInStep {
    pub(super) fn profile_name(&self) -> ProfileName {
        ProfileName::new(self.form.row(&RowId::Profile).map_or("", FormRow::expose_value))
    }

    /// Complains where the profile of another account has this name: its secrets would be lost.
    pub(super) fn complain_of_name(&mut self, account: &Account, session: &Session) {
        let name = self.profile_name();
        let known = session.profiles.iter().find(|known| known.name == name && self.replaced.as_ref() != Some(&name));
        let other = known.map(|known| &known.account).filter(|known| {
            let is_known_secret = known.user == account.user && known.organization == account.organization;
            // With a password, the secrets are not known before the platform gives them.
            known.base != account.base || !is_known_secret && !account.user.is_empty()
        });
        let complaint = other.map(|other| {
            let host = other.base.host();
            format!("The profile {name} exists already, for another account at {host}. Type another name.")
        });
        if let Some(row) = self.form.row_mut(&RowId::Profile) {
            row.complaint = complaint;
        }
    }
}
