//! Secrecy of a field of an element.

use super::{
    is_harmless_setting, is_secret_name, split, squeeze,
    words::{CLAUSE_STARTS, FILLERS, PLAIN_LABELS},
};

/// Returns true if a field of an element is secret, judged by all the platform's information.
///
/// The description counts only if neither key nor label names a plain value, and only its first words count: "Your API
/// key from the settings" is about a key, "The user whose password ..." is not about a password.
pub fn is_secret_field(key: &str, label: &str, description: &str, kind: &str) -> bool {
    // Providers of OAuth 1.0a show the identifier of a token only once, like the token's secret.
    let is_token_id = |name: &str| squeeze(name).ends_with("tokenid");
    if kind.eq_ignore_ascii_case("PASSWORD")
        || [key, label].iter().any(|name| is_secret_name(name) || is_token_id(name))
    {
        return true;
    }
    let squeezed = squeeze(label);
    let plain = split(label).iter().chain(&split(key)).any(|word| PLAIN_LABELS.contains(word));
    if plain || is_harmless_setting(key) {
        return false;
    }
    // Many simple APIs call their API key just "Key".
    let is_bare = |name: &str| matches!(name, "key" | "schlüssel" | "clave" | "clé" | "chave");
    is_bare(&squeeze(key)) || is_bare(&squeezed) || is_secret_name(&subject(description))
}

/// Returns the first words of a description, up to the beginning of a clause.
fn subject(description: &str) -> String {
    let sentence = description.split(['.', ',', ';', ':', '(', '\n']).next().unwrap_or_default();
    let words = sentence.split_whitespace().skip_while(|word| FILLERS.contains(&word.to_lowercase()));
    words.take_while(|word| !CLAUSE_STARTS.contains(&word.to_lowercase())).take(6).collect::<Vec<_>>().join(" ")
}
