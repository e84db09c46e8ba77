//! Card of an instance: its facts above the complete answer, after its creation and from the list.

use super::status::{Fact, Tone};
use crate::{document::json::Document, domain::Fault};
use std::time::Duration;

/// Facts of an instance, in the order they are shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InstanceCard {
    /// ID on the platform.
    pub id: String,
    /// Display name.
    pub name: String,
    /// Key of the element.
    pub element: String,
    /// True if it is enabled and valid, and its last test did not fail.
    pub is_good: bool,
    /// Remark on its creation; empty if there is none.
    pub remark: String,
    /// Place of the token.
    pub token: Fact,
    /// State, expiry, events, creation and others, a few words each, the most important first.
    pub facts: Vec<String>,
    /// Latest test or change, if there was one.
    pub work: Option<Fact>,
    /// Reason that the latest test or change failed.
    pub reason: Option<String>,
    /// True if a test is the next step: there was none, or it failed.
    pub needs_test: bool,
    /// True if the place of the token is more important than the facts, as after a creation.
    pub is_token_first: bool,
}

/// Returns the reason of a failure in one line, with the message of the provider or the platform.
pub(super) fn reason(fault: &Fault) -> String {
    let message = match (&fault.provider, &fault.message) {
        (Some(provider), _) => format!("Provider: {provider}"),
        (None, Some(message)) => format!("Platform: {message}"),
        (None, None) => fault.hint.clone(),
    };
    format!("{} {message}", fault.problem).split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Returns the fact that the provider answered through an instance.
pub(super) fn answered(took: Duration) -> Fact {
    Fact::new(Tone::Good, format!("The provider answers ({} ms).", took.as_millis()))
}

/// Returns the fact that the test of an instance failed.
pub(super) fn test_failed() -> Fact {
    Fact::new(Tone::Bad, "The test failed.")
}

/// Returns the words for the event settings of an answer; `None` if it does not say.
pub(super) fn events(answer: &Document) -> Option<String> {
    let entries = std::iter::successors(answer.node(1), |node| node.next_sibling());
    let found = entries.into_iter().find(|node| node.key().as_deref() == Some("eventsEnabled"))?;
    Some(if found.raw() == "true" { "events on".to_owned() } else { "events off".to_owned() })
}
