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
    text(path).map_err(|(words, code)| CommandError::new(safe!("{} {}: {}", option, path.display(), words), code))
}

/// Returns the text, or the reason that there is none with its exit code.
fn text(path: &Path) -> Result<Zeroizing<String>, (String, u8)> {
    let misused = |words: String| (words, exit::MISUSED);
    if path.as_os_str() == "-" {
        let mut text = Zeroizing::new(String::new());
        let read = io::stdin().lock().take(LIMIT + 1).read_to_string(&mut text);
        read.map_err(|error| misused(format!("standard input cannot be read: {error}.")))?;
        let is_complete = u64::try_from(text.len()).is_ok_and(|length| length <= LIMIT);
        return if is_complete { Ok(text) } else { Err(misused("standard input has more than 1 MiB.".into())) };
    }
    let bytes = Store::read_bytes(path).map_err(|error| misused(format!("{error} {}", error.hint())))?;
    let bytes = bytes.ok_or_else(|| ("there is no such file.".to_owned(), exit::NOT_FOUND))?;
    let text = std::str::from_utf8(&bytes).map_err(|_error| misused("it is not UTF-8 text.".into()))?;
    Ok(Zeroizing::new(text.to_owned()))
}
