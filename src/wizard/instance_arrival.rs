//! Requests for the instances of the account, and the arrival of their answers.

use super::{
    Wizard,
    effect::{Effect, Freshness, InstanceOrder, SessionEffect},
    instances::{InstanceJob, InstanceNews, InstanceRow},
    session::Session,
    step::Step,
};
use crate::domain::{Account, Profile};
use std::sync::Arc;

impl Session {
    /// Begins work on instances. Those with work in progress are left out.
    pub(super) fn begin_job(
        &mut self,
        job: InstanceJob,
        rows: Vec<Arc<InstanceRow>>,
        account: Account,
    ) -> Option<Effect> {
        let profile = Profile { account, ..self.profile.clone()? };
        let rows = self.instances.begin(job, rows);
        if rows.is_empty() {
            return None;
        }
        let secrets = self.known().to_vec();
        Some(Effect::Session(SessionEffect::Manage(Box::new(InstanceOrder { job, rows, profile, secrets }))))
    }

    /// Requests the list of instances: once, or again by the user. `None` without an account.
    pub(super) fn ask_instances(&mut self, by_hand: bool) -> Option<Effect> {
        let profile = self.profile.clone()?;
        let request = self.instances.request(by_hand)?;
        let freshness = if by_hand { Freshness::Current } else { Freshness::Recent };
        Some(Effect::Session(SessionEffect::FetchInstances(profile, request, freshness)))
    }
}

impl Wizard {
    /// Takes news about the instances of an account. They belong to the account and not to a visit: the list goes on
    /// to arrive while one of its instances is shown.
    pub(super) fn on_instances(mut self, account: &Account, news: InstanceNews) -> (Self, Vec<Effect>) {
        // The permission to change an instance makes no other account.
        if !self.session.account().is_some_and(|own| own.is_same_login(account)) {
            return (self, Vec::new());
        }
        if let Step::Instances(list) = &mut self.step {
            list.hold(&self.session);
        }
        let notice = match news {
            InstanceNews::Listed(request, part) => {
                let (mask, now) = (self.session.mask(), self.session.now);
                self.session.instances.take(request, part, &mask, now)
            }
            InstanceNews::Known(request, part, stored) => {
                let mask = self.session.mask();
                self.session.instances.take_known(request, part, stored, &mask);
                None
            }
            InstanceNews::Done(id, job, outcome) => {
                let now = self.session.now;
                self.session.instances.finish(&id, job, outcome, now)
            }
            InstanceNews::Skipped(job, ids) => self.session.instances.skip(job, &ids),
        };
        self.turn(|step, session| step.on_instances(notice, session))
    }

    /// Requests the list of instances when it is shown, unless it is known.
    pub(super) fn ask_instances(&mut self) -> Option<Effect> {
        matches!(self.step, Step::Instances(_)).then(|| self.session.ask_instances(false)).flatten()
    }
}
