//! Instance of a list, as it is printed.

use super::column::Column;
use crate::{
    document::mask::Mask,
    domain::{InstanceFacts, ListedInstance, Timestamp},
};
use serde_json::{Value as Json, json};
use std::cmp::Reverse;

/// Listed instance with its facts. Secrets inside its name and tags, such as the password of an address, are masked.
pub(super) struct PrintedInstance {
    pub(super) listed: ListedInstance,
    pub(super) facts: InstanceFacts,
    pub(super) name: String,
    pub(super) tags: Vec<String>,
}

impl PrintedInstance {
    /// Creates a row.
    pub(super) fn new(listed: ListedInstance, facts: InstanceFacts, mask: &Mask) -> Self {
        let covered = |text: &String| mask.cover_text(text).into_owned();
        Self { name: covered(&listed.name), tags: listed.tags.iter().map(covered).collect(), listed, facts }
    }

    /// Returns the row as JSON, without the token. The fields are documented in the help.
    pub(super) fn json(&self) -> Json {
        let InstanceFacts {
            state,
            created,
            refreshed,
            expires,
            has_events,
            is_traced: _,
            renewal: _,
            is_token_here,
            test,
        } = &self.facts;
        let time = |time: &Option<Timestamp>| time.map(|time| time.to_string());
        json!({
            "id": self.listed.id,
            "name": self.name,
            "element": self.listed.element.as_str(),
            "hub": self.listed.hub,
            "state": state.label(),
            "tags": self.tags,
            "created": time(created),
            "refreshed": time(refreshed),
            "expires": time(expires),
            "events": has_events,
            "tokenHere": is_token_here,
            "test": test.map(|test| test.outcome.label()),
            "tested": time(&test.map(|test| test.at)),
        })
    }

    /// Returns a cell for people.
    pub(super) fn cell(&self, column: Column, now: Timestamp) -> String {
        match column {
            Column::Expires => self.facts.describe_expiry(now).unwrap_or_default(),
            Column::Age => self.facts.describe_age(now).unwrap_or_default(),
            Column::Tags => self.tags.join(", "),
            Column::Test => self.facts.describe_test(now).unwrap_or_default(),
            Column::Id
            | Column::Name
            | Column::Element
            | Column::Hub
            | Column::State
            | Column::Created
            | Column::Token
            | Column::Events => self.value(column, now),
        }
    }

    /// Returns a cell for programs: times are dates, ages are seconds.
    pub(super) fn value(&self, column: Column, now: Timestamp) -> String {
        let time = |time: Option<Timestamp>| time.map(|time| time.to_string()).unwrap_or_default();
        match column {
            Column::Id => self.listed.id.clone(),
            Column::Name => self.name.clone(),
            Column::Element => self.listed.element.to_string(),
            Column::Hub => self.listed.hub.clone().unwrap_or_default(),
            Column::State => self.facts.state.to_string(),
            Column::Expires => time(self.facts.expires),
            Column::Tags => self.tags.join(","),
            Column::Age => self.facts.age(now).map(|age| age.to_string()).unwrap_or_default(),
            Column::Created => time(self.facts.created),
            Column::Token => if self.facts.is_token_here { "here" } else { "missing" }.to_owned(),
            Column::Events => if self.facts.has_events { "on" } else { "off" }.to_owned(),
            Column::Test => self.facts.test.map_or("", |test| test.outcome.label()).to_owned(),
        }
    }

    /// Returns the key to sort by. Unknown times come last.
    pub(super) fn sort_key(&self, column: Column) -> (u64, String) {
        let time = |time: Option<Timestamp>| (time.map_or(u64::MAX, |time| time.0), String::new());
        match column {
            Column::Id => (self.listed.id.parse().unwrap_or(u64::MAX), self.listed.id.clone()),
            Column::Expires => time(self.facts.expires),
            Column::Created => time(self.facts.created),
            Column::Age => (self.facts.created.map_or(u64::MAX, |time| u64::MAX - time.0), String::new()),
            Column::Name
            | Column::Element
            | Column::Hub
            | Column::State
            | Column::Tags
            | Column::Token
            | Column::Events => (0, self.value(column, Timestamp(0)).to_lowercase()),
            Column::Test => {
                let (outcome, Reverse(at)) = self.facts.test_order();
                (u64::from(outcome), format!("{:020}", u64::MAX - at.0))
            }
        }
    }
}
