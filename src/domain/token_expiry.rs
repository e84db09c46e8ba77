//! Expiry of a provider's token, and the time from which its user must act.

use super::{
    instance_facts::{InstanceFacts, InstanceState, TokenRenewal, describe_duration},
    timestamp::Timestamp,
};

/// Time before the expiry of a provider's token from which it needs attention, in seconds: 24 hours.
pub const EXPIRES_SOON: u64 = 24 * 3600;

/// Expiry of a provider's token.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum ExpiryState {
    /// It has expired, and the platform does not refresh it, or has not done so for [`EXPIRES_SOON`].
    Expired,
    /// It expires within [`EXPIRES_SOON`], and the platform does not refresh it.
    Soon,
    /// It needs no attention: it expires later, or the platform refreshes it.
    Later,
}

impl InstanceFacts {
    /// Returns true if the provider's token has expired, or expires within this many seconds.
    pub fn expires_within(&self, seconds: u64, now: Timestamp) -> bool {
        self.expires.is_some_and(|expires| expires.0 <= now.0.saturating_add(seconds))
    }

    /// Returns true if the provider's token needs the user within this many seconds. One that the platform refreshes does
    /// not, unless its refresh is overdue by a day. The platform refreshes no token of a disabled instance.
    pub fn needs_renewal_within(&self, seconds: u64, now: Timestamp) -> bool {
        if self.renewal == TokenRenewal::ByPlatform && self.state != InstanceState::Disabled {
            return self.expires.is_some_and(|expires| expires.0.saturating_add(EXPIRES_SOON) <= now.0);
        }
        self.expires_within(seconds, now)
    }

    /// Returns the state of the provider's token; `None` if its expiry is unknown.
    pub fn expiry(&self, now: Timestamp) -> Option<ExpiryState> {
        let is_due = self.needs_renewal_within(EXPIRES_SOON, now);
        self.expires.map(|_| match (is_due, self.expires_within(0, now)) {
            (false, _) => ExpiryState::Later,
            (true, false) => ExpiryState::Soon,
            (true, true) => ExpiryState::Expired,
        })
    }

    /// Returns the expiry in words: `in 3 h`, `2 d ago`.
    pub fn describe_expiry(&self, now: Timestamp) -> Option<String> {
        self.expires.map(|expires| match expires.0.checked_sub(now.0) {
            Some(left) => format!("in {}", describe_duration(left)),
            None => format!("{} ago", describe_duration(now.0 - expires.0)),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::ListedInstance;
    use rstest::rstest;

    const TIMES: &str = r#""oauth.user.refresh_time":"1436369668710","expires_in":"28800""#;

    fn facts(entries: &str) -> InstanceFacts {
        let text = format!(r#"{{"id":1,"token":"t",{entries}}}"#);
        InstanceFacts::from_listed(&ListedInstance::read(&text).expect("an instance"))
    }

    fn configured(entries: &str) -> InstanceFacts {
        facts(&format!(r#""configuration":{{{entries}}}"#))
    }

    #[rstest]
    #[case::expired(1_436_398_468, ExpiryState::Expired)]
    #[case::a_day_before(1_436_398_468 - EXPIRES_SOON, ExpiryState::Soon)]
    #[case::later(1_436_398_467 - EXPIRES_SOON, ExpiryState::Later)]
    fn token_is_marked_a_day_before_it_expires(#[case] now: u64, #[case] state: ExpiryState) {
        let facts = configured(TIMES);
        assert_eq!(facts.expiry(Timestamp(now)), Some(state));
    }

    #[rstest]
    #[case::before_its_expiry(1_436_398_468 - 60, false, ExpiryState::Later)]
    #[case::after_its_expiry(1_436_398_468 + 60, false, ExpiryState::Later)]
    #[case::overdue(1_436_398_468 + EXPIRES_SOON, false, ExpiryState::Expired)]
    #[case::of_a_disabled_instance(1_436_398_468 - 60, true, ExpiryState::Soon)]
    fn token_that_the_platform_refreshes_is_marked_once_its_refresh_is_overdue(
        #[case] now: u64,
        #[case] is_disabled: bool,
        #[case] state: ExpiryState,
    ) {
        let token = r#""oauth.user.refresh_token":"********""#;
        let facts = facts(&format!(r#""disabled":{is_disabled},"configuration":{{{TIMES},{token}}}"#));
        assert_eq!(facts.expiry(Timestamp(now)), Some(state));
    }

    #[rstest]
    #[case::later(1_436_398_468 - 7200, "in 2 h")]
    #[case::now(1_436_398_468, "in 0 s")]
    #[case::before(1_436_398_468 + 172_800, "2 d ago")]
    fn expiry_is_described_from_now(#[case] now: u64, #[case] words: &str) {
        let facts = configured(TIMES);
        assert_eq!(facts.describe_expiry(Timestamp(now)).as_deref(), Some(words));
    }
}
