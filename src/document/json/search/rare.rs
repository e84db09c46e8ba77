//! Rarest byte of a search text, which few other places of a document have.

/// Bytes of JSON from the most frequent on; all others are rarer still.
const FREQUENT: &[u8] = b"\", e:taoinsr0l1d2c{}u[]m345p6789.fh-gybw_v/kEATOINSRxjCLqz";

/// Bytes of these are too frequent to look for: most of them would not belong to a match.
const TOO_FREQUENT: usize = 8;

/// Rarest byte of a search text.
#[derive(Clone, Copy)]
pub(super) struct RareByte {
    /// Place in the search text.
    pub offset: usize,
    /// The byte, and its capital if the search ignores case.
    pub spellings: [u8; 2],
}

impl RareByte {
    /// Returns the rarest byte; `None` if all of them are frequent.
    pub fn of_text(text: &[u8], is_exact: bool) -> Option<Self> {
        let rarity = |byte: u8| FREQUENT.iter().position(|known| *known == byte).unwrap_or(FREQUENT.len());
        let (offset, byte) = text.iter().copied().enumerate().max_by_key(|(_, byte)| rarity(*byte))?;
        let capital = if is_exact { byte } else { byte.to_ascii_uppercase() };
        (rarity(byte) >= TOO_FREQUENT).then_some(Self { offset, spellings: [byte, capital] })
    }
}
