//! Outcome of a change, and what the session learns from it.

use super::{ChangePhase, ChangeStep};
use crate::{
    domain::{ChangeRequest, ChangeTarget, ChangeVerdict},
    wizard::{
        change_report::{ChangeReport, ChangedInstance},
        session::Session,
        transition::Transition,
    },
};

impl ChangeStep {
    /// Takes the outcome of the request.
    pub(super) fn finished(
        mut self,
        request: Box<ChangeRequest>,
        report: Box<ChangeReport>,
        session: &mut Session,
    ) -> Transition<Self> {
        session.remember(report.secrets.iter().cloned());
        self.mask = session.mask();
        Self::take_test(&request.existing().id, &report, session);
        if matches!(report.verdict, ChangeVerdict::Changed | ChangeVerdict::Missing) {
            session.drop_change(request.draft().purpose());
        }
        session.requests.unknown.retain(|target| target.id != request.existing().id);
        if report.verdict.is_unknown() {
            session.requests.unknown.push(ChangeTarget::of_existing(request.existing()));
        }
        if report.verdict == ChangeVerdict::Changed {
            let target = ChangeTarget::of_existing(request.existing());
            let name = request.filled().name();
            let name = self.mask.cover_text(if name.is_empty() { &target.name } else { name }).into_owned();
            let is_reauthorized = matches!(*request, ChangeRequest::Reauthorize(_));
            session.changed.push(ChangedInstance { target: ChangeTarget { name, ..target }, is_reauthorized });
        }
        self.phase = ChangePhase::Done(request, report);
        Transition::stay(self)
    }

    /// Takes the test of a changed instance, if one was made, as its latest one.
    pub(super) fn take_test(id: &str, report: &ChangeReport, session: &mut Session) {
        if let Some(ping) = &report.ping {
            session.instances.take_test(id, ping.clone(), session.now);
        }
    }
}
