//! The list of instances in words.

use super::InstancesStep;
use crate::{
    domain::{Timestamp, instance_facts::describe_duration, instance_query::INSTANCE_FILTERS},
    wizard::{
        command::Action,
        confirmation,
        instances::{InstanceListing, InstanceRow},
        sentence::{Press, sentence},
        session::Session,
        status::{Fact, Progress, Status, Tone},
    },
};

impl InstancesStep {
    pub(super) fn describe(&self, session: &Session) -> Status {
        if let Some(asked) = &self.asked {
            return confirmation::ask(asked, session);
        }
        let known = &session.instances;
        let question = if self.narrowing.is_some() { "Select a filter" } else { "Type a part of its name" };
        let status = Status::new(Tone::Plain, "Instances").asking(question);
        let status = match known.listing() {
            InstanceListing::Arriving if known.rows().is_empty() => {
                let activity = "Asking for the instances".to_owned();
                Status { progress: Some(Progress { activity, since: self.since }), ..status }
            }
            InstanceListing::Complete if known.rows().is_empty() => status.with_facts([Fact::plain(sentence![
                "There are no instances. ",
                Press::Start(Action::CreateTab),
                " to create one."
            ])]),
            InstanceListing::Failed(fault) if known.rows().is_empty() => status
                .with_facts(Fact::of_fault(fault))
                .hinting(sentence![Press::Start(Action::Refresh), " to ask again."]),
            InstanceListing::Failed(fault) => {
                let state = if known.is_earlier() { "could not be refreshed" } else { "may not be complete" };
                let words = format!("The list {state}. {}", fault.problem);
                status
                    .with_facts([Fact::new(Tone::Bad, words)])
                    .hinting(sentence![Press::Start(Action::Refresh), " to ask again."])
            }
            InstanceListing::Unasked | InstanceListing::Arriving | InstanceListing::Complete => status,
        };
        let progress = known.describe_progress().map(Fact::plain);
        let status = Status { facts: progress.into_iter().chain(status.facts).collect(), ..status };
        let status = match known.stored() {
            Some(stored) => {
                let age = describe_duration(session.now.0.saturating_sub(stored.0));
                let asks = if known.is_arriving() { " The platform is asked for its present list." } else { "" };
                status.with_facts([Fact::plain(format!("This list is {age} old.{asks}"))])
            }
            None => status,
        };
        if let Some(complaint) = &self.complaint {
            return status.with_facts([Fact::new(Tone::Bad, complaint)]);
        }
        if self.is_empty() && !known.rows().is_empty() {
            let filters: Vec<String> = INSTANCE_FILTERS.iter().map(|(name, _)| format!("{name}:")).collect();
            let so_far = if known.is_arriving() && !known.is_earlier() { " so far" } else { "" };
            return status
                .with_facts([Fact::plain(format!("No instance matches{so_far}."))])
                .with_facts(self.advice.iter().map(Fact::plain))
                .hinting(format!("Filters are {}.", filters.join(", ")));
        }
        status
    }
}

impl InstanceRow {
    /// Returns the facts of the instance, each with its term, in the order of their importance.
    pub fn describe_facts(&self, now: Timestamp) -> Vec<Fact> {
        let instance = &self.instance;
        let hub = instance.hub.as_ref().map_or_else(String::new, |hub| format!(", {hub}"));
        let events = if self.facts.has_events { ", events on" } else { "" };
        let trace = if self.is_traced(now) == Some(true) { ", requests logged" } else { "" };
        let facts = [
            Some(Fact::labeled("Element", format!("{}{hub}", instance.element))),
            Some(Fact::labeled("State", format!("{}{events}{trace}", self.state().words))),
            Some(Fact::labeled("Token", self.describe_token())),
            self.facts.describe_expiry(now).map(|expiry| Fact::labeled("Expires", expiry)),
            self.facts.describe_test(now).map(|test| Fact::labeled("Test", test)),
            self.created().map(|created| Fact::labeled("Created", created)),
            (!self.tags.is_empty()).then(|| Fact::labeled("Tags", self.tags.clone())),
        ];
        facts.into_iter().flatten().collect()
    }

    /// Returns the place of the token.
    pub fn describe_token(&self) -> &'static str {
        match (self.facts.is_token_here, &self.instance.token) {
            (true, _) => "saved on this machine",
            (false, Some(_)) => "not saved on this machine",
            (false, None) => "not known on this machine",
        }
    }

    /// Describes the instance in one line.
    pub fn describe(&self) -> String {
        let tags = if self.tags.is_empty() { String::new() } else { format!(", {}", self.tags) };
        let instance = &self.instance;
        format!("{}, {}, {}, {}{tags}", self.name, instance.id, instance.element, self.state().words)
    }
}
