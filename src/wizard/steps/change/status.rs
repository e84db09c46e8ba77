//! A change in words.

use super::{
    ChangePhase, ChangeStep, ShownDifference,
    exits::{self, NextMove},
};
use crate::{
    domain::{
        ChangeEntry, ChangeKind, ChangeRequest, ChangeVerdict,
        draft::{Difference, DifferenceSide},
    },
    text::{MASK, count},
    wizard::{
        Press,
        change_report::ChangeReport,
        command::Action,
        confirmation,
        retention::USUAL_WAIT,
        sentence,
        session::Session,
        status::{Fact, Status, Tone},
    },
};

/// Hint of an edit without secrets.
const ONLY_VALUES: &str = "Only these values are sent. The credentials stay.";

impl ChangeStep {
    pub(super) fn describe(&self, session: &Session) -> Status {
        match &self.phase {
            ChangePhase::Reading(_, id) => Status::working(format!("Reading instance {id}"), self.since),
            ChangePhase::Unread(_, id, fault) => Status::new(Tone::Bad, format!("Instance {id} could not be read."))
                .with_facts(Fact::of_fault(fault))
                .asking(sentence![Press::Start(Action::Accept), " to retry"]),
            ChangePhase::Review(request) => self.describe_review(request),
            ChangePhase::Sending(request) => self.describe_sending(request),
            ChangePhase::Done(request, report) => self.describe_outcome(request, report),
            ChangePhase::Earlier(entry) => self.describe_earlier(entry, session),
            ChangePhase::Looking(entry) => Status::working(format!("Reading instance {}", entry.target.id), self.since),
            ChangePhase::Found(entry, report) => self.describe_found(entry, report, session),
        }
    }

    /// Returns the first of the facts and hints that are shown, where not all fit.
    pub fn top(&self) -> usize {
        self.top.top()
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
        let has_secret = differences.iter().any(|difference| difference.after == DifferenceSide::Hidden);
        let values = differences.iter().map(|difference| Fact::plain(self.shown(difference).to_string()));
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
                status.asking(sentence![Press::Start(Action::Back), " to go back to the form"])
            }
            ChangeRequest::Edit(_) => status
                .asking(sentence![Press::Start(Action::Accept), " to change it"])
                .hinting(if has_secret { "Only these values are sent." } else { ONLY_VALUES }),
            ChangeRequest::Reauthorize(_) => {
                let token = if request.grant().is_some() { "The provider's consent replaces its tokens. " } else { "" };
                let enables =
                    if request.existing().is_disabled { " It is disabled now, and is enabled then." } else { "" };
                status
                    .asking(sentence![Press::Start(Action::Accept), " to re-authorize it"])
                    .hinting(format!("{token}ID and instance token stay the same.{enables}"))
                    .hinting(
                        "The platform replaces the credentials before it tests them: wrong ones stop the instance.",
                    )
            }
        }
    }

    /// Returns the differences of the review, with their secrets masked.
    pub fn differences(&self) -> Vec<ShownDifference> {
        let request = self.request().filter(|_| matches!(self.phase, ChangePhase::Review(_)));
        let differences = request.map(ChangeRequest::differences).unwrap_or_default();
        differences.iter().map(|difference| self.shown(difference)).collect()
    }

    fn shown(&self, difference: &Difference) -> ShownDifference {
        let side = |side: &DifferenceSide| match side {
            DifferenceSide::Nothing => "nothing".to_owned(),
            DifferenceSide::Shown(text) => self.mask.cover_text(text).into_owned(),
            DifferenceSide::Hidden => MASK.to_owned(),
        };
        ShownDifference {
            label: difference.label.clone(),
            before: side(&difference.before),
            after: side(&difference.after),
            is_new_secret: difference.after == DifferenceSide::Hidden,
        }
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
        let answer = match entry.answer {
            Some(answer) => format!(". {}", answer.describe(entry.kind)),
            None => ", and ended before the answer arrived.".to_owned(),
        };
        let sent = format!("elemint sent it to {} on {}{answer}", entry.base.host(), entry.started.words());
        let question = match session.profile_at(&entry.base) {
            Some(_) => sentence![Press::Start(Action::Accept), " to read the instance"],
            None => sentence![Press::Start(Action::Accept), format!(" to sign in to {}", entry.base.host())],
        };
        Status::new(Tone::Bad, format!("The outcome of the {noun} of “{name}” ({}) is unknown.", entry.target.id))
            .with_facts([Fact::plain(sent)])
            .asking(question)
            .hinting(sentence![
                Press::Start(Action::Back),
                " to decide at the next start, ",
                Press::Or(Action::Forget),
                " to forget it."
            ])
    }

    fn describe_found(&self, entry: &ChangeEntry, report: &ChangeReport, session: &Session) -> Status {
        let (noun, name) = (entry.kind.noun(), self.mask.cover_text(&entry.target.name));
        let (tone, headline) = match report.verdict {
            ChangeVerdict::Changed => (Tone::Good, format!("The {noun} of “{name}” was carried out.")),
            ChangeVerdict::Unchanged => (Tone::Bad, format!("The {noun} of “{name}” was not carried out.")),
            ChangeVerdict::Stopped => (Tone::Bad, format!("The {noun} of “{name}” was refused, and it does not work.")),
            ChangeVerdict::Missing => {
                (Tone::Bad, format!("The platform has no instance {} any more.", entry.target.id))
            }
            ChangeVerdict::Unknown(_) => (Tone::Bad, format!("The outcome of the {noun} of “{name}” stays unknown.")),
        };
        let question = match exits::form_again(entry, report, session) {
            _ if self.is_worth_another_look() => {
                sentence![Press::Start(Action::Accept), " to read the instance again"]
            }
            Some(_) => sentence![Press::Start(Action::Accept), " to open its form and send it again"],
            None => sentence![Press::Start(Action::Accept), " to go on"],
        };
        let status = Status::new(tone, headline)
            .with_facts(tested(report))
            .with_facts(unknown(entry.kind, report))
            .with_facts(report.fault.iter().flat_map(Fact::of_fault))
            .asking(question);
        if report.verdict.is_unknown() {
            return status.hinting(sentence![
                Press::Start(Action::Back),
                " to decide at the next start, ",
                Press::Or(Action::Forget),
                " to forget it."
            ]);
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
            (ChangeVerdict::Stopped, _) => {
                (Tone::Bad, format!("The new credentials were refused, and “{name}” does not work."))
            }
            (ChangeVerdict::Missing, _) => {
                (Tone::Bad, format!("The platform has no instance {} any more.", request.existing().id))
            }
            (ChangeVerdict::Unknown(_), _) => (Tone::Bad, format!("It is unknown if “{name}” was changed.")),
        };
        let kind = ChangeKind::from_request(request);
        let is_plain = report.verdict == ChangeVerdict::Changed && is_reauthorized;
        let stays = is_plain.then(|| Fact::plain("ID and instance token are the same as before."));
        let fault = report.fault.iter().flat_map(Fact::of_fault);
        Status::new(tone, headline)
            .with_facts(enabled(report))
            .with_facts(tested(report))
            .with_facts(stays)
            .with_facts(unknown(kind, report))
            .with_facts(fault)
            .asking(sentence![Press::Start(Action::Accept), " to ", NextMove::after(request, report).words()])
    }
}

/// Returns the reason that the instance does not show the outcome.
fn unknown(kind: ChangeKind, report: &ChangeReport) -> Option<Fact> {
    match report.verdict {
        ChangeVerdict::Unknown(cause) => Some(Fact::plain(cause.describe(kind))),
        ChangeVerdict::Changed | ChangeVerdict::Unchanged | ChangeVerdict::Stopped | ChangeVerdict::Missing => None,
    }
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
