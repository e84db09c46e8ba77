//! Every request of the wizard with every failure, key by key over real sockets: the fault is right, typed values are
//! kept, and no instance is created twice.
#![cfg(test)]

mod ask;
mod ill;
#[path = "../kit/mod.rs"]
mod kit;
#[path = "../kit/server.rs"]
mod server;
mod session;

use ask::Ask;
use ill::Ill;
use session::Told;
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
    let cases: Vec<(Ask, Ill)> = Ask::ALL.into_iter().flat_map(|ask| Ill::all().map(move |ill| (ask, ill))).collect();
    let (next, told) = (AtomicUsize::new(0), Mutex::new(Vec::new()));
    thread::scope(|scope| {
        for _ in 0..AT_ONCE {
            scope.spawn(|| {
                while let Some((ask, ill)) = cases.get(next.fetch_add(1, Ordering::Relaxed)) {
                    let one = std::panic::catch_unwind(|| session::play(*ask, *ill));
                    let one = one.unwrap_or(Some(Told { kind: "FAILED" }));
                    told.lock().expect("lock").push((*ask, *ill, one));
                }
            });
        }
    });
    let told = told.into_inner().expect("the table");
    print(&told);
    for (ask, ill, one) in &told {
        assert_eq!(
            one.as_ref().map(|told| told.kind),
            Some(ill.expected(*ask)).filter(|_| one.is_some()),
            "{ask:?} {ill:?}"
        );
    }
    assert_eq!(told.iter().filter(|(.., one)| one.is_none()).count(), 1, "the verifier cannot be refused alone");
}

/// The table, past the test runner, which would keep it to itself.
fn print(told: &[(Ask, Ill, Option<Told>)]) {
    let mut table = format!("{:<28}", "");
    for ask in Ask::ALL {
        let _ = write!(table, "{:<13}", ask.name());
    }
    for ill in Ill::all() {
        let _ = write!(table, "\n{:<28}", ill.name());
        for ask in Ask::ALL {
            let one = told.iter().find(|(a, i, _)| (*a, *i) == (ask, ill)).and_then(|(.., one)| one.as_ref());
            let _ = write!(table, "{:<13}", one.map_or("-", |told| told.kind));
        }
    }
    let _ = writeln!(std::io::stdout(), "{table}");
}
