//! Timestamps in the platform's format.

use serde::{Deserialize, Serialize};
use std::fmt;

/// Point in time, in seconds since 1970 (UTC). This layer reads no clock; the current time is passed in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Timestamp(pub u64);

/// Returns the date and the minute of a time as the platform writes it: `2026-11-29 07:34`.
pub fn to_minutes(time: &str) -> String {
    time.replace('T', " ").chars().take(16).collect()
}

impl Timestamp {
    /// Parses `2017-11-30T21:53:35Z`, with or without fractions of a second, with `Z` or an offset.
    ///
    /// Fractions of a second are dropped. Returns `None` for other texts, and for times before 1970.
    pub fn read(text: &str) -> Option<Self> {
        let time: jiff::Timestamp = text.trim().parse().ok()?;
        u64::try_from(time.as_second()).ok().map(Self)
    }

    /// Formats the time for display: `2017-11-30 at 21:53:35 UTC`.
    pub fn words(self) -> String {
        self.to_string().replace('T', " at ").replace('Z', " UTC")
    }
}

/// Formats the time as `2017-11-30T21:53:35Z`: UTC, without fractions of a second.
impl fmt::Display for Timestamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let time = i64::try_from(self.0).ok().and_then(|seconds| jiff::Timestamp::from_second(seconds).ok());
        // Only a time after the year 9999 has no date here.
        write!(f, "{}", time.unwrap_or(jiff::Timestamp::MAX).strftime("%Y-%m-%dT%H:%M:%SZ"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn seconds_are_formatted_across_leap_days_and_centuries() {
        for (seconds, text) in [
            (0, "1970-01-01T00:00:00Z"),
            (951_782_400, "2000-02-29T00:00:00Z"),
            (1_512_078_815, "2017-11-30T21:53:35Z"),
            (4_107_542_399, "2100-02-28T23:59:59Z"),
            (4_107_542_400, "2100-03-01T00:00:00Z"),
        ] {
            assert_eq!(Timestamp(seconds).to_string(), text);
        }
    }

    #[test]
    fn offsets_and_fractions_of_a_second_are_parsed() {
        for text in ["2017-11-30T21:53:35.123Z", "2017-11-30T22:53:35+01:00", "2017-11-30T16:23:35.5-0530"] {
            assert_eq!(Timestamp::read(text), Some(Timestamp(1_512_078_815)), "{text}");
        }
    }

    #[test]
    fn invalid_timestamp_is_refused() {
        for text in ["", "T", "2017-11-30", "2017-11-30T21:53:35", "2017-13-30T21:53:35Z", "1512078815", "+1-1-1TZ"] {
            assert_eq!(Timestamp::read(text), None, "{text}");
        }
    }

    proptest! {
        #[test]
        fn formatted_timestamp_parses_to_the_same_value(seconds in 0_u64..253_402_300_800) {
            prop_assert_eq!(Timestamp::read(&Timestamp(seconds).to_string()), Some(Timestamp(seconds)));
        }

        #[test]
        fn parsing_any_text_never_panics(text in ".{0,40}") {
            let _ = Timestamp::read(&text);
        }
    }
}
