//! Where the elements to choose from come from, and what happens when the platform's own list arrives.

use super::{Wizard, effect::Effect, event::ElementList, step::Step, transition::Notice};
use crate::domain::{Account, Fault};
use std::time::Duration;

/// A list this old is worth a word.
const OLD: Duration = Duration::from_secs(24 * 60 * 60);

/// What is known of the list of elements.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Listing {
    asked: Asked,
    source: ListSource,
    failed: bool,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Asked {
    #[default]
    Never,
    /// In passing: nobody waits for it.
    ByItself,
    /// By someone who wants to know what becomes of it.
    ByHand,
    Answered,
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
enum ListSource {
    /// The program carries them.
    #[default]
    Carried,
    /// The platform said so, this long before it was last asked.
    Platform { own: usize, age: Duration },
}

impl Listing {
    /// Whether to ask: by itself once, by hand whenever nobody is asking.
    pub(super) fn ask(&mut self, by_hand: bool) -> bool {
        let asks = self.asked == Asked::Never || (by_hand && self.asked == Asked::Answered);
        if by_hand {
            self.asked = Asked::ByHand;
        } else if asks {
            self.asked = Asked::ByItself;
        }
        asks
    }

    /// Whether the platform was asked for its list and has not answered.
    pub fn is_pending(&self) -> bool {
        matches!(self.asked, Asked::ByItself | Asked::ByHand)
    }

    /// What is worth knowing of the list, in a few words; nothing while all is as usual.
    pub fn remark(&self) -> Option<String> {
        let failed = self.failed.then(|| "no live list".to_owned());
        let (own, age) = match &self.source {
            ListSource::Carried => (0, Duration::ZERO),
            ListSource::Platform { own, age } => (*own, *age),
        };
        let old = (age >= OLD).then(|| match age.as_secs() / OLD.as_secs() {
            1 => "1 day old".to_owned(),
            days => format!("{days} days old"),
        });
        let own = (own > 0).then(|| format!("{own} of your own"));
        let words: Vec<String> = [own, failed, old].into_iter().flatten().collect();
        (!words.is_empty()).then(|| words.join(", "))
    }
}

impl Wizard {
    /// What the step wants as one walks in, and the platform's list the first time there is a list to show.
    pub(super) fn arrive(&mut self) -> Vec<Effect> {
        let wanted = self.step.on_enter(&self.session);
        let list = if matches!(self.step, Step::Choose(_)) { self.session.ask_list(false) } else { None };
        let form = self.ask_form();
        wanted.into_iter().chain(list).chain(form).collect()
    }

    /// A list arrived, or did not. It belongs to the account and not to a visit: whoever went on is glad of it when
    /// they come back.
    pub(super) fn listed(mut self, account: &Account, outcome: Result<ElementList, Fault>) -> (Self, Vec<Effect>) {
        if self.session.account() == Some(account) {
            self.take_list(outcome);
        }
        (self, Vec::new())
    }

    fn take_list(&mut self, outcome: Result<ElementList, Fault>) {
        let notice = match outcome {
            Ok(listed) => self.replaced(listed),
            Err(fault) => self.unlisted(&fault),
        };
        // What is said of the list is for those who look at it.
        if let Step::Choose(step) = &mut self.step {
            step.refresh(&self.session);
            if notice.is_some() {
                self.notice = notice;
            }
        }
    }

    fn replaced(&mut self, listed: ElementList) -> Option<Notice> {
        let listing = &mut self.session.listing;
        if listed.kept.is_some() && listing.source != ListSource::Carried {
            // What was kept is no newer than what the platform said in this session.
            return None;
        }
        let count = listed.catalog.entries().len();
        self.session.catalog = listed.catalog;
        self.session.asked.clear();
        listing.source = ListSource::Platform { own: listed.own, age: listed.kept.unwrap_or_default() };
        if listed.kept.is_some() {
            return None;
        }
        listing.failed = false;
        let by_hand = std::mem::replace(&mut listing.asked, Asked::Answered) == Asked::ByHand;
        by_hand.then(|| Notice::good(format!("The list is up to date: {count} elements.")))
    }

    fn unlisted(&mut self, fault: &Fault) -> Option<Notice> {
        let listing = &mut self.session.listing;
        listing.failed = true;
        let by_hand = std::mem::replace(&mut listing.asked, Asked::Answered) == Asked::ByHand;
        match listing.source {
            _ if by_hand => Some(Notice::from(fault)),
            ListSource::Carried if self.notice.is_none() => Some(Notice {
                hint: "ctrl-r asks again.".into(),
                ..Notice::plain("The platform's own list could not be had; these are the documented elements.")
            }),
            _ => None,
        }
    }
}
