//! Open connections, limited in number. When all places are taken, a newcomer gets the place of the connection that
//! has been quiet longest, so that half requests cannot keep others out.

use std::{
    collections::HashMap,
    future::Future,
    sync::{
        Arc,
        atomic::{AtomicU64, AtomicUsize, Ordering},
    },
};
use tokio::{
    sync::Notify,
    task::{AbortHandle, Id, JoinSet},
};

/// More than a browser, a few clients and an apply with 64 requests at a time ever open.
const MAX_OPEN: usize = 192;

/// All connections that are served now.
#[derive(Default)]
pub(super) struct ServedConnections {
    tasks: JoinSet<()>,
    open: HashMap<Id, (AbortHandle, Arc<Activity>)>,
    shared: Arc<SharedConnections>,
}

#[derive(Default)]
struct SharedConnections {
    /// Counts every change, which orders connections by the time of their last one.
    count: AtomicU64,
    /// A busy connection became quiet.
    freed: Notify,
}

/// Requests of one connection that have arrived completely and are being answered.
pub(super) struct Activity {
    running: AtomicUsize,
    last: AtomicU64,
    shared: Arc<SharedConnections>,
}

/// Keeps a connection busy while it lives.
pub(super) struct BusyGuard(Arc<Activity>);

impl Activity {
    fn new(shared: &Arc<SharedConnections>) -> Arc<Self> {
        let activity = Self { running: AtomicUsize::new(0), last: AtomicU64::new(0), shared: shared.clone() };
        activity.touch();
        Arc::new(activity)
    }

    fn touch(&self) {
        self.last.store(self.shared.count.fetch_add(1, Ordering::Relaxed), Ordering::Relaxed);
    }

    /// Marks the connection as busy until the guard is dropped.
    pub(super) fn busy(self: &Arc<Self>) -> BusyGuard {
        self.running.fetch_add(1, Ordering::Relaxed);
        BusyGuard(self.clone())
    }

    fn is_quiet(&self) -> bool {
        self.running.load(Ordering::Relaxed) == 0
    }
}

impl Drop for BusyGuard {
    fn drop(&mut self) {
        self.0.touch();
        self.0.running.fetch_sub(1, Ordering::Relaxed);
        self.0.shared.freed.notify_one();
    }
}

impl ServedConnections {
    /// Returns true if another connection can be accepted, if necessary by closing an idle one.
    pub(super) fn has_room(&self) -> bool {
        self.open.len() < MAX_OPEN || self.open.values().any(|(_, activity)| activity.is_quiet())
    }

    /// Serves a connection.
    pub(super) fn add<F>(&mut self, serve: impl FnOnce(Arc<Activity>) -> F)
    where
        F: Future<Output = ()> + Send + 'static,
    {
        if self.open.len() >= MAX_OPEN {
            self.close_quietest();
        }
        let activity = Activity::new(&self.shared);
        let handle = self.tasks.spawn(serve(activity.clone()));
        self.open.insert(handle.id(), (handle, activity));
    }

    fn close_quietest(&mut self) {
        let quiet = self.open.iter().filter(|(_, (_, activity))| activity.is_quiet());
        let quietest = quiet.min_by_key(|(_, (_, activity))| activity.last.load(Ordering::Relaxed)).map(|(id, _)| *id);
        if let Some((handle, _)) = quietest.and_then(|id| self.open.remove(&id)) {
            handle.abort();
        }
    }

    /// Waits until a connection ends or becomes quiet.
    pub(super) async fn change(&mut self) {
        tokio::select! {
            Some(ended) = self.tasks.join_next_with_id() => {
                let id = ended.map_or_else(|error| error.id(), |(id, ())| id);
                self.open.remove(&id);
            }
            () = self.shared.freed.notified() => {}
        }
    }

    /// Closes every connection.
    pub(super) async fn shutdown(&mut self) {
        self.tasks.shutdown().await;
    }
}
