//! Pause of all requests of a run: if the platform asks to slow down, none is sent until the pause is over.

use crate::domain::{Fault, fault::FaultKind};
use std::{
    sync::{Mutex, PoisonError},
    time::Duration,
};
use tokio::time::{Instant, sleep_until};

/// Pause common to all requests of a run.
#[derive(Debug, Default)]
pub(super) struct Throttle {
    opens: Mutex<Option<Instant>>,
}

/// Longest time for which one request is repeated.
const PATIENCE: Duration = Duration::from_secs(600);

/// Attempts if the platform is not reached, or is busy and names no pause.
const ATTEMPTS: u32 = 4;

/// First pause without a named one. It doubles with each attempt.
const FIRST: Duration = Duration::from_millis(250);

impl Throttle {
    /// Waits until requests may be sent.
    pub(super) async fn wait(&self) {
        while let Some(opens) = self.opens() {
            sleep_until(opens).await;
        }
    }

    /// Returns the end of the pause; `None` if requests may be sent.
    pub(super) fn opens(&self) -> Option<Instant> {
        let opens = *self.opens.lock().unwrap_or_else(PoisonError::into_inner);
        opens.filter(|opens| *opens > Instant::now())
    }

    /// Lets no request through for this time.
    fn pause(&self, time: Duration) {
        let mut opens = self.opens.lock().unwrap_or_else(PoisonError::into_inner);
        *opens = (*opens).max(Some(Instant::now() + time));
    }

    /// Pauses the run after a failure that may pass and that changed nothing. Returns false if the request should not be
    /// repeated. `attempt` counts from 0.
    pub(super) fn pauses_for(&self, fault: &Fault, attempt: u32, began: Instant) -> bool {
        let growing = FIRST * 2_u32.saturating_pow(attempt);
        let pause = match fault.kind {
            FaultKind::Busy(Some(pause)) => pause.max(FIRST),
            FaultKind::Busy(None) | FaultKind::Unreached if attempt + 1 < ATTEMPTS => growing,
            FaultKind::Account
            | FaultKind::Unread
            | FaultKind::Fields(_)
            | FaultKind::Code
            | FaultKind::Refused
            | FaultKind::Busy(None)
            | FaultKind::Unreached
            | FaultKind::Unclear
            | FaultKind::Broken
            | FaultKind::Garbled
            | FaultKind::AlreadyMade
            | FaultKind::Local => return false,
        };
        if began.elapsed() + pause > PATIENCE {
            return false;
        }
        self.pause(pause);
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    fn fault(kind: FaultKind) -> Fault {
        Fault::new(kind, "a", "b")
    }

    #[rstest]
    #[case::named_pause(FaultKind::Busy(Some(Duration::from_secs(2))), 99, true)]
    #[case::first_attempt(FaultKind::Unreached, 0, true)]
    #[case::last_attempt(FaultKind::Unreached, 3, false)]
    #[case::busy_without_a_pause(FaultKind::Busy(None), 3, false)]
    #[case::refused(FaultKind::Refused, 0, false)]
    #[case::unknown_outcome(FaultKind::Unclear, 0, false)]
    fn only_a_failure_that_changed_nothing_is_repeated(
        #[case] kind: FaultKind,
        #[case] attempt: u32,
        #[case] repeats: bool,
    ) {
        assert_eq!(Throttle::default().pauses_for(&fault(kind), attempt, Instant::now()), repeats);
    }

    #[test]
    fn one_busy_answer_pauses_every_request() {
        let (throttle, began) = (Throttle::default(), Instant::now());
        throttle.pauses_for(&fault(FaultKind::Busy(Some(Duration::from_secs(7)))), 0, began);
        let opens = throttle.opens.lock().expect("the lock").expect("a pause");
        assert!(opens >= began + Duration::from_secs(7));
    }
}
