//! Random bytes, and the secrets made of them.

use crate::text::{self, Secret};
use base64::{Engine as _, engine::general_purpose::STANDARD};
use ring::digest::{SHA256, digest};
use std::{
    io,
    sync::atomic::{AtomicU64, Ordering},
};

/// Source of the account's secrets and of the ids and tokens of instances. With a seed they are the same in each run.
#[derive(Debug, Default)]
pub(super) struct RandomSource {
    seed: Option<u64>,
    drawn: AtomicU64,
}

impl RandomSource {
    /// Creates a source; without a seed it is the system's.
    pub(super) fn new(seed: Option<u64>) -> Self {
        Self { seed, drawn: AtomicU64::new(0) }
    }

    /// Returns 32 bytes.
    pub(super) fn bytes(&self) -> io::Result<[u8; 32]> {
        let Some(seed) = self.seed else { return bytes() };
        let drawn = self.drawn.fetch_add(1, Ordering::Relaxed);
        let digest = digest(&SHA256, format!("{seed}:{drawn}").as_bytes());
        digest.as_ref().try_into().map_err(io::Error::other)
    }

    /// Returns a number.
    pub(super) fn number(&self) -> io::Result<u64> {
        let number = self.bytes()?.first_chunk().map_or(0, |first| u64::from_be_bytes(*first));
        Ok(number)
    }

    /// Makes a user secret or an instance's token: 32 bytes as 44 characters of base64.
    pub(super) fn token(&self) -> io::Result<Secret> {
        Ok(Secret::new(STANDARD.encode(self.bytes()?)))
    }

    /// Makes an organization's secret: 32 hexadecimal digits.
    pub(super) fn hex_secret(&self) -> io::Result<Secret> {
        Ok(hex(&self.bytes()?))
    }
}

/// Returns cryptographically random bytes.
pub(super) fn bytes<const N: usize>() -> io::Result<[u8; N]> {
    let mut bytes = [0; N];
    getrandom::fill(&mut bytes).map_err(io::Error::other)?;
    Ok(bytes)
}

/// Makes a token of the system's random numbers.
pub(super) fn token() -> io::Result<Secret> {
    RandomSource::default().token()
}

/// Makes 32 hexadecimal digits of the system's random numbers.
pub(super) fn hex_secret() -> io::Result<Secret> {
    Ok(hex(&bytes::<16>()?))
}

/// Returns the first 16 bytes as hexadecimal digits.
fn hex(bytes: &[u8]) -> Secret {
    Secret::new(text::hex(bytes.get(..16).unwrap_or(bytes)))
}
