//! Failure of a task of the runtime.

use crate::domain::Fault;
use tokio::task::JoinError;

/// Returns the fault of a task that did not end by itself. A task that panicked ends the program by its hook, so the
/// fault is seen only while that happens.
pub(super) fn fault(_: JoinError) -> Fault {
    Fault::local("Something in elemint itself went wrong.", "Try again, and please report it.")
}
