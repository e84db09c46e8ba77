//! The process group at the terminal.

use super::system;
use std::io;

/// Stops the program until it is continued. On Windows, which cannot suspend, nothing happens.
///
/// The complete process group stops, as with the terminal's own Ctrl-Z: a parent such as `cargo run` that went on would
/// keep the shell waiting. SIGSTOP is sent, because our own handler catches SIGTSTP.
///
/// # Errors
/// If the system refuses.
pub fn stop() -> io::Result<()> {
    system::stop()
}
