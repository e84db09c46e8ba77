//! OAuth proxies that became known while the form is open.

use super::CredentialsStep;
use crate::domain::OAuthProxy;
use std::sync::Arc;

impl CredentialsStep {
    /// Offers the proxies of the account. Typed values and the focus stay.
    pub(in crate::wizard) fn offer_proxies(&mut self, proxies: Arc<[OAuthProxy]>) {
        if *self.draft.proxies() == *proxies {
            return;
        }
        self.draft.offer_proxies(proxies);
        if self.draft.proxy().is_some() {
            self.draft.fill_proxy();
        }
        self.fill_anew();
    }
}
