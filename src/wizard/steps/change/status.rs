//! A change in words.

use super::{
    ChangePhase, ChangeStep,
    exits::{self, NextMove},
};
use crate::{
    domain::{
        ChangeEntry, ChangeRequest, ChangeVerdict,
        draft::{Difference, DifferenceSide},
    },
    text::{MASK, count},
    wizard::{
        change_report::ChangeReport,
        command::Action,
        confirmation,
        retention::USUAL_WAIT,
        sentence,
        session::Session,
        status::{Fact, Status, Tone},
    },
};

impl ChangeStep {
    pub(super) fn describe(&self, session: &Session) -> Status {
        match &self.phase {
            ChangePhase::Reading(_, id) => Status::working(format!("Reading instance {id}"), self.since),
            ChangePhase::Unread(_, id, fault) => Status::new(Tone::Bad, format!("Instance {id} could not be read."))
                .with_facts(Fact::of_fault(fault))
                .asking(sentence!["Press ", Action::Accept, " to retry"]),
            ChangePhase::Review(request) => self.describe_review(request),
            ChangePhase::Sending(request) => self.describe_sending(request),
            ChangePhase::Done(request, report) => self.describe_outcome(request, report),
            ChangePhase::Earlier(entry) => self.describe_earlier(entry, session),
            ChangePhase::Looking(entry) => Status::working(format!("Reading instance {}", entry.target.id), self.since),
            ChangePhase::Found(entry, report) => self.describe_found(entry, report, session),
        }
    }

    /// Returns the name of the instance before the change, with its secrets masked.
    fn name(&self, request: &ChangeRequest) -> String {
        self.mask.cover_text(&request.existing().name).into_owned()
    }

    fn describe_review(&self, request: &ChangeRequest) -> Status {
        let (name, id) = (self.name(request), &request.existing().id);
        let differences = request.differences();
        let changes = match differences.len() {
            0 => Fact::plain("No value of the form changes."),
            many => Fact::plain(format!("{}, before → after:", count(many, "value changes", "values change"))),
        };
        let values = differences.iter().map(|difference| Fact::plain(self.line(difference)));
        let headline = match request {
            ChangeRequest::Reauthorize(_) => format!("Re-authorize “{name}” ({id})"),
            ChangeRequest::Edit(_) => format!("Change “{name}” ({id})"),
        };
        let status = Status::new(Tone::Plain, headline).with_facts([changes]).with_facts(values);
        if self.name.is_some() {
            return status.asking(confirmation::name_question(request.existing().name.trim().is_empty()));
        }
        match request {
            ChangeRequest::Edit(_) if request.is_empty() => {
                status.asking(sentence!["Press ", Action::Back, " to go back to the form"])
            }
            ChangeRequest::Edit(_) => status
                .asking(sentence!["Press ", Action::Accept, " to change it"])
                .hinting("Only these values are sent. The credentials stay."),
            ChangeRequest::Reauthorize(_) => {
                let token = if request.grant().is_some() { "The provider's consent replaces its tokens. " } else { "" };
                let enables =
                    if request.existing().is_disabled { " It is disabled now, and is enabled then." } else { "" };
                status
                    .asking(sentence!["Press ", Action::Accept, " to re-authorize it"])
                    .hinting(format!("{token}ID and instance token stay the same.{enables}"))
                    .hinting(
                        "The platform replaces the credentials before it tests them: wrong ones stop the instance.",
                    )
            }
        }
    }

    /// Returns a difference in one line, with its secrets masked.
    fn line(&self, difference: &Difference) -> String {
        let side = |side: &DifferenceSide| match side {
            DifferenceSide::Nothing => "nothing".to_owned(),
            DifferenceSide::Shown(text) => self.mask.cover_text(text).into_owned(),
            DifferenceSide::Hidden => MASK.to_owned(),
        };
        let is_new_secret = difference.after == DifferenceSide::Hidden;
        let new = if is_new_secret { " (new secret)" } else { "" };
        format!("{}: {} → {}{new}", difference.label, side(&difference.before), side(&difference.after))
    }

    fn describe_sending(&self, request: &ChangeRequest) -> Status {
        let name = self.name(request);
        match request {
            ChangeRequest::Reauthorize(_) => {
                Status::working(format!("Re-authorizing “{name}”"), self.since).hinting(format!(
                    "The platform calls the provider, which often takes {USUAL_WAIT}. Then elemint tests the instance."
                ))
            }
            ChangeRequest::Edit(_) => Status::working(format!("Changing “{name}”"), self.since),
        }
    }

    fn describe_earlier(&self, entry: &ChangeEntry, session: &Session) -> Status {
        let (noun, name) = (entry.kind.noun(), self.mask.cover_text(&entry.target.name));
        let sent = format!(
            "elemint sent it to {} on {}, and ended before the answer arrived.",
            entry.base.host(),
            entry.started.words()
        );
        let question = match session.profile_at(&entry.base) {
            Some(_) => sentence!["Press ", Action::Accept, " to read the instance"],
            None => sentence!["Press ", Action::Accept, format!(" to sign in to {}", entry.base.host())],
        };
        Status::new(Tone::Bad, format!("The outcome of the {noun} of “{name}” ({}) is unknown.", entry.target.id))
            .with_facts([Fact::plain(sent)])
            .asking(question)
            .hinting(sentence![
                "Press ",
                Action::Back,
                " to decide at the next start, or ",
                Action::Forget,
                " to forget it."
            ])
    }

    fn describe_found(&self, entry: &ChangeEntry, report: &ChangeReport, session: &Session) -> Status {
        let (noun, name) = (entry.kind.noun(), self.mask.cover_text(&entry.target.name));
        let (tone, headline) = match report.verdict {
            ChangeVerdict::Changed => (Tone::Good, format!("The {noun} of “{name}” was carried out.")),
            ChangeVerdict::Unchanged => (Tone::Bad, format!("The {noun} of “{name}” was not carried out.")),
            ChangeVerdict::Missing => {
                (Tone::Bad, format!("The platform has no instance {} any more.", entry.target.id))
            }
            ChangeVerdict::Unknown => (Tone::Bad, format!("The outcome of the {noun} of “{name}” stays unknown.")),
        };
        let question = match exits::form_again(entry, report, session) {
            Some(_) => sentence!["Press ", Action::Accept, " to open its form and send it again"],
            None => sentence!["Press ", Action::Accept, " to go on"],
        };
        let status = Status::new(tone, headline)
            .with_facts(tested(report))
            .with_facts(unknown(report))
            .with_facts(report.fault.iter().flat_map(Fact::of_fault))
            .asking(question);
        if report.verdict == ChangeVerdict::Unknown {
            return status.hinting(sentence!["Press ", Action::Forget, " to forget it."]);
        }
        status
    }

    fn describe_outcome(&self, request: &ChangeRequest, report: &ChangeReport) -> Status {
        let name = self.name(request);
        let is_reauthorized = matches!(request, ChangeRequest::Reauthorize(_));
        let (tone, headline) = match (report.verdict, &report.fault) {
            (ChangeVerdict::Changed, None) if is_reauthorized => (Tone::Good, format!("“{name}” is re-authorized.")),
            (ChangeVerdict::Changed, None) => (Tone::Good, format!("“{name}” is changed.")),
            (ChangeVerdict::Changed, Some(_)) => {
                (Tone::Good, format!("“{name}” was changed, although no clear answer arrived."))
            }
            (ChangeVerdict::Unchanged, _) => (Tone::Bad, format!("“{name}” is unchanged.")),
            (ChangeVerdict::Missing, _) => {
                (Tone::Bad, format!("The platform has no instance {} any more.", request.existing().id))
            }
            (ChangeVerdict::Unknown, _) => (Tone::Bad, format!("It is unknown if “{name}” was changed.")),
        };
        let is_plain = report.verdict == ChangeVerdict::Changed && is_reauthorized;
        let stays = is_plain.then(|| Fact::plain("ID and instance token are the same as before."));
        let fault = report.fault.iter().flat_map(Fact::of_fault);
        Status::new(tone, headline)
            .with_facts(enabled(report))
            .with_facts(tested(report))
            .with_facts(stays)
            .with_facts(unknown(report))
            .with_facts(fault)
            .asking(sentence!["Press ", Action::Accept, " to ", NextMove::after(request, report).words()])
    }
}

/// Returns the reason that the instance does not show the outcome.
fn unknown(report: &ChangeReport) -> Option<Fact> {
    let why = "The platform shows secrets as masks only, and may still be at work on a lost request.";
    (report.verdict == ChangeVerdict::Unknown).then(|| Fact::plain(why))
}

/// Returns the fact about enabling a disabled instance.
fn enabled(report: &ChangeReport) -> Option<Fact> {
    report.enabled.as_ref().map(|enabled| match enabled {
        Ok(()) => Fact::new(Tone::Good, "It was disabled, and is enabled again."),
        Err(fault) => Fact::new(Tone::Bad, format!("It is still disabled: {fault}")),
    })
}

/// Returns the fact about the test at the provider.
fn tested(report: &ChangeReport) -> Option<Fact> {
    report.ping.as_ref().map(|ping| match ping {
        Ok(took) => {
            Fact::new(Tone::Good, format!("The test passed: the provider answered in {} ms.", took.as_millis()))
        }
        Err(fault) => Fact::new(Tone::Bad, format!("The test failed: {fault}")),
    })
}
