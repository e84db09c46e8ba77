//! Work on the instances of an account: its start, its progress and its outcomes.

use super::{AccountInstances, InstanceJob, InstanceRow, InstanceWork, RowMarks};
use crate::{
    domain::{ChangeTarget, Fault, InstanceFacts, Timestamp},
    wizard::notice::Notice,
};
use std::{sync::Arc, time::Duration};

impl AccountInstances {
    /// Returns the state of the latest work on an instance.
    pub fn work(&self, id: &str) -> Option<&InstanceWork> {
        self.work.get(id)
    }

    /// Returns the marks of an instance.
    pub fn marks(&self, row: &InstanceRow, now: Timestamp) -> RowMarks {
        RowMarks::new(row, self.work(&row.instance.id), now)
    }

    /// Returns true while changes are in progress.
    pub fn is_changing(&self) -> bool {
        self.work.values().any(|work| matches!(work, InstanceWork::Running(job) if job.is_change()))
    }

    /// Returns an instance whose change is in progress, or ended without a known outcome.
    pub(in crate::wizard) fn unsettled(&self) -> Option<ChangeTarget> {
        let is_unsettled = |row: &&Arc<InstanceRow>| {
            self.work.get(&row.instance.id).is_some_and(|work| match work {
                InstanceWork::Running(job) => job.is_change(),
                InstanceWork::Failed(..) => work.is_unknown(),
                InstanceWork::Tested(_) => false,
            })
        };
        self.rows.rows().iter().find(is_unsettled).map(|row| ChangeTarget {
            id: row.instance.id.clone(),
            name: row.name.clone(),
            element: row.instance.element.clone(),
        })
    }

    /// Takes the outcome of work on an instance. Returns the notice once all work of its kind is done.
    pub(in crate::wizard) fn finish(
        &mut self,
        id: &str,
        job: InstanceJob,
        outcome: Result<Duration, Fault>,
        now: Timestamp,
    ) -> Option<Notice> {
        let name = self.row(id).map_or_else(|| id.to_owned(), |row| row.name.clone());
        let batch = self.batches.entry(job).or_default();
        batch.done += 1;
        batch.failed += usize::from(outcome.is_err());
        batch.unknown += usize::from(outcome.as_ref().is_err_and(|fault| job.leaves_open(fault)));
        let batch = *batch;
        let single = (batch.total <= 1).then(|| match &outcome {
            Ok(took) => Notice::good(job.success(&name, *took)),
            Err(fault) => Notice::from(fault),
        });
        match (job, outcome) {
            (InstanceJob::Test, result) => self.take_test(id, result, now),
            (job, Ok(_)) => self.apply(id, job, now),
            (job, Err(fault)) => drop(self.work.insert(id.to_owned(), InstanceWork::Failed(job, Box::new(fault)))),
        }
        if batch.is_running() {
            return None;
        }
        self.batches.remove(&job);
        single.or_else(|| Some(batch.notice(job)))
    }

    /// Takes the IDs of instances that were not worked on, because the work was stopped. Returns the notice if no other
    /// instance is still worked on.
    pub(in crate::wizard) fn skip(&mut self, job: InstanceJob, ids: &[String]) -> Option<Notice> {
        for id in ids {
            if self.work.get(id) == Some(&InstanceWork::Running(job)) {
                self.work.remove(id);
            }
        }
        let batch = self.batches.get_mut(&job)?;
        batch.unsent += ids.len();
        let batch = *batch;
        if batch.is_running() {
            return None;
        }
        self.batches.remove(&job);
        Some(batch.notice(job))
    }

    /// Describes the work in progress on several instances in a sentence; `None` without such work.
    pub fn describe_progress(&self) -> Option<String> {
        let several = self.batches.iter().filter(|(_, batch)| batch.total > 1);
        let parts: Vec<String> = several.map(|(job, batch)| batch.progress(*job)).collect();
        (!parts.is_empty()).then(|| format!("{}.", parts.join("; ")))
    }

    /// Returns the share of the work on several instances that is done, in tenths; `None` without such work.
    pub fn tenths_done(&self) -> Option<usize> {
        let several = self.batches.values().filter(|batch| batch.total > 1);
        let (done, total) = several.fold((0, 0), |(done, total), batch| (done + batch.done, total + batch.total));
        (done * 10).checked_div(total)
    }

    /// Returns true if requests of work in progress were not sent yet, and may be left out.
    pub fn is_stoppable(&self) -> bool {
        self.batches.iter().any(|(job, batch)| !batch.is_stopped && batch.left() > job.at_once())
    }

    /// Returns true while requests of stopped work are on their way.
    pub fn is_stopping(&self) -> bool {
        self.batches.values().any(|batch| batch.is_stopped && batch.is_running())
    }

    /// Notes that no more requests of the work in progress are sent.
    pub(in crate::wizard) fn stop(&mut self) {
        self.batches.values_mut().for_each(|batch| batch.is_stopped = true);
    }

    fn apply(&mut self, id: &str, job: InstanceJob, now: Timestamp) {
        self.work.remove(id);
        match job {
            InstanceJob::Test => {}
            InstanceJob::Enable | InstanceJob::Disable => {
                self.change(id, |row| {
                    row.instance.disabled = job == InstanceJob::Disable;
                    let facts = InstanceFacts::from_listed(&row.instance);
                    let InstanceFacts { is_traced, is_token_here, test, .. } = row.facts;
                    row.facts = InstanceFacts { is_traced, is_token_here, test, ..facts };
                });
            }
            InstanceJob::Trace | InstanceJob::Untrace => self.change(id, |row| {
                row.facts.is_traced = job == InstanceJob::Trace;
                row.read = Some(now);
            }),
            InstanceJob::Delete => {
                self.rows.remove(id);
                self.next.remove(id);
                self.deleted.insert(id.to_owned());
            }
        }
    }

    /// Begins work on instances, and returns those without work in progress.
    pub(in crate::wizard) fn begin(
        &mut self,
        job: InstanceJob,
        mut rows: Vec<Arc<InstanceRow>>,
    ) -> Vec<Arc<InstanceRow>> {
        rows.retain(|row| !matches!(self.work(&row.instance.id), Some(InstanceWork::Running(_))));
        if !rows.is_empty() {
            let batch = self.batches.entry(job).or_default();
            batch.total += rows.len();
            batch.is_stopped = false;
        }
        for row in &rows {
            self.work.insert(row.instance.id.clone(), InstanceWork::Running(job));
        }
        rows
    }
}
