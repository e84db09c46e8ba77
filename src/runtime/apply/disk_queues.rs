//! Queues of requests to record and of tokens to store: those that arrive while the disk is busy are written together.

use super::{
    context::ApplyContext,
    group_writes::{self, Created, SentCreation},
};
use crate::domain::{Fault, JournalEntry};
use std::{future::Future, sync::Arc};
use tokio::sync::{mpsc, oneshot};

/// Most items that are written together; each takes a thread for that time.
const MOST: usize = 64;

/// Queues of a run.
#[derive(Clone)]
pub(super) struct DiskQueues {
    requests: DiskQueue<JournalEntry, Result<(), Fault>>,
    tokens: DiskQueue<SentCreation, Created>,
}

impl DiskQueues {
    /// Creates the queues of a run.
    pub(super) fn new(context: &Arc<ApplyContext>) -> Self {
        let (journal, store) = (context.clone(), context.clone());
        let requests = DiskQueue::new(move |entries| {
            let context = journal.clone();
            async move { group_writes::record(&context, entries).await }
        });
        let tokens = DiskQueue::new(move |group| {
            let context = store.clone();
            async move { group_writes::keep(&context, group).await }
        });
        Self { requests, tokens }
    }

    /// Records a request in the journal. It is on the disk when this returns.
    ///
    /// # Errors
    /// The reason that the request must not be sent.
    pub(super) async fn record(&self, entry: &JournalEntry) -> Result<(), Fault> {
        self.requests.write(entry.clone()).await.unwrap_or_else(|| Err(group_writes::stopped()))
    }

    /// Stores a token. It is on the disk when this returns.
    pub(super) async fn keep(&self, sent: SentCreation) -> Created {
        let id = sent.id().to_owned();
        let stopped = || Fault::local("The token was not stored.", "Run elemint apply again.");
        self.tokens.write(sent).await.unwrap_or_else(|| Created { id, kept: Err(stopped()) })
    }
}

/// Queue of items that are written in groups. Its task ends when the last queue is dropped.
struct DiskQueue<T, R>(mpsc::UnboundedSender<(T, oneshot::Sender<R>)>);

impl<T, R> Clone for DiskQueue<T, R> {
    fn clone(&self) -> Self {
        Self(self.0.clone())
    }
}

impl<T: Send + 'static, R: Send + 'static> DiskQueue<T, R> {
    /// Creates a queue. `write` returns a result for each item, in the same order.
    fn new<F>(write: impl Fn(Vec<T>) -> F + Send + 'static) -> Self
    where
        F: Future<Output = Vec<R>> + Send,
    {
        let (sender, mut receiver) = mpsc::unbounded_channel();
        tokio::spawn(async move {
            let mut waiting = Vec::with_capacity(MOST);
            while receiver.recv_many(&mut waiting, MOST).await > 0 {
                let (group, replies): (Vec<_>, Vec<oneshot::Sender<_>>) = waiting.drain(..).unzip();
                for (reply, result) in replies.into_iter().zip(write(group).await) {
                    // The receiver waits for it.
                    let _ = reply.send(result);
                }
            }
        });
        Self(sender)
    }

    /// Writes an item; `None` if the task ended, which happens only when the program ends.
    async fn write(&self, item: T) -> Option<R> {
        let (reply, written) = oneshot::channel();
        let _ = self.0.send((item, reply));
        written.await.ok()
    }
}
