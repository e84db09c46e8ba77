//! Tasks that are awaited at the end of a session, because something would be lost without them.

use std::sync::{Arc, Mutex, PoisonError};
use tokio::task::JoinSet;

/// Tasks that run to their end. Cloning is cheap, and the clones share the tasks.
#[derive(Clone, Debug, Default)]
pub(super) struct TrackedTasks(Arc<Mutex<JoinSet<()>>>);

impl TrackedTasks {
    /// Starts a task.
    pub(super) fn spawn(&self, task: impl Future<Output = ()> + Send + 'static) {
        let mut tasks = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        // Those that ended take no room.
        while tasks.try_join_next().is_some() {}
        tasks.spawn(task);
    }

    /// Waits for all tasks.
    pub(super) async fn finish(&self) {
        let tasks = std::mem::take(&mut *self.0.lock().unwrap_or_else(PoisonError::into_inner));
        tasks.join_all().await;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::atomic::{AtomicUsize, Ordering};

    #[tokio::test]
    async fn started_tasks_are_awaited() {
        let (tasks, ended) = (TrackedTasks::default(), Arc::new(AtomicUsize::new(0)));
        for _ in 0..3 {
            let ended = ended.clone();
            tasks.spawn(async move {
                tokio::task::yield_now().await;
                ended.fetch_add(1, Ordering::Relaxed);
            });
        }
        tasks.finish().await;
        assert_eq!(ended.load(Ordering::Relaxed), 3);
    }
}
