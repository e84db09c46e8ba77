//! Keyed hashes of values, so that a change is recognized without keeping the values.

use crate::{domain::account::Account, text::hex};
use ring::hmac;
use std::fmt;

/// Hash function with a key derived from the secrets of an account. A file of such hashes is of no use to others: not
/// even a short value can be guessed without the account's secrets.
#[derive(Clone)]
pub struct KeyedHash(hmac::Key);

/// Purpose of the key, so that no other use of these secrets gives the same hashes.
const PURPOSE: &str = "elemint declared instances 1";

impl KeyedHash {
    /// Derives the key. `account` holds the secrets themselves, not references to them.
    pub fn new(account: &Account) -> Self {
        let root = hmac::Key::new(hmac::HMAC_SHA256, account.organization.expose().as_bytes());
        let parts = [PURPOSE, account.base.as_str(), account.user.expose()];
        let key = sign(&root, &parts);
        Self(hmac::Key::new(hmac::HMAC_SHA256, key.as_ref()))
    }

    /// Returns the hash of texts in this order, in hexadecimal.
    pub fn hash(&self, parts: &[&str]) -> String {
        hex(sign(&self.0, parts).as_ref())
    }

    /// Returns the hash that recognizes the key itself.
    pub fn id(&self) -> String {
        self.hash(&["id"])
    }
}

impl fmt::Debug for KeyedHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("KeyedHash(…)")
    }
}

/// Signs texts with their lengths, so that different texts never give the same input.
fn sign(key: &hmac::Key, parts: &[&str]) -> hmac::Tag {
    let mut context = hmac::Context::with_key(key);
    for part in parts {
        context.update(&(part.len() as u64).to_be_bytes());
        context.update(part.as_bytes());
    }
    context.sign()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{domain::BaseUrl, text::Secret};
    use rstest::rstest;

    fn hash(user: &str, organization: &str, parts: &[&str]) -> String {
        let base = BaseUrl::read("api.cloud-elements.com").expect("an address");
        KeyedHash::new(&Account::new(base, Secret::new(user), Secret::new(organization))).hash(parts)
    }

    #[rstest]
    #[case::other_user("v", "o", &["a", "b"])]
    #[case::other_organization("u", "p", &["a", "b"])]
    #[case::other_text("u", "o", &["a", "c"])]
    #[case::other_boundary("u", "o", &["ab", ""])]
    #[case::swapped_secrets("o", "u", &["a", "b"])]
    fn hash_depends_on_key_and_texts(#[case] user: &str, #[case] organization: &str, #[case] parts: &[&str]) {
        assert_ne!(hash(user, organization, parts), hash("u", "o", &["a", "b"]));
    }

    #[test]
    fn same_key_and_texts_give_the_same_hash() {
        assert_eq!(hash("u", "o", &["a"]), hash("u", "o", &["a"]));
    }
}
