//! Secrecy of a value by its name: a configuration key, a label, a header, an element of XML.

mod words;

use words::{
    CODE_QUALIFIERS, EXCEPTIONS, HARMLESS_TAILS, INNER_HARMLESS, JOINED, KEY_QUALIFIERS, KEY_WORDS, PAGING, PASSES,
    PLAIN_LABELS, SECRET_STEMS, SECRET_TAILS, SECRET_WORDS, SETTING_ENDS, SETTING_STARTS, SWITCHES, TRAILERS, list,
};

/// The setting with the identifier of an application, which is public where its secret is beside it. Elsewhere it is
/// the secret itself.
pub(super) const API_KEY: &str = "oauth.api.key";
/// The setting with the secret of an application.
pub(super) const API_SECRET: &str = "oauth.api.secret";

/// Returns whether a value with this name is secret: `oauth.user.token`, `sessionId`, `API Key`; but not `tokenUrl`.
pub fn is_secret_name(name: &str) -> bool {
    if name.len() > 120 {
        return false;
    }
    let split = split(name);
    let mut words: Vec<&str> = split.iter().map(String::as_str).collect();
    while words.len() > 1 && words.last().is_some_and(|word| is_trailer(word)) {
        words.pop();
    }
    let Some((tail, before)) = words.split_last() else { return false };
    if is_harmless(tail, before) {
        return false;
    }
    let joined: String = words.concat();
    list(SECRET_TAILS).any(|secret| secret == *tail)
        || words.iter().any(|word| is_secret_word(word))
        || before.iter().zip(words.iter().skip(1)).any(|(one, two)| is_secret_pair(one, two))
        || list(JOINED).any(|stem| joined.contains(stem))
}

/// The name without separators and case, so that one spelling stands for all.
pub(super) fn squeeze(name: &str) -> String {
    name.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// Returns whether a field of an element is secret, by everything the platform says of it.
///
/// The description counts only where neither key nor label names a plain value, and only its first words do: "Your
/// API key from the settings" is about a key, "The user whose password ..." is not about a password.
pub fn is_secret_field(key: &str, label: &str, description: &str, kind: &str) -> bool {
    // A provider of OAuth 1.0a tokens shows the identifier of a token once, as it does the token's secret.
    let is_token_id = |name: &str| squeeze(name).ends_with("tokenid");
    if kind.eq_ignore_ascii_case("PASSWORD")
        || [key, label].iter().any(|name| is_secret_name(name) || is_token_id(name))
    {
        return true;
    }
    let squeezed = squeeze(label);
    let plain = split(label).iter().chain(&split(key)).any(|word| list(PLAIN_LABELS).any(|plain| plain == word));
    if plain || is_harmless_setting(key) {
        return false;
    }
    // A lone "Key" is how many plain APIs call their API key.
    let is_bare = |name: &str| matches!(name, "key" | "schlüssel" | "clave" | "clé" | "chave");
    is_bare(&squeeze(key)) || is_bare(&squeezed) || is_secret_name(&subject(description))
}

/// The first words of a description up to the one that begins a clause.
fn subject(description: &str) -> String {
    let ends = |word: &str| {
        list("for of from to that which who whose in on with and or used is are as at by if when where")
            .any(|end| end == word)
    };
    let fill =
        |word: &str| list("the your a an enter provide type paste insert this is please").any(|fill| fill == word);
    let sentence = description.split(['.', ',', ';', ':', '(', '\n']).next().unwrap_or_default();
    let words = sentence.split_whitespace().skip_while(|word| fill(&word.to_lowercase()));
    words.take_while(|word| !ends(&word.to_lowercase())).take(6).collect::<Vec<_>>().join(" ")
}

/// Returns whether a setting of an instance with this name is known to be harmless.
pub(super) fn is_harmless_setting(name: &str) -> bool {
    let squeezed = squeeze(name);
    let lower = name.to_lowercase();
    list(SETTING_STARTS).any(|start| lower.starts_with(start))
        || list(SETTING_ENDS).any(|end| squeezed.ends_with(end))
        || split(name).last().is_some_and(|tail| list(HARMLESS_TAILS).any(|harmless| harmless == tail))
}

/// Returns whether a value with this name is harmless even beside secrets, as a user name in `credentials` is.
pub(super) fn is_harmless_inside(name: &str) -> bool {
    let squeezed = squeeze(name);
    list(INNER_HARMLESS).any(|known| squeezed == known) || is_harmless_setting(name)
}

/// Returns whether a text is the name of a secret in an entry of name and value. Of a longer text the last word has to
/// say so: "API key" does, "Secret Santa" does not.
pub(super) fn is_secret_entry(text: &str) -> bool {
    let text = text.trim();
    let before = text.rsplit_once(' ').map(|(before, _)| before);
    text.split_whitespace().count() <= 5 && is_secret_name(text) && before.is_none_or(|before| !is_secret_name(before))
}

/// Returns whether this is the name of a header that always carries credentials.
pub(super) fn is_credential_header(name: &str) -> bool {
    let lower = name.to_lowercase();
    matches!(&*lower, "authorization" | "proxy-authorization" | "cookie" | "set-cookie" | "www-authenticate")
        || lower.starts_with("x-") && is_secret_name(&lower)
}

/// Returns true if a text that has this name is the name of a secret: `secretKey: STRIPE_API_KEY` of a cluster.
pub(super) fn is_name_of_secret(name: &str, text: &str) -> bool {
    let is_variable = text.contains('_') && text.bytes().all(|b| b.is_ascii_uppercase() || b == b'_');
    is_variable && squeeze(name) == "secretkey" && is_secret_name(text)
}

/// Returns true if a key inside a container with this name is a cryptographic key or the key of an API.
pub(super) fn holds_secret_key(container: &str) -> bool {
    matches!(&*squeeze(container), "jwt" | "hmac" | "aes" | "encryption" | "signing" | "api")
}

/// Returns whether a name is of several secrets, or of their names: the items of `secrets` are often only named.
pub(super) fn is_list_of_names(name: &str) -> bool {
    matches!(&*squeeze(name), "secrets" | "secretnames" | "imagepullsecrets" | "credentialids" | "tokens")
}

/// The words of a name, in lower case: split at separators, digits and changes of case.
fn split(name: &str) -> Vec<String> {
    let chars: Vec<char> = name.chars().collect();
    let mut words: Vec<String> = vec![String::new()];
    for (at, c) in chars.iter().enumerate() {
        let before = at.checked_sub(1).and_then(|at| chars.get(at)).copied().unwrap_or(' ');
        let after = chars.get(at + 1).copied().unwrap_or(' ');
        let begins = !c.is_alphanumeric()
            || c.is_uppercase() && before.is_lowercase()
            || c.is_uppercase() && before.is_uppercase() && after.is_lowercase() && chars.get(at + 2).is_some()
            || c.is_numeric() != before.is_numeric();
        if begins {
            words.push(String::new());
        }
        if let (true, Some(word)) = (c.is_alphanumeric(), words.last_mut()) {
            word.extend(c.to_lowercase());
        }
    }
    words.retain(|word| !word.is_empty());
    words
}

fn is_trailer(word: &str) -> bool {
    word.chars().all(char::is_numeric) || list(TRAILERS).any(|trailer| trailer == word)
}

fn is_harmless(tail: &str, before: &[&str]) -> bool {
    let first = before.first().copied().unwrap_or_default();
    match tail {
        "token" | "tokens" if before.iter().any(|word| list(PAGING).any(|paging| paging == *word)) => return true,
        "id" | "ids" => return !before.iter().any(|word| matches!(*word, "session" | "sess" | "secret")),
        "key" | "keys" if before.last() == Some(&"public") => return true,
        // Twilio's name for the number of an account.
        "sid" if before.last().is_some_and(|word| *word != "connect") => return true,
        "pass"
            if before.last().is_some_and(|word| matches!(*word, "proxy" | "fastcgi" | "uwsgi" | "scgi" | "grpc")) =>
        {
            return true;
        }
        _ => {}
    }
    let is_tail = |word: &str| list(HARMLESS_TAILS).any(|harmless| harmless == word);
    if before.is_empty() {
        // In one word, such as `tokenurl`.
        let ends = |end: &&str| tail.len() > end.len() + 3 && tail.ends_with(*end);
        return list("url uri type expires expiry expiration enabled required name path count length")
            .any(|end| ends(&end));
    }
    is_tail(tail) || list(SWITCHES).any(|switch| switch == first)
}

fn is_secret_word(word: &str) -> bool {
    let excepted = || list(EXCEPTIONS).any(|exception| word.contains(exception));
    let is_pass = word.len() > 6 && word.ends_with("pass") && !list(PASSES).any(|pass| word.ends_with(pass));
    is_pass
        || list(SECRET_WORDS).any(|secret| word == secret)
        || list(SECRET_STEMS).any(|stem| word.contains(stem)) && !excepted()
}

fn is_secret_pair(one: &str, two: &str) -> bool {
    let has = |words: &'static str, word: &str| list(words).any(|known| known == word);
    has(KEY_WORDS, two) && has(KEY_QUALIFIERS, one)
        || has(KEY_WORDS, one) && matches!(two, "api" | "d" | "de")
        || matches!(two, "code" | "codes") && has(CODE_QUALIFIERS, one)
        || matches!(two, "id") && matches!(one, "session" | "sess" | "secret")
        || one == "signing" && two == "secret"
}

#[cfg(test)]
mod tests;
