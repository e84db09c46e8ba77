//! Judgment of a name with its value. Some values are not secret although their name is that of a secret.

use super::{
    super::{shape, value},
    Naming, holds_secret_key, is_secret_name, is_word_for_secrets, naming, split, squeeze,
    words::{MECHANISMS, VERBS},
};

/// Returns true if a value with this name has to be covered. A name that only mentions a secret does not cover a value
/// of a plain kind, such as an address or a duration.
pub(in crate::document::mask) fn hides(name: &str, text: &str) -> bool {
    match naming(name) {
        Naming::Plain => false,
        Naming::Resembles => {
            let is_variable = name.contains('_') && !name.contains(|c: char| c.is_ascii_lowercase());
            !value::is_harmless(text) && !value::is_plain(text) && (is_variable || shape::resembles_key(text))
        }
        Naming::Mentions => {
            !value::is_harmless(text)
                && !value::is_plain(text)
                && !is_name_of_entry(name, text)
                && !is_name_of_object(name, text)
        }
        Naming::Names => {
            !value::is_harmless(text)
                && !is_policy(name, text)
                && !is_mechanism(name, text)
                && !is_name_of_object(name, text)
                && !is_plain_address(text)
                && !is_directory(name, text)
                && !is_label(text)
                && !is_small_id(name, text)
                && !is_entry_of_object(name, text)
        }
    }
}

/// Returns true if a text is the name under which a secret is stored: `adminPasswordKey: postgres-password`.
fn is_name_of_entry(name: &str, text: &str) -> bool {
    let is_word = text.chars().all(|c| c.is_ascii_alphabetic() || matches!(c, '-' | '_' | '.'));
    let names = || {
        let words = split(text);
        is_secret_name(text) || words.len() > 2 && words.iter().any(|word| is_word_for_secrets(word))
    };
    split(name).last().is_some_and(|tail| tail == "key") && is_word && names()
}

/// Returns true if a text is the name of an object with the key, or the path of its file: `sshKeySecret: airflow-ssh`.
fn is_name_of_object(name: &str, text: &str) -> bool {
    let words = split(name);
    let ends = |words: &[String]| words.iter().rev().take(2).rev().map(String::as_str).collect::<Vec<_>>().join(" ");
    let is_kebab =
        text.contains('-') && text.chars().all(|c| c.is_ascii_lowercase() || c == '-') && is_secret_name(text);
    let is_object = text.chars().all(|c| c.is_ascii_lowercase() || c == '-');
    match &*ends(&words) {
        "key secret"
        | "tls secret"
        | "existing secret"
        | "pull secret"
        | "from secret"
        | "cert secret"
        | "certificates secret"
        | "certificate secret"
        | "credentials secret"
        | "registry secret"
        | "ca secret"
        | "env secret"
        | "config secret" => is_object,
        "secret" => is_kebab,
        // The name of a column of a table.
        ends if ends.ends_with(" col") || ends.ends_with(" column") => {
            text.bytes().all(|b| b.is_ascii_lowercase() || b == b'_')
        }
        // The name of the entry that an external Secret creates.
        "secret key" if is_kebab && split(text).len() > 2 => true,
        "secret key" => text.bytes().all(|b| b.is_ascii_lowercase()) && is_word_for_secrets(text),
        // The entry of an existing Secret of Kubernetes.
        _ if words.first().is_some_and(|word| word == "existing") => is_object,
        ends if ends.ends_with(" header") => text.chars().all(|c| c.is_ascii_alphabetic() || c == '-'),
        // The fingerprint of a public key.
        "gpg key" | "pgp key" => text.len() == 40 && text.bytes().all(|b| b.is_ascii_hexdigit()),
        ends => ends.ends_with(" key") && value::is_plain(text) && text.starts_with('/'),
    }
}

/// Returns true if a text is a kind of authentication, `REGISTRY_AUTH: htpasswd`, or the name of a section with the
/// credentials: `outbound_auth=trunk-auth`.
fn is_mechanism(name: &str, text: &str) -> bool {
    let is_section = text.len() <= 32
        && text.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || matches!(b, b'-' | b'_'))
        && split(text).iter().any(|word| word == "auth");
    let of_auth = split(name).last().is_some_and(|tail| matches!(&**tail, "auth" | "authorization" | "credentials"));
    of_auth
        && (is_section || text.starts_with("WPA") || MECHANISMS.iter().any(|known| text.eq_ignore_ascii_case(known)))
}

/// Returns true if the name is an instruction about a secret, and the text is its condition:
/// `update_password: on_create`.
fn is_policy(name: &str, text: &str) -> bool {
    let is_word = text.chars().all(|c| c.is_ascii_lowercase() || c == '_');
    // The passes of a setup of Windows.
    if name.eq_ignore_ascii_case("pass") && SETUP_PASSES.iter().any(|pass| text.eq_ignore_ascii_case(pass)) {
        return true;
    }
    is_word && split(name).first().is_some_and(|verb| VERBS.contains(verb))
}

/// Passes of an unattended setup of Windows.
const SETUP_PASSES: &[&str] =
    &["windowspe", "offlineservicing", "generalize", "specialize", "auditsystem", "audituser", "oobesystem"];

/// Returns true if a text is an address without credentials and without a part that looks generated.
fn is_plain_address(text: &str) -> bool {
    text.starts_with("http") && value::is_plain_setting(text) && !text.split('/').any(shape::resembles_key)
}

/// Returns true if the name is the variable of a shell with the working directory, `PWD=/home/ada`.
fn is_directory(name: &str, text: &str) -> bool {
    text.starts_with('/') && matches!(&*squeeze(name), "pwd" | "oldpwd")
}

/// Returns true if a text is the name of an entry in an object with secrets: `userKey: admin-user`. It ends with the word
/// before `key`, which names no secret itself.
fn is_entry_of_object(name: &str, text: &str) -> bool {
    let words = split(name);
    let [.., owner, tail] = words.as_slice() else { return false };
    tail == "key"
        // A variable of the environment has the key itself.
        && name.contains(|c: char| c.is_ascii_lowercase())
        && !is_word_for_secrets(owner)
        && !holds_secret_key(owner)
        && text.chars().all(|c| c.is_ascii_lowercase() || c == '-')
        && text.strip_suffix(owner.as_str()).is_some_and(|before| before.ends_with('-'))
}

/// Returns true if a text is a counted identifier rather than a random one: `XDG_SESSION_ID=42`.
fn is_small_id(name: &str, text: &str) -> bool {
    split(name).last().is_some_and(|tail| tail == "id") && text.len() < 6 && text.bytes().all(|b| b.is_ascii_digit())
}

/// Returns true if a text is the label of a secret: "New password", "The API key is wrong".
fn is_label(text: &str) -> bool {
    let words = || text.split_whitespace().map(|word| word.trim_end_matches([',', '.', ':', '?', '!']));
    (2..=8).contains(&words().count())
        && text.starts_with(|c: char| c.is_ascii_uppercase())
        && words().all(|word| !word.is_empty() && word.chars().all(|c| c.is_ascii_alphabetic() || c == '\''))
        && words().skip(1).all(|word| !word.contains(|c: char| c.is_ascii_uppercase()) || word.len() < 4)
        && words().any(|word| is_word_for_secrets(word) || word.eq_ignore_ascii_case("key"))
}
