//! Messages and exit codes of failed calls.

use crate::{
    cli::{
        command_error::CommandError,
        exit,
        unattended::{code, described},
    },
    domain::Fault,
};
use serde_json::Value as Json;

/// Returns the end of the program for a failed call.
pub(super) fn refused(fault: &Fault) -> CommandError {
    CommandError::new(described(fault), exit_code(fault)).about(fault)
}

/// Returns the end of the program for a failed call about one instance.
pub(super) fn refused_for(id: &str, fault: &Fault) -> CommandError {
    let mut words = safe!("Instance {}: ", id);
    words.push(&described(fault));
    CommandError::new(words, exit_code(fault)).about(fault).with("id", Json::from(id))
}

/// Returns the sentences of a fault, one line each.
pub(super) fn described_lines(fault: &Fault) -> Vec<String> {
    described(fault).as_str().lines().map(str::to_owned).collect()
}

/// Returns the exit code for a failed call about an instance.
pub(super) fn exit_code(fault: &Fault) -> u8 {
    match fault.status {
        Some(404) => exit::NOT_FOUND,
        Some(409) => exit::CONFLICT,
        _ => code(fault),
    }
}
