//! The connections that are open at once.

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

/// The time a connection may take to send its request while others wait for its place. A browser that comes back
/// sends it at once.
const GRACE: Duration = Duration::from_millis(20);

/// Limit on the number of connections. When one more arrives, the connection that has been silent longest is closed, so
/// that idle connections cannot keep the browser out.
pub(super) struct Connections {
    limit: usize,
    seated: Vec<Connection>,
}

struct Connection {
    since: Instant,
    speaking: Busy,
    task: AbortHandle,
}

/// True once a connection has sent a complete request, body included; it is then never closed for another.
#[derive(Clone, Default)]
pub(super) struct Busy(Arc<AtomicBool>);

impl Busy {
    /// Says so.
    pub(super) fn set(&self, speaking: bool) {
        self.0.store(speaking, Ordering::Release);
    }
}

impl Connections {
    /// Places for so many.
    pub(super) fn new(limit: usize) -> Self {
        Self { limit, seated: Vec::new() }
    }

    /// Waits until there is a place, and gives it to the connection.
    pub(super) async fn seat(&mut self, serve: impl Future<Output = ()> + Send + 'static, speaking: Busy) {
        self.make_room().await;
        let task = tokio::spawn(serve).abort_handle();
        self.seated.push(Connection { since: Instant::now(), speaking, task });
    }

    async fn make_room(&mut self) {
        loop {
            self.seated.retain(|guest| !guest.task.is_finished());
            if self.seated.len() < self.limit {
                return;
            }
            let silent =
                |guest: &Connection| !guest.speaking.0.load(Ordering::Acquire) && guest.since.elapsed() > GRACE;
            if let Some(place) = self.seated.iter().position(silent) {
                self.seated.remove(place).task.abort();
                return;
            }
            sleep(GRACE / 4).await;
        }
    }
}
