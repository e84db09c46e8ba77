//! Filters, each in a process of its own: a filter may run without end, or exhaust the stack, and neither may harm the
//! session.

use crate::document::{
    filter::{self, FilterInput},
    json::Document,
};
use std::{process::Stdio, time::Duration};
use tokio::{io::AsyncWriteExt as _, process::Command, time::timeout};

/// Time after which a filter is taken for a mistake.
const PATIENCE: Duration = Duration::from_secs(10);

/// Runs a filter, and returns its results as a document; dropping this ends it.
pub(super) async fn run(input: &FilterInput, words: &str) -> Result<Document, String> {
    filter::result(lines(input, words).await?).map_err(|fault| fault.to_string())
}

/// Runs a filter, and returns its results as JSON, one per line; dropping this ends it.
///
/// The filter goes down the pipe with its document: arguments can be read by everyone on the machine.
///
/// # Errors
/// A sentence with the reason that it failed or was stopped.
pub async fn lines(input: &FilterInput, words: &str) -> Result<String, String> {
    let lost = |problem: &str| format!("The filter could not be run: {problem}.");
    let program = std::env::current_exe().map_err(|e| lost(&e.to_string()))?;
    let mut child = Command::new(program)
        .arg("run-filter")
        // It needs no variables, only the pipe.
        .env_clear()
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .kill_on_drop(true)
        .spawn()
        .map_err(|e| lost(&e.to_string()))?;
    let message = input.sent(words);
    let stdin = child.stdin.take();
    let feed = async move {
        if let Some(mut stdin) = stdin {
            // A filter that is wrong reads nothing.
            let _ = stdin.write_all(message.expose().as_bytes()).await;
        }
    };
    let ended = timeout(PATIENCE, async { tokio::join!(child.wait_with_output(), feed).0 }).await;
    let output = match ended {
        Err(_) => return Err(format!("It took more than {} s and was stopped.", PATIENCE.as_secs())),
        Ok(Err(e)) => return Err(lost(&e.to_string())),
        Ok(Ok(output)) => output,
    };
    match (output.status.code(), String::from_utf8(output.stdout)) {
        (Some(0), Ok(lines)) => Ok(lines),
        (Some(_), _) => Err(String::from_utf8_lossy(&output.stderr).trim().to_owned()),
        (None, _) => Err("It needs more room than there is.".to_owned()),
    }
}
