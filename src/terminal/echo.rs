//! The terminal's own echo and line buffer. Plain lines go without both: the echo would show a paste before it is known
//! to be one, and the buffer cuts a line at 4,096 bytes on Linux and 1,024 on macOS.

use super::system::LineMode;
use std::{
    io,
    sync::{Mutex, PoisonError},
};

/// The terminal's own settings, while ours are in force; asked by the panic hook as well.
static OWN: Mutex<Option<LineMode>> = Mutex::new(None);

/// Stops showing typed text.
///
/// # Errors
/// If the terminal refuses.
pub fn hide() -> io::Result<()> {
    let mut own = OWN.lock().unwrap_or_else(PoisonError::into_inner);
    if own.is_some() {
        return Ok(());
    }
    *own = Some(LineMode::hide()?);
    Ok(())
}

/// Returns true if typed text is not shown now.
pub fn is_hidden() -> bool {
    OWN.lock().unwrap_or_else(PoisonError::into_inner).is_some()
}

/// Returns true if the terminal itself shows typed text under its own settings. In Emacs it does not: the editor does.
pub fn is_usual() -> bool {
    let own = OWN.lock().unwrap_or_else(PoisonError::into_inner);
    own.as_ref().is_none_or(LineMode::echoes)
}

/// Shows typed text again.
///
/// # Errors
/// If the terminal refuses.
pub fn show() -> io::Result<()> {
    let own = OWN.lock().unwrap_or_else(PoisonError::into_inner).take();
    own.map_or(Ok(()), LineMode::restore)
}
