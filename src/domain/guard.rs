//! Guard of a profile: the one place that decides which changes of a platform may leave this machine.
//!
//! The account carries the guard of its profile, and every writing call of the client asks it.

use super::fault::{Fault, FaultKind};

/// Limits on changes of a platform.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Guard {
    /// True if an instance is changed or deleted only after its name was typed.
    pub is_protected: bool,
    /// True if nothing is written at all.
    pub is_read_only: bool,
    /// IDs of the instances whose change was confirmed by name.
    confirmed: Vec<String>,
}

/// Change of a platform.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Write<'a> {
    /// Creates an instance.
    Create,
    /// Enables the instance with this ID. It takes nothing away.
    Enable(&'a str),
    /// Changes or disables the instance with this ID.
    Change(&'a str),
    /// Deletes the instance with this ID.
    Delete(&'a str),
}

impl Guard {
    /// Creates a guard from the entries of a profile.
    pub const fn new(is_protected: bool, is_read_only: bool) -> Self {
        Self { is_protected, is_read_only, confirmed: Vec::new() }
    }

    /// Checks that a change may be sent.
    ///
    /// # Errors
    /// The profile is read-only, or it is protected and the change was not confirmed by the instance's name.
    pub fn check(&self, write: Write<'_>) -> Result<(), Fault> {
        if self.is_read_only {
            let hint = "Use another profile, or remove read_only from this one.";
            return Err(Fault::new(FaultKind::Refused, "This profile is read-only, so nothing was sent.", hint));
        }
        if self.needs_name(write) {
            let hint = "Confirm the change with the name of the instance.";
            return Err(Fault::new(FaultKind::Refused, "This profile is protected, so nothing was sent.", hint));
        }
        Ok(())
    }

    /// Returns true if a change needs the name of the instance, which was not given yet.
    pub fn needs_name(&self, write: Write<'_>) -> bool {
        match write {
            Write::Create | Write::Enable(_) => false,
            Write::Change(id) | Write::Delete(id) => self.is_protected && !self.confirmed.iter().any(|own| own == id),
        }
    }

    /// Returns a guard that allows changes of this instance, if the typed text is its name. An instance without a name
    /// is confirmed by its ID.
    pub fn confirmed(&self, (id, name): (&str, &str), typed: &str) -> Option<Self> {
        (typed.trim() == confirmation((id, name))).then(|| {
            let mut guard = self.clone();
            guard.confirmed.push(id.to_owned());
            guard
        })
    }

    /// Returns the limits in words for a banner; `None` if there is none.
    pub fn label(&self) -> Option<&'static str> {
        match (self.is_protected, self.is_read_only) {
            (_, true) => Some("read-only"),
            (true, false) => Some("protected"),
            (false, false) => None,
        }
    }
}

/// Returns the text that confirms a change of an instance: its name, or the ID if it has none.
pub fn confirmation<'a>((id, name): (&'a str, &'a str)) -> &'a str {
    let name = name.trim();
    if name.is_empty() { id } else { name }
}

/// Returns the text that confirms the change of an existing instance (its ID and name), or else the creation of one with
/// this name; `None` if the profile is not protected.
pub fn needed_confirmation(guard: &Guard, existing: Option<(&str, &str)>, name: &str) -> Option<String> {
    let text = existing.map_or(name.trim(), confirmation);
    guard.is_protected.then(|| text.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    const ALL: [Write<'_>; 4] = [Write::Create, Write::Enable("7"), Write::Change("7"), Write::Delete("7")];

    fn allowed(guard: &Guard) -> Vec<bool> {
        ALL.iter().map(|write| guard.check(*write).is_ok()).collect()
    }

    #[rstest]
    #[case::none(false, false, [true, true, true, true])]
    #[case::protected(true, false, [true, true, false, false])]
    #[case::read_only(false, true, [false, false, false, false])]
    #[case::both(true, true, [false, false, false, false])]
    fn guard_limits_changes(#[case] protected: bool, #[case] read_only: bool, #[case] expected: [bool; 4]) {
        assert_eq!(allowed(&Guard::new(protected, read_only)), expected);
    }

    #[test]
    fn confirmed_name_allows_changes_of_this_instance_alone() {
        let guard = Guard::new(true, false).confirmed(("7", "Shop EU"), " Shop EU ").expect("confirmed");
        assert!(allowed(&guard).into_iter().all(|is_allowed| is_allowed));
        assert!(guard.check(Write::Delete("8")).is_err());
    }

    #[rstest]
    #[case::other_case("shop eu")]
    #[case::empty("")]
    #[case::id("7")]
    #[case::yes("yes")]
    fn other_text_confirms_nothing(#[case] typed: &str) {
        assert_eq!(Guard::new(true, false).confirmed(("7", "Shop EU"), typed), None);
    }

    #[test]
    fn instance_without_a_name_is_confirmed_by_its_id() {
        let guard = Guard::new(true, false);
        assert_eq!((guard.confirmed(("7", " "), ""), guard.confirmed(("7", " "), "7").is_some()), (None, true));
    }

    #[test]
    fn no_name_lifts_read_only() {
        let guard = Guard::new(true, true).confirmed(("7", "a"), "a").expect("the name");
        assert!(guard.check(Write::Change("7")).is_err());
    }
}
