//! What a value tells about itself.

use super::name::{is_secret_name, squeeze};
use url::form_urlencoded;

/// Whether a text is secret by its own shape: a private key, a signed token, or an address that carries either.
pub fn tells(text: &str) -> bool {
    let signed = text.starts_with("eyJ") && text.split('.').count() == 3;
    signed || text.contains("PRIVATE KEY-----") || logs_in(text) || carries(text)
}

/// Whether a line of a text gives something with a secret name a value, as in `token=x`, `"password": "x"` or a header.
pub(super) fn assigns(line: &str) -> bool {
    let blank = |c: char| c.is_whitespace() || matches!(c, '"' | '\'' | '\\');
    line.match_indices([':', '=']).any(|(at, _)| {
        let (before, after) = (line.get(..at).unwrap_or_default(), line.get(at + 1..).unwrap_or_default());
        let name =
            before.trim_end_matches(blank).rsplit(|c: char| !c.is_alphanumeric() && !matches!(c, '.' | '-' | '_'));
        let value = after.trim_start_matches(blank);
        name.take(1).any(is_secret_name) && value.starts_with(|c: char| !matches!(c, '<' | '{' | '[' | ',' | '&'))
    })
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_told_by_what_it_gives_a_value() {
        for line in
            ["token=x", r#"  "password" : "x","#, "Authorization: User x", "export API_KEY='x'", "a b c.secret= x"]
        {
            assert!(assigns(line), "{line}");
        }
        for line in [
            "token",
            "token:",
            r#""tokens": ["#,
            "<input type=\"password\" name=\"a\">",
            "at 12:30",
            "a=b",
            "token_url=x",
        ] {
            assert!(!assigns(line), "{line}");
        }
    }
}
