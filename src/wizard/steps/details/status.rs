//! An instance of the list in words.

use super::Details;
use crate::{
    text::count,
    wizard::{
        command::Action,
        confirmation::Confirmation,
        instance_card::{self, InstanceCard},
        instances::{InstanceJob, InstanceWork},
        sentence::{Sentence, sentence},
        session::Session,
        status::{Fact, Status, Tone},
    },
};

impl Details {
    pub(super) fn describe(&self, session: &Session) -> Status {
        if let Some(asked) = &self.asked {
            return ask(asked, session);
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
        let facts = [
            Some(self.row.state(session.forms.began).words),
            instance_card::events(self.viewer.document()),
            self.row.created().map(|created| format!("since {created}")),
            self.row.facts.describe_expiry(session.forms.began).map(|expiry| format!("expires {expiry}")),
            Some(self.row.tags.clone()).filter(|tags| !tags.is_empty()),
        ];
        InstanceCard {
            id: instance.id.clone(),
            name: self.row.name.clone(),
            element: instance.element.to_string(),
            is_good: !instance.disabled && instance.valid,
            remark: String::new(),
            token: Fact::labeled("Token", self.row.describe_token()),
            facts: facts.into_iter().flatten().collect(),
            needs_test: matches!(work, None | Some(InstanceWork::Failed(InstanceJob::Test, _))),
            work: work.map(InstanceWork::describe),
        }
    }
}

/// Instances that are named in a question.
const NAMED: usize = 5;

/// Asks for the confirmation of work: a yes, or the name of one instance after the other.
pub(in crate::wizard::steps) fn ask(asked: &Confirmation, session: &Session) -> Status {
    let (verb, effect) = match asked.job() {
        InstanceJob::Test => ("Test", String::new()),
        InstanceJob::Enable => ("Enable", String::new()),
        InstanceJob::Disable => ("Disable", "Calls are refused until it is enabled.".to_owned()),
        InstanceJob::Delete => ("Delete", session.retention().deleting()),
    };
    let now = session.forms.began;
    let effect = (!effect.is_empty()).then(|| Fact::plain(effect));
    if let Some((at, row)) = asked.unnamed() {
        let of = if asked.rows().len() > 1 { format!(" ({at} of {})", asked.rows().len()) } else { String::new() };
        return Status::new(Tone::Warning, format!("{verb} “{}”?{of}", row.name))
            .with_facts(effect)
            .with_facts([Fact::plain(row.describe(now))])
            .asking(name_question(row.instance.name.trim().is_empty()));
    }
    let (object, pronoun) = match asked.rows() {
        [row] => (format!("“{}”", row.name), "it"),
        rows => (count(rows.len(), "instance", "instances"), "them"),
    };
    let lower = verb.to_lowercase();
    let question =
        sentence!["Press ", Action::Accept, format!(" to {lower} {pronoun}, or any other key to change nothing")];
    let status = Status::new(Tone::Warning, format!("{verb} {object}?")).with_facts(effect);
    let named = asked.rows().iter().take(NAMED).map(|row| row.describe(now));
    let more = asked.rows().len().saturating_sub(NAMED);
    let more = (more > 0).then(|| format!("And {more} more."));
    named.chain(more).fold(status.asking(question), Status::hinting)
}

/// Asks for the name of an instance, or for its ID where it has no name.
pub(in crate::wizard::steps) fn name_question(is_unnamed: bool) -> Sentence {
    let noun = if is_unnamed { "ID" } else { "name" };
    format!("The profile is protected. Type the {noun} of the instance to confirm").into()
}
