//! An instance as the platform keeps and shows it.

use super::{clock, listed::SandboxElement};
use crate::text::Secret;
use serde_json::{Map, Value as Json, json};
use std::{collections::BTreeMap, sync::Arc};

/// Text in place of a secret, in answers and in the record: a value that is never shown need not be stored.
pub(super) const MASKED: &str = "********";
/// Lowest first id of a platform. All ids have seven digits.
const FIRST_ID: u64 = 1_000_001;
/// Number of ranges of ids, of a thousand each.
const RANGES: u64 = 8_999;
/// Failed calls after which the platform disables an instance.
const MAX_REFUSALS: u8 = 5;

/// Instance.
pub(super) struct InstanceRecord {
    pub(super) name: String,
    pub(super) listed: Arc<SandboxElement>,
    pub(super) token: Secret,
    /// Number of the account that it belongs to.
    pub(super) account: u64,
    pub(super) tags: Vec<String>,
    pub(super) configuration: Map<String, Json>,
    pub(super) created: u64,
    pub(super) disabled: bool,
    /// True if it was created with the client's own tokens instead of a code.
    pub(super) external: bool,
    /// End of trace logging, in seconds since 1970.
    pub(super) traced_until: u64,
    /// True if the provider no longer accepts the credentials.
    pub(super) expired: bool,
    /// Calls in a row that failed because of expired credentials.
    pub(super) refusals: u8,
    pub(super) definitions: BTreeMap<String, Json>,
    pub(super) transformations: BTreeMap<String, Json>,
}

impl InstanceRecord {
    /// Returns the instance as JSON; a list without `hydrate` leaves the configuration out.
    pub(super) fn json(&self, id: u64, hydrated: bool) -> Json {
        let entry = |key: &str| self.configuration.get(key).and_then(Json::as_str);
        let events = entry("event.notification.enabled") == Some("true");
        let configuration = if hydrated { self.configuration.clone() } else { Map::new() };
        let mut json = json!({
            "id": id,
            "name": self.name,
            "createdDate": clock::stamp(self.created),
            "token": self.token.expose(),
            "element": self.listed.summary(),
            "elementId": self.listed.id,
            "tags": self.tags,
            "provisionInteractions": [],
            "valid": true,
            "disabled": self.disabled,
            "maxCacheSize": 0,
            "cacheTimeToLive": 0,
            "configuration": configuration,
            "eventsEnabled": events,
            "traceLoggingEnabled": self.traced_until > clock::seconds(),
            "cachingEnabled": false,
            "externalAuthentication": if self.external { "initial" } else { "none" },
            "user": person(),
        });
        if let (true, Some(url), Some(object)) =
            (events, entry("event.notification.callback.url"), json.as_object_mut())
        {
            object.insert("eventsNotificationCallbackUrl".into(), Json::from(url));
        }
        json
    }

    /// Changes configuration values. Masked values mean "unchanged", and unknown keys are ignored.
    pub(super) fn set(&mut self, sent: Map<String, Json>) {
        let described = self.listed.configuration();
        let is_described = |key: &str| described.iter().any(|item| item.get("key").and_then(Json::as_str) == Some(key));
        for (key, value) in sent {
            let is_known = self.configuration.contains_key(&key) || is_described(&key);
            if is_known && value.as_str() != Some(MASKED) {
                self.configuration.insert(key, value);
            }
        }
        self.mask();
    }

    /// Replaces secret values by the mask.
    pub(super) fn mask(&mut self) {
        let masked = self.listed.masked_keys();
        for (key, value) in &mut self.configuration {
            if masked.contains(key) && value.as_str().is_some_and(|text| !text.is_empty()) {
                *value = Json::from(MASKED);
            }
        }
    }

    /// Refreshes the provider's token if it has expired, as the platform does before a call.
    pub(super) fn refresh(&mut self, now: u64) {
        let number = |key: &str| self.configuration.get(key).and_then(Json::as_str).and_then(|text| text.parse().ok());
        let (Some(time), Some(lifetime)) = (number("oauth.user.refresh_time"), number("oauth.user.refresh_interval"))
        else {
            return;
        };
        let (time, lifetime): (u64, u64) = (time, lifetime);
        if (time / 1000).saturating_add(lifetime) <= now {
            self.configuration.insert("oauth.user.refresh_time".into(), Json::from(format!("{now}000")));
        }
    }

    /// Counts a call that failed because of expired credentials. The fifth one disables the instance.
    pub(super) fn count_refusal(&mut self) {
        self.refusals = self.refusals.saturating_add(1);
        self.disabled |= self.refusals >= MAX_REFUSALS;
    }
}

/// All instances, by id. Ids are counted up, since clients rely on `id + 1`, from a random first one, so that instances
/// of two sandboxes can be distinguished.
pub(super) struct InstanceRecords {
    made: BTreeMap<u64, InstanceRecord>,
    first: u64,
    ever: u64,
    /// Number of calls that may have changed an instance.
    changes: u64,
    /// Saved instances of elements that are not known in this run.
    pub(super) others: Vec<Json>,
}

impl Default for InstanceRecords {
    fn default() -> Self {
        Self::numbered(FIRST_ID, 0)
    }
}

impl InstanceRecords {
    /// Creates an empty collection whose ids begin in a range that this number chooses.
    pub(super) fn beginning(number: u64) -> Self {
        Self::numbered(FIRST_ID + 1000 * (number % RANGES), 0)
    }

    /// Creates an empty collection whose first id is given, and of which so many ids were used.
    pub(super) fn numbered(first: u64, ever: u64) -> Self {
        Self { made: BTreeMap::new(), first, ever, changes: 0, others: Vec::new() }
    }

    /// Returns the first id, and the number of ids that were used.
    pub(super) fn numbers(&self) -> (u64, u64) {
        (self.first, self.ever)
    }

    /// Returns the number of calls that may have changed an instance.
    pub(super) fn changes(&self) -> u64 {
        self.changes
    }

    /// Returns the number of instances.
    pub(super) fn len(&self) -> usize {
        self.made.len()
    }

    /// Keeps a new one; ids are not used again.
    pub(super) fn add(&mut self, record: InstanceRecord) -> u64 {
        let behind_last = self.made.last_key_value().map_or(0, |(last, _)| last.saturating_add(1));
        let id = self.first.saturating_add(self.ever).max(behind_last);
        self.ever = self.ever.saturating_add(1);
        self.changes += 1;
        self.made.insert(id, record);
        id
    }

    /// Keeps one that was saved.
    pub(super) fn restore(&mut self, id: u64, record: InstanceRecord) {
        self.made.insert(id, record);
    }

    pub(super) fn find(&self, id: u64) -> Option<&InstanceRecord> {
        self.made.get(&id)
    }

    pub(super) fn find_mut(&mut self, id: u64) -> Option<&mut InstanceRecord> {
        self.changes += 1;
        self.made.get_mut(&id)
    }

    pub(super) fn remove(&mut self, id: u64) {
        self.changes += 1;
        self.made.remove(&id);
    }

    pub(super) fn all(&self) -> impl Iterator<Item = (u64, &InstanceRecord)> {
        self.made.iter().map(|(id, record)| (*id, record))
    }

    /// The one with this token.
    pub(super) fn holder(&self, token: &Secret) -> Option<u64> {
        self.all().find(|(_, record)| &record.token == token).map(|(id, _)| id)
    }
}

/// Returns the user as each instance contains it.
fn person() -> Json {
    json!({ "id": 1001, "emailAddress": "sam@example.com", "firstName": "Sam", "lastName": "Taylor" })
}
