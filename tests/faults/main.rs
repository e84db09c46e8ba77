//! Every request of the wizard with every failure, key by key over real sockets: the fault is right, typed values are
//! kept, and no instance is created twice.
#![cfg(test)]

mod ask;
mod failure;
#[path = "../kit/mod.rs"]
mod kit;
#[path = "../kit/server.rs"]
mod server;
mod session;

use ask::Ask;
use failure::Failure;
use session::SessionOutcome;
use std::{
    fmt::Write as _,
    io::Write as _,
    sync::{Mutex, atomic::AtomicUsize, atomic::Ordering},
    thread,
};

/// Several at a time, since some of them wait.
const AT_ONCE: usize = 8;

#[test]
fn every_failure_is_classified_and_input_kept() {
    let cases: Vec<(Ask, Failure)> =
        Ask::ALL.into_iter().flat_map(|ask| Failure::all().map(move |failure| (ask, failure))).collect();
    let (next, outcomes) = (AtomicUsize::new(0), Mutex::new(Vec::new()));
    thread::scope(|scope| {
        for _ in 0..AT_ONCE {
            scope.spawn(|| {
                while let Some((ask, failure)) = cases.get(next.fetch_add(1, Ordering::Relaxed)) {
                    let one = std::panic::catch_unwind(|| session::play(*ask, *failure));
                    let one = one.unwrap_or(Some(SessionOutcome { kind: "FAILED" }));
                    outcomes.lock().expect("lock").push((*ask, *failure, one));
                }
            });
        }
    });
    let outcomes = outcomes.into_inner().expect("the table");
    print(&outcomes);
    for (ask, failure, one) in &outcomes {
        assert_eq!(
            one.as_ref().map(|outcomes| outcomes.kind),
            Some(failure.expected(*ask)).filter(|_| one.is_some()),
            "{ask:?} {failure:?}"
        );
    }
    assert_eq!(outcomes.iter().filter(|(.., one)| one.is_none()).count(), 1, "the verifier cannot be refused alone");
}

/// The table, past the test runner, which would keep it to itself.
fn print(outcomes: &[(Ask, Failure, Option<SessionOutcome>)]) {
    let mut table = format!("{:<28}", "");
    for ask in Ask::ALL {
        let _ = write!(table, "{:<13}", ask.name());
    }
    for failure in Failure::all() {
        let _ = write!(table, "\n{:<28}", failure.name());
        for ask in Ask::ALL {
            let one = outcomes.iter().find(|(a, i, _)| (*a, *i) == (ask, failure)).and_then(|(.., one)| one.as_ref());
            let _ = write!(table, "{:<13}", one.map_or("-", |outcomes| outcomes.kind));
        }
    }
    let _ = writeln!(std::io::stdout(), "{table}");
}
