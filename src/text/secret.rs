//! Secrets, and the environment variables that hold them.

use std::{
    collections::BTreeSet,
    fmt,
    sync::{Arc, Mutex, PoisonError},
};
use zeroize::Zeroizing;

/// Environment variables that hold secrets of this program.
const VARIABLES: [&str; 4] = ["CE_USER", "CE_ORG", "ELEMINT_USER_SECRET", "ELEMINT_ORG_SECRET"];

/// Further variables a secret was read from. The environment belongs to the process, so this set is global too.
static READ: Mutex<BTreeSet<String>> = Mutex::new(BTreeSet::new());

/// Variables that programs need to run. They are never withheld, because a half-typed reference may name one of them.
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

/// Marks an environment variable as one that holds a secret, whether it was read or not.
pub fn withhold(variable: &str) {
    if NEEDED.contains(&variable) {
        return;
    }
    READ.lock().unwrap_or_else(PoisonError::into_inner).insert(variable.to_owned());
}

/// Returns true if a variable was marked as one that holds a secret.
pub fn has_withheld() -> bool {
    !READ.lock().unwrap_or_else(PoisonError::into_inner).is_empty()
}

/// Returns the variables that are removed from the environment of started programs.
pub fn withheld() -> Vec<String> {
    let read = READ.lock().unwrap_or_else(PoisonError::into_inner);
    VARIABLES.into_iter().map(str::to_owned).chain(read.iter().cloned()).collect()
}

/// Password, key, code or token. Never printed. Clones share one text, which is wiped when the last of them is dropped.
///
/// It has no `Display` and no `Serialize`, and its `Debug` shows neither content nor length. The only access is
/// [`Secret::expose`], so a search for that word lists every place where a secret is used.
#[derive(Clone, Default)]
pub struct Secret(Arc<Zeroizing<String>>);

impl Secret {
    /// Takes ownership of the text. A copy that the caller keeps must be wiped by the caller.
    pub fn new(text: impl Into<String>) -> Self {
        Self(Arc::new(Zeroizing::new(text.into())))
    }

    /// Returns the text itself.
    pub fn expose(&self) -> &str {
        &self.0
    }

    /// Returns true if the secret is empty.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret(…)")
    }
}

/// Compares all bytes without an early return, so that the time taken does not reveal how many of them match.
impl PartialEq for Secret {
    fn eq(&self, other: &Self) -> bool {
        let (a, b) = (self.expose().as_bytes(), other.expose().as_bytes());
        a.len() == b.len() && a.iter().zip(b).fold(0, |differ, (x, y)| differ | (x ^ y)) == 0
    }
}

impl Eq for Secret {}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    #[rstest]
    #[case::short("a")]
    #[case::long("longer")]
    fn debug_shows_neither_content_nor_length(#[case] text: &str) {
        assert_eq!(format!("{:?}", Secret::new(text)), "Secret(…)");
    }

    #[rstest]
    #[case::nothing("", true)]
    #[case::blank(" ", false)]
    fn secret_is_empty_without_characters(#[case] text: &str, #[case] is_empty: bool) {
        assert_eq!(Secret::new(text).is_empty(), is_empty);
    }

    #[rstest]
    fn documented_secret_variable_is_withheld_before_any_is_read(
        #[values("CE_USER", "CE_ORG", "ELEMINT_USER_SECRET", "ELEMINT_ORG_SECRET")] name: &str,
    ) {
        assert!(withheld().iter().any(|known| known == name));
    }

    #[test]
    fn variable_a_secret_was_read_from_is_withheld() {
        withhold("SECRET_TEST_VARIABLE");
        assert!(withheld().iter().any(|known| known == "SECRET_TEST_VARIABLE"));
    }

    #[test]
    fn clone_shares_the_text() {
        let secret = Secret::new("abc");
        assert_eq!(secret.clone().expose().as_ptr(), secret.expose().as_ptr());
    }

    #[rstest]
    #[case::same("abc", true)]
    #[case::other_end("abd", false)]
    #[case::other_order("bac", false)]
    #[case::shorter("ab", false)]
    fn secret_equals_only_the_same_text(#[case] other: &str, #[case] is_equal: bool) {
        assert_eq!(Secret::new("abc") == Secret::new(other), is_equal);
    }
}
