//! Hexadecimal digits.

use std::fmt::Write as _;

/// Returns two lower-case digits for each byte.
pub fn hex(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(2 * bytes.len());
    for byte in bytes {
        // Writing to a string cannot fail.
        let _ = write!(text, "{byte:02x}");
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn byte_below_16_has_two_digits() {
        assert_eq!(hex(&[0, 15, 255]), "000fff");
    }
}
