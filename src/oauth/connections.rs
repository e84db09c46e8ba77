//! Open connections, with a limit on their number.

use std::{
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    time::Duration,
};
use tokio::{
    task::AbortHandle,
    time::{Instant, sleep},
};

/// Time a connection has for its request while others wait for its place. A browser sends its request at once.
const GRACE: Duration = Duration::from_millis(20);

/// Limit on the number of connections. When one more arrives, the connection that has been silent longest is closed, so
/// that idle connections cannot keep the browser out.
pub(super) struct BrowserConnections {
    limit: usize,
    open: Vec<OpenConnection>,
}

struct OpenConnection {
    since: Instant,
    busy: BusyFlag,
    task: AbortHandle,
}

/// True once a connection has sent a complete request with its body. Such a connection is not closed for another.
#[derive(Clone, Default)]
pub(super) struct BusyFlag(Arc<AtomicBool>);

impl BusyFlag {
    /// Sets the flag.
    pub(super) fn set(&self, busy: bool) {
        self.0.store(busy, Ordering::Release);
    }
}

impl BrowserConnections {
    /// Creates a list with room for this many connections.
    pub(super) fn new(limit: usize) -> Self {
        Self { limit, open: Vec::new() }
    }

    /// Waits until there is room, and serves the connection.
    pub(super) async fn add(&mut self, serve: impl Future<Output = ()> + Send + 'static, busy: BusyFlag) {
        self.make_room().await;
        let task = tokio::spawn(serve).abort_handle();
        self.open.push(OpenConnection { since: Instant::now(), busy, task });
    }

    async fn make_room(&mut self) {
        loop {
            self.open.retain(|connection| !connection.task.is_finished());
            if self.open.len() < self.limit {
                return;
            }
            let silent = |connection: &OpenConnection| {
                !connection.busy.0.load(Ordering::Acquire) && connection.since.elapsed() > GRACE
            };
            if let Some(place) = self.open.iter().position(silent) {
                self.open.remove(place).task.abort();
                return;
            }
            sleep(GRACE / 4).await;
        }
    }
}
