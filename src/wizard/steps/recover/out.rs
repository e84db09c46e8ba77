//! Ways out of the search: the same request again, back, later, or never.

use super::{Origin, Recover, begin};
use crate::{
    domain::Route,
    wizard::{
        session::Session,
        steps::{
            authorization::Authorize, credentials::Credentials, element, provisioning::Provisioning, review::Review,
        },
        turn::{Notice, Turn},
    },
};

impl Recover {
    /// A code is spent by its first use, so what may have been carried out begins again at the consent.
    pub(super) fn again(self, session: &mut Session) -> Turn {
        let (provision, fault) = match self.origin {
            Origin::Now(provision, fault) => (*provision, *fault),
            Origin::Earlier => return Turn::go(begin(session)),
        };
        match provision.grant().map(|_| provision.filled().clone().route()) {
            Some(Route::Consent(consent)) => Turn::go(Authorize::ask(consent)).saying(Notice::from(&fault)),
            _ => Turn::go(Provisioning::begin(provision)),
        }
    }

    /// To the list, where the form says that its request is not resolved.
    pub(super) fn later(self, session: &Session) -> Turn {
        let words = format!("Whether “{}” was created stays unresolved.", self.name());
        let hint = session.retention().later();
        Turn::go(element::Choose::new(session)).saying(Notice::bad(words, hint))
    }

    pub(super) fn back(self, session: &mut Session) -> Turn {
        match self.origin {
            Origin::Now(provision, _) if provision.grant().is_some() => {
                Turn::go(Credentials::new(provision.filled().draft().clone()))
            }
            Origin::Now(provision, _) => Turn::go(Review::new(*provision, session)),
            Origin::Earlier => Turn::go(begin(session)),
        }
    }

    /// What is forgotten is never looked for again, so it takes a second press.
    pub(super) fn forget(mut self, session: &mut Session) -> Turn {
        if !self.asked {
            self.asked = true;
            let words = "If the platform made it after all, nobody would have its token.";
            return Turn::stay(self).saying(Notice::bad(words, "Press x again to forget this request."));
        }
        let give_up = session.give_up(&self.attempt);
        self.back(session).with(give_up)
    }
}
