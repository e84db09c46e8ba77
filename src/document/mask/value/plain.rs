//! Values of a plain kind: switches, dates, addresses, public keys.

/// Returns true if a value in a configuration is harmless although its name is not known: a switch, a date, or an
/// address without credentials.
pub(in crate::document::mask) fn is_plain_setting(text: &str) -> bool {
    let is_switch = matches!(&*text.to_ascii_lowercase(), "true" | "false" | "null" | "none");
    let digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    let is_date = text.len() >= 10
        && text.get(..10).is_some_and(|date| date.split('-').count() == 3 && date.split('-').all(digits))
        && text.chars().all(|c| c.is_ascii_digit() || matches!(c, '-' | ':' | 'T' | 'Z' | '.' | '+' | ' '));
    let is_address = text.starts_with("https://") || text.starts_with("http://");
    is_switch || is_date || is_address && !text.contains(['?', '#', '@', ' '])
}

/// Returns true if a text is of a kind that no secret has: also a number, a duration, a list of hosts, a path, a class.
pub(in crate::document::mask) fn is_plain(text: &str) -> bool {
    let text = text.trim().trim_matches(['"', '\'', ';', ',']);
    let is_part = |part: &str| is_plain_setting(part) || is_host(part) || is_path(part) || is_class(part);
    let parts = || text.split([',', ' ']).filter(|part| !part.is_empty());
    is_plain_setting(text) || is_amount(text) || is_ratio(text) || parts().count() > 0 && parts().all(is_part)
}

/// Beginnings of keys that are public.
const PUBLIC: &[&str] = &[
    "ssh-rsa ",
    "ssh-rsa%20",
    "ssh-ed25519 ",
    "ssh-ed25519%20",
    "ssh-dss ",
    "ecdsa-sha2-",
    "sk-ssh-",
    "-----BEGIN CERTIFICATE",
    "-----BEGIN PUBLIC KEY",
    "-----BEGIN RSA PUBLIC KEY",
    "-----BEGIN PGP PUBLIC KEY",
    "pk_live_",
    "pk_test_",
    // Mapbox: a token with `sk.` is secret.
    "pk.eyJ1",
    "AAAAC3NzaC1lZDI1NTE5",
    "AAAAB3NzaC1",
    "AAAAE2VjZHNh",
    "MIGfMA0GCSqGSIb3DQEBAQUAA4",
    "MIIBIjANBgkqh",
    "MIICIjANBgkqh",
    "MFkwEwYHKoZIzj0",
    "-----BEGIN PGP SIGNATURE",
    "-----BEGIN SSH SIGNATURE",
    // Base64 of a certificate and of a public key.
    "LS0tLS1CRUdJTiBDRVJUSUZJQ0FUR",
    "LS0tLS1CRUdJTiBQVUJMSUMg",
    // Signatures of ECDSA, by which a package is verified.
    "MEUCI",
    "MEQCI",
    "MEYCI",
];

/// Returns true if a text is a public key, a certificate, or the publishable key of a vendor.
pub(in crate::document::mask) fn is_public_key(text: &str) -> bool {
    PUBLIC.iter().any(|begin| text.starts_with(begin)) && !text.contains("PRIVATE KEY") || is_fingerprint(text)
}

/// Returns true if a text is the hash of a public key or a certificate, with its algorithm or in pairs of digits.
fn is_fingerprint(text: &str) -> bool {
    let is_hex = |pair: &str| pair.len() == 2 && pair.bytes().all(|b| b.is_ascii_hexdigit());
    let named =
        ["SHA256:", "SHA512:", "SHA1:", "MD5:", "sha256:", "sha512:", "sha256/", "sha256-", "sha384-", "sha512-"];
    named.iter().any(|name| text.strip_prefix(name).is_some_and(|hash| hash.len() >= 20 && !hash.contains(' ')))
        || text.split(':').count() >= 16 && text.split(':').all(is_hex)
}

/// Returns true for a number of at most five digits, with or without a unit.
fn is_amount(text: &str) -> bool {
    let unit = text.trim_start_matches(|c: char| c.is_ascii_digit());
    let digits = text.len() - unit.len();
    (1..=5).contains(&digits) && unit.len() <= 5 && unit.chars().all(|c| c.is_ascii_lowercase() || c == '%')
}

/// Returns true for two numbers with a slash between: `120/200`.
fn is_ratio(text: &str) -> bool {
    let is_number = |part: &str| (1..=5).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_digit());
    text.split_once('/').is_some_and(|(one, two)| is_number(one) && is_number(two))
}

/// Returns true if a text is a host with or without a port.
pub(in crate::document::mask) fn is_host(text: &str) -> bool {
    let (host, port) = text.split_once(':').unwrap_or((text, "0"));
    let labels: Vec<&str> = host.trim_start_matches("*.").trim_start_matches('.').split('.').collect();
    let is_label = |label: &&str| {
        !label.is_empty()
            && label.len() < 40
            && label.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || matches!(b, b'-' | b'*'))
    };
    let is_top = labels.last().is_some_and(|top| top.len() >= 2 && top.bytes().all(|b| b.is_ascii_lowercase()));
    let is_number = !port.is_empty() && port.bytes().all(|b| b.is_ascii_digit());
    labels.len() >= 2 && labels.iter().all(is_label) && is_top && is_number
}

fn is_path(text: &str) -> bool {
    let is_folder = |folder: &str| {
        !folder.is_empty() && folder.chars().all(|c| c.is_alphabetic() || matches!(c, '.' | '_' | '-' | ' '))
    };
    let windows = text
        .get(1..)
        .filter(|_| text.starts_with('\\'))
        .or_else(|| text.split_once(":\\").filter(|(disk, _)| disk.len() == 1).map(|(_, rest)| rest));
    if windows.is_some_and(|folders| folders.contains('\\') && folders.split('\\').all(is_folder)) {
        return true;
    }
    // The type of a file may precede it: `hash:/etc/postfix/maps`.
    let text = text
        .split_once(":/")
        .filter(|(kind, _)| kind.bytes().all(|b| b.is_ascii_lowercase()))
        .map_or(text, |(kind, _)| text.get(kind.len() + 1..).unwrap_or_default());
    let is_plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || matches!(c, '/' | '.' | '_' | '-' | '~');
    ["/", "./", "../", "~/"].iter().any(|begin| text.starts_with(begin)) && text.len() > 2 && text.chars().all(is_plain)
}

/// Returns true if a text is the complete name of a class: `org.example.JdbcTokenStore`.
fn is_class(text: &str) -> bool {
    let words: Vec<&str> = text.split('.').collect();
    words.len() >= 3
        && words.iter().all(|word| !word.is_empty() && word.chars().all(|c| c.is_ascii_alphabetic() || c == '_'))
        && words.last().is_some_and(|last| last.starts_with(|c: char| c.is_ascii_uppercase()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    #[rstest]
    #[case::duration("30m", true)]
    #[case::number("86400", true)]
    #[case::hosts(".example.com, *.shop.example:8080", true)]
    #[case::address("https://id.example/token", true)]
    #[case::path("/var/run/token.txt", true)]
    #[case::class("org.example.JdbcTokenStore", true)]
    #[case::word("sunshine", false)]
    #[case::pin("123456", false)]
    #[case::dotted("AQX.qq", false)]
    #[case::base64("/aB+c/dE", false)]
    #[case::log_in("https://ada:pw@id.example/", false)]
    #[case::empty("", false)]
    fn plain_kind_is_recognized(#[case] text: &str, #[case] plain: bool) {
        assert_eq!(is_plain(text), plain);
    }

    #[rstest]
    #[case::date("2026-04-02", true)]
    #[case::time("2026-04-02T06:15:02Z", true)]
    #[case::word_after_a_date("2026-04-02-hunter", false)]
    #[case::two_numbers("12345-6789", false)]
    #[case::empty_number("20--260402", false)]
    #[case::letter_in_a_date("2026-T4-02", false)]
    #[case::switch("True", true)]
    #[case::address("http://a.example/x", true)]
    #[case::query("https://a.example/?a=b", false)]
    #[case::user("https://ada@a.example/", false)]
    fn date_or_address_is_plain(#[case] text: &str, #[case] plain: bool) {
        assert_eq!(is_plain_setting(text), plain);
    }

    #[rstest]
    #[case::hash("SHA256:47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU", true)]
    #[case::short_hash("SHA256:47DEQpj8", false)]
    #[case::words("SHA256:47DEQpj8HBSa and some words", false)]
    #[case::pairs("00:11:22:33:44:55:66:77:88:99:aa:bb:cc:dd:ee:ff", true)]
    #[case::few_pairs("00:11:22:33:44:55", false)]
    #[case::letters("00:11:22:33:44:55:66:77:88:99:aa:bb:cc:dd:ee:zz", false)]
    #[case::long_pair("00:11:22:33:44:55:66:77:88:99:aa:bb:cc:dd:ee:fff", false)]
    #[case::private("ssh-rsa PRIVATE KEY", false)]
    fn public_key_or_its_hash_is_recognized(#[case] text: &str, #[case] public: bool) {
        assert_eq!(is_public_key(text), public);
    }

    #[rstest]
    #[case::port("db.example:5432", true)]
    #[case::word_as_a_port("db.example:x9", false)]
    #[case::no_port("db.example:", false)]
    #[case::empty_label("db..example", false)]
    #[case::capitals("db.EXAMPLE", false)]
    #[case::short_top("db.e", false)]
    #[case::long_label("a234567890123456789012345678901234567890.example", false)]
    fn host_has_labels_and_a_port(#[case] text: &str, #[case] host: bool) {
        assert_eq!(is_host(text), host);
    }

    #[rstest]
    #[case::windows("C:\\Program Files\\app", true)]
    #[case::share("\\\\nas\\share", false)]
    #[case::file("C:\\app", false)]
    #[case::empty_folder("C:\\a\\\\b", false)]
    #[case::long_disk("CD:\\a\\b", false)]
    #[case::kind("hash:/etc/postfix/maps", true)]
    #[case::capital_kind("Hash:/etc/postfix/maps", false)]
    #[case::short("/a", false)]
    #[case::capitals("/aB/c", false)]
    fn path_is_recognized(#[case] text: &str, #[case] path: bool) {
        assert_eq!(is_path(text), path);
    }

    #[rstest]
    #[case::package("org.ex_a.JdbcTokenStore", true)]
    #[case::lowercase("org.example.store", false)]
    #[case::empty_word("org..Store", false)]
    #[case::digit("org.example.Store2", false)]
    #[case::two_words("org.Store", false)]
    fn class_has_a_package(#[case] text: &str, #[case] class: bool) {
        assert_eq!(is_class(text), class);
    }
}
