//! Text files named on the command line, and standard input.

use crate::{
    cli::{command_error::CommandError, exit},
    storage::Store,
};
use std::{
    io::{self, Read as _},
    path::Path,
};
use zeroize::Zeroizing;

/// Largest text on standard input, in bytes.
const LIMIT: u64 = 1 << 20;

/// Reads the text file that an option names; `-` is standard input.
///
/// # Errors
/// It does not exist, cannot be read, is not UTF-8, or is too large.
pub(super) fn read(option: &str, path: &Path) -> Result<Zeroizing<String>, CommandError> {
    text(path).map_err(|words| CommandError::new(safe!("{} {}: {}", option, path.display(), words), exit::MISUSED))
}

fn text(path: &Path) -> Result<Zeroizing<String>, String> {
    if path.as_os_str() == "-" {
        let mut text = Zeroizing::new(String::new());
        let read = io::stdin().lock().take(LIMIT + 1).read_to_string(&mut text);
        read.map_err(|error| format!("standard input cannot be read: {error}."))?;
        let is_complete = u64::try_from(text.len()).is_ok_and(|length| length <= LIMIT);
        return if is_complete { Ok(text) } else { Err("standard input has more than 1 MiB.".into()) };
    }
    let bytes = Store::read_bytes(path).map_err(|error| format!("{error} {}", error.hint()))?;
    let bytes = bytes.ok_or("there is no such file.")?;
    let text = std::str::from_utf8(&bytes).map_err(|_error| "it is not UTF-8 text.")?;
    Ok(Zeroizing::new(text.to_owned()))
}
