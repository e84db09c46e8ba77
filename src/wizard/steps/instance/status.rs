//! An instance in words.

use super::{InstanceStep, Test};
use crate::domain::timestamp::to_minutes;
use crate::text::count::count;
use crate::wizard::{
    instance_card::{self, InstanceCard},
    status::{Fact, Status, Tone},
};

/// Most names of objects in one sentence.
const MOST_NAMED: usize = 20;

impl InstanceStep {
    pub(super) fn describe(&self) -> Status {
        let instance = &self.made.instance;
        let took = self.made.took.as_secs().max(1);
        // The time is unknown where the instance was found again.
        let took = if self.made.took.is_zero() { String::new() } else { format!(" in {took} s") };
        let headline = format!("Instance {}, “{}” of {}, was created{took}.", instance.id, self.name, instance.element);
        let tone = if instance.disabled || !instance.valid { Tone::Bad } else { Tone::Good };
        Status::new(tone, headline)
            .with_facts([self.describe_token()])
            .with_facts(self.describe_objects())
            .with_facts(self.describe_test())
    }

    /// Returns the names of its objects, if the request asked for them.
    fn describe_objects(&self) -> Option<Fact> {
        let named = self.objects.get(..MOST_NAMED).unwrap_or(&self.objects);
        let more = self.objects.len() - named.len();
        let more = if more == 0 { String::new() } else { format!(" and {more} more") };
        (!named.is_empty()).then(|| Fact::labeled("Objects", format!("{}{more}", named.join(", "))))
    }

    /// Returns the card of the instance.
    pub fn card(&self) -> InstanceCard {
        let instance = &self.made.instance;
        let took = self.made.took;
        let state = match (instance.disabled, instance.valid) {
            (true, _) => "disabled",
            (false, false) => "not valid",
            (false, true) => "enabled",
        };
        let created = instance.created.as_deref().map(to_minutes);
        let facts = [
            Some(state.to_owned()),
            instance_card::events(self.answer.whole()),
            created.map(|created| format!("since {created}")),
            (!self.objects.is_empty()).then(|| count(self.objects.len(), "object", "objects")),
            Some(self.tags.clone()).filter(|tags| !tags.is_empty()),
        ];
        InstanceCard {
            id: instance.id.clone(),
            name: self.name.clone(),
            element: instance.element.to_string(),
            is_good: !instance.disabled && instance.valid && !matches!(self.test, Test::Told(Err(_))),
            // The time is unknown where the instance was found again.
            remark: if took.is_zero() { String::new() } else { format!("created in {} s", took.as_secs().max(1)) },
            token: self.describe_token(),
            facts: facts.into_iter().flatten().collect(),
            work: self.describe_test(),
            reason: match &self.test {
                Test::Told(Err(fault)) => Some(instance_card::reason(fault)),
                Test::None | Test::Asked | Test::Told(Ok(_)) => None,
            },
            needs_test: matches!(self.test, Test::None | Test::Told(Err(_))),
            is_token_first: true,
        }
    }

    /// Returns where the token is saved. Where it is not, the remedy comes first: it must not be cut off.
    pub fn describe_token(&self) -> Fact {
        match &self.made.kept {
            Ok(kept) => Fact::labeled("Token", format!("saved in {kept}")),
            Err(fault) => {
                let words = format!("not saved: copy it now. {} {}", fault.problem, fault.hint);
                Fact { tone: Tone::Bad, ..Fact::labeled("Token", words.trim_end()) }
            }
        }
    }

    /// Returns the result of the test, where there was one.
    pub fn describe_test(&self) -> Option<Fact> {
        match &self.test {
            Test::None => None,
            Test::Asked => Some(Fact::plain("Asking the provider")),
            Test::Told(Ok(took)) => Some(instance_card::answered(*took)),
            Test::Told(Err(_)) => Some(instance_card::test_failed()),
        }
    }
}
