//! Errors of the keyring.

use std::time::Duration;

/// Errors of the keyring, in sentences that hold nothing of its content.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum KeyringError {
    /// No answer within the time.
    #[error("The keyring did not answer within {} seconds.", .0.as_secs())]
    Silent(Duration),
    /// Its program could not be run.
    #[error("The keyring's program {0} could not be run.")]
    NotRun(String),
    /// The keyring refused.
    #[error("The keyring refused{}.", suffix(.0))]
    Refused(String),
    /// The keyring accepted a value and did not return it.
    #[error("The keyring took a value for a test and did not give it back.")]
    Forgetful,
}

impl KeyringError {
    /// Returns the remedy.
    pub fn hint(&self) -> &'static str {
        match self {
            Self::Silent(_) => "It may be waiting for its password in a window of its own. Unlock it and try again.",
            _ => "Unlock it and try again, or keep the secrets in a file readable by you alone.",
        }
    }
}

fn suffix(words: &str) -> String {
    if words.is_empty() { String::new() } else { format!(": {}", words.trim_end_matches('.')) }
}
