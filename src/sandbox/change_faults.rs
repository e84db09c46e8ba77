//! Injected faults of changes of an instance.

use super::{
    faults::{InjectedFault, busy, hang_up, ordered, proxy_page},
    world::SharedWorld,
};
use axum::{
    extract::{Request, State},
    http::Method,
    middleware::Next,
    response::Response,
};

/// Lets the next change of an instance (`PUT`, `PATCH` or `DELETE`) go wrong, if that was ordered.
pub(super) async fn on_change(State(world): State<SharedWorld>, request: Request, next: Next) -> Response {
    let is_change = matches!(*request.method(), Method::PUT | Method::PATCH | Method::DELETE);
    match if is_change { world.next_change_fault() } else { None } {
        None => next.run(request).await,
        Some(InjectedFault::DropBeforeWork) => hang_up(),
        Some(InjectedFault::DropAfterWork) => {
            // The caller does not get the result.
            let _ = next.run(request).await;
            hang_up()
        }
        Some(InjectedFault::Status(status, body)) => ordered(status, body),
        Some(InjectedFault::Busy(seconds)) => busy(seconds),
        Some(InjectedFault::Html502) => proxy_page(),
    }
}
