//! Header of a read through an instance, as the instance's documentation describes it.

use crate::document::mask::is_secret_field;

/// Headers that elemint sets itself: those of the account, and those of the connection.
const RESERVED: [&str; 9] = [
    "authorization",
    "connection",
    "content-length",
    "host",
    "keep-alive",
    "proxy-authorization",
    "te",
    "transfer-encoding",
    "upgrade",
];

/// Name and value of a header.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RequestHeader {
    /// Name.
    pub name: String,
    /// Value.
    pub value: String,
}

/// Reason why a header is not sent.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum RequestHeaderError {
    /// elemint sets the header itself.
    #[error("elemint sets the header {0} itself.")]
    Reserved(String),
    /// The name has a character that no header has.
    #[error("A header has a name of letters, digits and dashes, such as X-Tenant.")]
    Name,
    /// The value has a control character.
    #[error("The value of a header is one line without control characters.")]
    Value,
}

impl RequestHeader {
    /// Creates a header (RFC 9110, section 5).
    ///
    /// # Errors
    /// The header cannot be sent.
    pub fn new(name: &str, value: &str) -> Result<Self, RequestHeaderError> {
        if !is_name(name) {
            return Err(RequestHeaderError::Name);
        }
        if is_reserved(name) {
            return Err(RequestHeaderError::Reserved(name.to_owned()));
        }
        if value.chars().any(char::is_control) {
            return Err(RequestHeaderError::Value);
        }
        Ok(Self { name: name.to_owned(), value: value.trim().to_owned() })
    }

    /// Returns true if the name is that of a secret.
    pub fn is_secret(name: &str) -> bool {
        is_secret_field(name, name, "", "")
    }
}

/// Returns true if elemint sets a header of this name itself.
pub fn is_reserved(name: &str) -> bool {
    RESERVED.iter().any(|reserved| reserved.eq_ignore_ascii_case(name))
}

fn is_name(name: &str) -> bool {
    !name.is_empty() && name.chars().all(|c| c.is_ascii_alphanumeric() || "!#$%&'*+-.^_`|~".contains(c))
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    #[rstest]
    #[case::usual("X-Tenant", "acme", true)]
    #[case::other_language("X-Tenant", "größer", true)]
    #[case::account("Authorization", "User x", false)]
    #[case::account_in_small_letters("authorization", "User x", false)]
    #[case::connection("Host", "evil.example", false)]
    #[case::blank_in_the_name("X Tenant", "acme", false)]
    #[case::second_header("X-Tenant", "a\r\nAuthorization: x", false)]
    #[case::no_name("", "acme", false)]
    fn only_headers_of_the_provider_are_sent(#[case] name: &str, #[case] value: &str, #[case] is_sent: bool) {
        assert_eq!(RequestHeader::new(name, value).is_ok(), is_sent);
    }
}
