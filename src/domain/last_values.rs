//! Values used for the last instance of each element, offered the next time. They never include secrets.

use super::{account::ProfileName, draft::KeptDraft};
use crate::catalog::element::ElementKey;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Maximum number of elements remembered for each profile. The least recently used are dropped first.
const MOST: usize = 50;

/// Last form of each element that an instance was created from, by profile.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct LastValues {
    /// Forms by profile name, the most recently used first.
    #[serde(default)]
    profiles: BTreeMap<String, Vec<KeptDraft>>,
}

impl LastValues {
    /// Returns the form that the last instance of this element was created from.
    pub fn form_for(&self, profile: &ProfileName, element: &ElementKey) -> Option<&KeptDraft> {
        self.profiles.get(profile.as_str())?.iter().find(|kept| kept.element == element.as_str())
    }

    /// Records a form that an instance was created from.
    pub fn note(&mut self, profile: &ProfileName, form: KeptDraft) {
        let forms = self.profiles.entry(profile.as_str().to_owned()).or_default();
        forms.retain(|kept| kept.element != form.element);
        forms.insert(0, form);
        forms.truncate(MOST);
    }

    /// Returns true if there is no form for any profile.
    pub fn is_empty(&self) -> bool {
        self.profiles.is_empty()
    }

    /// Moves the forms of a profile to its new name.
    pub fn rename(&mut self, old: &ProfileName, new: &ProfileName) {
        if let Some(forms) = self.profiles.remove(old.as_str()) {
            self.profiles.insert(new.as_str().to_owned(), forms);
        }
    }

    /// Removes the forms of a profile.
    pub fn forget(&mut self, profile: &ProfileName) {
        self.profiles.remove(profile.as_str());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn form(element: usize, name: &str) -> KeptDraft {
        serde_json::from_value(serde_json::json!({ "element": element.to_string(), "name": name })).expect("valid form")
    }

    #[test]
    fn last_form_of_each_element_is_kept_by_profile() {
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
