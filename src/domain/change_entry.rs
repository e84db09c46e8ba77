//! Journal entries of changes: a change of an existing instance is recorded before it is sent, so that its outcome can
//! be found out later by reading the instance.

use super::{
    base::BaseUrl,
    change_kind::ChangeKind,
    change_outcome::{ChangeAnswer, ChangeVerdict, UnknownCause},
    change_request::ChangeRequest,
    draft::{Difference, DifferenceSide},
    existing_instance::ExistingInstance,
    instance::{Instance, ListedInstance},
    instance_update::InstanceUpdate,
    journal_id::JournalId,
    timestamp::Timestamp,
};
use crate::{
    catalog::{
        element::ElementKey,
        field::{FieldKey, proxy::PROXY_NAME},
    },
    text::hex,
};
use ring::digest::{SHA256, digest};

/// Instance that is changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChangeTarget {
    /// ID on the platform.
    pub id: String,
    /// Display name.
    pub name: String,
    /// Key of its element.
    pub element: ElementKey,
}

/// Record of a change: enough to recognize its outcome, and no value itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChangeEntry {
    /// ID of the entry.
    pub id: JournalId,
    /// Address of the platform it was sent to.
    pub base: BaseUrl,
    /// Kind of the change.
    pub kind: ChangeKind,
    /// Instance that is changed.
    pub target: ChangeTarget,
    /// Values that the platform shows, and that the change replaces.
    pub values: Vec<ExpectedValue>,
    /// Time just before it was sent.
    pub started: Timestamp,
    /// Answer that leaves the outcome open; `None` if elemint ended before there was one.
    pub answer: Option<ChangeAnswer>,
}

/// Value that a change replaces, as SHA-256 hashes in hexadecimal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExpectedValue {
    /// Place of the value: `name`, `tags`, or a configuration key after `configuration.`.
    pub place: String,
    /// Value before; `None` if it is not known.
    pub before: Option<String>,
    /// Value after.
    pub after: String,
}

/// Maximum time in seconds that the platform may work on a change.
const LONGEST: u64 = 120;

const NAME: &str = "name";
const TAGS: &str = "tags";
const CONFIGURATION: &str = "configuration.";

impl ChangeTarget {
    /// Returns the instance of a request.
    pub fn of_existing(existing: &ExistingInstance) -> Self {
        Self { id: existing.id.clone(), name: existing.name.clone(), element: existing.element.clone() }
    }

    /// Returns a listed instance.
    pub fn of_listed(listed: &ListedInstance) -> Self {
        Self { id: listed.id.clone(), name: listed.name.clone(), element: listed.element.clone() }
    }
}

impl ChangeEntry {
    /// Creates the entry of a request.
    pub fn new(id: JournalId, request: &ChangeRequest, base: &BaseUrl, started: Timestamp) -> Self {
        let kind = ChangeKind::from_request(request);
        let values = request.differences().iter().filter_map(ExpectedValue::from_difference).collect();
        let target = ChangeTarget::of_existing(request.existing());
        Self { values, ..Self::plain(id, kind, target, base, started) }
    }

    /// Creates the entry of a change without values: enable, disable, delete.
    pub fn plain(id: JournalId, kind: ChangeKind, target: ChangeTarget, base: &BaseUrl, started: Timestamp) -> Self {
        Self { id, base: base.clone(), kind, target, values: Vec::new(), started, answer: None }
    }

    /// Creates the entry of an update of a listed instance.
    pub fn of_update(
        id: JournalId,
        update: &InstanceUpdate,
        listed: &ListedInstance,
        base: &BaseUrl,
        started: Timestamp,
    ) -> Self {
        let existing = ExistingInstance::from_listed(listed);
        let value = |place: String, text: &str| {
            let before = shown_at(&place, &existing).map(|text| hash(&text));
            ExpectedValue { place, before, after: hash(text) }
        };
        let name = update.name.iter().map(|name| value(NAME.into(), name));
        let tags = update.tags.iter().map(|tags| value(TAGS.into(), &tags.join(",")));
        let plain = update.plain().map(|(key, text)| value(format!("{CONFIGURATION}{key}"), text));
        let values = name.chain(tags).chain(plain).collect();
        Self { values, ..Self::plain(id, ChangeKind::Update, ChangeTarget::of_listed(listed), base, started) }
    }

    /// Returns true if this change makes the outcome of an earlier one irrelevant: it is of the same kind and instance,
    /// switches the same state, or deletes the instance.
    pub fn replaces(&self, earlier: &Self) -> bool {
        let is_switch = |kind| matches!(kind, ChangeKind::Enable | ChangeKind::Disable);
        let is_same = earlier.base == self.base && earlier.target.id == self.target.id && earlier.id != self.id;
        let is_gone = self.kind == ChangeKind::Delete;
        is_same && (is_gone || earlier.kind == self.kind || (is_switch(earlier.kind) && is_switch(self.kind)))
    }

    /// Returns true while the platform may still work on a change that its client has given up.
    pub fn may_go_on(&self, now: Timestamp) -> bool {
        (self.started.0..self.started.0.saturating_add(LONGEST)).contains(&now.0)
    }

    /// Decides on the outcome by the instance as it is now; `None` if the platform has no such instance.
    pub fn judge(&self, found: Option<&Instance>) -> ChangeVerdict {
        let is = |done: bool| if done { ChangeVerdict::Changed } else { ChangeVerdict::Unchanged };
        match (self.kind, found) {
            (ChangeKind::Delete, found) => is(found.is_none()),
            (_, None) => ChangeVerdict::Missing,
            (ChangeKind::Enable, Some(instance)) => is(!instance.disabled),
            (ChangeKind::Disable, Some(instance)) => is(instance.disabled),
            (ChangeKind::Reauthorize | ChangeKind::Update, Some(instance)) => self.compare(instance),
        }
    }

    /// Decides on the outcome of a change without an answer. The platform continues a request that its client has given
    /// up, so that nothing is changed yet does not count until it must have finished.
    pub fn settled_verdict(&self, found: Option<&Instance>, now: Timestamp) -> ChangeVerdict {
        match self.judge(found) {
            ChangeVerdict::Unchanged if self.may_go_on(now) => ChangeVerdict::Unknown(UnknownCause::AtWork),
            verdict => verdict,
        }
    }

    /// Returns true if reading the instance can show the outcome. It cannot if only secrets change.
    pub fn is_readable(&self) -> bool {
        match self.kind {
            ChangeKind::Reauthorize | ChangeKind::Update => !self.values.is_empty(),
            ChangeKind::Enable | ChangeKind::Disable | ChangeKind::Delete => true,
        }
    }

    /// Compares the values that the platform shows.
    fn compare(&self, instance: &Instance) -> ChangeVerdict {
        let now = ExistingInstance::new(instance);
        let mut verdicts = self.values.iter().filter_map(|value| value.judge(&now));
        let Some(first) = verdicts.next() else { return ChangeVerdict::Unknown(UnknownCause::Masked) };
        let is_same = verdicts.all(|verdict| verdict == first);
        if is_same { first } else { ChangeVerdict::Unknown(UnknownCause::OtherValues) }
    }
}

impl ExpectedValue {
    /// Takes the sides of a difference; `None` where the instance does not show them: the platform masks secrets, and an
    /// OAuth proxy is no value of the instance.
    fn from_difference(difference: &Difference) -> Option<Self> {
        let text = |side: &DifferenceSide| match side {
            DifferenceSide::Nothing => Some(String::new()),
            DifferenceSide::Shown(text) => Some(text.clone()),
            DifferenceSide::Hidden => None,
        };
        let (mut before, mut after) = (text(&difference.before)?, text(&difference.after)?);
        let place = match difference.key.as_str() {
            NAME => NAME.to_owned(),
            TAGS => {
                (before, after) = (before.replace(", ", ","), after.replace(", ", ","));
                TAGS.to_owned()
            }
            PROXY_NAME => return None,
            key => format!("{CONFIGURATION}{key}"),
        };
        Some(Self { place, before: Some(hash(&before)), after: hash(&after) })
    }

    /// Decides by this value; `None` if the platform shows a mask only.
    fn judge(&self, now: &ExistingInstance) -> Option<ChangeVerdict> {
        let now = hash(&shown_at(&self.place, now)?);
        Some(if now == self.after {
            ChangeVerdict::Changed
        } else if self.before.as_ref() == Some(&now) {
            ChangeVerdict::Unchanged
        } else {
            ChangeVerdict::Unknown(UnknownCause::OtherValues)
        })
    }
}

/// Returns the text at a place of an instance; `None` if the platform shows a mask only.
fn shown_at(place: &str, existing: &ExistingInstance) -> Option<String> {
    match place {
        NAME => Some(existing.name.clone()),
        TAGS => Some(existing.tags.join(",")),
        place => {
            let key = FieldKey::new(place.strip_prefix(CONFIGURATION).unwrap_or(place));
            let text = || existing.value(&key).map(|value| value.expose().to_owned()).unwrap_or_default();
            (!existing.is_masked(&key)).then(text)
        }
    }
}

fn hash(text: &str) -> String {
    hex(digest(&SHA256, text.as_bytes()).as_ref())
}

#[cfg(test)]
mod tests;
