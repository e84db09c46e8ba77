//! Signals of a command that asks for secrets, or sends a request: each ends the program, and the terminal shows typed
//! text again.
//!
//! A handler of tokio replaces that of the system for the rest of the process, so it has to serve the rest of the
//! command as well. The command may be in a call that blocks, such as one to the keyring, so it is not awaited.

use crate::{
    runtime::signals::{SignalRequest, Signals},
    terminal::{echo, output, process},
};
use std::{
    io,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
        mpsc,
    },
    thread,
    time::Duration,
};

/// Time that a report may take.
const REPORT: Duration = Duration::from_secs(2);

static IS_WATCHED: AtomicBool = AtomicBool::new(false);

/// True once the command ends itself at a signal.
static IS_HANDED_OVER: AtomicBool = AtomicBool::new(false);

/// Leaves the signals that end the program to another listener of the command, from here on.
pub(super) fn hand_over() {
    IS_HANDED_OVER.store(true, Ordering::SeqCst);
}

/// Ends the program with the next signal, from here on. `report` gets its number first, unless a secret is being asked for.
///
/// # Errors
/// The system has no room for another handler.
pub(super) fn watch(report: impl Fn(u8) + Send + Sync + 'static) -> io::Result<()> {
    if IS_WATCHED.swap(true, Ordering::SeqCst) {
        return Ok(());
    }
    let mut signals = Signals::listen()?;
    let report = Arc::new(report);
    tokio::spawn(async move {
        loop {
            match signals.next().await {
                SignalRequest::Resized => {}
                SignalRequest::Suspend => suspend(),
                SignalRequest::End(_) if IS_HANDED_OVER.load(Ordering::SeqCst) => {}
                SignalRequest::End(number) => end(number, &report),
            }
        }
    });
    Ok(())
}

/// Stops the program until it is continued.
fn suspend() {
    let is_hidden = echo::is_hidden();
    let _ = echo::show();
    let _ = process::stop();
    if is_hidden {
        let _ = echo::hide();
    }
}

#[expect(clippy::exit, reason = "the command may be in a call that blocks")]
fn end(number: u8, report: &Arc<impl Fn(u8) + Send + Sync + 'static>) {
    let is_asking = echo::is_hidden();
    let _ = echo::show();
    if is_asking {
        output::note(&"\nNothing was changed.".into());
    } else {
        // Standard output may be locked by a write whose reader stopped reading.
        let (ended, end) = mpsc::channel();
        let report = Arc::clone(report);
        thread::spawn(move || {
            report(number);
            ended.send(())
        });
        let _ = end.recv_timeout(REPORT);
    }
    std::process::exit(128 + i32::from(number));
}
