//! Timestamps in the platform's format.

use std::fmt;

/// Point in time, in seconds since 1970 (UTC). This layer reads no clock; the current time is passed in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Timestamp(pub u64);

impl Timestamp {
    /// Parses `2017-11-30T21:53:35Z`, with or without fractions of a second, with `Z` or an offset.
    pub fn read(text: &str) -> Option<Self> {
        let (date, time) = text.trim().split_once('T')?;
        let [year, month, day] = numbers(date, '-')?;
        let clock = time.get(..8)?;
        let [hour, minute, second] = numbers(clock, ':')?;
        if !(1970..10_000).contains(&year) || !(1..=12).contains(&month) || !(1..=31).contains(&day) {
            return None;
        }
        let zone = time.get(8..)?.trim_start_matches(|c: char| c == '.' || c.is_ascii_digit());
        let local = days(year, month, day) * 86_400 + hour * 3600 + minute * 60 + second;
        u64::try_from(local - offset(zone)?).ok().map(Self)
    }

    /// Formats the time for display: `2017-11-30 at 21:53:35 UTC`.
    pub fn words(self) -> String {
        self.to_string().replace('T', " at ").replace('Z', " UTC")
    }
}

/// Formats the time as `2017-11-30T21:53:35Z`: UTC, without fractions of a second.
impl fmt::Display for Timestamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (days, rest) = (self.0 / 86_400, self.0 % 86_400);
        let (year, month, day) = date(days);
        let (hour, minute, second) = (rest / 3600, rest / 60 % 60, rest % 60);
        write!(f, "{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}Z")
    }
}

fn numbers<const N: usize>(text: &str, between: char) -> Option<[i64; N]> {
    let parts: Option<Vec<i64>> = text.split(between).map(digits).collect();
    parts?.try_into().ok()
}

fn digits(text: &str) -> Option<i64> {
    text.bytes().all(|b| b.is_ascii_digit()).then(|| text.parse().ok()).flatten()
}

/// Parses an offset (`Z`, `+01:00`, `-0530`) into seconds east of UTC.
fn offset(zone: &str) -> Option<i64> {
    let (sign, rest) = match zone.split_at_checked(1)? {
        ("Z", "") => return Some(0),
        ("+", rest) => (1, rest),
        ("-", rest) => (-1, rest),
        _ => return None,
    };
    let rest = rest.replace(':', "");
    let (hours, minutes) = (digits(rest.get(..2)?)?, digits(rest.get(2..)?)?);
    Some(sign * (hours * 3600 + minutes * 60))
}

/// Converts days since 1970 into a date. Years begin in March, so that the leap day is the last of a year and all eras
/// of 400 years have the same length (H. Hinnant, `civil_from_days`).
fn date(days: u64) -> (u64, u64, u64) {
    let shifted = days + 719_468;
    let (era, day_of_era) = (shifted / 146_097, shifted % 146_097);
    let year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let march_month = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * march_month + 2) / 5 + 1;
    let month = if march_month < 10 { march_month + 3 } else { march_month - 9 };
    (year_of_era + era * 400 + u64::from(month <= 2), month, day)
}

/// Converts a date into days since 1970 (`days_from_civil`).
fn days(year: i64, month: i64, day: i64) -> i64 {
    let year = if month <= 2 { year - 1 } else { year };
    let (era, year_of_era) = (year / 400, year % 400);
    let march_month = if month > 2 { month - 3 } else { month + 9 };
    let day_of_year = (153 * march_month + 2) / 5 + day - 1;
    era * 146_097 + year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year - 719_468
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
