//! Arrival of the platform's own list of elements.

use super::{
    Wizard,
    action::Action,
    effect::{Effect, Freshness, SessionEffect},
    event::{ElementList, ListOrigin},
    listing::{Asked, ListSource},
    notice::Notice,
    sentence,
    step::Step,
};
use crate::domain::{Account, Fault};
use std::time::Duration;

impl Wizard {
    /// Returns the effects on entering a step, and requests the platform's list the first time a list is shown.
    pub(super) fn arrive(&mut self) -> Vec<Effect> {
        let wanted = self.step.on_enter(&self.session);
        let list = if matches!(self.step, Step::Element(_)) { self.session.ask_list(false) } else { None };
        let form = self.ask_form();
        let (proxies, instances) = (self.ask_proxies(), self.ask_instances());
        wanted.into_iter().chain(list).chain(form).chain(proxies).chain(instances).collect()
    }

    /// Takes a list, or the failure to get one. It belongs to the account and not to a visit: it is of use in later
    /// steps too.
    pub(super) fn listed(mut self, account: &Account, outcome: Result<ElementList, Fault>) -> (Self, Vec<Effect>) {
        if self.session.account() != Some(account) {
            return (self, Vec::new());
        }
        let is_recent = outcome.as_ref().is_ok_and(|list| matches!(list.origin, ListOrigin::Recent(_)));
        self.take_list(outcome);
        let asks = is_recent && self.session.elements.listing.asked == Asked::ByHand;
        // The user asked for the platform's list while the stored one was read.
        let effect = SessionEffect::FetchCatalog(account.clone(), Freshness::Current);
        let effects = if asks { vec![Effect::Session(effect)] } else { Vec::new() };
        (self, effects)
    }

    fn take_list(&mut self, outcome: Result<ElementList, Fault>) {
        let notice = match outcome {
            Ok(listed) => self.replaced(listed),
            Err(fault) => self.unlisted(&fault),
        };
        // A remark on the list is shown only where the list is.
        if let Step::Element(step) = &mut self.step {
            step.refresh(&self.session);
            if notice.is_some() {
                self.notice = notice;
            }
        }
    }

    fn replaced(&mut self, listed: ElementList) -> Option<Notice> {
        let listing = &mut self.session.elements.listing;
        let (age, is_stored) = match listed.origin {
            ListOrigin::Platform => (Duration::ZERO, false),
            ListOrigin::Recent(age) | ListOrigin::Outdated(age) => (age, true),
        };
        if is_stored && listing.source != ListSource::Carried {
            // A stored list is older than one that the platform sent in this session.
            return None;
        }
        let count = listed.catalog.entries().len();
        self.session.elements.catalog = listed.catalog;
        self.session.elements.asked.clear();
        listing.source = ListSource::Platform { own: listed.own, age };
        if is_stored {
            let is_last = matches!(listed.origin, ListOrigin::Recent(_)) && listing.asked == Asked::ByItself;
            if is_last {
                listing.asked = Asked::Answered;
            }
            return None;
        }
        listing.failed = false;
        let by_hand = std::mem::replace(&mut listing.asked, Asked::Answered) == Asked::ByHand;
        by_hand.then(|| Notice::good(format!("The list is up to date: {count} elements.")))
    }

    fn unlisted(&mut self, fault: &Fault) -> Option<Notice> {
        let listing = &mut self.session.elements.listing;
        listing.failed = true;
        let by_hand = std::mem::replace(&mut listing.asked, Asked::Answered) == Asked::ByHand;
        match listing.source {
            _ if by_hand => Some(Notice::from(fault)),
            ListSource::Carried if self.notice.is_none() => Some(Notice {
                hint: sentence![Action::Refresh, " asks again."],
                ..Notice::plain("The platform's own list could not be had; these are the documented elements.")
            }),
            ListSource::Carried | ListSource::Platform { .. } => None,
        }
    }
}
