//! Names of the parameters of an answer.

use super::text;

/// Parameters that distinguish a query from other text with an equals sign.
pub(super) const KNOWN: [&str; 6] = ["code", "state", "error", "oauth_token", "oauth_verifier", "access_token"];
/// Parameters with a value of one word: letters, digits and a few punctuation characters.
pub(super) const PROOFS: [&str; 4] = ["code", "state", "oauth_token", "oauth_verifier"];

/// Decodes the name and value of a query parameter.
pub(super) fn decoded_pair(name: &str, value: &str) -> Result<(String, String), &'static str> {
    let name = text::decoded(name)?;
    let value = if PROOFS.contains(&name.as_str()) { text::decoded_code(value)? } else { text::decoded(value)? };
    Ok((name, value))
}
