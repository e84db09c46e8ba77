//! The search for an instance in words.

use super::{RecoveryOrigin, RecoveryPhase, RecoveryStep};
use crate::{
    domain::{CreateRequest, Instance, recovery},
    wizard::{
        Press, Sentence,
        command::Action,
        sentence,
        session::Session,
        status::{Fact, Progress, Status, Tone},
    },
};
use std::time::Duration;

impl RecoveryStep {
    pub(super) fn describe(&self, session: &Session) -> Status {
        match &self.phase {
            RecoveryPhase::Unclear => self.describe_unclear(session),
            RecoveryPhase::Looking(_) => {
                Status::working(format!("Looking for “{}” on the platform", self.name()), self.since)
            }
            RecoveryPhase::Settling { until, over } => self.describe_pause(*until, *over),
            RecoveryPhase::Adopting => Status::working(session.retention().adopting(), self.since),
            RecoveryPhase::Absent => self.describe_absent(),
            RecoveryPhase::Found(found) => self.describe_found(found, session),
        }
    }

    fn describe_unclear(&self, session: &Session) -> Status {
        let (host, name) = (self.entry.base.host(), self.name());
        let look = || sentence![Press::Start(Action::Accept), format!(" to look for “{name}” on the platform")];
        match &self.origin {
            RecoveryOrigin::Now(_, fault) => Status::new(Tone::Bad, "The outcome is unknown: the instance may exist.")
                .with_facts(Fact::of_fault(fault))
                .asking(look())
                .hinting("Nothing is sent again before that."),
            RecoveryOrigin::Earlier => {
                let is_of_session = session.requests.sent.iter().any(|sent| sent.id == self.entry.id);
                let end = if is_of_session { "no clear answer arrived" } else { "ended before the answer arrived" };
                let sent = format!(
                    "elemint sent this request for {} to {host} on {}, and {end}.",
                    self.entry.element,
                    self.entry.started.words(),
                );
                let later =
                    if is_of_session { session.retention().deciding_later() } else { " to decide at the next start, " };
                let question = match session.profile_at(&self.entry.base) {
                    Some(_) => look(),
                    None => {
                        sentence![Press::Start(Action::Accept), format!(" to sign in to {host} and look for “{name}”")]
                    }
                };
                Status::new(Tone::Bad, format!("The outcome for “{name}” is unknown: the instance may exist."))
                    .with_facts([Fact::plain(sent)])
                    .asking(question)
                    .hinting(sentence![
                        Press::Start(Action::Back),
                        later,
                        Press::Or(Action::Forget),
                        " to forget the request."
                    ])
            }
        }
    }

    fn describe_pause(&self, until: Duration, over: Duration) -> Status {
        let next = until.saturating_sub(self.since).as_secs() + 1;
        let (hint, countdown) = match over.saturating_sub(self.since) {
            Duration::ZERO => ("The platform may need a moment.".into(), format!("Looking once more in {next} s.")),
            left => (
                sentence![
                    "The platform may still be creating it. elemint looks every ",
                    format!("{} seconds; ", recovery::PAUSE.as_secs()),
                    Press::Within(Action::Back),
                    " to stop."
                ],
                format!("May still finish within {}. Looking again in {next} s.", clock(left)),
            ),
        };
        let activity = "Waiting to look again".to_owned();
        Status {
            progress: Some(Progress { activity, since: self.since }),
            countdown: Some(countdown),
            ..Status::new(Tone::Plain, "Not found yet")
        }
        .hinting(hint)
    }

    fn describe_absent(&self) -> Status {
        let status = Status::new(Tone::Good, "The platform has no such instance: nothing was created.");
        match &self.origin {
            // Certain now, but the messages may still matter.
            RecoveryOrigin::Now(request, fault) => status.with_facts(Fact::details(fault)).asking(retry(request)),
            RecoveryOrigin::Earlier => status
                .asking(sentence![Press::Start(Action::Accept), " to go on"])
                .hinting("The form, if it was saved, is in the list of elements."),
        }
    }

    fn describe_found(&self, found: &[Instance], session: &Session) -> Status {
        let young = found.iter().filter(|instance| self.entry.may_have_created(instance)).count();
        let (tone, headline) = match (found.len(), young) {
            (1, 1) => (Tone::Good, "The instance was created after all."),
            (_, 0) => (Tone::Bad, "No instance was created since, but older ones have this name."),
            _ => (Tone::Good, "One of these instances may be it."),
        };
        Status::new(tone, headline)
            .asking("Select the instance to take over")
            .hinting(session.retention().take_over())
            .hinting(sentence![Press::Start(Action::Forget), " if it is none of them."])
    }
}

fn retry(request: &CreateRequest) -> Sentence {
    let again = match request.grant() {
        Some(_) => " to retry, beginning with the provider's consent: a code works once",
        None => " to retry with the same values",
    };
    sentence![Press::Start(Action::Accept), again]
}

/// Formats minutes and seconds.
fn clock(time: Duration) -> String {
    format!("{}:{:02}", time.as_secs() / 60, time.as_secs() % 60)
}
