//! Locations of secrets: variables, templates, references to a store, files.

/// Returns true if a text is the location of a value: `${DB_PASSWORD}`, `{{token}}`, `$TOKEN`, `<your password>`,
/// `env:X`.
pub(super) fn is_place(text: &str) -> bool {
    let inside = |open: &str, close: &str| text.strip_prefix(open).and_then(|rest| rest.strip_suffix(close));
    let is_name = |name: &str| {
        name.len() > 1
            && name.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_')
            && name.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '.' | '-' | ' '))
    };
    let is_variable = |name: &str| is_name(name) && !name.contains(|c: char| c.is_ascii_lowercase());
    // A default inside the braces is a value: `${DB_PASSWORD:-hunter2}`.
    inside("${", "}").is_some_and(is_name)
        || inside("{", "}").is_some_and(|name| {
            name.starts_with(['.', '$']) || is_name(name) && !name.contains(|c: char| c == ' ' || c.is_ascii_digit())
        })
        || text.starts_with("$(")
        || text.strip_prefix('$').is_some_and(is_member)
        || text.starts_with("%{")
        || inside("${", "}").and_then(|name| name.split_once(":?")).is_some_and(|(name, _)| is_name(name))
        || is_template(text)
        || text.strip_prefix('$').is_some_and(is_variable)
        || inside("%", "%").is_some_and(is_variable)
        || inside("<", ">").is_some_and(|name| is_name(name) && !name.contains(|c: char| c.is_ascii_digit()))
        || ["env:", "keyring:", "file:", "cmd:"].iter().any(|source| text.strip_prefix(source).is_some_and(is_name))
        || text.strip_prefix("secret ").is_some_and(is_name)
        || is_key_file(text.strip_prefix("${").and_then(|rest| rest.split_once('}')).map_or(text, |(_, rest)| rest))
        || text.starts_with("op://")
        || text.starts_with("<set to the key ")
        || text.starts_with("vault:") && text.contains('/')
        || text.starts_with("/run/secrets/")
        || text.starts_with("arn:")
        || ["!Ref ", "!ref ", "!env ", "!ENV ", "ref+", "ssm:/"].iter().any(|source| text.starts_with(source))
}

/// Returns true if a text is the name of a variable without its sign, or of its member: `cred`, `resp.access_token`,
/// `this->password`. A name has no digits, because a password may begin with a dollar sign.
fn is_member(text: &str) -> bool {
    text.len() > 1
        && text.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_')
        && text.replace("->", ".").chars().all(|c| c.is_ascii_alphabetic() || matches!(c, '_' | '.'))
}

/// Returns true if a text consists of template expressions that read the value from another place:
/// `{{ .Data.password }}`, `${{ secrets.TOKEN }}`. A literal or a default inside of one is a value.
fn is_template(text: &str) -> bool {
    let mut rest = text;
    while let Some((inner, after)) =
        rest.strip_prefix("${{").or_else(|| rest.strip_prefix("{{")).and_then(|body| body.split_once("}}"))
    {
        if !reads_value(inner) {
            return false;
        }
        rest = after.trim_start();
    }
    rest.is_empty() && !text.is_empty()
}

/// Returns true if the inside of a template expression names its source outside of quotes.
fn reads_value(inner: &str) -> bool {
    let outside: String = inner.split(['"', '\'']).step_by(2).collect();
    outside.contains(|c: char| c.is_alphabetic()) && (outside.len() == inner.len() || !outside.contains("default"))
}

/// Returns true if a text is the path of a file with a key, a certificate or a token.
fn is_key_file(text: &str) -> bool {
    let is_path = text.starts_with(|c: char| c.is_ascii_alphabetic() || matches!(c, '/' | '.' | '~'));
    let file = text.rsplit('/').next().unwrap_or_default();
    let end = file.rsplit_once('.').map_or("", |(_, end)| end);
    let is_plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '/' | '.' | '-' | '_' | '~');
    let is_key = matches!(end, "pem" | "key" | "crt" | "cer" | "p12" | "pfx" | "jks" | "json" | "txt" | "asc" | "gpg")
        || file.starts_with("id_")
        || ["/run/", "/var/", "/etc/", "/secrets/"].iter().any(|folder| text.starts_with(folder));
    let is_named = text.contains('/')
        || text.contains(['-', '_', '.']) && matches!(end, "pem" | "key" | "crt" | "p12" | "pfx" | "jks");
    is_path && is_named && is_key && text.chars().all(is_plain)
}
