//! Work on several files at once. The disk flushes several files that wait in little more time than one. The threads wait
//! for further work for a while: to start a thread costs more system calls than to write a file.

use std::{
    collections::VecDeque,
    panic::{AssertUnwindSafe, catch_unwind, resume_unwind},
    sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError, mpsc},
    thread,
    time::Duration,
};

/// Time for which a thread without work waits before it ends.
const IDLE: Duration = Duration::from_secs(2);

type Job = Box<dyn FnOnce() + Send>;

/// Threads of this program that work on files.
static WORKERS: Workers =
    Workers { queue: Mutex::new(JobQueue { jobs: VecDeque::new(), idle: 0 }), added: Condvar::new() };

struct Workers {
    queue: Mutex<JobQueue>,
    added: Condvar,
}

struct JobQueue {
    jobs: VecDeque<Job>,
    /// Number of threads that wait for a job.
    idle: usize,
}

/// Runs a function for each item, each in a thread of its own, and returns the results in the same order.
pub(crate) fn side_by_side<T, R>(items: Vec<T>, run: impl Fn(T) -> R + Send + Sync + 'static) -> Vec<R>
where
    T: Send + 'static,
    R: Send + 'static,
{
    if items.len() == 1 {
        return items.into_iter().map(run).collect();
    }
    let (run, (sender, receiver)) = (Arc::new(run), mpsc::channel());
    for (at, item) in items.into_iter().enumerate() {
        let (run, sender) = (run.clone(), sender.clone());
        WORKERS.add(Box::new(move || {
            let result = catch_unwind(AssertUnwindSafe(|| run(item)));
            // The receiver waits for all results.
            let _ = sender.send((at, result));
        }));
    }
    drop(sender);
    let mut results: Vec<_> = receiver.iter().collect();
    results.sort_by_key(|(at, _)| *at);
    results.into_iter().map(|(_, result)| result.unwrap_or_else(|reason| resume_unwind(reason))).collect()
}

impl Workers {
    fn lock(&self) -> MutexGuard<'_, JobQueue> {
        self.queue.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Adds a job for a waiting thread, or for a new one if there are fewer of them than jobs.
    fn add(&'static self, job: Job) {
        let mut queue = self.lock();
        queue.jobs.push_back(job);
        if queue.jobs.len() <= queue.idle {
            // A thread that wakes up needs the queue.
            drop(queue);
            self.added.notify_one();
            return;
        }
        drop(queue);
        let started = thread::Builder::new().spawn(|| self.work());
        // Without a further thread the job runs here.
        if started.is_err()
            && let Some(job) = { self.lock().jobs.pop_front() }
        {
            job();
        }
    }

    /// Runs jobs until there was none for a while.
    fn work(&self) {
        while let Some(job) = self.next() {
            job();
        }
    }

    fn next(&self) -> Option<Job> {
        let mut queue = self.lock();
        if let Some(job) = queue.jobs.pop_front() {
            return Some(job);
        }
        queue.idle += 1;
        let waited = self.added.wait_timeout_while(queue, IDLE, |queue| queue.jobs.is_empty());
        let (mut queue, _) = waited.unwrap_or_else(PoisonError::into_inner);
        queue.idle -= 1;
        queue.jobs.pop_front()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::Barrier;

    #[test]
    fn results_have_the_order_of_the_items() {
        assert_eq!(side_by_side((0..50).collect(), |number: i32| number * 2), (0..100).step_by(2).collect::<Vec<_>>());
    }

    #[test]
    fn all_items_are_worked_on_at_once() {
        // Each item waits until all have begun.
        for _ in 0..3 {
            let barrier = Arc::new(Barrier::new(20));
            let leaders = side_by_side(vec![(); 20], move |()| barrier.wait().is_leader());
            assert_eq!(leaders.into_iter().filter(|is_leader| *is_leader).count(), 1);
        }
    }

    #[test]
    fn panic_of_an_item_is_passed_on() {
        let ended = catch_unwind(|| side_by_side(vec![1, 2, 3], |number| assert_ne!(number, 2, "the second")));
        assert!(ended.is_err());
        assert_eq!(side_by_side(vec![1, 2], |number| number), [1, 2]);
    }
}
