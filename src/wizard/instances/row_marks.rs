//! Marks of a row of the list, and the most urgent of them.

use super::{InstanceMark, InstanceRow, InstanceSort, InstanceWork};
use crate::{domain::Timestamp, wizard::status::Tone};

/// Marks of an instance in the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RowMarks {
    /// State on the platform.
    pub state: InstanceMark,
    /// Latest work in this session, else the last test.
    pub work: Option<InstanceMark>,
    /// Expiry of the provider's token.
    pub expiry: Option<InstanceMark>,
    /// Importance of the work.
    work_rank: WorkRank,
}

/// Importance of the latest work for the list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum WorkRank {
    /// In progress, or a change that failed: the most urgent mark.
    First,
    /// Result of a test of this session, which is more urgent than the expiry unless it passed and the token expires soon.
    New,
    /// Result of an earlier test.
    Earlier,
}

impl RowMarks {
    /// Returns the marks of an instance with its latest work in this session.
    pub(super) fn new(row: &InstanceRow, work: Option<&InstanceWork>, now: Timestamp) -> Self {
        let work_rank = match work {
            Some(InstanceWork::Running(_)) => WorkRank::First,
            Some(InstanceWork::Failed(job, _)) if job.is_change() => WorkRank::First,
            Some(InstanceWork::Failed(..) | InstanceWork::Tested(_)) => WorkRank::New,
            None => WorkRank::Earlier,
        };
        let work = work.map(InstanceWork::mark).or_else(|| row.test());
        Self { state: row.state(), work, expiry: row.expiry(now), work_rank }
    }

    /// Returns the most urgent mark, for a list without room for two.
    pub fn most_urgent(&self) -> &InstanceMark {
        let state = Some(&self.state).filter(|state| state.tone != Tone::Good);
        let urgent = || self.new_work().or_else(|| self.failed_test()).or_else(|| self.warning());
        let first = self.work.as_ref().filter(|_| self.work_rank == WorkRank::First);
        first.or(state).or_else(urgent).or(self.work.as_ref()).unwrap_or(&self.state)
    }

    /// Returns the most urgent mark next to the state. The order of the list decides between marks of earlier runs.
    pub fn beside_state(&self, sort: InstanceSort) -> Option<&InstanceMark> {
        let sorted = match sort {
            InstanceSort::Expiry => self.expiry.as_ref(),
            InstanceSort::Test => self.work.as_ref(),
            InstanceSort::Listed
            | InstanceSort::Name
            | InstanceSort::Element
            | InstanceSort::State
            | InstanceSort::Age => None,
        };
        let urgent = || self.failed_test().or_else(|| self.warning());
        self.new_work().or(sorted).or_else(urgent).or(self.work.as_ref()).or(self.expiry.as_ref())
    }

    fn new_work(&self) -> Option<&InstanceMark> {
        let is_urgent = |mark: &&InstanceMark| match self.work_rank {
            WorkRank::First => true,
            WorkRank::New => mark.tone != Tone::Good || self.warning().is_none(),
            WorkRank::Earlier => false,
        };
        self.work.as_ref().filter(is_urgent)
    }

    fn failed_test(&self) -> Option<&InstanceMark> {
        self.work.as_ref().filter(|mark| mark.tone == Tone::Bad)
    }

    fn warning(&self) -> Option<&InstanceMark> {
        self.expiry.as_ref().filter(|mark| mark.tone == Tone::Warning)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    const SOON: Option<(Tone, &str)> = Some((Tone::Warning, "soon"));
    const PASSED: Option<(Tone, &str)> = Some((Tone::Good, "passed"));
    const FAILED: Option<(Tone, &str)> = Some((Tone::Bad, "failed"));
    const ENABLED: (Tone, &str) = (Tone::Good, "enabled");
    const DISABLED: (Tone, &str) = (Tone::Warning, "disabled");

    fn marks(
        state: (Tone, &str),
        work: Option<(Tone, &str)>,
        expiry: Option<(Tone, &str)>,
        rank: WorkRank,
    ) -> RowMarks {
        let mark = |(tone, words): (Tone, &str)| InstanceMark::new(tone, words);
        RowMarks { state: mark(state), work: work.map(mark), expiry: expiry.map(mark), work_rank: rank }
    }

    #[rstest]
    #[case::enabled(marks(ENABLED, None, None, WorkRank::Earlier), "enabled", None)]
    #[case::expires_later(marks(ENABLED, None, Some((Tone::Plain, "later")), WorkRank::Earlier), "enabled", Some("later"))]
    #[case::expires_soon(marks(ENABLED, None, SOON, WorkRank::Earlier), "soon", Some("soon"))]
    #[case::passed(marks(ENABLED, PASSED, None, WorkRank::Earlier), "passed", Some("passed"))]
    #[case::passed_and_soon(marks(ENABLED, PASSED, SOON, WorkRank::Earlier), "soon", Some("soon"))]
    #[case::passed_now_and_soon(marks(ENABLED, PASSED, SOON, WorkRank::New), "soon", Some("soon"))]
    #[case::failed_and_soon(marks(ENABLED, FAILED, SOON, WorkRank::Earlier), "failed", Some("failed"))]
    #[case::failed_and_disabled(marks(DISABLED, FAILED, None, WorkRank::New), "disabled", Some("failed"))]
    #[case::at_work(marks(DISABLED, Some((Tone::Plain, "testing")), SOON, WorkRank::First), "testing", Some("testing"))]
    fn most_urgent_mark_is_shown(#[case] marks: RowMarks, #[case] alone: &str, #[case] beside: Option<&str>) {
        assert_eq!(marks.most_urgent().words, alone);
        assert_eq!(marks.beside_state(InstanceSort::Listed).map(|mark| mark.words.as_str()), beside);
    }

    #[test]
    fn expiry_is_shown_in_the_order_by_expiry() {
        let marks = marks(ENABLED, PASSED, Some((Tone::Plain, "later")), WorkRank::Earlier);
        assert_eq!(marks.beside_state(InstanceSort::Expiry).map(|mark| mark.words.as_str()), Some("later"));
    }
}
