//! Authorization header of the platform in a pasted text: `Authorization: User ..., Organization ...`.

use crate::text::Secret;

/// Name of the header, in lower case.
const NAME: &str = "authorization";
/// A header that is copied out of a command brings its quotes along, which a web page may have bent.
const QUOTES: [char; 7] = ['\'', '"', '`', '‘', '’', '“', '”'];

/// Secrets of an account in a header.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AccountHeader {
    /// User secret.
    pub user: Option<Secret>,
    /// Organization secret.
    pub organization: Option<Secret>,
}

/// Reading of a text that may have the header.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum HeaderReading {
    /// The platform's header.
    Account(AccountHeader),
    /// A header of another kind, such as `Bearer`.
    Foreign,
    /// None.
    None,
}

impl HeaderReading {
    /// Parses a text: the header alone or in the lines of a request or a command, or its value.
    pub fn parse(text: &str) -> Self {
        let Some(value) = value_of(text) else {
            let value = text.trim().trim_matches(QUOTES);
            // Without its name a value is recognized only as it is documented.
            let is_exact = value.split(',').all(|part| {
                matches!(part.trim().split_once(' '), Some(("User" | "Organization" | "Element", secret))
                    if !secret.trim().contains(char::is_whitespace))
            });
            return if is_exact { AccountHeader::parse(value).map_or(Self::None, Self::Account) } else { Self::None };
        };
        AccountHeader::parse(value).map_or(Self::Foreign, Self::Account)
    }
}

impl AccountHeader {
    /// Parses the value of the header: keywords with a secret each, in any order. The token of an instance is left out.
    fn parse(value: &str) -> Option<Self> {
        let mut words = value.split(|c: char| c == ',' || c.is_whitespace()).filter(|word| !word.is_empty());
        let mut header = Self::default();
        while let Some(keyword) = words.next() {
            let secret = Some(Secret::new(words.next()?));
            match keyword.to_ascii_lowercase().as_str() {
                "user" => header.user = secret,
                "organization" => header.organization = secret,
                "element" => {}
                _ => return None,
            }
        }
        (header.user.is_some() || header.organization.is_some()).then_some(header)
    }
}

/// Returns the value behind the name of the header, up to the quote or the line that ends it.
fn value_of(text: &str) -> Option<&str> {
    let lower = text.to_ascii_lowercase();
    let (start, _) = lower.match_indices(NAME).find(|(at, _)| {
        let before = lower.get(..*at).and_then(|before| before.chars().next_back());
        let after = lower.get(at + NAME.len()..).unwrap_or_default().trim_start_matches(QUOTES).trim_start();
        before.is_none_or(|c| !c.is_alphanumeric() && c != '-') && after.starts_with(':')
    })?;
    let (_, value) = text.get(start..)?.split_once(':')?;
    let value = value.trim_start().trim_start_matches(QUOTES);
    let end = value.find(QUOTES).unwrap_or(value.len());
    let value = value.get(..end)?;
    // A comma at the end of a line continues the value.
    let mut lines = value.split_inclusive('\n');
    let mut length = 0;
    for line in lines.by_ref() {
        length += line.len();
        if !line.trim_end().ends_with(',') {
            break;
        }
    }
    Some(value.get(..length)?.trim_end().trim_end_matches('\\'))
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    fn header(user: &str, organization: &str) -> HeaderReading {
        let secret = |text: &str| (!text.is_empty()).then(|| Secret::new(text));
        HeaderReading::Account(AccountHeader { user: secret(user), organization: secret(organization) })
    }

    #[rstest]
    #[case::header("Authorization: User a+/=, Organization 0f", "a+/=", "0f")]
    #[case::lower_case("authorization: user a, organization b", "a", "b")]
    #[case::order("Authorization: Organization b, User a", "a", "b")]
    #[case::no_space("Authorization:User a,Organization b", "a", "b")]
    #[case::no_comma("Authorization: User a, Organization b Element c", "a", "b")]
    #[case::instance("Authorization: User a, Organization b, Element c", "a", "b")]
    #[case::hub("Authorization: User a, Element c", "a", "")]
    #[case::value("User a, Organization b", "a", "b")]
    #[case::one("User a", "a", "")]
    #[case::option("-H 'Authorization: User a, Organization b' \\", "a", "b")]
    #[case::long_option("--header \"Authorization: User a, Organization b\"", "a", "b")]
    #[case::bent_quotes("-H “Authorization: User a, Organization b”", "a", "b")]
    #[case::json("\"Authorization\": \"User a, Organization b\",", "a", "b")]
    #[case::two_lines("Authorization: User a,\n  Organization b\n", "a", "b")]
    #[case::request("GET /elements HTTP/1.1\nHost: x\nAuthorization: User a, Organization b\nAccept: */*", "a", "b")]
    #[case::command("curl https://x.example -H 'Authorization: User a, Organization b' -H 'Accept: */*'", "a", "b")]
    fn secrets_are_read(#[case] text: &str, #[case] user: &str, #[case] organization: &str) {
        assert_eq!(HeaderReading::parse(text), header(user, organization));
    }

    #[rstest]
    #[case::bearer("Authorization: Bearer abc")]
    #[case::basic("authorization: Basic abc")]
    #[case::element("Authorization: Element abc")]
    #[case::empty("Authorization:")]
    fn other_header_is_foreign(#[case] text: &str) {
        assert_eq!(HeaderReading::parse(text), HeaderReading::Foreign);
    }

    #[rstest]
    #[case::secret("6m0vD+/x4=")]
    #[case::words("user of the organization")]
    #[case::word("authorization")]
    #[case::other_header("X-Authorization: User a, Organization b")]
    #[case::proxy("Proxy-Authorization: Basic abc")]
    #[case::empty("")]
    fn other_text_has_no_header(#[case] text: &str) {
        assert_eq!(HeaderReading::parse(text), HeaderReading::None);
    }
}
