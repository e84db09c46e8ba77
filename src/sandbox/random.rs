//! Random bytes, and the secrets made of them.

use crate::text::Secret;
use base64::{Engine as _, engine::general_purpose::STANDARD};
use std::{fmt::Write as _, io};

/// Returns cryptographically random bytes.
pub(super) fn bytes<const N: usize>() -> io::Result<[u8; N]> {
    let mut bytes = [0; N];
    getrandom::fill(&mut bytes).map_err(io::Error::other)?;
    Ok(bytes)
}

/// Makes a user secret or an instance's token: 32 bytes as 44 characters of base64.
pub(super) fn token() -> io::Result<Secret> {
    Ok(Secret::new(STANDARD.encode(bytes::<32>()?)))
}

/// Makes an organization's secret: 32 hexadecimal digits.
pub(super) fn hex_secret() -> io::Result<Secret> {
    let mut text = String::with_capacity(32);
    for byte in bytes::<16>()? {
        let _ = write!(text, "{byte:02x}");
    }
    Ok(Secret::new(text))
}
