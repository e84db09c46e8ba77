//! Answers that the user has to confirm.

use crate::domain::Grant;
use std::{
    collections::VecDeque,
    sync::{Mutex, PoisonError},
};
use tokio::sync::Notify;

/// Limit on waiting answers. The oldest is dropped for a new one, so that a flood cannot keep later answers out.
const MOST: usize = 8;

/// A short queue of answers.
#[derive(Debug, Default)]
pub(super) struct LinkOffers {
    queue: Mutex<VecDeque<Grant>>,
    arrived: Notify,
}

impl LinkOffers {
    /// Adds an answer.
    pub(super) fn push(&self, grant: Grant) {
        let mut queue = self.queue.lock().unwrap_or_else(PoisonError::into_inner);
        if queue.len() == MOST {
            queue.pop_front();
        }
        queue.push_back(grant);
        self.arrived.notify_one();
    }

    /// Waits for the next answer.
    pub(super) async fn next(&self) -> Grant {
        loop {
            let next = self.queue.lock().unwrap_or_else(PoisonError::into_inner).pop_front();
            match next {
                Some(grant) => return grant,
                None => self.arrived.notified().await,
            }
        }
    }
}
