//! Elements that are not in the catalog: their fields are requested from the platform when their form is opened.

use super::{Wizard, effect::Effect, notice::Notice, step::Step};
use crate::{
    catalog::{Described, ElementKey},
    domain::{Account, Fault},
};
use std::sync::Arc;

impl Wizard {
    /// Returns the request for the fields of the element whose form is open.
    pub(super) fn ask_form(&mut self) -> Option<Effect> {
        let Step::Credentials(step) = &self.step else { return None };
        let key = step.draft().element().key.clone();
        self.session.ask_element(key)
    }

    /// Takes the platform's description of an element, or the failure to get one. Typed values of an open form are
    /// kept.
    pub(super) fn element_described(
        mut self,
        key: &ElementKey,
        account: &Account,
        outcome: Result<Described, Fault>,
    ) -> (Self, Vec<Effect>) {
        if self.session.account() == Some(account) {
            self.session.elements.awaited.remove(key);
            if outcome.is_err() {
                // The next visit to the form asks again.
                self.session.elements.asked.remove(key);
            }
            self.learn(key, outcome);
        }
        (self, Vec::new())
    }

    fn learn(&mut self, key: &ElementKey, outcome: Result<Described, Fault>) {
        let is_undescribed =
            self.session.elements.catalog.entry(key.as_str()).is_some_and(|entry| entry.is_undescribed());
        let fault = match outcome {
            Ok(described) => {
                self.session.elements.catalog = Arc::new(self.session.elements.catalog.with_described(described));
                None
            }
            Err(fault) => Some(fault),
        };
        let Step::Credentials(step) = &mut self.step else { return };
        if step.draft().element().key != *key {
            return;
        }
        if let Some(element) = self.session.elements.catalog.find(key.as_str()).filter(|e| e != step.draft().element())
        {
            step.learn(element);
        }
        // Where there is a form, it will do.
        if let (true, Some(fault)) = (is_undescribed, fault) {
            self.notice = Some(Notice::from(&fault));
        }
    }
}
