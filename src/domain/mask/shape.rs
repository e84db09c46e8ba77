//! What a value tells about itself.

use super::name::{is_secret_name, squeeze};
use url::form_urlencoded;

/// Whether a text is secret by its own shape: a private key, a signed token, or an address that carries either.
pub fn tells(text: &str) -> bool {
    let signed = text.starts_with("eyJ") && text.split('.').count() == 3;
    signed || text.contains("PRIVATE KEY-----") || logs_in(text) || carries(text)
}

/// Whether an address names a user before its host, most often together with a password.
fn logs_in(text: &str) -> bool {
    let mut hosts = text.split("://").skip(1).filter_map(|rest| rest.split(['/', '?', '#', ' ']).next());
    hosts.any(|host| host.contains('@'))
}

/// Whether an address has a parameter with a secret name, in its query or behind its `#`.
fn carries(text: &str) -> bool {
    let parameters = text.split(['?', '#']).skip(1).flat_map(|part| form_urlencoded::parse(part.as_bytes()));
    let secret = |name: &str| is_secret_name(name) || matches!(squeeze(name).as_str(), "code" | "hmac" | "key" | "sig");
    parameters.filter(|(_, value)| !value.is_empty()).any(|(name, _)| secret(&name))
}
