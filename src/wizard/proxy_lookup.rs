//! OAuth proxies of the account, which are requested when a form with consent is opened.

use super::{
    Wizard,
    effect::{Effect, SessionEffect},
    step::Step,
};
use crate::{
    catalog::AuthFlow,
    domain::{Account, Fault, OAuthProxy, Purpose},
};

impl Wizard {
    /// Returns the request for the proxies, once for an account.
    pub(super) fn ask_proxies(&mut self) -> Option<Effect> {
        let Step::Credentials(step) = &self.step else { return None };
        let draft = step.draft();
        let is_edit = matches!(draft.purpose(), Purpose::Edit(_));
        let has_consent = !is_edit && draft.element().flows().contains(&AuthFlow::OAuth2);
        if !has_consent || self.session.proxies.is_asked {
            return None;
        }
        let account = self.session.account()?.clone();
        self.session.proxies.is_asked = true;
        Some(SessionEffect::FetchProxies(account).into())
    }

    /// Offers the proxies in the form. Most accounts have none, and some may not list them, so a failure is no notice.
    pub(super) fn on_proxies(
        mut self,
        account: &Account,
        outcome: Result<Vec<OAuthProxy>, Fault>,
    ) -> (Self, Vec<Effect>) {
        if self.session.account() != Some(account) {
            return (self, Vec::new());
        }
        match outcome {
            Ok(proxies) => {
                self.session.proxies.known = proxies.into();
                if let Step::Credentials(step) = &mut self.step {
                    step.offer_proxies(self.session.proxies.known.clone());
                }
            }
            Err(_) => self.session.proxies.is_asked = false,
        }
        (self, Vec::new())
    }
}
