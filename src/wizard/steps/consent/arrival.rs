//! News during the wait for consent.

use super::{BrowserLaunch, Waiting};
use crate::wizard::{effect::Effect, reply::ConsentReply};
use std::time::Duration;

impl Waiting {
    /// Takes a reply that does not end the wait. `since` is the time since the visit began.
    pub(super) fn on_reply(&mut self, reply: ConsentReply, since: Duration) -> Option<Effect> {
        match reply {
            // The browser opens once its answer can be caught, so that none comes too early.
            ConsentReply::Listening(Ok(listening)) => return self.opened(listening),
            ConsentReply::Listening(Err(blocked)) => self.blocked(blocked, since),
            ConsentReply::Opened(outcome) => {
                self.browser = outcome.map_or_else(BrowserLaunch::Failed, |()| BrowserLaunch::Done);
            }
            ConsentReply::Noticed(notices) => self.notices = notices,
            // It is there as if it had been pasted: seen, and used by one key.
            ConsentReply::Offered(grant) => self.offer(grant),
            ConsentReply::Refused(refusal) => self.refuse(refusal),
            ConsentReply::Address(_) | ConsentReply::Granted(_) => {}
        }
        None
    }
}
