//! Journal entries: a create request is recorded before it is sent, so that its outcome can be found out later.

use super::{
    base::BaseUrl, create_request::CreateRequest, draft_id::DraftId, instance::Instance, journal_id::JournalId,
    timestamp::Timestamp,
};
use crate::{catalog::element::ElementKey, text::hex};
use ring::digest::{SHA256, digest};
use std::time::Duration;

/// Maximum time in seconds that the platform may work on a request. It continues after the client gave up. Reports
/// speak of half a minute, and elemint itself waits for this time.
pub const LONGEST: u64 = 120;

/// Tolerated difference between the clocks of two machines, in seconds.
const SKEW: u64 = 600;

/// Record of a create request: enough to find the instance it created, and no secret.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct JournalEntry {
    /// ID of the entry.
    pub id: JournalId,
    /// Address of the platform it was sent to.
    pub base: BaseUrl,
    /// Key of the element.
    pub element: ElementKey,
    /// Requested name.
    pub name: String,
    /// Requested tags.
    pub tags: Vec<String>,
    /// SHA-256 of the body with masked secrets, in hexadecimal. Equal requests have equal hashes.
    pub body: String,
    /// Time just before it was sent.
    pub started: Timestamp,
    /// Draft it was created from; `None` in entries of older versions.
    pub draft: Option<DraftId>,
    /// Name of the profile it was sent with, if it is known. Several profiles may have accounts of one platform.
    pub profile: Option<String>,
}

impl JournalEntry {
    /// Creates the entry for a request.
    pub fn new(id: JournalId, request: &CreateRequest, base: &BaseUrl, started: Timestamp) -> Self {
        let body = hex(digest(&SHA256, request.masked_body().to_string().as_bytes()).as_ref());
        Self {
            id,
            base: base.clone(),
            element: request.element().clone(),
            name: request.filled().name().to_owned(),
            tags: request.filled().tags().into_iter().map(str::to_owned).collect(),
            body,
            started,
            draft: request.filled().draft().id().cloned(),
            profile: None,
        }
    }

    /// Returns true if both entries request the same from the same platform. Profiles of two names may be one account.
    pub fn is_twin(&self, other: &Self) -> bool {
        self.base == other.base && self.body == other.body
    }

    /// Returns true if the request was sent with this profile, or its profile is not known.
    pub fn may_be_of(&self, profile: &str) -> bool {
        self.profile.as_deref().is_none_or(|own| own == profile)
    }

    /// Returns the time for which the platform may still work on the request, if it works on one for `longest` seconds. An
    /// entry far in the future, as after the clock was set back, gives zero, so that no caller waits for it.
    pub fn may_go_on(&self, now: Timestamp, longest: u64) -> Duration {
        let left = self.started.0.saturating_add(longest).saturating_sub(now.0);
        Duration::from_secs(if left > 2 * longest { 0 } else { left.min(longest) })
    }

    /// Returns true if the instance is recent enough to come from this request, or its age is not known.
    pub fn may_have_created(&self, instance: &Instance) -> bool {
        let created = instance.created.as_deref().and_then(Timestamp::read);
        created.is_none_or(|created| created.0 + SKEW >= self.started.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        catalog::{Catalog, FieldKey},
        domain::{Draft, Route},
    };
    use rstest::rstest;

    fn request(name: &str, user: &str, password: &str) -> CreateRequest {
        let catalog = Catalog::embedded().expect("the catalog");
        let mut draft = Draft::new(catalog.find("magentosoapv19").expect("magento").clone());
        draft.name = name.into();
        for (key, text) in [("userName", user), ("password", password), ("store.url", "https://shop.example")] {
            draft.set(&FieldKey::new(key), text);
        }
        match draft.finish().expect("filled").route() {
            Route::Ready(request) => request,
            Route::Consent(_) | Route::Change(_) => panic!("the request is complete"),
        }
    }

    fn entry(request: &CreateRequest) -> JournalEntry {
        let base = BaseUrl::read("api.cloud-elements.com").expect("valid address");
        JournalEntry::new(JournalId::from_bytes([0, 1, 2, 255]), request, &base, Timestamp(1_000_000))
    }

    #[rstest]
    #[case::of_this_profile(Some("work"), true)]
    #[case::of_another_profile(Some("home"), false)]
    #[case::of_an_unknown_profile(None, true)]
    fn request_may_be_of_its_profile_or_of_any(#[case] profile: Option<&str>, #[case] expected: bool) {
        let entry = JournalEntry { profile: profile.map(str::to_owned), ..entry(&request("shop", "ada", "CANARY")) };
        assert_eq!(entry.may_be_of("work"), expected);
    }

    #[test]
    fn only_equal_requests_are_twins() {
        let one = entry(&request("shop", "ada", "CANARY"));
        assert!(one.is_twin(&entry(&request("shop", "ada", "CANARY"))));
        assert!(!one.is_twin(&entry(&request("shop", "bob", "CANARY"))));
    }

    #[test]
    fn journal_entry_does_not_depend_on_secrets() {
        let (one, two) = (entry(&request("shop", "ada", "CANARY")), entry(&request("shop", "ada", "other")));
        assert_eq!(one, two);
        assert!(!format!("{one:?}").contains("CANARY"));
    }

    #[test]
    fn instance_older_than_the_request_did_not_come_from_it() {
        let entry = entry(&request("shop", "ada", "x"));
        let instance = |created: Option<&str>| Instance {
            created: created.map(str::to_owned),
            ..Instance::read(r#"{"id":1,"token":"t"}"#).expect("valid answer")
        };
        for (created, may) in [
            (Some("1970-01-12T13:46:40Z"), true),
            (Some("1970-01-12T13:36:40Z"), true),
            (Some("1970-01-12T13:36:39Z"), false),
            (Some("yesterday"), true),
            (None, true),
        ] {
            assert_eq!(entry.may_have_created(&instance(created)), may, "{created:?}");
        }
    }

    #[test]
    fn platform_may_work_for_two_minutes_unless_the_clock_was_set_back() {
        let entry = entry(&request("shop", "ada", "x"));
        for (now, left) in [
            (1_000_000, 120),
            (1_000_030, 90),
            (1_000_120, 0),
            (2_000_000, 0),
            (999_990, 120),
            (999_880, 120),
            (999_879, 0),
            (5, 0),
        ] {
            assert_eq!(entry.may_go_on(Timestamp(now), LONGEST), Duration::from_secs(left), "{now}");
        }
        assert_eq!(entry.may_go_on(Timestamp(1_000_005), 12), Duration::from_secs(7));
    }

    #[test]
    fn only_printed_form_of_an_id_is_parsed() {
        let id = JournalId::from_bytes([0, 1, 2, 255]);
        assert_eq!(JournalId::read(&id.to_string()), Some(id));
        for text in ["", "../00000", "0001020F", "000102ff0"] {
            assert_eq!(JournalId::read(text), None, "{text}");
        }
    }
}
