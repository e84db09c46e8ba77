//! An instance of the list in words.

use super::DetailsStep;
use crate::wizard::{
    confirmation,
    instance_card::{self, InstanceCard},
    instances::{InstanceJob, InstanceWork},
    session::Session,
    status::{Fact, Status, Tone},
};

impl DetailsStep {
    pub(super) fn describe(&self, session: &Session) -> Status {
        if let Some(asked) = &self.asked {
            return confirmation::ask(asked, session);
        }
        let instance = &self.row.instance;
        let headline = format!("Instance {}, “{}” of {}.", instance.id, self.row.name, instance.element);
        let card = self.card(session);
        let failure = match session.instances.work(&instance.id) {
            Some(InstanceWork::Failed(_, fault)) => Fact::of_fault(fault).collect(),
            Some(InstanceWork::Running(_) | InstanceWork::Tested(_)) | None => Vec::new(),
        };
        Status::new(if card.is_good { Tone::Good } else { Tone::Bad }, headline)
            .with_facts([Fact::plain(format!("{}.", card.facts.join(" · "))), card.token])
            .with_facts(card.work)
            .with_facts(failure)
    }

    /// Returns the card of the instance.
    pub fn card(&self, session: &Session) -> InstanceCard {
        let instance = &self.row.instance;
        let work = session.instances.work(&instance.id);
        let now = session.now;
        let earlier_test = self.row.facts.describe_test(now).filter(|_| work.is_none());
        let facts = [
            Some(self.row.state().words),
            earlier_test.map(|test| format!("test {test}")),
            self.row.expiry(now).map(|expiry| expiry.words),
            instance_card::events(self.viewer.whole()),
            (self.row.is_traced(now) == Some(true)).then(|| "requests logged".to_owned()),
            self.describe_differences(session),
            self.row.created().map(|created| format!("since {created}")),
            Some(self.row.tags.clone()).filter(|tags| !tags.is_empty()),
            instance.owner().map(|owner| format!("by {}", session.mask().cover_text(&owner))),
        ];
        let has_failed_test = match work {
            Some(InstanceWork::Failed(job, _)) => *job == InstanceJob::Test,
            Some(InstanceWork::Running(_) | InstanceWork::Tested(_)) => false,
            None => self.row.test().is_some_and(|mark| mark.tone == Tone::Bad),
        };
        InstanceCard {
            id: instance.id.clone(),
            name: self.row.name.clone(),
            element: instance.element.to_string(),
            is_good: !instance.disabled && instance.valid && !has_failed_test,
            remark: String::new(),
            token: Fact::labeled("Token", self.row.describe_token()),
            facts: facts.into_iter().flatten().collect(),
            needs_test: matches!(work, None | Some(InstanceWork::Failed(InstanceJob::Test, _))),
            work: work.map(InstanceWork::describe),
            reason: match work {
                Some(InstanceWork::Failed(_, fault)) => Some(instance_card::reason(fault)),
                Some(InstanceWork::Running(_) | InstanceWork::Tested(_)) | None => None,
            },
            is_token_first: false,
        }
    }
}
