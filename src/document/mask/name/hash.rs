//! Names of public values that look as random as a key.

use super::{split, words::Words};

/// Last or first words of such names.
static HASHES: Words = Words::new(
    "id ids uid uuid guid gid hash sha sha1 sha256 sha512 md5 etag integrity digest checksum fingerprint \
    thumbprint cursor image thumbnail certificate cert public nonce version revision rev commit ref tag layer build release \
    trace span request correlation transaction url uri href path resolved next previous marker arn name file folder bucket \
    serial issuer subject modulus pubkey crc etags branch resource",
);

/// Last words of names of accounts and other things, whose generated value identifies them.
static OWNERS: Words = Words::new(
    "org organization organisation account acct project proj tenant workspace team realm zone customer user property \
    measurement rid ray timing etags generation installation device node pod host",
);

/// Returns true if the name is that of a hash, an identifier, or of another public value that looks as random as a key.
pub(in crate::document::mask) fn is_name_of_hash(name: &str) -> bool {
    let words = split(name);
    let words: Vec<&str> =
        words.iter().map(String::as_str).filter(|word| !word.bytes().all(|b| b.is_ascii_digit())).collect();
    let is_hash = |word: &&str| HASHES.contains(word) || word.strip_suffix('s').is_some_and(|one| HASHES.contains(one));
    let is_joined = |word: &&str| ["id", "hash", "uuid", "cursor", "etag", "url"].iter().any(|end| word.ends_with(end));
    let is_public = |pair: &[&str]| matches!(pair, ["site" | "public" | "publishable" | "pub", "key" | "keys"]);
    words.windows(2).next_back().is_some_and(is_public)
        || words.last().is_some_and(|word| is_hash(word) || is_joined(word) || OWNERS.contains(word))
        || words.starts_with(&["x", "amz"]) && words.len() > 2
        || words.first().is_some_and(|word| word.len() > 3 && is_hash(word))
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    #[rstest]
    #[case::last_word("request_digest", true)]
    #[case::several("file_digests", true)]
    #[case::joined("orderuuid", true)]
    #[case::first_word("image_color", true)]
    #[case::short_first_word("tag_color", false)]
    #[case::owner("billing_account", true)]
    #[case::public("site_key", true)]
    #[case::header("x-amz-color", true)]
    #[case::vendor("x-amz", false)]
    #[case::secret("client_secret", false)]
    fn name_of_a_public_value_is_recognized(#[case] name: &str, #[case] public: bool) {
        assert_eq!(is_name_of_hash(name), public);
    }
}
