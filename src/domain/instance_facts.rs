//! Facts about an existing instance: state, age, expiry of its credentials, events, token on this machine.

use super::{
    instance::ListedInstance,
    known_instances::REFRESH_TOKEN,
    test_record::{TestOutcome, TestRecord},
    timestamp::Timestamp,
};
use serde_json::{Value as Json, value::RawValue};
use std::{cmp::Reverse, collections::HashMap, fmt};

/// State of an instance.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum InstanceState {
    /// Calls through the instance are accepted.
    Enabled,
    /// The platform refuses calls through the instance, often because its credentials could not be refreshed.
    Disabled,
    /// The platform reports the instance as invalid.
    Invalid,
}

impl InstanceState {
    /// All states, in the order in which they are listed.
    pub const ALL: [Self; 3] = [Self::Enabled, Self::Disabled, Self::Invalid];

    /// Returns the state as it is displayed and typed.
    pub fn label(self) -> &'static str {
        match self {
            Self::Enabled => "enabled",
            Self::Disabled => "disabled",
            Self::Invalid => "invalid",
        }
    }
}

/// Renewal of a provider's token.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TokenRenewal {
    /// The platform has a refresh token, which it uses on demand and every night.
    ByPlatform,
    /// The user authorizes the instance again.
    ByUser,
}

impl fmt::Display for InstanceState {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.label())
    }
}

/// Facts about one instance. They are derived once for each listed instance, since its entry is large.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InstanceFacts {
    /// State on the platform.
    pub state: InstanceState,
    /// Time of creation.
    pub created: Option<Timestamp>,
    /// Time of the last refresh of the provider's token.
    pub refreshed: Option<Timestamp>,
    /// Time at which the provider's token expires, unless it is refreshed before.
    pub expires: Option<Timestamp>,
    /// Renewal of the provider's token.
    pub renewal: TokenRenewal,
    /// True if the instance receives events of the provider.
    pub has_events: bool,
    /// True if the platform logs its requests.
    pub is_traced: bool,
    /// True if the token is stored on this machine. The caller sets it.
    pub is_token_here: bool,
    /// Last test, if there was one. The caller sets it.
    pub test: Option<TestRecord>,
}

impl InstanceFacts {
    /// Derives the facts from a listed instance. Parts that are missing or invalid are unknown, not an error.
    pub fn from_listed(listed: &ListedInstance) -> Self {
        let entries: HashMap<String, &RawValue> = object(listed.raw.expose());
        let configuration = entries.get("configuration").map(|raw| object(raw.get())).unwrap_or_default();
        let entry = |key: &str| configuration.get(key).and_then(|raw| serde_json::from_str::<Json>(raw.get()).ok());
        let number = |key: &str| entry(key).as_ref().and_then(integer);
        let refreshed = number("oauth.user.refresh_time").map(timestamp);
        let lifetime = number("oauth.user.refresh_interval").or_else(|| number("expires_in"));
        let lifetime = lifetime.filter(|seconds| *seconds > 0);
        let expires = refreshed.zip(lifetime).map(|(at, seconds)| Timestamp(at.0.saturating_add(seconds)));
        let flag = |raw: &&RawValue| raw.get() == "true";
        let is_on = |value: Json| value == true || value.as_str() == Some("true");
        Self {
            state: match (listed.disabled, listed.valid) {
                (true, _) => InstanceState::Disabled,
                (false, false) => InstanceState::Invalid,
                (false, true) => InstanceState::Enabled,
            },
            created: listed.created.as_deref().and_then(Timestamp::read),
            refreshed,
            expires,
            renewal: match entry(REFRESH_TOKEN).as_ref().and_then(Json::as_str) {
                None | Some("") => TokenRenewal::ByUser,
                Some(_) => TokenRenewal::ByPlatform,
            },
            has_events: entries.get("eventsEnabled").is_some_and(flag)
                || entry("event.notification.enabled").is_some_and(is_on),
            is_traced: entries.get("traceLoggingEnabled").is_some_and(flag),
            is_token_here: false,
            test: None,
        }
    }

    /// Returns the seconds since the creation; `None` if its time is unknown. A creation in the future has age zero.
    pub fn age(&self, now: Timestamp) -> Option<u64> {
        self.created.map(|created| now.0.saturating_sub(created.0))
    }

    /// Returns the place in the order by last test: failed tests first, instances without a test last, and the latest
    /// test of each first.
    pub fn test_order(&self) -> (u8, Reverse<Timestamp>) {
        match self.test {
            Some(TestRecord { outcome: TestOutcome::Failed, at }) => (0, Reverse(at)),
            Some(TestRecord { outcome: TestOutcome::Passed, at }) => (1, Reverse(at)),
            None => (2, Reverse(Timestamp(0))),
        }
    }

    /// Returns the last test in words: `passed 3 h ago`.
    pub fn describe_test(&self, now: Timestamp) -> Option<String> {
        let TestRecord { outcome, at } = self.test?;
        Some(format!("{} {} ago", outcome.label(), describe_duration(now.0.saturating_sub(at.0))))
    }

    /// Returns the age in words: `3 h`, `12 d`.
    pub fn describe_age(&self, now: Timestamp) -> Option<String> {
        self.age(now).map(describe_duration)
    }
}

/// Formats a duration with its largest unit: `45 s`, `12 min`, `3 h`, `12 d`, `2 y`.
pub fn describe_duration(seconds: u64) -> String {
    match seconds {
        0..60 => format!("{seconds} s"),
        60..3600 => format!("{} min", seconds / 60),
        3600..86_400 => format!("{} h", seconds / 3600),
        86_400..63_072_000 => format!("{} d", seconds / 86_400),
        _ => format!("{} y", seconds / 31_536_000),
    }
}

/// Returns the entries of an object, unparsed; none if it is something else.
fn object(text: &str) -> HashMap<String, &RawValue> {
    serde_json::from_str(text).unwrap_or_default()
}

/// Returns an integer, which the platform writes as text in a configuration.
fn integer(value: &Json) -> Option<u64> {
    value.as_u64().or_else(|| value.as_str()?.trim().parse().ok())
}

/// Returns the time of a number of the platform: milliseconds since 1970, or seconds if it is too small for them.
fn timestamp(number: u64) -> Timestamp {
    /// Seconds of the year 5138; as milliseconds it is in 1973.
    const MOST_SECONDS: u64 = 100_000_000_000;
    Timestamp(if number >= MOST_SECONDS { number / 1000 } else { number })
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    fn facts(entries: &str) -> InstanceFacts {
        let text = format!(r#"{{"id":1,"token":"t",{entries}}}"#);
        InstanceFacts::from_listed(&ListedInstance::read(&text).expect("an instance"))
    }

    fn configured(entries: &str) -> InstanceFacts {
        facts(&format!(r#""configuration":{{{entries}}}"#))
    }

    #[rstest]
    #[case::usual(r#""valid":true,"disabled":false"#, InstanceState::Enabled)]
    #[case::nothing_said(r#""name":"a""#, InstanceState::Enabled)]
    #[case::disabled(r#""valid":true,"disabled":true"#, InstanceState::Disabled)]
    #[case::disabled_and_invalid(r#""valid":false,"disabled":true"#, InstanceState::Disabled)]
    #[case::invalid(r#""valid":false"#, InstanceState::Invalid)]
    fn state_follows_the_two_flags(#[case] entries: &str, #[case] state: InstanceState) {
        assert_eq!(facts(entries).state, state);
    }

    #[rstest]
    #[case::milliseconds(
        r#""oauth.user.refresh_time":"1436369668710","oauth.user.refresh_interval":"28800""#,
        Some(1_436_398_468)
    )]
    #[case::seconds(
        r#""oauth.user.refresh_time":"1436369668","oauth.user.refresh_interval":"28800""#,
        Some(1_436_398_468)
    )]
    #[case::numbers(
        r#""oauth.user.refresh_time":1436369668710,"oauth.user.refresh_interval":28800"#,
        Some(1_436_398_468)
    )]
    #[case::expires_in(r#""oauth.user.refresh_time":"1436369668710","expires_in":"3600""#, Some(1_436_373_268))]
    #[case::interval_first(
        r#""oauth.user.refresh_time":"1436369668710","expires_in":"1","oauth.user.refresh_interval":"3600""#,
        Some(1_436_373_268)
    )]
    #[case::never_refreshed(r#""oauth.user.refresh_interval":"28800""#, None)]
    #[case::no_lifetime(r#""oauth.user.refresh_time":"1436369668710""#, None)]
    #[case::lifetime_of_zero(r#""oauth.user.refresh_time":"1436369668710","expires_in":"0""#, None)]
    #[case::no_number(r#""oauth.user.refresh_time":"soon","expires_in":"3600""#, None)]
    #[case::negative(r#""oauth.user.refresh_time":-5,"expires_in":"3600""#, None)]
    #[case::null(r#""oauth.user.refresh_time":null,"expires_in":null"#, None)]
    fn expiry_is_the_last_refresh_and_the_lifetime(#[case] entries: &str, #[case] expires: Option<u64>) {
        assert_eq!(configured(entries).expires, expires.map(Timestamp));
    }

    #[test]
    fn largest_numbers_do_not_overflow() {
        let entries = r#""oauth.user.refresh_time":"99999999999","expires_in":"18446744073709551615""#;
        assert!(!configured(entries).expires_within(u64::MAX - 1, Timestamp(0)));
    }

    #[rstest]
    #[case::list(r#""configuration":[]"#)]
    #[case::null(r#""configuration":null"#)]
    #[case::text(r#""configuration":"oauth.user.refresh_time""#)]
    #[case::no_date(r#""createdDate":"yesterday""#)]
    fn odd_part_is_unknown(#[case] entries: &str) {
        let facts = facts(entries);
        assert_eq!((facts.created, facts.expires, facts.has_events), (None, None, false));
    }

    #[rstest]
    #[case::of_the_instance(r#""eventsEnabled":true"#, true)]
    #[case::in_the_configuration(r#""configuration":{"event.notification.enabled":"true"}"#, true)]
    #[case::as_a_boolean(r#""configuration":{"event.notification.enabled":true}"#, true)]
    #[case::off(r#""eventsEnabled":false,"configuration":{"event.notification.enabled":"false"}"#, false)]
    fn events_are_on_where_the_platform_says_so(#[case] entries: &str, #[case] has_events: bool) {
        assert_eq!(facts(entries).has_events, has_events);
    }

    #[rstest]
    #[case::seconds(59, "59 s")]
    #[case::minutes(60, "1 min")]
    #[case::hours(86_399, "23 h")]
    #[case::days(86_400, "1 d")]
    #[case::years(70_000_000, "2 y")]
    fn duration_has_its_largest_unit(#[case] seconds: u64, #[case] words: &str) {
        assert_eq!(describe_duration(seconds), words);
    }

    #[test]
    fn test_is_described_from_now() {
        let test = Some(TestRecord { outcome: TestOutcome::Passed, at: Timestamp(100) });
        let facts = InstanceFacts { test, ..facts(r#""name":"a""#) };
        assert_eq!(facts.describe_test(Timestamp(100 + 7200)).as_deref(), Some("passed 2 h ago"));
    }

    #[test]
    fn age_of_a_creation_in_the_future_is_zero() {
        let facts = facts(r#""createdDate":"2017-11-30T21:53:35Z""#);
        assert_eq!(facts.age(Timestamp(0)), Some(0));
    }
}
