//! Instance as the list shows it.

use super::InstanceMark;
use crate::{
    document::mask::Mask,
    domain::{
        InstanceFacts, InstanceQuery, InstanceState, ListedInstance, TestOutcome, Timestamp, instance_query::FacetRow,
        instance_update::TRACE_MINUTES, timestamp::to_minutes, token_expiry::ExpiryState,
    },
    wizard::status::Tone,
};

/// Row of the list: an instance with its texts, masked once.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InstanceRow {
    /// The instance as listed.
    pub instance: ListedInstance,
    /// Facts derived from it.
    pub facts: InstanceFacts,
    /// Display name.
    pub name: String,
    /// Tags, separated by commas.
    pub tags: String,
    /// Time at which the platform described it; `None` for a stored list.
    pub(in crate::wizard) read: Option<Timestamp>,
}

impl InstanceRow {
    /// Creates the row of an instance; `is_stored` is true if its token is stored on this machine.
    pub fn new(instance: ListedInstance, is_stored: bool, mask: &Mask) -> Self {
        Self {
            facts: InstanceFacts { is_token_here: is_stored, ..InstanceFacts::from_listed(&instance) },
            name: mask.cover_text(&instance.name).into_owned(),
            tags: mask.cover_text(&instance.tags.join(", ")).into_owned(),
            instance,
            read: None,
        }
    }

    /// Returns true if the platform logs its requests. `None` if that is not known: a log ends by itself, and a stored list
    /// is older than it may last.
    pub fn is_traced(&self, now: Timestamp) -> Option<bool> {
        let age = now.0.saturating_sub(self.read?.0);
        let is_known = !self.facts.is_traced || age < u64::from(TRACE_MINUTES) * 60;
        is_known.then_some(self.facts.is_traced)
    }

    /// Returns true if the instance matches the filters of a search at this time.
    pub fn is_admitted(&self, query: &InstanceQuery, now: Timestamp) -> bool {
        query.admits(&self.instance, &self.facts, now)
    }

    /// Returns the values that the facets count.
    pub(in crate::wizard) fn facet_row(&self) -> FacetRow<'_> {
        let has_plain_tags = self.tags == self.instance.tags.join(", ");
        FacetRow { listed: &self.instance, facts: &self.facts, has_plain_tags }
    }

    /// Returns the state in a word.
    pub fn state(&self) -> InstanceMark {
        let tone = match self.facts.state {
            InstanceState::Enabled => Tone::Good,
            InstanceState::Disabled => Tone::Warning,
            InstanceState::Invalid => Tone::Bad,
        };
        InstanceMark::new(tone, self.facts.state.label())
    }

    /// Returns the last test in two words, if there was one.
    pub fn test(&self) -> Option<InstanceMark> {
        self.facts.test.map(|test| match test.outcome {
            TestOutcome::Passed => InstanceMark::new(Tone::Good, "test passed"),
            TestOutcome::Failed => InstanceMark::new(Tone::Bad, "test failed"),
        })
    }

    /// Returns the expiry of the provider's token in a few words, if it is known.
    pub fn expiry(&self, now: Timestamp) -> Option<InstanceMark> {
        let words = self.facts.describe_expiry(now)?;
        let tone = match self.facts.expiry(now)? {
            ExpiryState::Expired | ExpiryState::Soon => Tone::Warning,
            ExpiryState::Later => Tone::Plain,
        };
        let verb = if self.facts.expires_within(0, now) { "expired" } else { "expires" };
        Some(InstanceMark::new(tone, format!("{verb} {words}")))
    }

    /// Returns the place in the order by state: those that need attention first.
    pub(in crate::wizard) fn attention(&self, now: Timestamp) -> u8 {
        let has_failed = self.facts.test.is_some_and(|test| test.outcome == TestOutcome::Failed);
        match (self.facts.state, self.facts.expiry(now)) {
            (InstanceState::Invalid, _) => 0,
            (InstanceState::Disabled, _) | (InstanceState::Enabled, Some(ExpiryState::Expired)) => 1,
            (InstanceState::Enabled, _) if has_failed => 1,
            (InstanceState::Enabled, Some(ExpiryState::Soon)) => 2,
            (InstanceState::Enabled, Some(ExpiryState::Later) | None) => 3,
        }
    }

    /// Returns the time since its creation in its largest unit, such as `3 d`; empty if it is unknown.
    pub fn age(&self, now: Timestamp) -> String {
        self.facts.describe_age(now).unwrap_or_default()
    }

    /// Returns the time of its creation to the minute, if it is known.
    pub fn created(&self) -> Option<String> {
        self.instance.created.as_deref().map(to_minutes)
    }
}
