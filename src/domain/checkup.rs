//! Findings of the checks of `elemint doctor`.

use std::fmt;

/// Result of one check.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// Name of the check, one or two words.
    pub subject: &'static str,
    /// Severity.
    pub health: Health,
    /// Result, one sentence. External text in it must be safe to display.
    pub found: String,
    /// Remedy; empty if none is needed.
    pub fix: String,
}

/// Severity of a finding.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Health {
    /// No problem.
    Good,
    /// Could be better, but nothing fails.
    Less,
    /// Something will fail.
    Bad,
}

impl Finding {
    /// Returns a finding without a problem.
    pub fn good(subject: &'static str, found: impl Into<String>) -> Self {
        Self { subject, health: Health::Good, found: found.into(), fix: String::new() }
    }

    /// Returns a finding that could be better.
    pub fn less(subject: &'static str, found: impl Into<String>, fix: impl Into<String>) -> Self {
        Self { health: Health::Less, fix: fix.into(), ..Self::good(subject, found) }
    }

    /// Returns a finding that makes something fail.
    pub fn bad(subject: &'static str, found: impl Into<String>, fix: impl Into<String>) -> Self {
        Self { health: Health::Bad, ..Self::less(subject, found, fix) }
    }
}

impl Finding {
    /// Returns the lines of the finding: the result, then the remedy.
    pub fn lines(&self) -> Vec<String> {
        let health = match self.health {
            Health::Good => "ok",
            Health::Less => "note",
            Health::Bad => "FAULT",
        };
        let found = format!("{health:<6} {:<14} {}", self.subject, self.found);
        let fix = (!self.fix.is_empty()).then(|| format!("       {:<14} {}", "", self.fix));
        std::iter::once(found).chain(fix).collect()
    }
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.lines().join("\n"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn remedy_is_below_the_result() {
        assert_eq!(Finding::good("Clock", "It is right.").to_string(), "ok     Clock          It is right.");
        let bad = Finding::bad("Clock", "It is an hour slow.", "Set it.");
        assert_eq!(bad.to_string(), "FAULT  Clock          It is an hour slow.\n                      Set it.");
    }
}
