//! Latest looks at instances, as they are remembered between runs.

use super::{
    account::{Profile, ProfileName},
    instance_look::InstanceLook,
    last_tests::place,
};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Most looks that are remembered for each profile. The oldest are dropped first.
const MOST: usize = 300;

/// Latest look at each instance, by profile.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct LastLooks {
    #[serde(default)]
    profiles: BTreeMap<String, PlatformLooks>,
}

/// Looks on one platform, by the ID of the instance.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
struct PlatformLooks {
    /// Address of the platform, since a profile may name another one later.
    base: String,
    looks: BTreeMap<String, InstanceLook>,
}

impl LastLooks {
    /// Records a look at an instance. Returns the look before.
    pub fn note(&mut self, profile: &Profile, id: &str, look: InstanceLook) -> Option<InstanceLook> {
        let known = self.profiles.entry(profile.name.as_str().to_owned()).or_default();
        if known.base != place(profile) {
            *known = PlatformLooks { base: place(profile).to_owned(), looks: BTreeMap::new() };
        }
        let before = known.looks.insert(id.to_owned(), look);
        if known.looks.len() > MOST {
            let oldest = known.looks.iter().filter(|(known, _)| *known != id).min_by_key(|(_, look)| look.at);
            if let Some(oldest) = oldest.map(|(id, _)| id.clone()) {
                known.looks.remove(&oldest);
            }
        }
        before
    }

    /// Moves the looks of a profile to its new name.
    pub fn rename(&mut self, old: &ProfileName, new: &ProfileName) {
        if let Some(looks) = self.profiles.remove(old.as_str()) {
            self.profiles.insert(new.as_str().to_owned(), looks);
        }
    }

    /// Removes the looks of a profile.
    pub fn forget(&mut self, profile: &ProfileName) {
        self.profiles.remove(profile.as_str());
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        document::mask::Mask,
        domain::{Account, BaseUrl, ListedInstance, Timestamp},
        text::Secret,
    };

    fn profile(base: &str) -> Profile {
        let account = Account::new(BaseUrl::read(base).expect("an address"), Secret::new("u"), Secret::new("o"));
        Profile { name: ProfileName::new("work"), account }
    }

    fn look(at: u64) -> InstanceLook {
        let listed = ListedInstance::read(r#"{"id":1}"#).expect("an instance");
        InstanceLook::new(&listed, &Mask::new([]), Timestamp(at)).expect("a look")
    }

    #[test]
    fn look_before_is_returned() {
        let (work, mut last) = (profile("api.cloud-elements.com"), LastLooks::default());
        assert_eq!(last.note(&work, "1", look(1)), None);
        assert_eq!(last.note(&work, "1", look(2)), Some(look(1)));
    }

    #[test]
    fn look_on_another_platform_does_not_count() {
        let mut last = LastLooks::default();
        last.note(&profile("api.cloud-elements.com"), "1", look(1));
        assert_eq!(last.note(&profile("localhost"), "1", look(2)), None);
    }

    #[test]
    fn oldest_look_is_dropped() {
        let (work, mut last) = (profile("api.cloud-elements.com"), LastLooks::default());
        (0..=MOST as u64).for_each(|number| drop(last.note(&work, &number.to_string(), look(number))));
        assert_eq!(last.note(&work, "0", look(1000)), None);
        assert_eq!(last.note(&work, "2", look(1000)), Some(look(2)));
    }
}
