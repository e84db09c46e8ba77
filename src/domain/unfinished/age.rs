//! Age of a saved item.

use crate::domain::timestamp::Timestamp;
use std::fmt;

/// Time since an item was saved, displayed as `2 h ago`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Age(Option<u64>);

impl Age {
    /// Returns the time from `saved` to `now`. If the clock was set back, the age is unknown.
    pub fn between(saved: Timestamp, now: Timestamp) -> Self {
        Self(now.0.checked_sub(saved.0))
    }
}

impl fmt::Display for Age {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            None => f.write_str("age unknown"),
            Some(0..60) => f.write_str("just now"),
            Some(seconds @ 60..3600) => write!(f, "{} min ago", seconds / 60),
            Some(seconds @ 3600..86_400) => write!(f, "{} h ago", seconds / 3600),
            Some(seconds) => match seconds / 86_400 {
                1 => f.write_str("1 day ago"),
                days => write!(f, "{days} days ago"),
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    #[rstest]
    #[case::now(0, "just now")]
    #[case::minutes(179, "2 min ago")]
    #[case::hours(7200, "2 h ago")]
    #[case::a_day(86_400, "1 day ago")]
    #[case::days(400 * 86_400, "400 days ago")]
    fn age_is_shown_in_its_largest_unit(#[case] seconds: u64, #[case] words: &str) {
        assert_eq!(Age::between(Timestamp(1000), Timestamp(1000 + seconds)).to_string(), words);
    }

    #[test]
    fn age_is_unknown_after_the_clock_was_set_back() {
        assert_eq!(Age::between(Timestamp(1000), Timestamp(999)).to_string(), "age unknown");
    }
}
