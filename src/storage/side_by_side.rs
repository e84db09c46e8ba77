//! Work on several files at once. The disk flushes several files that wait in little more time than one.

use std::{panic, thread};

/// Runs a function for each item, each in a thread of its own, and returns the results in the same order.
pub(crate) fn side_by_side<T: Send, R: Send>(items: Vec<T>, run: impl Fn(T) -> R + Sync) -> Vec<R> {
    let run = &run;
    if items.len() == 1 {
        return items.into_iter().map(run).collect();
    }
    thread::scope(|scope| {
        let started: Vec<_> = items.into_iter().map(|item| scope.spawn(move || run(item))).collect();
        started.into_iter().map(|thread| thread.join().unwrap_or_else(|reason| panic::resume_unwind(reason))).collect()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn results_have_the_order_of_the_items() {
        assert_eq!(side_by_side((0..50).collect(), |number: i32| number * 2), (0..100).step_by(2).collect::<Vec<_>>());
    }
}
