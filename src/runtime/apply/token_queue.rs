//! Queue of tokens to store: those that arrive while the disk is busy are stored together.

use super::{
    context::ApplyContext,
    creation::{self, Created, SentCreation},
};
use crate::domain::Fault;
use std::sync::Arc;
use tokio::sync::{mpsc, oneshot};

/// Most tokens that are stored together; each takes a thread for that time.
const MOST: usize = 64;

/// Queue of tokens to store. Its task ends when the last queue is dropped.
#[derive(Clone)]
pub(super) struct TokenQueue(mpsc::UnboundedSender<(SentCreation, oneshot::Sender<Created>)>);

impl TokenQueue {
    /// Creates a queue.
    pub(super) fn new(context: Arc<ApplyContext>) -> Self {
        let (sender, mut receiver) = mpsc::unbounded_channel();
        tokio::spawn(async move {
            let mut waiting = Vec::with_capacity(MOST);
            while receiver.recv_many(&mut waiting, MOST).await > 0 {
                let (group, replies): (Vec<_>, Vec<oneshot::Sender<_>>) = waiting.drain(..).unzip();
                for (reply, created) in replies.into_iter().zip(creation::keep(&context, group).await) {
                    // The receiver waits for it.
                    let _ = reply.send(created);
                }
            }
        });
        Self(sender)
    }

    /// Stores a token. It is on the disk when this returns.
    pub(super) async fn keep(&self, sent: SentCreation) -> Created {
        let id = sent.id().to_owned();
        let (reply, kept) = oneshot::channel();
        let _ = self.0.send((sent, reply));
        // The task ends early only if the program does.
        let stopped = || Fault::local("The token was not stored.", "Run elemint apply again.");
        kept.await.unwrap_or_else(|_| Created { id, kept: Err(stopped()) })
    }
}
