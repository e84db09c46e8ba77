//! What instances were made with the last time, to be offered the next: never a secret.

use super::{account::ProfileName, draft::KeptDraft};
use crate::catalog::element::ElementKey;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// As many elements are remembered for a profile; those used longest ago are forgotten first.
const MOST: usize = 50;

/// The form of each element as it was when an instance last came of it, by profile.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct LastValues {
    /// The one used last comes first.
    #[serde(default)]
    profiles: BTreeMap<String, Vec<KeptDraft>>,
}

impl LastValues {
    /// The form an instance of this element last came of.
    pub fn form_for(&self, profile: &ProfileName, element: &ElementKey) -> Option<&KeptDraft> {
        self.profiles.get(profile.as_str())?.iter().find(|kept| kept.element == element.as_str())
    }

    /// Takes note of a form an instance came of.
    pub fn note(&mut self, profile: &ProfileName, form: KeptDraft) {
        let forms = self.profiles.entry(profile.as_str().to_owned()).or_default();
        forms.retain(|kept| kept.element != form.element);
        forms.insert(0, form);
        forms.truncate(MOST);
    }

    /// Whether nothing was made with any profile.
    pub fn is_empty(&self) -> bool {
        self.profiles.is_empty()
    }

    /// Forgets what a profile's instances were made with.
    pub fn forget(&mut self, profile: &ProfileName) {
        self.profiles.remove(profile.as_str());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn form(element: usize, name: &str) -> KeptDraft {
        serde_json::from_value(serde_json::json!({ "element": element.to_string(), "name": name })).expect("a form")
    }

    #[test]
    fn the_last_form_of_each_element_is_remembered_by_profile() {
        let (work, home) = (ProfileName::new("work"), ProfileName::new("home"));
        let mut last = LastValues::default();
        (0..=MOST).for_each(|element| last.note(&work, form(element, "old")));
        last.note(&work, form(MOST, "new"));
        let name = |profile, element: usize| {
            last.form_for(profile, &ElementKey::new(element.to_string())).map(|kept| kept.name.as_str())
        };
        assert_eq!((name(&work, MOST), name(&work, 1)), (Some("new"), Some("old")));
        assert_eq!((name(&work, 0), name(&home, 1)), (None, None));
    }
}
