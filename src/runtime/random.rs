//! Random bytes of the system.

use crate::domain::Fault;

/// Returns random bytes.
///
/// # Errors
/// The system has none.
pub(super) fn random<const N: usize>() -> Result<[u8; N], Fault> {
    let mut bytes = [0; N];
    getrandom::fill(&mut bytes).map_err(|e| {
        Fault::local(
            format!("The system gave no random numbers: {e}."),
            "Try again; restart the machine if it stays so.",
        )
    })?;
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn random_bytes_are_drawn_in_full() {
        // The chance that a byte is zero in all of sixteen draws is 2^-128.
        let draws: Vec<[u8; 32]> = (0..16).map(|_| random().expect("random")).collect();
        assert!((0..32).all(|place| draws.iter().any(|draw| draw[place] != 0)));
    }
}
