//! Observer of requests, for a log.

use std::{fmt, sync::Arc, time::Duration};

/// A request that has ended, without anything that could be a secret.
#[derive(Clone, Copy, Debug)]
pub struct ObservedRequest<'a> {
    /// Name of the operation.
    pub operation: &'static str,
    /// Host of the platform.
    pub host: &'a str,
    /// Status of the answer; `None` if there is none.
    pub status: Option<u16>,
    /// Time until the answer, or until it was given up.
    pub took: Duration,
}

/// Function that is called with each request that has ended.
#[derive(Clone)]
pub struct RequestObserver(Arc<dyn Fn(&ObservedRequest<'_>) + Send + Sync>);

impl RequestObserver {
    /// Creates an observer.
    pub fn new(observe: impl Fn(&ObservedRequest<'_>) + Send + Sync + 'static) -> Self {
        Self(Arc::new(observe))
    }

    pub(super) fn observe(&self, request: &ObservedRequest<'_>) {
        (self.0)(request);
    }
}

impl fmt::Debug for RequestObserver {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("RequestObserver")
    }
}
