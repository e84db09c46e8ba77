//! Questions for secrets, which are not shown while they are typed.

use super::{command_error::CommandError, exit, signal_watch};
use crate::{
    terminal::{echo, output},
    text::{SafeText, Secret},
};
use std::io::{self, Read as _};
use tokio::task::spawn_blocking;
use zeroize::Zeroizing;

/// Longest secret, in bytes.
const LONGEST: usize = 64 << 10;

const ENTER: [u8; 2] = *b"\n\r";
const ERASE: [u8; 2] = [0x08, 0x7f];
/// Ctrl-U.
const CLEAR: u8 = 0x15;

/// Asks for a secret on the terminal. From here on a signal ends the program, also Ctrl-C.
///
/// # Errors
/// The terminal cannot hide the secret, or cannot be read.
pub(super) async fn ask(question: &SafeText) -> Result<Secret, CommandError> {
    let unhidden =
        |error: io::Error| CommandError::new(safe!("The terminal cannot hide a secret: {}.", error), exit::FAILED);
    signal_watch::watch(|_| output::note(&SafeText::default())).map_err(unhidden)?;
    echo::hide().map_err(unhidden)?;
    output::ask(question);
    let typed = spawn_blocking(typed_line).await.map_err(io::Error::from).flatten();
    let shown = echo::show();
    output::note(&SafeText::default());
    shown.map_err(unhidden)?;
    typed.map_err(|error| CommandError::new(safe!("The terminal could not be read: {}.", error), exit::FAILED))
}

/// Reads a line without its end. The terminal does not edit it, so the usual keys are handled here.
fn typed_line() -> io::Result<Secret> {
    let mut line = Zeroizing::new(Vec::new());
    for byte in io::stdin().lock().bytes() {
        match byte? {
            byte if ENTER.contains(&byte) => break,
            byte if ERASE.contains(&byte) => {
                // The last character may have several bytes.
                while line.pop().is_some_and(|byte| byte & 0xc0 == 0x80) {}
            }
            CLEAR => line.clear(),
            byte if byte >= b' ' && line.len() < LONGEST => line.push(byte),
            _ => {}
        }
    }
    Ok(Secret::new(String::from_utf8_lossy(&line).trim()))
}
