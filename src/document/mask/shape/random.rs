//! Randomness of a text.

use base64::Engine as _;

/// Minimum length of a generated key without a name.
const SHORTEST: usize = 20;
/// Maximum length of a generated key. Longer texts are documents and images.
const LONGEST: usize = 200;

/// Beginnings of images, fonts and documents in base64.
const IMAGES: &[&str] =
    &["iVBORw0KGgo", "/9j/", "R0lGOD", "JVBERi", "UEsDB", "PHN2Zy", "PD94bWw", "d09GM", "UklGR", "AAABAA"];

/// Beginnings of public identifiers.
const IDENTIFIERS: &[&str] = &[
    "org-",
    "proj_",
    "acct_",
    "cus_",
    "price_",
    "prod_",
    "sub_",
    "evt_",
    "user_",
    "usr_",
    "team_",
    "req_",
    "pi_",
    "ch_",
    "txn_",
    "file-",
    "asst_",
    "thread_",
    "run_",
    "msg_",
    "chatcmpl-",
    "app_",
    "GTM-",
    "appl_",
    "inst_",
    "proj-",
    "team-",
];

/// Returns true for long random texts, such as generated keys; but not for identifiers, hashes, numbers, names or paths.
pub(in crate::document::mask) fn is_generated(text: &str) -> bool {
    let is_key = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '+' | '/' | '=');
    let least = if text.len() < 32 { 3.5 } else { 4.2 };
    (SHORTEST..=LONGEST).contains(&text.len())
        && !super::super::value::is_public_key(text)
        && !is_image(text)
        && !IDENTIFIERS.iter().any(|begin| text.starts_with(begin))
        && text.chars().all(is_key)
        && !text.trim_end_matches('=').contains('=')
        && text.contains(|c: char| c.is_ascii_lowercase())
        && text.contains(|c: char| c.is_ascii_uppercase())
        && text.contains(|c: char| c.is_ascii_digit())
        && text.matches('/').count() <= text.len() / 16
        && text.matches(['-', '_']).count() <= text.len() / 12
        && !has_word(text)
        && !is_slug(text)
        && !is_path(text)
        && changes(text) * 10 >= text.len() * 3
        && entropy(text) > least
        && !is_encoded_text(text)
}

/// Returns true if a text is an image, a font or a document in base64.
pub(in crate::document::mask) fn is_image(text: &str) -> bool {
    IMAGES.iter().any(|begin| text.starts_with(begin))
}

/// Returns true if a text looks like a key: it has a run of letters and digits in disorder, or of hexadecimal digits.
pub(in crate::document::mask) fn resembles_key(text: &str) -> bool {
    let is_run = |run: &str| {
        let has = |is: fn(&char) -> bool| run.chars().any(|c| is(&c));
        let is_hex = || run.len() >= 16 && run.bytes().all(|b| b.is_ascii_hexdigit()) && has(char::is_ascii_digit);
        let is_mixed = has(char::is_ascii_digit) && has(char::is_ascii_alphabetic) && changes(run) >= 3;
        let is_cased = run.len() >= 16 && changes(run) * 10 >= run.len() * 4;
        run.len() >= 8 && (is_mixed || is_cased || is_hex())
    };
    text.len() >= 8
        && !text.contains(char::is_whitespace)
        && (is_uuid(text) || text.split(|c: char| !c.is_ascii_alphanumeric()).any(is_run))
}

/// Returns true if a text is a UUID (RFC 9562), which some vendors use as a key.
fn is_uuid(text: &str) -> bool {
    let lengths = text.split('-').map(str::len);
    lengths.eq([8, 4, 4, 4, 12]) && text.bytes().all(|b| b.is_ascii_hexdigit() || b == b'-')
}

/// Returns true if a text of at least `least` characters looks generated: it has letters and digits.
pub(super) fn is_random(text: &str, least: usize) -> bool {
    let letters = text.chars().filter(char::is_ascii_alphabetic).count();
    let digits = text.chars().filter(char::is_ascii_digit).count();
    text.len() >= least && letters > 0 && digits > 0
}

/// Returns the number of changes between lowercase, uppercase, digits and signs from one character to the next. Words
/// have few: even in `OAuth2TokenProvider`, less than a third of the characters begin something new.
fn changes(text: &str) -> usize {
    let class = |c: char| (c.is_ascii_lowercase(), c.is_ascii_uppercase(), c.is_ascii_digit());
    text.chars().zip(text.chars().skip(1)).filter(|(one, two)| class(*one) != class(*two)).count()
}

/// Returns true if a text has a run of lowercase letters that is long for a random text: a part of a path or a name.
fn has_word(text: &str) -> bool {
    let most = if text.contains(['/', '-', '_']) { 4 } else { 6 };
    text.len() < 32 && text.split(|c: char| !c.is_ascii_lowercase()).any(|run| run.len() > most)
}

/// Returns true if a text is made of words with dashes: `node-cache-Linux-npm-10d2`.
fn is_slug(text: &str) -> bool {
    let is_word = |part: &&str| {
        part.len() > 2
            && part.bytes().all(|b| b.is_ascii_alphabetic())
            && part.get(1..).is_some_and(|rest| rest.bytes().all(|b| b.is_ascii_lowercase()))
    };
    text.split(['-', '_']).filter(is_word).count() >= 3
}

/// Returns true if a text is the path of a resource, with words between identifiers:
/// `/subscriptions/470d81fa/resourceGroups/invoices`.
fn is_path(text: &str) -> bool {
    let is_word = |part: &&str| part.len() >= 6 && part.bytes().all(|b| b.is_ascii_alphabetic()) && changes(part) <= 2;
    text.split('/').filter(is_word).count() >= 2
}

/// Returns true if a text is base64 of readable text, which a generated key never is.
fn is_encoded_text(text: &str) -> bool {
    let whole = text.get(..text.len() / 4 * 4).unwrap_or_default();
    let is_readable = |bytes: Vec<u8>| bytes.iter().all(|byte| matches!(byte, b' '..=b'~' | b'\n' | b'\r' | b'\t'));
    base64::engine::general_purpose::STANDARD.decode(whole).is_ok_and(is_readable)
}

/// Returns the entropy of a text in bits per character.
fn entropy(text: &str) -> f64 {
    let mut counts = [0_u32; 128];
    for byte in text.bytes() {
        if let Some(count) = counts.get_mut(usize::from(byte)) {
            *count += 1;
        }
    }
    let total = f64::from(u32::try_from(text.len()).unwrap_or(u32::MAX));
    let share = |count: &u32| f64::from(*count) / total;
    counts.iter().filter(|count| **count > 0).map(|count| -share(count) * share(count).log2()).sum()
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    #[rstest]
    #[case::short("XAp8mCv7LZmYRMaulg1z", true)]
    #[case::long("YjocI6O_v1fJXbasHlVwwc389bH0KhSx4E9iJLeR", true)]
    #[case::class("OAuth2TokenProviderFactory", false)]
    #[case::path_with_ids("/subscriptions/470d81fa-17ce-40b2-96c9-fb9e4bc85530/resourceGroups/rg-Invoices", false)]
    #[case::path("efaktura/prod-9EyXzP", false)]
    #[case::hex("c7c4c2b7cdd95c9e0b1f3e33a1a406b6", false)]
    #[case::text("cGFzc3dvcmQ9eDkKdXNlcj1hZGEK", false)]
    #[case::repeated("aB1aB1aB1aB1aB1aB1aB1aB1aB1aB1", false)]
    #[case::few_characters_of_32("aB1cD2eF3gH4aB1cD2eF3gH4aB1cD2eF", false)]
    #[case::few_characters_of_31("aB1cD2eF3gH4aB1cD2eF3gH4aB1cD2e", true)]
    fn generated_key_is_recognized_without_a_name(#[case] text: &str, #[case] generated: bool) {
        assert_eq!(is_generated(text), generated);
    }

    #[rstest]
    #[case::hex("c7c4c2b7cdd95c9e", true)]
    #[case::mixed("a7Kx92bQ", true)]
    #[case::slug("order-1234-shipped", false)]
    #[case::sentence("a7Kx92bQ c7c4c2b7cdd95c9e", false)]
    #[case::ordered_hex("abcdef0123456789", true)]
    #[case::short_hex("abcdef12", false)]
    #[case::letters_of_hex("abcdefabcdefabcd", false)]
    #[case::name_with_a_number("abcdefgh01234567", false)]
    #[case::letters_in_disorder("aBcDeFgHiJkLmNoP", true)]
    #[case::few_letters_in_disorder("aBcDeFgH", false)]
    #[case::class("OAuthTokenProviderFactory", false)]
    #[case::uuid("deadbeef-0000-4000-8000-000000000000", true)]
    #[case::words_of_hex("deadbeef-feed-cafe", false)]
    #[case::words_as_long_as_a_uuid("invoices-from-2023-read-customers000", false)]
    fn key_is_distinguished_from_words(#[case] text: &str, #[case] key: bool) {
        assert_eq!(resembles_key(text), key);
    }

    #[rstest]
    #[case::mixed("a234567890123456", true)]
    #[case::digits("1234567890123456", false)]
    #[case::letters("abcdefghijklmnop", false)]
    #[case::short("a23456789012345", false)]
    fn random_text_has_letters_and_digits(#[case] text: &str, #[case] random: bool) {
        assert_eq!(is_random(text, 16), random);
    }

    #[rstest]
    #[case::words("node-cache-linux-10d2", true)]
    #[case::capital("Node-Cache-Linux", true)]
    #[case::two_words("node-cache-10d2", false)]
    #[case::pairs_of_letters("ab-cd-ef", false)]
    #[case::single_letters("a-b-c", false)]
    #[case::capitals_inside("aBCd-eFGh-iJKl", false)]
    fn slug_has_three_words(#[case] text: &str, #[case] slug: bool) {
        assert_eq!(is_slug(text), slug);
    }

    #[rstest]
    #[case::words("/invoices/470d81fa/customers", true)]
    #[case::short_words("abc/def", false)]
    #[case::numbers("invoices1/customers2", false)]
    #[case::disorder("aBcDeF/gHiJkL", false)]
    fn path_has_two_words(#[case] text: &str, #[case] path: bool) {
        assert_eq!(is_path(text), path);
    }

    #[rstest]
    #[case::word("X9password7Kq", true)]
    #[case::long("X9password7KqX9password7KqX9pass", false)]
    #[case::run_of_six("X9abcdef7Kq", false)]
    #[case::run_of_a_path("X9/abcde7Kq", true)]
    fn short_text_may_have_a_word(#[case] text: &str, #[case] word: bool) {
        assert_eq!(has_word(text), word);
    }
}
