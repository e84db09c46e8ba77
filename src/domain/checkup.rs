//! What was looked at on this machine, and how it is.

use std::fmt;

/// One thing that was looked at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// What was looked at, in a word or two.
    pub what: &'static str,
    /// How it is.
    pub health: Health,
    /// What was found, a sentence. What comes from elsewhere in it has to be fit to be shown.
    pub found: String,
    /// What to do about it; empty where nothing is to be done.
    pub fix: String,
}

/// How a thing is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Health {
    /// As it should be.
    Good,
    /// Less than it could be, and nothing fails for it.
    Less,
    /// Something will fail.
    Bad,
}

impl Finding {
    /// It is as it should be.
    pub fn good(what: &'static str, found: impl Into<String>) -> Self {
        Self { what, health: Health::Good, found: found.into(), fix: String::new() }
    }

    /// It is less than it could be.
    pub fn less(what: &'static str, found: impl Into<String>, fix: impl Into<String>) -> Self {
        Self { health: Health::Less, fix: fix.into(), ..Self::good(what, found) }
    }

    /// Something will fail for it.
    pub fn bad(what: &'static str, found: impl Into<String>, fix: impl Into<String>) -> Self {
        Self { health: Health::Bad, ..Self::less(what, found, fix) }
    }
}

impl Finding {
    /// Its lines: how it is, and below it how to fix it.
    pub fn lines(&self) -> Vec<String> {
        let health = match self.health {
            Health::Good => "ok",
            Health::Less => "note",
            Health::Bad => "FAULT",
        };
        let found = format!("{health:<6} {:<14} {}", self.what, self.found);
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
    fn a_fix_stands_below_what_was_found() {
        assert_eq!(Finding::good("Clock", "It is right.").to_string(), "ok     Clock          It is right.");
        let bad = Finding::bad("Clock", "It is an hour slow.", "Set it.");
        assert_eq!(bad.to_string(), "FAULT  Clock          It is an hour slow.\n                      Set it.");
    }
}
