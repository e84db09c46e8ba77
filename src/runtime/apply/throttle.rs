//! Pause of all requests of a run: if the platform asks to slow down, none is sent until the pause is over.

use crate::domain::{Fault, fault::FaultKind};
use std::{
    sync::{Mutex, MutexGuard, OnceLock, PoisonError},
    time::Duration,
};
use tokio::time::{Instant, sleep_until};

/// Pause common to all requests of a run.
#[derive(Debug)]
pub(super) struct Throttle {
    state: Mutex<ThrottleState>,
    /// Longest time of pauses without a change that the platform accepts in between.
    limit: Duration,
    first: OnceLock<FirstPause>,
}

#[derive(Debug, Default)]
struct ThrottleState {
    /// End of the pause.
    opens: Option<Instant>,
    /// Time of the first busy answer since a change was accepted.
    busy_since: Option<Instant>,
}

/// First pause of a run.
#[derive(Clone, Debug)]
pub struct FirstPause {
    /// Reason, one sentence.
    pub reason: String,
    /// Its length.
    pub length: Duration,
    /// Time after which the run ends, if it gets no further.
    pub limit: Duration,
}

/// Consequence of a failed request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Repetition {
    /// It is sent again after the pause.
    Repeat,
    /// It is not sent again.
    GiveUp,
    /// No request is sent any more.
    StopRun,
}

/// Limit of a run, unless `--timeout` says otherwise.
const LIMIT: Duration = Duration::from_secs(300);

/// Attempts if the platform is not reached.
const ATTEMPTS: u32 = 4;

/// Attempts if the platform is busy and names no pause. It also answers so to a request that is too long, every time.
const BUSY_ATTEMPTS: u32 = 8;

/// First pause without a named one. It doubles with each attempt.
const FIRST: Duration = Duration::from_millis(250);

impl Throttle {
    /// Creates the throttle of a run. `limit` replaces the usual one.
    pub(super) fn new(limit: Option<Duration>) -> Self {
        Self { state: Mutex::default(), limit: limit.unwrap_or(LIMIT), first: OnceLock::new() }
    }

    /// Waits until requests may be sent.
    pub(super) async fn wait(&self) {
        while let Some(opens) = self.opens() {
            sleep_until(opens).await;
        }
    }

    /// Returns the end of the pause; `None` if requests may be sent.
    pub(super) fn opens(&self) -> Option<Instant> {
        self.state().opens.filter(|opens| *opens > Instant::now())
    }

    /// Returns the first pause, if there was one.
    pub(super) fn first(&self) -> Option<&FirstPause> {
        self.first.get()
    }

    /// Records that the platform accepted a change, so that the limit begins anew.
    pub(super) fn accepted(&self) {
        self.state().busy_since = None;
    }

    fn state(&self) -> MutexGuard<'_, ThrottleState> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Lets no request through for this time.
    fn pause(&self, fault: &Fault, length: Duration) {
        let mut state = self.state();
        state.opens = state.opens.max(Some(Instant::now() + length));
        let _ = self.first.set(FirstPause { reason: fault.problem.clone(), length, limit: self.limit });
    }

    /// Pauses the run after a failure that may pass and that changed nothing. `attempt` counts from 0; `busy_since` is the
    /// time of the first busy answer to this request.
    pub(super) fn repeats(&self, fault: &Fault, attempt: u32, busy_since: &mut Option<Instant>) -> Repetition {
        let growing = FIRST * 2_u32.saturating_pow(attempt);
        let pause = match fault.kind {
            FaultKind::Busy(Some(pause)) => pause.max(FIRST),
            FaultKind::Busy(None) if attempt + 1 < BUSY_ATTEMPTS => growing,
            FaultKind::Unreached if attempt + 1 < ATTEMPTS => {
                self.pause(fault, growing);
                return Repetition::Repeat;
            }
            FaultKind::Account | FaultKind::Unreached => return Repetition::StopRun,
            FaultKind::Unread
            | FaultKind::Fields(_)
            | FaultKind::Code
            | FaultKind::Refused
            | FaultKind::Busy(None)
            | FaultKind::Unclear
            | FaultKind::Broken
            | FaultKind::Garbled
            | FaultKind::AlreadyMade
            | FaultKind::Local => return Repetition::GiveUp,
        };
        let now = Instant::now();
        let is_late = |since: Instant| now.duration_since(since) + pause > self.limit;
        let run_since = *self.state().busy_since.get_or_insert(now);
        if is_late(run_since) {
            return Repetition::StopRun;
        }
        // Others get through, but this request does not.
        if is_late(*busy_since.get_or_insert(now)) {
            return Repetition::GiveUp;
        }
        self.pause(fault, pause);
        Repetition::Repeat
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    fn fault(kind: FaultKind) -> Fault {
        Fault::new(kind, "a", "b")
    }

    fn busy(seconds: u64) -> FaultKind {
        FaultKind::Busy(Some(Duration::from_secs(seconds)))
    }

    #[rstest]
    #[case::named_pause(busy(2), 99, Repetition::Repeat)]
    #[case::longest_pause(busy(300), 0, Repetition::Repeat)]
    #[case::pause_beyond_the_limit(busy(301), 0, Repetition::StopRun)]
    #[case::first_attempt(FaultKind::Unreached, 0, Repetition::Repeat)]
    #[case::last_attempt(FaultKind::Unreached, 3, Repetition::StopRun)]
    #[case::busy_without_a_pause(FaultKind::Busy(None), 6, Repetition::Repeat)]
    #[case::last_busy_without_a_pause(FaultKind::Busy(None), 7, Repetition::GiveUp)]
    #[case::account(FaultKind::Account, 0, Repetition::StopRun)]
    #[case::refused(FaultKind::Refused, 0, Repetition::GiveUp)]
    #[case::unknown_outcome(FaultKind::Unclear, 0, Repetition::GiveUp)]
    fn only_a_failure_that_changed_nothing_is_repeated(
        #[case] kind: FaultKind,
        #[case] attempt: u32,
        #[case] expected: Repetition,
    ) {
        assert_eq!(Throttle::new(None).repeats(&fault(kind), attempt, &mut None), expected);
    }

    #[test]
    fn one_busy_answer_pauses_every_request() {
        let (throttle, began) = (Throttle::new(None), Instant::now());
        throttle.repeats(&fault(busy(7)), 0, &mut None);
        let opens = throttle.opens().expect("a pause");
        assert!(opens >= began + Duration::from_secs(7));
    }

    /// Returns a throttle with a limit of ten seconds, and the time of a busy answer six seconds ago.
    fn busy_for_a_while() -> (Throttle, Option<Instant>) {
        let since = Instant::now().checked_sub(Duration::from_secs(6));
        let throttle = Throttle::new(Some(Duration::from_secs(10)));
        throttle.state().busy_since = since;
        (throttle, since)
    }

    #[test]
    fn run_ends_when_pauses_reach_the_limit_and_nothing_was_accepted() {
        let (throttle, _) = busy_for_a_while();
        // Another request, whose own limit has not begun.
        assert_eq!(throttle.repeats(&fault(busy(6)), 0, &mut None), Repetition::StopRun);
    }

    #[test]
    fn one_request_is_given_up_at_the_limit_if_others_are_accepted() {
        let (throttle, mut since) = busy_for_a_while();
        throttle.accepted();
        assert_eq!(throttle.repeats(&fault(busy(6)), 1, &mut since), Repetition::GiveUp);
    }
}
