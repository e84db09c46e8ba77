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
        || text.strip_prefix('&').is_some_and(|name| is_name(name) && name.contains('_'))
        || inside("%", "%").is_some_and(is_variable)
        || inside("<", ">").is_some_and(|name| is_name(name) && !name.contains(|c: char| c.is_ascii_digit()))
        || ["env:", "keyring:", "file:", "cmd:"].iter().any(|source| text.strip_prefix(source).is_some_and(is_name))
        || text.strip_prefix("secret ").is_some_and(is_name)
        || inside("${", "}").is_some_and(|name| is_provided(name) || is_function(name))
        || inside("(", ")").is_some_and(is_remark)
        || is_key_file(behind_variable(text))
        || text.strip_prefix('<').is_some_and(is_key_file)
        || is_store_path(text)
        || is_parameter(text)
        || text.split_once(':').is_some_and(|(kind, path)| is_word(kind) && path.starts_with('/') && is_key_file(path))
        || is_placeholder(text)
        || text.strip_prefix('@').is_some_and(is_file_name)
        || text.starts_with("op://")
        || text.starts_with("@Microsoft.KeyVault(")
        || text.starts_with("<set to the key ")
        || text.starts_with("vault:") && text.contains('/')
        || text.starts_with("/run/secrets/")
        || text.starts_with("/dev/")
        || text.strip_prefix("$__").is_some_and(|rest| rest.split_once('{').is_some_and(|(kind, _)| is_word(kind)))
        || text.starts_with("arn:")
        || [
            "github:",
            "gitlab:",
            "git+",
            "npm:",
            "workspace:",
            "link:",
            "!Ref ",
            "!ref ",
            "!env ",
            "!ENV ",
            "ref+",
            "ssm:/",
        ]
        .iter()
        .any(|source| text.starts_with(source))
}

/// Sources in references of programs in Java, of Serverless and of Kafka: `${file:/etc/x.properties:password}`.
const PROVIDERS: &[&str] = &[
    "env",
    "sys",
    "file",
    "directory",
    "dir",
    "vault",
    "ssm",
    "secretsmanager",
    "secretManager",
    "secrets",
    "aws",
    "gcp",
    "azure",
    "self",
    "opt",
    "cf",
    "param",
    "secure",
];

/// Returns true if a text names a source and an entry in it, without a default.
fn is_provided(text: &str) -> bool {
    let is_plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '/' | '.' | '-' | '_' | ':' | '~');
    text.split_once(':').is_some_and(|(provider, entry)| {
        PROVIDERS.contains(&provider)
            && !entry.is_empty()
            && !entry.starts_with('-')
            && !entry.contains(":-")
            && entry.chars().all(is_plain)
    })
}

/// Returns true if a text is words that tell where the value is: `(see the vault)`.
fn is_remark(text: &str) -> bool {
    text.contains(' ') && text.chars().all(|c| c.is_alphabetic() || c == ' ')
}

/// Returns true if a text is a function of `JMeter` without a default: `__P(db.password)`.
fn is_function(text: &str) -> bool {
    text.strip_prefix("__").and_then(|rest| rest.strip_suffix(')')).is_some_and(|call| !call.contains(','))
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

/// Returns true if a text is the parameter of a statement: `?`, `$1`, `:password`, `%s`, `%(name)s`.
fn is_parameter(text: &str) -> bool {
    let is_number = |number: &str| number.len() == 1 && number.bytes().all(|b| b.is_ascii_digit());
    matches!(text, "?" | "%s" | "{}" | "?;" | "?," | "?)")
        || text.strip_prefix('$').is_some_and(is_number)
        || text.strip_prefix(':').is_some_and(is_member)
        || text.starts_with("%(") && text.ends_with(")s")
}

/// Returns true if a text is the name of a file whose content is the value: `@secret.txt`.
fn is_file_name(name: &str) -> bool {
    let (stem, end) = name.rsplit_once('.').unwrap_or_default();
    matches!(end, "txt" | "json" | "pem" | "key" | "yaml" | "yml" | "conf")
        && stem.bytes().all(|b| b.is_ascii_alphanumeric() || b"-_./".contains(&b))
}

/// Returns true if a text of an example asks for a value: `your-api-key`, `<run: openssl rand>`, `sk_test_xxxxxxxx`.
fn is_placeholder(text: &str) -> bool {
    let is_plain = |word: &str| word.chars().all(|c| c.is_ascii_alphabetic() || matches!(c, '-' | '_' | ' '));
    let is_instruction =
        ["REPLACE_", "CHANGE_", "INSERT_", "ENTER_", "FILL_"].iter().any(|verb| text.starts_with(verb))
            && text.bytes().all(|b| b.is_ascii_uppercase() || b == b'_');
    let is_yours = ["your-", "your_", "YOUR_", "YOUR-", "your "].iter().any(|begin| text.starts_with(begin));
    let is_asked =
        text.strip_prefix('<').and_then(|text| text.strip_suffix('>')).is_some_and(|text| text.contains(' '));
    let is_crossed = ["xxxxxxxx", "XXXXXXXX"].iter().any(|end| text.ends_with(end));
    is_yours && is_plain(text)
        || is_instruction
        || is_asked
        || is_crossed
        || text.ends_with(" here") && text.contains(" your ") && is_plain(text)
        || matches!(text, "PASSWORD" | "PASS" | "TOKEN" | "SECRET")
}

/// Returns a path without the variable it begins with: `${HOME}/key.pem`, `%project_dir%/key.pem`.
fn behind_variable(text: &str) -> &str {
    let marks = [("${", "}"), ("{{", "}}"), ("%", "%"), ("$(", ")")];
    let behind = |(open, close): (&str, &str)| text.strip_prefix(open)?.split_once(close).map(|(_, rest)| rest);
    marks.into_iter().find_map(behind).filter(|rest| rest.starts_with('/')).unwrap_or(text)
}

/// Returns true if a text is the path of an entry in a store of secrets: `kv/data/orders:password`.
fn is_store_path(text: &str) -> bool {
    let (path, member) = text.split_once([':', '#']).unwrap_or((text, "x"));
    let is_part =
        |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_alphanumeric() || b"-_.".contains(&b));
    let is_named = path.split('/').any(|part| matches!(part, "secret" | "secrets" | "versions" | "keyvaults"));
    path.split('/').count() >= 3
        && (path.split('/').all(is_word) && is_word(member) || is_named && path.split('/').all(is_part))
}

/// Returns true if a text is one word in lowercase letters.
fn is_word(word: &str) -> bool {
    !word.is_empty() && word.bytes().all(|b| b.is_ascii_lowercase() || matches!(b, b'-' | b'_'))
}

/// Returns true if a text is the path of a file with a key, a certificate or a token.
fn is_key_file(text: &str) -> bool {
    let is_path = text.starts_with(|c: char| c.is_ascii_alphabetic() || matches!(c, '/' | '.' | '~'));
    let file = text.rsplit('/').next().unwrap_or_default();
    let end = file.rsplit_once('.').map_or("", |(_, end)| end);
    let is_plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '/' | '.' | '-' | '_' | '~');
    let is_key = matches!(
        end,
        "pem" | "key" | "crt" | "cer" | "p12" | "pfx" | "jks" | "keystore" | "json" | "txt" | "asc" | "gpg"
    ) || file.starts_with("id_")
        || ["_rsa", "_ed25519", "_ecdsa"].iter().any(|end| file.ends_with(end))
        || ["/run/", "/var/", "/etc/", "/secrets/"].iter().any(|folder| text.starts_with(folder));
    let is_named = text.contains('/')
        || text.contains(['-', '_', '.']) && matches!(end, "pem" | "key" | "crt" | "p12" | "pfx" | "jks" | "keystore");
    is_path && is_named && is_key && text.chars().all(is_plain)
}
