//! A request for an instance as it is written down before it leaves, so that whatever happens on the way it can be
//! found out what became of it.

use super::{
    base::BaseUrl, create_request::CreateRequest, draft_id::DraftId, instance::Instance, journal_id::JournalId,
    timestamp::Timestamp,
};
use crate::catalog::element::ElementKey;
use ring::digest::{SHA256, digest};
use std::{fmt::Write as _, time::Duration};

/// For so many seconds a platform may be at a request. It goes on though nobody waits for its answer any more; those who
/// know it speak of half a minute, and elemint itself waits so long.
const LONGEST: u64 = 120;

/// How far the clocks of two machines may be apart.
const SKEW: u64 = 600;

/// What is known of a request for an instance: enough to look for what it made, and no secret.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct JournalEntry {
    /// What it is called.
    pub id: JournalId,
    /// Where it was sent.
    pub base: BaseUrl,
    /// The element.
    pub element: ElementKey,
    /// The name asked for.
    pub name: String,
    /// The tags asked for.
    pub tags: Vec<String>,
    /// A hash of the whole body, secrets masked: two of one hash ask for the same.
    pub body: String,
    /// When it was about to be sent.
    pub started: Timestamp,
    /// The form it was made from; none where an older elemint wrote it down.
    pub draft: Option<DraftId>,
}

impl JournalEntry {
    /// What is to be written down of this request.
    pub fn new(id: JournalId, provision: &CreateRequest, base: &BaseUrl, started: Timestamp) -> Self {
        let mut body = String::new();
        for byte in digest(&SHA256, provision.masked_body().to_string().as_bytes()).as_ref() {
            let _ = write!(body, "{byte:02x}");
        }
        Self {
            id,
            base: base.clone(),
            element: provision.element().clone(),
            name: provision.filled().name().to_owned(),
            tags: provision.filled().tags().into_iter().map(str::to_owned).collect(),
            body,
            started,
            draft: provision.filled().draft().id().cloned(),
        }
    }

    /// Whether the two ask the same of the same platform.
    pub fn is_twin(&self, other: &Self) -> bool {
        self.base == other.base && self.body == other.body
    }

    /// For how long the platform may still be at it. Of a request that was sent long after now, since a clock was put
    /// back, nobody can tell, and nobody waits for that.
    pub fn may_go_on(&self, now: Timestamp) -> Duration {
        let left = self.started.0.saturating_add(LONGEST).saturating_sub(now.0);
        Duration::from_secs(if left > 2 * LONGEST { 0 } else { left.min(LONGEST) })
    }

    /// Whether the instance is young enough to have come of it; one whose age nobody knows may have.
    pub fn may_have_made(&self, instance: &Instance) -> bool {
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

    fn provision(name: &str, user: &str, password: &str) -> CreateRequest {
        let catalog = Catalog::embedded().expect("the catalog");
        let mut draft = Draft::new(catalog.find("magentosoapv19").expect("magento").clone());
        draft.name = name.into();
        for (key, text) in [("userName", user), ("password", password), ("store.url", "https://shop.example")] {
            draft.set(&FieldKey::new(key), text);
        }
        match draft.finish().expect("filled").route() {
            Route::Ready(provision) => provision,
            Route::Consent(_) => panic!("no consent is needed"),
        }
    }

    fn attempt(provision: &CreateRequest) -> JournalEntry {
        let base = BaseUrl::read("api.cloud-elements.com").expect("a base");
        JournalEntry::new(JournalId::from_bytes([0, 1, 2, 255]), provision, &base, Timestamp(1_000_000))
    }

    #[test]
    fn the_same_request_is_known_again_and_another_is_not() {
        let one = attempt(&provision("shop", "ada", "CANARY"));
        assert!(one.is_twin(&attempt(&provision("shop", "ada", "CANARY"))));
        assert!(!one.is_twin(&attempt(&provision("shop", "bob", "CANARY"))));
    }

    #[test]
    fn nothing_in_it_depends_on_a_secret() {
        let (one, two) = (attempt(&provision("shop", "ada", "CANARY")), attempt(&provision("shop", "ada", "other")));
        assert_eq!(one, two);
        assert!(!format!("{one:?}").contains("CANARY"));
    }

    #[test]
    fn what_is_older_than_the_request_did_not_come_of_it() {
        let attempt = attempt(&provision("shop", "ada", "x"));
        let instance = |created: Option<&str>| Instance {
            created: created.map(str::to_owned),
            ..Instance::read(r#"{"id":1,"token":"t"}"#).expect("an instance")
        };
        for (created, may) in [
            (Some("1970-01-12T13:46:40Z"), true),
            (Some("1970-01-12T13:36:40Z"), true),
            (Some("1970-01-12T13:36:39Z"), false),
            (Some("yesterday"), true),
            (None, true),
        ] {
            assert_eq!(attempt.may_have_made(&instance(created)), may, "{created:?}");
        }
    }

    #[test]
    fn a_platform_may_be_at_it_for_two_minutes_and_a_clock_put_back_makes_it_no_more() {
        let attempt = attempt(&provision("shop", "ada", "x"));
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
            assert_eq!(attempt.may_go_on(Timestamp(now)), Duration::from_secs(left), "{now}");
        }
    }

    #[test]
    fn an_id_reads_as_it_is_printed_and_nothing_else_does() {
        let id = JournalId::from_bytes([0, 1, 2, 255]);
        assert_eq!(JournalId::read(&id.to_string()), Some(id));
        for text in ["", "../00000", "0001020F", "000102ff0"] {
            assert_eq!(JournalId::read(text), None, "{text}");
        }
    }
}
