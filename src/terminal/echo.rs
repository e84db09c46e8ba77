//! Whether the terminal shows what is typed. While it does not, a line is not cut at the length the terminal would
//! edit it up to either: 4,096 bytes on Linux, 1,024 on macOS, and a code can be longer.

use rustix::{
    stdio::stdin,
    termios::{LocalModes, OptionalActions, SpecialCodeIndex, Termios, tcgetattr, tcsetattr},
};
use std::{
    io,
    sync::{Mutex, PoisonError},
};

/// The terminal's own settings, while ours are in force; asked by the panic hook as well.
static OWN: Mutex<Option<Termios>> = Mutex::new(None);

/// What is typed from now on is not shown.
///
/// # Errors
/// When the terminal refuses.
pub fn hide() -> io::Result<()> {
    let mut own = OWN.lock().unwrap_or_else(PoisonError::into_inner);
    if own.is_some() {
        return Ok(());
    }
    let before = tcgetattr(stdin())?;
    let mut ours = before.clone();
    ours.local_modes.remove(LocalModes::ECHO | LocalModes::ECHONL | LocalModes::ICANON);
    ours.special_codes[SpecialCodeIndex::VMIN] = 1;
    ours.special_codes[SpecialCodeIndex::VTIME] = 0;
    tcsetattr(stdin(), OptionalActions::Now, &ours)?;
    *own = Some(before);
    Ok(())
}

/// What is typed is shown again, as it was before.
///
/// # Errors
/// When the terminal refuses.
pub fn show() -> io::Result<()> {
    let own = OWN.lock().unwrap_or_else(PoisonError::into_inner).take();
    match own {
        Some(own) => Ok(tcsetattr(stdin(), OptionalActions::Now, &own)?),
        None => Ok(()),
    }
}
