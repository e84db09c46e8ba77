//! A value nobody may see unasked.

use std::{
    collections::BTreeSet,
    fmt,
    sync::{Mutex, PoisonError},
};
use zeroize::Zeroizing;

/// The variables of the environment that hold secrets of ours.
const VARIABLES: [&str; 4] = ["CE_USER", "CE_ORG", "ELEMINT_USER_SECRET", "ELEMINT_ORG_SECRET"];

/// Further ones a secret was read from. The environment is the whole process's, and so is what is known of it.
static READ: Mutex<BTreeSet<String>> = Mutex::new(BTreeSet::new());

/// Variables that programs need to run at all. A reference that is only half typed may name one of them.
const NEEDED: [&str; 14] = [
    "PATH",
    "HOME",
    "USER",
    "LOGNAME",
    "SHELL",
    "TERM",
    "LANG",
    "LC_ALL",
    "TMPDIR",
    "DISPLAY",
    "WAYLAND_DISPLAY",
    "XDG_RUNTIME_DIR",
    "DBUS_SESSION_BUS_ADDRESS",
    "XAUTHORITY",
];

/// Notes that this variable of the environment holds a secret, read or not.
pub fn withhold(variable: &str) {
    if NEEDED.contains(&variable) {
        return;
    }
    READ.lock().unwrap_or_else(PoisonError::into_inner).insert(variable.to_owned());
}

/// The variables no program we start is given.
pub fn withheld() -> Vec<String> {
    let read = READ.lock().unwrap_or_else(PoisonError::into_inner);
    VARIABLES.into_iter().map(str::to_owned).chain(read.iter().cloned()).collect()
}

/// A password, key, code or token: wiped when dropped, shown by nothing.
///
/// It has no `Display` and no `Serialize`, and its `Debug` says neither content nor length. The one way out is
/// [`Secret::expose`], so a search for that word lists every place where a secret leaves.
#[derive(Clone, Default)]
pub struct Secret(Zeroizing<String>);

impl Secret {
    /// Takes the text over; the caller's copy is the caller's to wipe.
    pub fn new(text: impl Into<String>) -> Self {
        Self(Zeroizing::new(text.into()))
    }

    /// The text itself, for the one place that must have it.
    pub fn expose(&self) -> &str {
        &self.0
    }

    /// Whether there is nothing to hide.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret(…)")
    }
}

/// Compared without an early way out, so that the time taken does not tell how much was right.
impl PartialEq for Secret {
    fn eq(&self, other: &Self) -> bool {
        let (a, b) = (self.0.as_bytes(), other.0.as_bytes());
        a.len() == b.len() && a.iter().zip(b).fold(0, |differ, (x, y)| differ | (x ^ y)) == 0
    }
}

impl Eq for Secret {}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    #[test]
    fn debug_says_neither_content_nor_length() {
        assert_eq!(format!("{:?}", Secret::new("a")), format!("{:?}", Secret::new("longer")));
    }

    #[rstest]
    fn variables_with_secrets_are_withheld_before_anything_is_read(
        #[values("CE_USER", "CE_ORG", "ELEMINT_USER_SECRET", "ELEMINT_ORG_SECRET")] name: &str,
    ) {
        assert!(withheld().iter().any(|known| known == name));
    }

    #[test]
    fn a_variable_a_secret_was_read_from_is_withheld() {
        withhold("SECRET_TEST_VARIABLE");
        assert!(withheld().iter().any(|known| known == "SECRET_TEST_VARIABLE"));
    }

    #[test]
    fn equal_only_to_the_same_text() {
        assert_eq!(Secret::new("abc"), Secret::new("abc"));
        assert_ne!(Secret::new("abc"), Secret::new("abd"));
        assert_ne!(Secret::new("abc"), Secret::new("ab"));
    }
}
