//! Questions for a confirmation, in words.

use super::Confirmation;
use crate::{
    domain::instance_update::TRACE_MINUTES,
    text::count,
    wizard::{
        command::Action,
        instances::InstanceJob,
        sentence::{Press, Sentence, sentence},
        session::Session,
        status::{Fact, Status, Tone},
    },
};

/// Instances that are named in a question.
const NAMED: usize = 5;

/// Asks for the confirmation of work: a yes, or the name of one instance after the other.
pub(in crate::wizard) fn ask(asked: &Confirmation, session: &Session) -> Status {
    let (verb, effect) = words(asked.job(), asked.rows().len() == 1, session);
    let effect = (!effect.is_empty()).then(|| Fact::plain(effect));
    let effect = effect.into_iter().chain(hidden(asked));
    if let Some((at, row)) = asked.unnamed() {
        let of = if asked.rows().len() > 1 { format!(" ({at} of {})", asked.rows().len()) } else { String::new() };
        return Status::new(Tone::Warning, format!("{verb} “{}”?{of}", row.name))
            .with_facts(effect)
            .with_facts([Fact::plain(row.describe())])
            .asking(name_question(row.instance.name.trim().is_empty()));
    }
    let (object, pronoun) = match asked.rows() {
        [row] => (format!("“{}”", row.name), "it"),
        rows => (count(rows.len(), "instance", "instances"), "them"),
    };
    let lower = match asked.job() {
        InstanceJob::Trace | InstanceJob::Untrace => "go on".to_owned(),
        InstanceJob::Test | InstanceJob::Enable | InstanceJob::Disable | InstanceJob::Delete => {
            format!("{} {pronoun}", verb.to_lowercase())
        }
    };
    let question = sentence![
        Press::Start(Action::Accept),
        format!(" to {lower}, "),
        Press::Or(Action::Back),
        " to change nothing"
    ];
    let status = Status::new(Tone::Warning, format!("{verb} {object}?")).with_facts(effect);
    let named = asked.rows().iter().take(NAMED).map(|row| row.describe());
    let more = asked.rows().len().saturating_sub(NAMED);
    let more = (more > 0).then(|| format!("And {more} more."));
    named.chain(more).fold(status.asking(question), Status::hinting)
}

/// Returns a warning about instances that the list does not show.
fn hidden(asked: &Confirmation) -> Option<Fact> {
    let words = match (asked.hidden(), asked.rows().len()) {
        (0, _) => return None,
        (1, 1) => "The filter of the list hides it.".to_owned(),
        (hidden, all) if hidden == all => "The filter of the list hides them.".to_owned(),
        (hidden, all) => format!("The filter of the list hides {hidden} of these {all}."),
    };
    Some(Fact::new(Tone::Warning, words))
}

/// Returns the verb of the question, and the effect of the work.
fn words(job: InstanceJob, is_one: bool, session: &Session) -> (&'static str, String) {
    match job {
        InstanceJob::Test => ("Test", String::new()),
        InstanceJob::Enable => ("Enable", String::new()),
        InstanceJob::Disable if is_one => ("Disable", "Calls are refused until it is enabled.".to_owned()),
        InstanceJob::Disable => ("Disable", "Calls are refused until they are enabled.".to_owned()),
        InstanceJob::Delete => ("Delete", session.retention().deleting()),
        InstanceJob::Trace => {
            let effect = format!("The platform logs requests and answers with their data for {TRACE_MINUTES} minutes.");
            ("Log the requests of", effect)
        }
        InstanceJob::Untrace => ("End the log of", String::new()),
    }
}

/// Asks for the name of an instance, or for its ID where it has no name.
pub(in crate::wizard) fn name_question(is_unnamed: bool) -> Sentence {
    let noun = if is_unnamed { "ID" } else { "name" };
    format!("The profile is protected. Type the {noun} of the instance to confirm").into()
}
