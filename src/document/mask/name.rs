//! Secrecy by name: configuration keys, labels, headers, XML elements.

pub(super) mod entry;
mod exempt;
mod field;
mod hash;
mod key;
mod split;
mod words;

pub(super) use exempt::hides;
pub use field::is_secret_field;
pub(super) use hash::is_name_of_hash;
use key::KeyName;
use split::split;
use words::{
    CODE_QUALIFIERS, EXCEPTIONS, HARMLESS_TAILS, INNER_HARMLESS, JOINED, JOINED_TAILS, KEY_WORDS, PAGING, PASSES,
    PASSWORD_WORDS, PLAIN_DATA, SECRET_STEMS, SECRET_TAILS, SECRET_WORDS, SETTING_ENDS, SETTING_STARTS, SWITCHES,
    TRAILERS,
};

/// Setting with the identifier of an application. It is public if the application's secret is next to it; otherwise it
/// is the secret itself.
pub(super) const API_KEY: &str = "oauth.api.key";
/// Setting with the secret of an application.
pub(super) const API_SECRET: &str = "oauth.api.secret";

/// Returns true if a value with this name is secret: `oauth.user.token`, `sessionId`, `API Key`; but not `tokenUrl`.
pub fn is_secret_name(name: &str) -> bool {
    naming(name) > Naming::Resembles
}

/// Returns true if a value with this name is secret if it looks like a key: `mapbox_key`.
pub(super) fn may_be_secret(name: &str) -> bool {
    naming(name) != Naming::Plain
}

/// Relation of a name to a secret.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Naming {
    /// The name is about something else: `tokenUrl`.
    Plain,
    /// The name ends with "key" after an unknown word: `mapbox_key`. Its value has to look like a key.
    Resembles,
    /// The name mentions a secret, but ends with an unknown word: `password_prod`, `csrf_cookie_samples`.
    Mentions,
    /// The name ends with the secret: `db_password`.
    Names,
}

/// Judges a name by its words. The last word that is not a number or a form decides.
pub(super) fn naming(name: &str) -> Naming {
    if name.len() > 120 {
        return Naming::Plain;
    }
    let split = split(name);
    let mut words: Vec<&str> = split.iter().map(String::as_str).collect();
    while words.len() > 1 && words.last().is_some_and(|word| is_trailer(word)) {
        words.pop();
    }
    let Some((tail, before)) = words.split_last() else { return Naming::Plain };
    if is_harmless(tail, before) {
        return Naming::Plain;
    }
    let is_pair_at_end = before.last().is_some_and(|last| is_secret_pair(last, tail));
    if SECRET_TAILS.contains(tail) || is_secret_word(tail) || is_pair_at_end {
        return Naming::Names;
    }
    let joined: String = words.concat();
    let stem = JOINED.is_any_in(&joined).then(|| JOINED.iter().find(|stem| joined.contains(stem))).flatten();
    if let Some(stem) = stem {
        return if joined.ends_with(stem) { Naming::Names } else { Naming::Mentions };
    }
    let is_mentioned = words.iter().any(|word| is_secret_word(word))
        || before.iter().zip(words.iter().skip(1)).any(|(one, two)| is_secret_pair(one, two));
    if is_mentioned {
        return Naming::Mentions;
    }
    if key::judge(tail, before) == Some(KeyName::Unknown) { Naming::Resembles } else { Naming::Plain }
}

/// Returns a name in lowercase without separators, so that all spellings are equal.
pub(super) fn squeeze(name: &str) -> String {
    name.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// Returns true if a setting of an instance with this name is known to be harmless.
pub(super) fn is_harmless_setting(name: &str) -> bool {
    let squeezed = squeeze(name);
    let lower = name.to_lowercase();
    SETTING_STARTS.iter().any(|start| lower.starts_with(start))
        || SETTING_ENDS.iter().any(|end| squeezed.ends_with(end))
        || split(name).last().is_some_and(|tail| HARMLESS_TAILS.contains(tail))
}

/// Returns true if a value with this name is harmless even next to secrets, such as a user name in `credentials`.
pub(super) fn is_harmless_inside(name: &str) -> bool {
    let squeezed = squeeze(name);
    let is_id = || split(name).last().is_some_and(|tail| matches!(&**tail, "id" | "ids" | "uuid" | "hint" | "origin"));
    INNER_HARMLESS.contains(&squeezed) || is_harmless_setting(name) || is_id() && !is_secret_name(name)
}

/// Returns true if an entry with this name in the data of a Secret is public, such as a host.
pub(super) fn is_plain_data_name(name: &str) -> bool {
    split(name).pop().is_some_and(|tail| PLAIN_DATA.contains(&tail))
}

/// Returns true if a text is the name of a secret in an entry of name and value. In a longer text the last word has to
/// name it: "API key" does, "Secret Santa" does not.
pub(super) fn is_secret_entry(text: &str) -> bool {
    let text = text.trim();
    let before = text.rsplit_once(' ').map(|(before, _)| before);
    text.split_whitespace().count() <= 5 && is_secret_name(text) && before.is_none_or(|before| !is_secret_name(before))
}

/// Returns true if a header with this name always contains credentials.
pub(super) fn is_credential_header(name: &str) -> bool {
    let lower = name.to_lowercase();
    matches!(&*lower, "authorization" | "proxy-authorization" | "cookie" | "set-cookie" | "www-authenticate")
        || lower.starts_with("x-") && is_secret_name(&lower)
}

/// Returns true if the value with this name is a list of cookies.
pub(super) fn is_cookie(name: &str) -> bool {
    matches!(&*squeeze(name), "cookie" | "setcookie" | "cookies")
}

/// Returns true if a text with this name is the name of a secret: `secretKey: STRIPE_API_KEY` of a Kubernetes cluster.
pub(super) fn is_name_of_secret(name: &str, text: &str) -> bool {
    let is_variable = text.contains('_') && text.bytes().all(|b| b.is_ascii_uppercase() || b == b'_');
    is_variable && is_secret_name(text) && !name.is_empty()
}

/// Returns true if a key inside a container with this name is a cryptographic key or an API key.
pub(super) fn holds_secret_key(container: &str) -> bool {
    matches!(&*squeeze(container), "jwt" | "hmac" | "aes" | "crypt" | "encryption" | "signing" | "api")
}

/// Returns true if the name is a list of secrets or of their names. The items of `secrets` are often only names.
pub(super) fn is_list_of_names(name: &str) -> bool {
    let squeezed = squeeze(name);
    squeezed.ends_with("pullsecrets")
        || matches!(&*squeezed, "secrets" | "secretnames" | "secretkeys" | "credentialids" | "tokens")
}

/// Returns true if a container with this name, which is squeezed, has other content besides secrets.
pub(super) fn is_mixed(squeezed: &str) -> bool {
    matches!(
        squeezed,
        "auth" | "authorization" | "bearer" | "basicauth" | "signature" | "authtoken" | "xauth" | "securitycredential"
    )
}

fn is_trailer(word: &str) -> bool {
    word.chars().all(char::is_numeric) || TRAILERS.contains(word)
}

fn is_harmless(tail: &str, before: &[&str]) -> bool {
    let first = before.first().copied().unwrap_or_default();
    if matches!(first, "checksum" | "fingerprint" | "sha256" | "md5") {
        return true;
    }
    match tail {
        "token" | "tokens" if before.iter().any(|word| PAGING.contains(word)) => return true,
        "id" | "ids" => return !before.iter().any(|word| matches!(*word, "session" | "sess" | "secret")),
        "key" | "keys" if key::judge(tail, before) == Some(KeyName::Harmless) && !before.is_empty() => return true,
        // The identifier of a key in a signed address.
        "credential" if before.last().is_some_and(|word| matches!(*word, "amz" | "goog")) => return true,
        // Twilio's term for the ID of an account.
        "sid" if before.last().is_some_and(|word| *word != "connect") => return true,
        "pass"
            if before.last().is_some_and(|word| matches!(*word, "proxy" | "fastcgi" | "uwsgi" | "scgi" | "grpc")) =>
        {
            return true;
        }
        _ => {}
    }
    let is_tail = |word: &str| {
        let singular = word.strip_suffix('s').unwrap_or(word);
        let singular_y = word.strip_suffix("ies").map(|stem| format!("{stem}y"));
        [Some(word), Some(singular), singular_y.as_deref()]
            .into_iter()
            .flatten()
            .any(|word| HARMLESS_TAILS.contains(word))
    };
    if before.is_empty() {
        // A single word, such as `tokenurl`.
        let ends = |end: &&str| tail.len() > end.len() + 3 && tail.ends_with(*end);
        return JOINED_TAILS.iter().any(|end| ends(&end));
    }
    // The password of a network device.
    let is_device = first == "enable" && matches!(tail, "secret" | "password");
    is_tail(tail) || !is_device && SWITCHES.contains(first)
}

fn is_secret_word(word: &str) -> bool {
    let excepted = || EXCEPTIONS.iter().any(|exception| word.contains(exception));
    let is_pass = word.len() > 5 && word.ends_with("pass") && !PASSES.iter().any(|pass| word.ends_with(pass));
    let is_phrase = word.len() > 8 && word.ends_with("phrase") && !matches!(word, "paraphrase" | "catchphrase");
    is_pass || is_phrase || SECRET_WORDS.contains(word) || SECRET_STEMS.is_any_in(word) && !excepted()
}

/// Returns true if a text is one of the words that names of secrets are made of.
pub(super) fn is_word_for_secrets(text: &str) -> bool {
    let word = text.to_lowercase();
    SECRET_STEMS.contains(&word) || SECRET_WORDS.contains(&word)
}

/// Returns true if a word of a sentence, in lowercase, is one for a password.
pub(super) fn is_password(word: &str) -> bool {
    matches!(word, "pw" | "pwd") || PASSWORD_WORDS.iter().any(|end| word.ends_with(end)) && is_secret_name(word)
}

fn is_secret_pair(one: &str, two: &str) -> bool {
    key::judge(two, &[one]) == Some(KeyName::Secret)
        || KEY_WORDS.contains(one)
            && matches!(two, "api" | "d" | "de" | "privée" | "secrète" | "secreta" | "privada" | "privata" | "segreta")
        || matches!(two, "code" | "codes") && CODE_QUALIFIERS.contains(one)
        || matches!(two, "id") && matches!(one, "session" | "sess" | "secret")
        || two == "answer" && matches!(one, "security" | "secret" | "recovery")
        || two == "community" && one == "snmp"
        || one == "signing" && two == "secret"
        || one == "sonar" && two == "login"
        || two == "verifier" && matches!(one, "oauth" | "code")
        || two == "assertion" && matches!(one, "client" | "saml" | "jwt")
}

#[cfg(test)]
mod tests;
