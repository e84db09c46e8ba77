//! Names of the parameters of an answer.

use super::text;

/// Parameters that tell a query from other text with an equals sign.
pub(super) const KNOWN: [&str; 6] = ["code", "state", "error", "oauth_token", "oauth_verifier", "access_token"];
/// Parameters whose value is one word of letters, digits and a few marks.
pub(super) const PROOFS: [&str; 4] = ["code", "state", "oauth_token", "oauth_verifier"];

/// Decodes a name or value of a query.
pub(super) fn decoded_pair(name: &str, value: &str) -> Result<(String, String), &'static str> {
    let name = text::decoded(name)?;
    let value = if PROOFS.contains(&name.as_str()) { text::decoded_code(value)? } else { text::decoded(value)? };
    Ok((name, value))
}
